"""Places out of a table: both generations of the national sheet (公共施設一覧), portals' English names, plain lists."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..headers import aliases_for
from ..reading import Table
from ..report import Report
from ..taking import Line, entries, matched
from ..times import Clock, times
from .cells import Told, address_of, city_of, counts_rows, phone_of


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place. Texts are "" and other values None where the row says nothing.

    source_id: its id in the source; counted: the ids only count the rows of this file. of_city: code of the city whose
    sheet it is. reading: katakana. position: latitude and longitude in degrees. weekdays: in the order of the week
    (月火水木金土日祝). ways_in: column and words of how one gets in and there; told: of what else the row says, a
    description among them. more: of cells that could not be read. section: the heading the row stands under.
    """

    name: str
    source_id: str = ""
    counted: bool = False
    of_city: str = ""
    reading: str = ""
    common_name: str = ""
    english: str = ""
    kind: str = ""
    postcode: str = ""
    address: str = ""
    position: tuple[float, float] | None = None
    phone: str = ""
    fax: str = ""
    mail: str = ""
    organisation: str = ""
    corporate_number: str = ""
    weekdays: str = ""
    opens: Clock | None = None
    closes: Clock | None = None
    hours_note: str = ""
    capacity: int | None = None
    description: str = ""
    barrier_free: str = ""
    access: str = ""
    parking: str = ""
    url: str = ""
    remarks: str = ""
    section: str = ""
    ways_in: Told = ()
    told: Told = ()
    more: Told = ()


WAYS_IN = ("barrier_free", "access", "parking")
TOLD = (
    "about", "kind", "day", "meeting_point", "bring", "capacity", "organisation", "contact_note", "fax", "note",
)  # fmt: skip


def read_places(table: Table, report: Report, *, home: str = "") -> Iterator[tuple[Line, PlaceRow]]:
    """The places of a table, each with its line, which the caller ends or skips.

    home: the code of one's own city, for codes that lost their zero. Raises Unreadable("columns_missing").
    """
    aliases, matching = matched(table, [aliases_for("places")])
    counted = counts_rows(table, matching)
    for line in entries(table, aliases, matching, report, ("name",)):
        yield line, _place(line, home, counted)


def _place(line: Line, home: str, counted: bool) -> PlaceRow:
    return PlaceRow(
        name=line.label("name"),
        source_id=line.text("source_id"),
        counted=counted,
        of_city=city_of(line, home),
        reading=line.read("kana") or "",
        common_name=line.text("common_name"),
        english=line.text("english_name"),
        kind=line.text("kind"),
        postcode=line.read("postcode") or "",
        address=address_of(line),
        position=line.position(),
        phone=phone_of(line),
        fax=line.read("fax") or "",
        mail=line.read("mail") or "",
        organisation=line.text("organisation"),
        corporate_number=line.read("corporate_number") or "",
        weekdays=line.read("weekdays") or "",
        opens=line.read("opens"),
        closes=line.read("closes") or _end(line.cell("opens")),
        hours_note=" ".join(line.label("hours_note").split()),
        capacity=line.read("capacity"),
        description=line.text("about"),
        barrier_free=line.text("barrier_free"),
        access=line.text("access"),
        parking=line.text("parking"),
        url=line.read("link") or "",
        remarks=line.text("note"),
        section=line.section,
        ways_in=line.told(*WAYS_IN),
        told=line.told(*TOLD),
        more=line.unread(but=TOLD),
    )


def _end(cell: str) -> Clock | None:
    """The end of hours that stand in one cell: 9:00～21:30; nothing where the cell tells a beginning only."""
    told = times(cell).value
    return told.sittings[-1].closes if told else None

"""Organisations out of a table: the national NPO portal, groups, companies, 町内会, the departments of a city hall."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..days import days, written
from ..headers import aliases_for
from ..kinds import kind_of
from ..legal_fields import legal_fields
from ..reading import Table
from ..report import Report
from ..taking import Line, entries, matched
from ..value import Value, plain
from ..values import link, yes_no
from ..years import ERA
from .cells import Told, address_of, city_of, counts_rows, phone_of, together

POSTS = re.compile(
    r"(?:市長|町長|村長|区長|副市長|副町長|副村長|教育長|管理者|監査委員|会計管理者|委員長|議長|局長|部長|課長)$"
)
CITY_HALL = ("bureau", "division", "section", "office", "unit")


@dataclass(frozen=True, slots=True)
class OrganizationRow:
    """One organisation. Texts are "" and other values None where the row says nothing.

    kind: npo, voluntary, neighbourhood, federation, company, shops, school, university, students, welfare, section, other
    or ""; kind_said: the words of the file. path: of a city's section the bureau, division, section, office and unit
    above and including it. fields: numbers of the 20 legal fields. representative: personal data, never shown unasked.
    founded: as written; founded_on where it is a whole day. contact_public: None where the file says nothing. dissolved:
    what the file says of its dissolution. level: 0 to 5. more: column and words of what has no field here, and of cells
    that could not be read. section: the heading the row stands under.
    """

    name: str
    source_id: str = ""
    counted: bool = False
    of_city: str = ""
    corporate_number: str = ""
    reading: str = ""
    short: str = ""
    english: str = ""
    kind: str = ""
    kind_said: str = ""
    path: tuple[str, ...] = ()
    fields: tuple[int, ...] = ()
    themes: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    ward: str = ""
    district: str = ""
    address: str = ""
    postcode: str = ""
    position: tuple[float, float] | None = None
    representative: str = ""
    representative_reading: str = ""
    authority: str = ""
    authenticated_on: dt.date | None = None
    founded: str = ""
    founded_on: dt.date | None = None
    joined_on: dt.date | None = None
    purpose: str = ""
    about: str = ""
    easy: str = ""
    active_on: str = ""
    members: int | None = None
    households: int | None = None
    for_whom: str = ""
    can: str = ""
    wants: str = ""
    meeting_place: str = ""
    contact: str = ""
    contact_public: bool | None = None
    phone: str = ""
    fax: str = ""
    mail: str = ""
    url: str = ""
    social: tuple[str, ...] = ()
    join: str = ""
    dissolved: str = ""
    updated_on: dt.date | None = None
    checked_by: str = ""
    level: int | None = None
    source: str = ""
    remarks: str = ""
    section: str = ""
    more: Told = ()


MORE = (
    "other_offices", "authority_city", "other_business", "supervision", "form_of_help", "done_so_far", "conditions",
    "sdgs", "fee",
)  # fmt: skip


def read_organizations(table: Table, report: Report, *, home: str = "") -> Iterator[tuple[Line, OrganizationRow]]:
    """The organisations of a table, each with its line, which the caller ends or skips.

    home: the code of one's own city, for codes that lost their zero. Raises Unreadable("columns_missing").
    """
    aliases, matching = matched(table, [aliases_for("organizations")])
    counted = counts_rows(table, matching)
    # The columns of a city hall; 「部」 or 「担当」 alone also stands in other lists.
    hall = sum(name in matching.found for name in CITY_HALL) > 1 or not matching.found.keys() & {"name"}
    names = ("name", *CITY_HALL) if hall else ("name",)
    above: tuple[str, ...] = ()
    for line in entries(table, aliases, matching, report, names):
        levels = _levels(line, above) if hall else ()
        above = levels
        yield line, _organization(line, home, counted, tuple(filter(None, levels)))


def _levels(line: Line, above: tuple[str, ...]) -> tuple[str, ...]:
    """Bureau, division, section, office and unit of a row, "" for those it has not. Where the upper ones are left blank
    because the row above says them, they are its."""
    levels = [line.label(name) for name in CITY_HALL]
    columns = [place for place, name in enumerate(CITY_HALL) if line.has(name)]
    blank = next((count for count, place in enumerate(columns) if levels[place]), 0)
    if blank and above:
        line.doubt("taken_from_above")
        for place in columns[:blank]:
            levels[place] = above[place]
    return tuple(levels)


def _organization(line: Line, home: str, counted: bool, path: tuple[str, ...]) -> OrganizationRow:
    name = " ".join((line.label("name") or "".join(path)).split())
    said = line.text("kind") if "法人" in line.matching.found.get("kind", "") else line.label("kind")
    kind = "section" if path else kind_of(said, name)
    if path and POSTS.search(path[-1]) and line.label("unit"):
        line.doubt("looks_like_post")
    if said and not kind:
        line.doubt("choice_unknown")
    founded, founded_on = _founded(line)
    return OrganizationRow(
        name=name,
        source_id=line.text("source_id"),
        counted=counted,
        of_city=city_of(line, home),
        corporate_number=line.read("corporate_number") or "",
        reading=line.read("kana") or "",
        short=line.label("short_name") or (path[-1] if path and path[-1] != name else ""),
        english=line.text("english_name"),
        kind=kind,
        kind_said=said,
        path=path,
        fields=_fields(line),
        themes=line.read("themes") or (),
        areas=line.read("areas") or (),
        ward=line.label("ward"),
        district=line.label("district"),
        address=address_of(line),
        postcode=line.read("postcode") or "",
        position=line.position(),
        representative=line.label("representative"),
        representative_reading=line.read("representative_kana") or "",
        authority=line.text("authority"),
        authenticated_on=_day(line, "authenticated_on"),
        founded=founded,
        founded_on=founded_on,
        joined_on=_day(line, "joined_on"),
        purpose=line.text("purpose"),
        about=line.text("about"),
        easy=line.text("easy"),
        active_on=line.text("active_on"),
        members=line.read("members"),
        households=line.read("households"),
        for_whom=line.text("for_whom"),
        can=line.text("can"),
        wants=line.text("wants"),
        meeting_place=line.label("meeting_place"),
        contact=line.label("contact"),
        contact_public=_public(line),
        phone=phone_of(line),
        fax=line.read("fax") or "",
        mail=line.read("mail") or "",
        url=line.read("link") or "",
        social=_social(line),
        join=line.text("join"),
        dissolved=line.label("dissolved"),
        updated_on=_day(line, "updated_on"),
        checked_by=line.label("checked_by"),
        level=line.read("level"),
        source=line.text("source"),
        remarks=together([line.text("note")]),
        section=line.section,
        more=(*line.told(*MORE), *line.unread(but=("founded_on", "contact_public"))),
    )


def _day(line: Line, field: str) -> dt.date | None:
    found = line.read(field) if line.has(field) else None
    return found.first if found else None


def _founded(line: Line) -> tuple[str, dt.date | None]:
    """When it was founded: in words (平成12年, 1998年4月), and as a day where it is one."""
    if not line.has("founded_on"):
        return "", None
    cell = line.cell("founded_on")
    told = days(cell)
    year_alone = told.value is None and re.match(ERA, written(cell)) is not None
    line.note(
        "founded_on",
        Value(told.value or (cell.strip() if year_alone else None), None if year_alone else told.doubt, cell),
    )
    return (cell.strip() if plain(cell) else ""), told.value.first if told.value else None


def _fields(line: Line) -> tuple[int, ...]:
    """The legal fields: of the ○ in a column each, and of the words in one column."""
    found: set[int] = set()
    for series in ("fields", "field_names"):
        for key, cell in line.series(series):
            ticked = yes_no(cell)
            if ticked.doubt:
                line.doubt(ticked.doubt)
            elif ticked.value:
                found |= set(legal_fields([key]))
    said = line.read("fields_said")
    return tuple(sorted(found | set(legal_fields(said or ()))))


def _public(line: Line) -> bool | None:
    """Whether anybody may see how to reach it."""
    said = plain(line.label("contact_public")) or (
        plain(line.cell("contact_public")) if line.has("contact_public") else ""
    )
    if not said:
        return None
    if re.search("紹介のみ|非公開|不可|限定|×", said):
        return False
    if re.search("公開|可|○|〇", said):
        return True
    line.doubt("choice_unknown")
    return None


def _social(line: Line) -> tuple[str, ...]:
    """The pages of a column, as many as there are."""
    pieces = re.split(r"[\s;；、,]+", line.text("social")) if line.has("social") else []
    return tuple(found for piece in pieces if (found := link(piece).value))

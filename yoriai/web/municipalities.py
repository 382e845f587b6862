"""A city and its wards out of a list of local government codes, as such lists are really written.

Pure but for the words of its refusals. What was found is kept as lines of text that a person can read and mend:
`041017,青葉区,あおばく,38.26916667,140.8705556`, the city first.
"""

import csv
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from yoriai.engines.japanese.kana import hiragana
from yoriai.engines.tables.headers import aliases_for
from yoriai.engines.tables.official_codes import city_of_ward
from yoriai.engines.tables.reading import Table
from yoriai.engines.tables.report import Report
from yoriai.engines.tables.taking import Line, lines, matched
from yoriai.engines.tables.values import code as read_code
from yoriai.engines.tables.values import degrees
from yoriai.kernel.policy import NotPossible

MOST_WARDS = 60
NAME, READING = 80, 120  # characters, as the table of areas holds them


@dataclass(frozen=True, slots=True)
class Municipality:
    """A city or a ward: its code (6 digits), name, reading in hiragana ("" if unknown), point in degrees."""

    code: str
    name: str
    reading: str = ""
    latitude: float | None = None
    longitude: float | None = None

    def line(self) -> str:
        """As a line of text."""
        facts = [self.code, self.name, self.reading]
        facts += [] if self.latitude is None else [f"{self.latitude:.5f}", f"{self.longitude:.5f}"]
        return ",".join(facts).rstrip(",")


def in_lines(places: Iterable[Municipality]) -> str:
    """One line each."""
    return "\n".join(place.line() for place in places)


def from_lines(text: str) -> list[Municipality]:
    """The city and its wards, as somebody wrote or mended them. Raises NotPossible with the number of a line that is wrong."""
    places = []
    for number, written in enumerate(text.splitlines(), 1):
        if written.strip():
            places.append(_from_line(number, written))
    if not places:
        raise NotPossible(_("Write at least the line of the city itself."))
    if len(places) > MOST_WARDS + 1:
        raise NotPossible(_("These are more lines than a city has wards. The first line is the city, then its wards."))
    if len({place.code for place in places}) < len(places):
        raise NotPossible(_("One code stands on two lines."))
    return places


def _from_line(number: int, written: str) -> Municipality:
    plain = unicodedata.normalize("NFKC", written).replace("、", ",").replace("\t", ",")
    cells = [cell.strip() for cell in next(csv.reader([plain]))] + [""] * 4
    code, name = read_code(cells[0]).value, cells[1]
    if code is None or not name:
        example = "041017,青葉区,あおばく"
        wrong = _("Line %(number)d cannot be read. Write code, name, reading: %(example)s")
        raise NotPossible(wrong % {"number": number, "example": example})
    latitude, longitude = _point(cells[3], cells[4])
    return Municipality(code, name[:NAME], hiragana(cells[2])[:READING], latitude, longitude)


def _point(north: str, east: str) -> tuple[float | None, float | None]:
    latitude, longitude = degrees(north), degrees(east)
    if latitude is None or longitude is None or not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        return None, None
    return latitude, longitude


def find(table: Table, name: str, code: str = "") -> list[Municipality]:
    """The city of this name, then its wards by code. Raises Unreadable where a column is missing, NotPossible where the
    list does not hold the city, or two of this name and no code says which.
    """
    aliases, matching = matched(table, [aliases_for("areas")])
    wanted, rows = _plain(name), []
    for line in lines(table, aliases, matching, Report()):
        official, whole = line.read("code"), _plain(line.text("city") + line.text("ward") or line.text("name"))
        if official and whole.startswith(wanted) and not line.text("town"):
            rows.append((official, whole, line))
    cities = {official: line for official, whole, line in rows if whole == wanted and code in ("", official)}
    if len(cities) != 1:
        raise NotPossible(_which(name, cities))
    (city_code, city_line), *_none = cities.items()
    city = Municipality(city_code, wanted, _reading(city_line, ""), *_position(city_line))
    wards = {
        official: Municipality(official, whole[len(wanted) :], _reading(line, city.reading), *_position(line))
        for official, whole, line in rows
        if whole.endswith("区") and whole != wanted and city_of_ward(official) == city_code
    }
    return [city, *(wards[official] for official in sorted(wards))]


def _which(name: str, cities: Iterable[str]) -> str:
    codes = "、".join(sorted(cities))
    if codes:
        return _("There is more than one %(name)s: %(codes)s. Give its code too.") % {"name": name, "codes": codes}
    return _("The list does not hold %(name)s. Write the name as it stands there.") % {"name": name}


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split())


def _position(line: Line) -> tuple[float | None, float | None]:
    return line.position() or (None, None)


def _reading(line: Line, of_the_city: str) -> str:
    """あおばく, also where the list says せんだいし あおばく."""
    kana = line.read("ward_kana") or line.read("city_kana") or line.read("kana") or ""
    whole = "".join(hiragana(kana).split())
    return whole.removeprefix(of_the_city)[:READING]

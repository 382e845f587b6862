"""What several kinds of row have in common: where something is, whom to ask, whether an id is one."""

from collections.abc import Iterable
from itertools import islice

from ..headers import Matching, fold
from ..official_codes import code
from ..reading import Table
from ..taking import Line
from ..value import plain

Told = tuple[tuple[str, str], ...]
COUNTED = frozenset({"no", "番号", "id", "連番", "項番", "通し番号"})


def address_of(line: Line) -> str:
    """The address in one line with its building: of one column, or of those of its parts where the town is among them
    (都道府県名 and 市区町村名 alone tell whose sheet it is)."""
    whole = line.label("address")
    parts = [line.label(name) for name in ("prefecture", "city", "address_town", "address_rest") if line.has(name)]
    if not whole and (line.has("address_town") or line.has("address_rest")) and any(parts[2:]):
        whole = "".join(parts)
    return f"{whole} {line.label('building')}".strip()


def phone_of(line: Line) -> str:
    """The phone number with its extension."""
    phone, extension = line.read("phone") or "", line.label("extension")
    return f"{phone} (内線{extension})" if phone and extension and "内線" not in phone else phone


def number_of(phone: str) -> str:
    """The number of `phone_of` without its extension."""
    return phone.partition(" (内線")[0]


def extension_of(phone: str) -> str:
    """The extension of `phone_of`."""
    return phone.partition(" (内線")[2].rstrip(")").lstrip(": ")


def city_of(line: Line, home: str) -> str:
    """The code of the city whose row it is, or "". home: the code of one's own city, for codes without their zero."""
    return line.by("code", lambda cell: code(cell, home)) or ""


def counts_rows(table: Table, matching: Matching) -> bool:
    """Whether the ids are nothing but 1, 2, 3, … in the order of the rows: the next file counts from 1 again."""
    column = matching.found.get("source_id", "")
    if fold(column) not in COUNTED:
        return False
    numbers = [plain(row.cells.get(column, "")).removesuffix(".0") for row in islice(table.rows, 2_000)]
    return numbers == [str(place + 1) for place in range(len(numbers))]


def together(parts: Iterable[str]) -> str:
    """The parts that say something, each once, a line each."""
    return "\n".join(dict.fromkeys(part.strip() for part in parts if part.strip()))

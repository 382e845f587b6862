"""Rows that go out: which columns a sheet has stands in *.toml, what of a row stands in each in the module of its kind.

    write(sheet("events_new"), rows, publisher, "csv")   → pieces of bytes
    written(…)                                           → the whole of it

A sheet read again gives the same rows, as far as it has columns for them.
"""

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

from ..writing import Cell, Encoding, Substitutes, csv_pieces, json_pieces, to_xlsx
from . import cases, catalogue, events, organizations, places

Form = Literal["csv", "xlsx", "json"]


@dataclass(frozen=True, slots=True)
class Publisher:
    """Whose sheet it is: the code of the city (6 digits), its prefecture and its name."""

    code: str = ""
    prefecture: str = ""
    city: str = ""

    def cells(self) -> Mapping[str, Cell]:
        """What stands in each row of it."""
        whole = f"{self.prefecture}{self.city}"
        return {"code": self.code, "prefecture": self.prefecture, "city": self.city, "publisher": whole}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, the field of a row it shows ("" where we have nothing for it), whether it is our own behind
    the columns of the standard."""

    header: str
    field: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. source: where its columns are from. reads: the kind of table it is read as again."""

    name: str
    title: str
    about: str
    source: str
    reads: str
    columns: tuple[Column, ...]

    def only_standard(self) -> "Sheet":
        """The sheet without our own columns, for those who check it against the standard."""
        columns = tuple(column for column in self.columns if not column.own)
        return Sheet(self.name, self.title, self.about, self.source, self.reads, columns)


# What a row says in the fields its sheets name.
CELLS: Mapping[str, Callable[[Any], Mapping[str, Cell]]] = {
    "events_old": events.cells,
    "events_new": events.cells,
    "places_old": places.cells,
    "places_new": places.cells,
    "npo": organizations.cells,
    "organizations": organizations.cells,
    "cases": cases.cells,
    "catalogue": catalogue.cells,
}


@cache
def sheet(name: str) -> Sheet:
    """The sheet of this name, one of CELLS. Raises KeyError where there is none."""
    if name not in CELLS:
        raise KeyError(name)
    data = tomllib.loads((resources.files(__package__) / f"{name}.toml").read_text("utf-8"))
    columns = tuple(Column(one[0], one[1], "*" in one[2:]) for one in data["columns"])
    return Sheet(name, data["title"], data["about"], data["source"], data["reads"], columns)


def lines(of: Sheet, rows: Iterable[Any], publisher: Publisher) -> Iterator[Sequence[Cell]]:
    """The rows as cells, in the order of the sheet's columns."""
    ours = publisher.cells()
    cells = CELLS[of.name]
    for row in rows:
        said = {**ours, **cells(row)}
        yield [said[column.field] if column.field else None for column in of.columns]


def write(
    of: Sheet,
    rows: Iterable[Any],
    publisher: Publisher,
    form: Form = "csv",
    encoding: Encoding = "utf-8-sig",
    substitutes: Substitutes | None = None,
) -> Iterator[bytes]:
    """The sheet in pieces, row by row but for a workbook. rows: of the dataclass of its kind (EventRow, PlaceRow,
    OrganizationRow, CaseRow, DataSet). substitutes: told which signs cp932 could not hold."""
    headers = [column.header for column in of.columns]
    body = lines(of, rows, publisher)
    if form == "csv":
        yield from csv_pieces(headers, body, encoding, substitutes)
    elif form == "json":
        yield from json_pieces(headers, body)
    else:
        yield to_xlsx(headers, body, of.title)


def written(of: Sheet, rows: Iterable[Any], publisher: Publisher, form: Form = "csv") -> bytes:
    """The whole sheet."""
    return b"".join(write(of, rows, publisher, form))

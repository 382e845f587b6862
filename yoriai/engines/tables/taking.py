"""A table row by row with its cells read and every row accounted for: what each import does before it writes."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from . import values
from .headers import Aliases, Matching, choose
from .reading import Row, Table
from .reasons import Reason, Unreadable
from .report import Report

End = Literal["taken", "updated", "unchanged"]


def matched(table: Table, candidates: Sequence[Aliases]) -> tuple[Aliases, Matching]:
    """The kind of table this is and the column of each field. Raises Unreadable("columns_missing") naming what would do."""
    aliases, matching = choose(table.headers, candidates)
    if matching.missing:
        names = {field.name: field.names for field in aliases.fields} | {
            one.name: (one.example,) for one in aliases.series
        }
        wanted = ["/".join(shown_name(names[name]) for name in group) for group in matching.missing]
        raise Unreadable("columns_missing", names="、".join(wanted))
    return aliases, matching


def shown_name(names: Sequence[str]) -> str:
    """The name of a column to tell somebody: the first one in Japanese, else the first."""
    return next((name for name in names if not name.isascii()), names[0])


class Line:
    """One row on its way in. What is doubted is kept until the row's end is known: a skipped row is not flagged too."""

    def __init__(self, row: Row, matching: Matching, reads: Mapping[str, str], report: Report) -> None:
        self.row = row
        self.number = row.line
        self.matching = matching
        self._reads = reads
        self._report = report
        self._doubts: list[Reason] = list(row.doubts)

    def has(self, field: str) -> bool:
        """Whether the table has a column for the field, blank here or not."""
        return field in self.matching.found

    def cell(self, field: str) -> str:
        """The field's cell as it stands in the file."""
        self._report.used.add(field)
        return self.matching.cell(self.row.cells, field)

    def read(self, field: str) -> Any:
        """The field's cell as its reader (the alias file's) understands it; None for a blank. A doubt is noted."""
        return self._noted(values.READERS[self._reads[field]](self.cell(field)))

    def text(self, field: str) -> str:
        """The field's words; "" for a blank."""
        found = self._noted(values.text(self.cell(field)))
        return str(found) if found else ""

    def position(self) -> tuple[float, float] | None:
        """Latitude and longitude in degrees."""
        found: tuple[float, float] | None = self._noted(values.position(self.cell("latitude"), self.cell("longitude")))
        return found

    def _noted(self, value: values.Value[Any]) -> Any:
        if value.doubt:
            self.doubt(value.doubt)
        return value.value

    def doubt(self, code: str, /, **params: str | int) -> None:
        """Somebody should look at this row because of `code`, should it go in."""
        reason = Reason(code, params)
        if reason not in self._doubts:
            self._doubts.append(reason)

    def ends(self, end: End) -> None:
        """The row went in, new or changed, or was there already as it is."""
        setattr(self._report, end, getattr(self._report, end) + 1)
        self._report.flagged.extend((self.number, reason) for reason in self._doubts)

    def skip(self, code: str, /, **params: str | int) -> None:
        """The row stays out because of `code`."""
        self._report.skip(self.number, code, **params)


def unused(matching: Matching, report: Report) -> list[str]:
    """The columns nobody asked for, known or not, in the words of the file."""
    known = [header for name, header in matching.found.items() if name not in report.used]
    return [*matching.unknown, *known]


def lines(table: Table, aliases: Aliases, matching: Matching, report: Report) -> Iterator[Line]:
    """The rows of the table; each must be ended or skipped by who takes it."""
    reads = {field.name: field.reads for field in aliases.fields}
    for row in table.rows:
        yield Line(row, matching, reads, report)

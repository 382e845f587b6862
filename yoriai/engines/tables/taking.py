"""A table row by row with its cells read and every row accounted for: what each import does before it writes."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from . import values
from .headers import Aliases, Matching, choose, fold
from .reading import COUNT, COUNTERS, Row, Table
from .reasons import Reason, Unreadable
from .report import Report
from .value import SAME_AS_ABOVE, one_line, plain

End = Literal["taken", "updated", "unchanged"]

TOTAL = re.compile(
    r"(?:総|小)?合?計\s?\d*\s?(?:件|団体|施設|箇所|か所|人|世帯)?|総数|総合計|件数|平均|total", re.IGNORECASE
)
REMARK = re.compile(r"\s*(?:※|＊|\*|注[\s:：)）\d]|[(（]注|出典|資料[:：]|備考[:：]|以上$)")
HEADING = re.compile(
    r"\s*(?:[■□●○◎◆◇▼▽▲△★☆【《〔〈<＜\[［]|\d{1,2}月(?:分|の.{0,10})?\s*$|[0-9０-９IVX]{1,2}[.．、 　])"
)
LONGEST_HEADING = 40  # signs
NUMBERS = re.compile(r"[\d,.\s%円千万億約件人名団体施設世帯戸-]*")


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


def guesses(aliases: Aliases, matching: Matching) -> list[Reason]:
    """What to tell of columns that were found by the words in their names only."""
    names = {field.name: shown_name(field.names) for field in aliases.fields}
    return [
        Reason("header_guessed", {"header": header, "names": names[one]}) for header, one in matching.guessed.items()
    ]


@dataclass(frozen=True, slots=True)
class Reading:
    """One cell as it was understood: "the cell 開催日 (5月10日) was read as 2026-05-10, and the year was taken from …".

    value: None where it is blank or could not be read; str(value) is fit to be shown. text: the cell as it stands.
    """

    field: str
    column: str
    text: str
    value: Any
    doubts: tuple[Reason, ...] = ()


class Line:
    """One row on its way in. What is doubted is kept until the row's end is known: a skipped row is not flagged too.

    readings: each cell that was asked for, in the order asked. section: the heading the row stands under.
    """

    def __init__(self, row: Row, matching: Matching, reads: Mapping[str, str], report: Report) -> None:
        self.row = row
        self.number = row.line
        self.matching = matching
        self.section = ""
        self.readings: list[Reading] = []
        self.above: Mapping[str, str] = {}  # cells of the row above, for those that say 同上
        self._reads = reads
        self._report = report
        self._doubts: list[Reason] = list(row.doubts)

    def has(self, field: str) -> bool:
        """Whether the table has a column for the field, blank here or not."""
        return field in self.matching.found

    def cell(self, field: str) -> str:
        """The field's cell as it stands in the file; of one that says 同上, what the row above says."""
        self._report.used.add(field)
        cell = self.matching.cell(self.row.cells, field)
        if self.above and len(cell) < 5 and plain(cell) in SAME_AS_ABOVE:
            self.doubt("same_as_above")
            return self.matching.cell(self.above, field)
        return cell

    def read(self, field: str) -> Any:
        """The field's cell as its reader (the alias file's) understands it; None for a blank. A doubt is noted."""
        return self.by(field, values.READERS[self._reads[field]])

    def by[T](self, field: str, reader: Callable[[str], values.Value[T]]) -> T | None:
        """The field's cell as another reader understands it, one that is told more than the cell."""
        cell = self.cell(field)
        if not self.has(field):
            return None
        found = reader(cell)
        self.note(field, found)
        return found.value

    def text(self, field: str) -> str:
        """The field's words; "" for a blank."""
        return self.by(field, values.text) or ""

    def label(self, field: str) -> str:
        """The field's words where they are a name or an address: なし and 未定 are "" too."""
        return self.by(field, values.label) or ""

    def flag(self, field: str) -> bool | None:
        """有 or 無, ○ or ×; None for a blank."""
        return self.by(field, values.yes_no)

    def series(self, name: str) -> Iterator[tuple[str, str]]:
        """The keys and cells of a field of many columns."""
        self._report.used.add(name)
        for key, header in self.matching.many.get(name, {}).items():
            yield key, self.row.cells.get(header, "")

    def position(self) -> tuple[float, float] | None:
        """Latitude and longitude in degrees, of two columns or of one."""
        found = values.position(self.cell("latitude"), self.cell("longitude"))
        if found.blank and self.has("position"):
            return self.by("position", values.pair)
        for field, place in (("latitude", 0), ("longitude", 1)) if not found.blank else ():
            if self.has(field):
                told = found.value[place] if found.value else None
                doubt = found.doubt if field == "latitude" or not self.has("latitude") else None
                self.note(field, values.Value(told, doubt, self.cell(field)))
        return found.value

    def note(self, field: str, value: values.Value[Any]) -> None:
        """Keep what a cell was read as, with its doubts."""
        doubts = tuple(Reason(code) for code in value.doubts)
        column = self.matching.found.get(field, "")
        self.readings.append(Reading(field, column, self.matching.cell(self.row.cells, field), value.value, doubts))
        for reason in doubts:
            if reason not in self._doubts:
                self._doubts.append(reason)

    def doubt(self, code: str, /, **params: str | int) -> None:
        """Somebody should look at this row because of `code`, should it go in."""
        reason = Reason(code, params)
        if reason not in self._doubts:
            self._doubts.append(reason)

    @property
    def doubts(self) -> tuple[Reason, ...]:
        """Everything doubted so far."""
        return tuple(self._doubts)

    def unread(self, *, but: Sequence[str] = ()) -> tuple[tuple[str, str], ...]:
        """Column and words of the cells that could not be read: they are kept, for nothing is lost. but: the fields
        whose words are kept anyway."""
        kept: dict[str, str] = {}
        for one in self.readings:
            if one.value is None and one.field not in but and values.label(one.text).value:
                kept[one.column] = one.text.strip()
        read = {one.column for one in self.readings if one.value is not None}
        return tuple((column, kept[column]) for column in self.row.cells if column in kept and column not in read)

    def told(self, *fields: str) -> tuple[tuple[str, str], ...]:
        """Column and words of these fields, where they say something."""
        said = ((field, self.text(field)) for field in fields if self.has(field))
        return tuple((self.matching.found[field], words) for field, words in said if words)

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


def entries(
    table: Table,
    aliases: Aliases,
    matching: Matching,
    report: Report,
    names: Sequence[str],
    *,
    alone_is_heading: bool = False,
) -> Iterator[Line]:
    """As `lines`, without the rows of a sheet that are no entry of it: headings, totals, remarks, names of columns said
    again. They are skipped with their reason, and a heading is told to the rows below it.

    names: the fields of which one must be filled; a row with none of them is skipped too. alone_is_heading: whether a
    name with nothing else in its row is a heading (an event without a day) and no entry.
    """
    titles = {matching.found[name] for name in names if name in matching.found}
    counters = {header for header in table.headers if fold(header) in COUNTERS}
    section, under = "", ""
    above: dict[str, str] = {}
    for line in lines(table, aliases, matching, report):
        filled = {
            header: cell
            for header, cell in line.row.cells.items()
            if plain(cell) and not (header in counters and COUNT.fullmatch(plain(cell)))
        }
        code = _no_entry(line.row, filled, set() if alone_is_heading else titles, len(table.headers))
        if code == "row_heading":
            (column, words), *_ = filled.items()
            section = one_line(words.translate(BRACKETS))
            under = "" if line.row.across or HEADING.match(words) else column
        if code:
            line.skip(code)
        elif not any(line.label(name) for name in names if line.has(name)):
            line.skip("value_missing", column="/".join(sorted(titles)))
        else:
            # A heading in a column of the table ends where a row says something else there.
            line.section = section if not under or filled.get(under, section) == section else ""
            line.readings.clear()
            line.above = above
            above = {
                header: above.get(header, "") if len(cell) < 5 and plain(cell) in SAME_AS_ABOVE else cell
                for header, cell in line.row.cells.items()
            }
            yield line


BRACKETS = str.maketrans("", "", "■□●○◎◆◇▼▽▲△★☆【】《》〔〕〈〉<>＜＞[]［］")


def _no_entry(row: Row, filled: Mapping[str, str], titles: set[str], columns: int) -> str:
    """Why a row is no entry: a code, or "" where it is one."""
    if not filled:
        return "row_blank"
    first = one_line(next(iter(filled.values())))
    others = [plain(cell) for cell in list(filled.values())[1:]]
    if len(filled) > 1 and all(fold(header) == fold(cell) for header, cell in filled.items()):
        return "row_header_repeated"
    if TOTAL.fullmatch(first.replace(" ", "")) and all(NUMBERS.fullmatch(cell) for cell in others):
        return "row_total"
    if len(filled) > 1 or columns < 3:
        return ""
    if REMARK.match(first) or len(first) > LONGEST_HEADING:
        return "row_note" if REMARK.match(first) else ""
    column = next(iter(filled))
    before = not titles or list(row.cells).index(column) < min(map(list(row.cells).index, titles))
    return "row_heading" if row.across or HEADING.match(first) or before else ""

"""What became of each row of an import: counted, and told with its reason."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .reasons import Reason

Told = tuple[int, Reason]


@dataclass(frozen=True, slots=True)
class Change:
    """What a row changed: the field's name, its words before and after."""

    field: str
    before: str
    after: str


@dataclass(slots=True)
class Report:
    """Every row ends as one of taken (new), updated, unchanged or skipped; a flagged row is one of the first three.

    `line` is the row's number as a spreadsheet shows it: the column names usually stand on 1.
    """

    taken: int = 0
    updated: int = 0
    unchanged: int = 0
    flagged: list[Told] = field(default_factory=list)
    skipped: list[Told] = field(default_factory=list)
    # Fields somebody asked a row for: the columns of all others were not used, and the preview says so.
    used: set[str] = field(default_factory=set)
    # What each updated row changed, where its import tells.
    changes: list[tuple[int, tuple[Change, ...]]] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """The rows met so far, by whatever end they came to."""
        return self.taken + self.updated + self.unchanged + len(self.skipped)

    def flag(self, line: int, code: str, /, **params: str | int) -> None:
        """The row on `line` goes in, but somebody should look at it because of `code`."""
        self.flagged.append((line, Reason(code, params)))

    def skip(self, line: int, code: str, /, **params: str | int) -> None:
        """The row on `line` stays out because of `code`."""
        self.skipped.append((line, Reason(code, params)))

    def to_json(self, render: Callable[[Reason], str] = Reason.english) -> Mapping[str, Any]:
        """The report as plain data with each reason as a sentence; `render` puts it into the reader's language."""
        return {
            "rows": self.rows,
            "taken": self.taken,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "flagged": [{"line": line, "reason": render(reason)} for line, reason in self.flagged],
            "skipped": [{"line": line, "reason": render(reason)} for line, reason in self.skipped],
        }

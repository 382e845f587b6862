"""The thread: where something stands between the first word and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# The words that say what the drawing says. `here` is the page somebody is on, `now` what is under way.
STATES: dict[str, str | Promise] = {
    "done": _("done"),
    "now": _("now"),
    "here": _("this page"),
    "ahead": _("still to come"),
}


@dataclass(frozen=True, slots=True)
class Knot:
    """One event of a story, or one step of a course. `when` may be a date, a moment or words; `kind` is a label."""

    title: str | Promise
    state: str = "done"
    url: str = ""
    kind: str | Promise = ""
    when: Any = None
    note: str | Promise = ""

    @property
    def words(self) -> str | Promise:
        """The state in words."""
        return STATES[self.state]


def steps(titles: Sequence[str | Promise], at: int) -> list[Knot]:
    """A course of steps of which number `at` (from 0) is under way; -1: none yet; `len(titles)`: all done."""
    return [
        Knot(title, "done" if number < at else "now" if number == at else "ahead")
        for number, title in enumerate(titles)
    ]

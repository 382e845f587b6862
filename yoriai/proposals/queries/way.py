"""手続きの図: the table of moves drawn once for one proposal, with where it stands and the way it has gone; and the same as a list.

The main way runs down; what leads aside stands to its right, what leaves something out bends around on the left, and where it may end
early hangs on a bar of its own.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from django.utils.functional import Promise

from yoriai.proposals.lifecycle import PROPOSAL
from yoriai.proposals.models import Proposal, Step
from yoriai.proposals.queries.pages import COURSE, ENDED_AFTER, ENDED_BEFORE

# States beside the main way; a new state of the table is on the main way until it is named here.
BESIDE = frozenset(
    {"lapsed", "correcting", "uncorrected", "held", "not_passed", "adopted_if", "settling", "not_adopted", "changing", "sent_back"}
)  # fmt: skip
ENDS = (*ENDED_BEFORE, *ENDED_AFTER)
MAIN = tuple(state for _words, states in COURSE for state in states if state not in BESIDE)
PAIRS = tuple(dict.fromkeys((move.source, move.target) for move in PROPOSAL.moves))
WIDE, HIGH, ROW, LANE = 168, 30, 44, 13
LEFT, RIGHT, BAR = 90, 330, 522


@dataclass(frozen=True, slots=True)
class Box:
    """A state in the drawing. mark: now, gone or ahead. Figures are text, so that no language writes them its own way."""

    state: str
    words: str
    mark: str
    x: str
    y: str
    middle: str
    base: str


@dataclass(frozen=True, slots=True)
class Line:
    """A move in the drawing, as a path; both: it goes back the same way."""

    path: str
    gone: bool
    both: bool = False


@dataclass(frozen=True, slots=True)
class Stop:
    """A state in the list: when it was last reached, and where it can go from there."""

    words: str
    mark: str
    at: dt.datetime | None
    onward: list[str]


@dataclass(slots=True)
class Drawing:
    """The picture and the list that says the same."""

    boxes: list[Box] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    parts: list[tuple[str | Promise, list[Stop]]] = field(default_factory=list)
    ends: list[Stop] = field(default_factory=list)
    view: str = ""


def _behind(state: str) -> Iterator[str]:
    """The states beside the way that are first reached from this one, each followed by those behind it."""
    first = {target: source for source, target in reversed(PAIRS) if source not in ENDS}
    for _source, target in PAIRS:
        if target in BESIDE and first[target] == state:
            first.pop(target)
            first[target] = ""
            yield target
            yield from _behind(target)


def _rows() -> dict[str, int]:
    rows: dict[str, int] = {}
    at = 0
    for state in MAIN:
        beside = list(_behind(state))
        rows[state] = at
        rows |= {one: at + place for place, one in enumerate(beside)}
        at += max(1, len(beside))
    return rows


ROWS = _rows()
LENGTH = (max(ROWS.values()) + 1) * ROW


def _middle(state: str) -> int:
    return ROWS[state] * ROW + ROW // 2


def drawn(proposal: Proposal) -> Drawing:
    """The whole way with the marks of this proposal. One query."""
    taken = list(Step.objects.filter(proposal=proposal).order_by("id").values_list("source", "target", "at"))
    gone = {state for source, target, _at in taken for state in (source, target)}
    at = {target: when for _source, target, when in taken}
    went = {(source, target) for source, target, _at in taken}
    found = Drawing(view=f"0 0 {BAR + 40 + 76} {LENGTH}")

    def mark(state: str) -> str:
        return "now" if state == proposal.state else "gone" if state in gone else "ahead"

    def stop(state: str) -> Stop:
        onward = [_label(target) for source, target in PAIRS if source == state]
        return Stop(_label(state), mark(state), at.get(state), onward)

    for state in ROWS:
        x, y = LEFT if state in MAIN else RIGHT, _middle(state)
        found.boxes.append(_box(state, mark(state), x, y, WIDE))
    found.lines = [*_downward(went), *_around(went), *_aside(went)]
    for place, state in enumerate(ENDS):
        box, line = _early_end(state, mark(state), BAR + LANE * (place % 2), went)
        found.boxes.append(box)
        found.lines.append(line)
    found.parts = [(words, [stop(state) for state in states]) for words, states in COURSE]
    found.ends = [stop(state) for state in ENDS]
    return found


def _label(state: str) -> str:
    return str(Proposal.State(state).label)


def _box(state: str, mark: str, x: int, y: int, wide: int) -> Box:
    return Box(state, _label(state), mark, str(x), str(y - HIGH // 2), str(x + wide // 2), str(y + 5))


def _downward(went: set[tuple[str, str]]) -> Iterator[Line]:
    """From each state of the main way to the next."""
    for pair in pairwise(MAIN):
        if pair in PAIRS:
            top, foot = _middle(pair[0]) + HIGH // 2, _middle(pair[1]) - HIGH // 2
            yield Line(f"M{LEFT + WIDE // 2} {top}V{foot}", pair in went)


def _around(went: set[tuple[str, str]]) -> Iterator[Line]:
    """What leaves something out: a lane of its own on the left, as near as no other is in its way."""
    lanes: list[int] = []
    long = [pair for pair in PAIRS if set(pair) <= set(MAIN) and MAIN.index(pair[1]) != MAIN.index(pair[0]) + 1]
    for source, target in sorted(long, key=lambda pair: (ROWS[pair[0]], ROWS[pair[1]])):
        lane = next((place for place, until in enumerate(lanes) if until < ROWS[source]), len(lanes))
        lanes[lane : lane + 1] = [ROWS[target]]
        out = LEFT - LANE * (lane + 1)
        # Beside the middle, so that who comes and who goes do not lie on each other.
        top, foot = _middle(source) + 6, _middle(target) - 6
        yield Line(f"M{LEFT} {top}H{out}V{foot}H{LEFT}", (source, target) in went)


def _aside(went: set[tuple[str, str]]) -> Iterator[Line]:
    """To what stands beside the way, and back."""
    for place, (source, target) in enumerate(PAIRS):
        if target in ENDS or not {source, target} & BESIDE or (target, source) in PAIRS[:place]:
            continue
        both = (target, source) in PAIRS
        was = (source, target) in went or (both and (target, source) in went)
        if {source, target} <= BESIDE:
            upper, lower = sorted((_middle(source), _middle(target)))
            yield Line(f"M{RIGHT + 20} {upper + HIGH // 2}V{lower - HIGH // 2}", was, both)
            continue
        begin, end = (RIGHT, LEFT + WIDE) if source in BESIDE else (LEFT + WIDE, RIGHT)
        bend = (LEFT + WIDE + RIGHT) // 2 + (LANE if source in BESIDE else 0)
        yield Line(f"M{begin} {_middle(source)}H{bend}V{_middle(target)}H{end}", was, both)


def _early_end(state: str, mark: str, x: int, went: set[tuple[str, str]]) -> tuple[Box, Line]:
    """A bar along the states from which it may end like this, a tick at each, and the end itself."""
    rows = [_middle(source) for source, target in PAIRS if target == state]
    y = (min(rows) + max(rows)) // 2
    ticks = "".join(f"M{x - 8} {row}H{x}" for row in rows)
    path = f"{ticks}M{x} {min(rows)}V{max(rows)}M{x} {y}H{BAR + 40}"
    return _box(state, mark, BAR + 40, y, 76), Line(path, any(target == state for _source, target in went))

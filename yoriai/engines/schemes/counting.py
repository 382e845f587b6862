"""From score sheets to a total, with every step kept so that it can be shown.

A sheet's total is the sum over criteria of weight × points ÷ scale: 100 where every criterion has full points. A member who stands
too near to a proposal has no sheet for it, so the mean is that of the others. All arithmetic is exact (fractions).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from math import lcm

from yoriai.engines.schemes.plan import Round, Rules

# By these rules somebody decides between equals, or a lot does: it is kept who, when and why.
DECIDED = ("chair", "lot")


@dataclass(frozen=True, slots=True)
class Points:
    """One frozen sheet: whose, and the points of each criterion (0 to the round's scale)."""

    member: int
    points: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Tally:
    """weighted: (member, total × scale) of each sheet, the highest first; left_out: members trimmed away; mean: of the rest, of 100,
    None without a quorum; counting: the points of the sheets that count; passes: at or above the line, None without a quorum.

    Whole numbers as long as nobody reads them: a table of two hundred proposals needs their means alone.
    """

    weighted: tuple[tuple[int, int], ...]
    scale: int
    left_out: tuple[int, ...]
    mean: Fraction | None
    counting: tuple[Mapping[str, int], ...]
    passes: bool | None

    @property
    def totals(self) -> tuple[tuple[int, Fraction], ...]:
        """(member, of 100) for each sheet, the highest first."""
        return tuple((member, Fraction(weighted, self.scale)) for member, weighted in self.weighted)

    def mean_of(self, criterion: str) -> Fraction:
        """Mean points of one criterion over the sheets that count; 0 where none does."""
        given = [points[criterion] for points in self.counting if criterion in points]
        return Fraction(sum(given), len(given) or 1)

    @property
    def by_criterion(self) -> dict[str, Fraction]:
        """Mean points of each criterion."""
        return {key: self.mean_of(key) for key in (self.counting[0] if self.counting else ())}

    @property
    def in_tenths(self) -> int | None:
        """The mean in tenths of a point, half up: 735 is 73.5."""
        return None if self.mean is None else int(self.mean * 10 + Fraction(1, 2))


def sheet_total(sheet: Points, one: Round) -> Fraction:
    """Of 100. Raises ValueError where a criterion lacks its points or has more than the scale."""
    return Fraction(_weighted(sheet, one), one.scale)


def _weighted(sheet: Points, one: Round) -> int:
    """The total times the scale."""
    total = 0
    for row in one.criteria:
        points = sheet.points.get(row.key)
        if points is None or not 0 <= points <= one.scale:
            raise ValueError(row.key)
        total += row.weight * points
    return total


def count(sheets: Sequence[Points], one: Round, rules: Rules) -> Tally:
    """The result of a round for one proposal by the scheme's rule."""
    rows = sorted(((sheet.member, _weighted(sheet, one)) for sheet in sheets), key=lambda pair: (-pair[1], pair[0]))
    if len(rows) < max(rules.quorum, 1):
        return Tally(tuple(rows), one.scale, (), None, (), None)
    kept = rows[rules.trim : len(rows) - rules.trim]
    left_out = tuple(member for member, _weighted in (*rows[: rules.trim], *rows[len(rows) - rules.trim :]))
    total, full = sum(weighted for _member, weighted in kept), one.scale * len(kept)
    counting = tuple(sheet.points for sheet in sheets if sheet.member not in left_out)
    return Tally(tuple(rows), one.scale, left_out, Fraction(total, full), counting, total >= rules.pass_at * full)


def ranks(
    tallies: Mapping[str, Tally], one: Round, rules: Rules, decided: Sequence[Sequence[str]] = ()
) -> list[tuple[int, str]]:
    """(rank, name) of every proposal with a mean, the best first. Equal means share a rank, unless the first criterion tells them
    apart or an order was decided for all of them; decided: such orders, the newest last."""
    first = one.criteria[0].key if rules.tie == "first_criterion" else ""
    means = {name: tally.mean for name, tally in tallies.items() if tally.mean is not None}
    # Over one denominator they are whole numbers, which are compared ten times as fast.
    over = lcm(*(mean.denominator for mean in means.values()))
    measured = [
        (-mean.numerator * (over // mean.denominator), -tallies[name].mean_of(first) if first else 0, name)
        for name, mean in means.items()
    ]
    ranked: list[tuple[int, str]] = []
    for _measure, rows in groupby(sorted(measured), key=lambda row: row[:2]):
        names, place = [name for *_measured, name in rows], len(ranked) + 1
        order = order_of(names, decided) if rules.tie in DECIDED else None
        ranked += [(place + at, name) for at, name in enumerate(order)] if order else [(place, name) for name in names]
    return ranked


def order_of(names: Sequence[str], decided: Sequence[Sequence[str]]) -> list[str] | None:
    """The newest decided order in which each of these equals stands; None: nobody has decided, or between others."""
    newest = next((order for order in reversed(decided) if set(names) <= set(order)), None) if len(names) > 1 else None
    return None if newest is None else sorted(names, key=newest.index)

"""From score sheets to a total, with every step kept so that it can be shown.

A sheet's total is the sum over criteria of weight × points ÷ scale: 100 where every criterion has full points. A member who stands
too near to a proposal has no sheet for it, so the mean is that of the others. All arithmetic is exact (fractions).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

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
    """totals: (member, of 100) for each sheet, the highest first; left_out: members trimmed away; mean: of the rest, None without
    a quorum; by_criterion: mean points of the sheets that count; passes: at or above the line, None without a quorum."""

    totals: tuple[tuple[int, Fraction], ...]
    left_out: tuple[int, ...]
    mean: Fraction | None
    by_criterion: dict[str, Fraction]
    passes: bool | None

    @property
    def in_tenths(self) -> int | None:
        """The mean in tenths of a point, half up: 735 is 73.5."""
        return None if self.mean is None else int(self.mean * 10 + Fraction(1, 2))


def sheet_total(sheet: Points, one: Round) -> Fraction:
    """Of 100. Raises ValueError where a criterion lacks its points or has more than the scale."""
    return Fraction(_weighted(sheet, one), one.scale)


def _weighted(sheet: Points, one: Round) -> int:
    """The total times the scale: whole numbers, for a scheme of two hundred proposals adds up thousands of points a page."""
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
    totals = tuple((member, Fraction(weighted, one.scale)) for member, weighted in rows)
    if len(rows) < max(rules.quorum, 1):
        return Tally(totals, (), None, {}, None)
    kept = rows[rules.trim : len(rows) - rules.trim] if rules.trim else rows
    left_out = tuple(member for member, weighted in rows if (member, weighted) not in kept)
    mean = Fraction(sum(weighted for _member, weighted in kept), one.scale * len(kept))
    counting = [sheet.points for sheet in sheets if sheet.member not in left_out]
    means = {row.key: Fraction(sum(points[row.key] for points in counting), len(counting)) for row in one.criteria}
    return Tally(totals, left_out, mean, means, mean >= rules.pass_at)


def ranks(
    tallies: Mapping[str, Tally], one: Round, rules: Rules, decided: Sequence[Sequence[str]] = ()
) -> list[tuple[int, str]]:
    """(rank, name) of every proposal with a mean, the best first. Equal means share a rank, unless the first criterion tells them
    apart or an order was decided for all of them; decided: such orders, the newest last."""

    def measure(name: str) -> tuple[Fraction, ...]:
        tally = tallies[name]
        assert tally.mean is not None
        first = (
            tally.by_criterion.get(one.criteria[0].key, Fraction(0)) if rules.tie == "first_criterion" else Fraction(0)
        )
        return (-tally.mean, -first)

    groups: dict[tuple[Fraction, ...], list[str]] = {}
    for name in sorted(
        (name for name, tally in tallies.items() if tally.mean is not None), key=lambda n: (measure(n), n)
    ):
        groups.setdefault(measure(name), []).append(name)
    ranked: list[tuple[int, str]] = []
    for names in groups.values():
        place = len(ranked) + 1
        order = order_of(names, decided) if rules.tie in DECIDED else None
        ranked += [(place + at, name) for at, name in enumerate(order)] if order else [(place, name) for name in names]
    return ranked


def order_of(names: Sequence[str], decided: Sequence[Sequence[str]]) -> list[str] | None:
    """The newest decided order in which each of these equals stands; None: nobody has decided, or between others."""
    newest = next((order for order in reversed(decided) if set(names) <= set(order)), None) if len(names) > 1 else None
    return None if newest is None else sorted(names, key=newest.index)

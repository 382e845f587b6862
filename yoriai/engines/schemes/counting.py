"""From score sheets to a total, with every step kept so that it can be shown.

A sheet's total is the sum over criteria of weight × points ÷ scale: 100 where every criterion has full points. A member who stands
too near to a proposal has no sheet for it, so the mean is that of the others. All arithmetic is exact (fractions).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from yoriai.engines.schemes.plan import Round, Rules


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
    total = Fraction(0)
    for row in one.criteria:
        points = sheet.points.get(row.key)
        if points is None or not 0 <= points <= one.scale:
            raise ValueError(row.key)
        total += Fraction(row.weight * points, one.scale)
    return total


def count(sheets: Sequence[Points], one: Round, rules: Rules) -> Tally:
    """The result of a round for one proposal by the scheme's rule."""
    totals = sorted(((sheet.member, sheet_total(sheet, one)) for sheet in sheets), key=lambda pair: (-pair[1], pair[0]))
    if len(totals) < max(rules.quorum, 1):
        return Tally(tuple(totals), (), None, {}, None)
    kept = totals[rules.trim : len(totals) - rules.trim] if rules.trim else totals
    left_out = tuple(member for member, _total in totals if (member, _total) not in kept)
    mean = sum((total for _member, total in kept), Fraction(0)) / len(kept)
    counting = [sheet for sheet in sheets if sheet.member not in left_out]
    means = {
        row.key: sum((Fraction(sheet.points[row.key]) for sheet in counting), Fraction(0)) / len(counting)
        for row in one.criteria
    }
    return Tally(tuple(totals), left_out, mean, means, mean >= rules.pass_at)


def ranks(tallies: Mapping[str, Tally], one: Round, rules: Rules) -> list[tuple[int, str]]:
    """(rank, name) of every proposal with a mean, the best first. Equal means share a rank, unless the rule is the first criterion."""

    def measure(name: str) -> tuple[Fraction, ...]:
        tally = tallies[name]
        assert tally.mean is not None
        first = (
            tally.by_criterion.get(one.criteria[0].key, Fraction(0)) if rules.tie == "first_criterion" else Fraction(0)
        )
        return (-tally.mean, -first)

    names = sorted(
        (name for name, tally in tallies.items() if tally.mean is not None), key=lambda name: (measure(name), name)
    )
    ranked: list[tuple[int, str]] = []
    for place, name in enumerate(names, 1):
        same = ranked and measure(ranked[-1][1]) == measure(name)
        ranked.append((ranked[-1][0] if same else place, name))
    return ranked

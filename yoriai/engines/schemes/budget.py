"""A budget that adds up: integer yen, work and things counted at their worth, the city's part within its cap and its share."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from yoriai.engines.schemes.plan import Fault, Type

CITY = "city"


@dataclass(frozen=True, slots=True)
class Line:
    """side: income or spending; item: what it is called (`city` is the city's part); amount: yen.

    unit × quantity is the amount where both are given; in_kind: work or things, counted on both sides; counted: whether the city's
    share may pay for it.
    """

    side: Literal["income", "spending"]
    item: str
    amount: int
    unit: int = 0
    quantity: int = 0
    in_kind: bool = False
    counted: bool = True


@dataclass(frozen=True, slots=True)
class Sums:
    """Yen. eligible: spending the city's share is reckoned from."""

    income: int
    spending: int
    city: int
    in_kind: int
    eligible: int


def sums(lines: Sequence[Line]) -> Sums:
    """The totals of a budget."""

    def total(side: str, **which: object) -> int:
        return sum(
            line.amount for line in lines if line.side == side and all(getattr(line, k) == v for k, v in which.items())
        )

    return Sums(
        income=total("income"),
        spending=total("spending"),
        city=total("income", item=CITY),
        in_kind=total("income", in_kind=True),
        eligible=total("spending", counted=True),
    )


def refund(city: int, spent: int, counted: int, ratio: int = 100) -> int:
    """返還額, yen: what the city gave and what it may bear of what was really spent; never below nought.

    spent: money spent on what the city's part may pay for; counted: the same with work and things at their worth, from which the
    city's share (ratio, percent) is reckoned. Rounded against the city's part, as a share of public money is.
    """
    return max(0, city - min(spent, counted * ratio // 100))


def budget_faults(lines: Sequence[Line], kind: Type, *, theme_cap: int = 0) -> list[Fault]:
    """What does not add up: `where` is the number of the line from 1, or empty for the whole.

    theme_cap: yen from the city at most, by the theme sheet it answers; 0 none.
    """
    found = []
    for number, line in enumerate(lines, 1):
        if line.amount < 0 or line.unit < 0 or line.quantity < 0:
            found.append(Fault("negative", str(number)))
        elif line.unit and line.quantity and line.unit * line.quantity != line.amount:
            found.append(Fault("line_sum", str(number), {"reckoned": line.unit * line.quantity, "amount": line.amount}))
    whole = sums(lines)
    if whole.income != whole.spending:
        found.append(Fault("unequal", "", {"income": whole.income, "spending": whole.spending}))
    if kind.cap and whole.city > kind.cap:
        found.append(Fault("over_cap", "", {"city": whole.city, "cap": kind.cap}))
    if theme_cap and whole.city > theme_cap:
        found.append(Fault("over_theme_cap", "", {"city": whole.city, "cap": theme_cap}))
    # Rounded down, as a share of public money is.
    if whole.city > whole.eligible * kind.ratio // 100:
        most = whole.eligible * kind.ratio // 100
        found.append(Fault("over_ratio", "", {"city": whole.city, "ratio": kind.ratio, "most": most}))
    spent_in_kind = sum(line.amount for line in lines if line.side == "spending" and line.in_kind)
    if spent_in_kind != whole.in_kind:
        found.append(Fault("in_kind_unequal", "", {"income": whole.in_kind, "spending": spent_in_kind}))
    return found

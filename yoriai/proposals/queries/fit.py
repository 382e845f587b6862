"""「このしくみで、できそう？」: five answers about an idea against a plan, and what else there is where it does not fit."""

from dataclasses import dataclass, field
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yoriai.engines.schemes import Plan, Type

Who = Literal["alone", "group", "youth", "body"]
WHOM = {
    "alone": _("Just me so far"),
    "group": _("A group or an association"),
    "youth": _("A group of young people"),
    "body": _("A company, a school, another organisation"),
}
FOR = {
    "many": _("People of the area who are in trouble, or everybody here"),
    "own": _("Mainly ourselves and our members"),
    "profit": _("It is to earn money for us"),
}
CITY = {
    "together": _("Doing it together: it needs something only the city has"),
    "money": _("Only money; we do the rest ourselves"),
    "ask": _("The city should do it"),
}
HOW = {
    "months": _("Over months, step by step"),
    "once": _("One event, one day"),
    "building": _("Something is to be built"),
}
# Where else one can go; the page knows the addresses.
Elsewhere = Literal["measures", "forum", "needs", "talk"]


@dataclass(frozen=True, slots=True)
class Fit:
    """Whether it fits ("yes", "perhaps", "no"), why in sentences, the classes that come into question, where else one can go."""

    how: Literal["yes", "perhaps", "no"]
    reasons: list[str | Promise] = field(default_factory=list)
    classes: list[Type] = field(default_factory=list)
    elsewhere: list[Elsewhere] = field(default_factory=list)


# (question, answer) → (how far it still fits, the sentence, where else)
SAYS: dict[tuple[str, str], tuple[str, str | Promise, tuple[Elsewhere, ...]]] = {
    ("who", "alone"): ("perhaps", _("One person cannot carry it alone. Let us look for others first."), ("needs", "forum")),
    ("issue", "own"): (
        "no",
        _("The scheme is for what helps many. If others in the area have the same trouble, begin from them."),
        ("forum", "measures"),
    ),
    ("issue", "profit"): ("no", _("The scheme is not for earning money."), ("measures",)),
    ("city", "money"): ("perhaps", _("The scheme is for working together. For money alone there is other support."), ("measures",)),
    ("city", "ask"): (
        "no",
        _("What the city should do by itself is no joint project. Bring it to the forum: from there it can go to city hall."),
        ("forum",),
    ),
    ("how", "once"): (
        "perhaps",
        _("One day alone is too little. What would go on before and after it? Then it can become a project."),
        ("measures",),
    ),
    ("how", "building"): ("no", _("Building is not paid from this scheme."), ("talk",)),
}  # fmt: skip

TOO_MUCH: tuple[str, str | Promise, tuple[Elsewhere, ...]] = (
    "perhaps",
    _("No class pays as much as that. A smaller first year, or other money beside it, may do."),
    ("talk", "measures"),
)


def fit(plan: Plan, *, who: str, issue: str, city: str, how: str, yen: int | None) -> Fit:
    """The answer to five answers. Nothing is kept."""
    said = [SAYS[key] for key in (("who", who), ("issue", issue), ("city", city), ("how", how)) if key in SAYS]
    classes = classes_for(plan, who, yen)
    if not classes:
        said.append(TOO_MUCH)
    grades = [grade for grade, _words, _ways in said]
    grade: Literal["yes", "perhaps", "no"] = "no" if "no" in grades else "perhaps" if grades else "yes"
    ways = list(dict.fromkeys(way for _grade, _words, more in said for way in more))
    return Fit(grade, [words for _grade, words, _ways in said], [] if grade == "no" else classes, ways or ["talk"])


def classes_for(plan: Plan, who: str, yen: int | None) -> list[Type]:
    """Those whose money reaches and that are for such a group: the youth class only for the young, for them first."""
    fits = [kind for kind in plan.types if not (yen and kind.cap and yen > kind.cap)]
    young = [kind for kind in fits if kind.supporter]
    others = [kind for kind in fits if not kind.supporter]
    return [*young, *others] if who == "youth" else others

"""Schemes side by side (R36): the examples, those of other cities, the city's own; one row a fact."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from yoriai.engines.schemes import Phase, Plan, Type
from yoriai.proposals.models import ComparedScheme, Scheme
from yoriai.proposals.queries.examples import examples
from yoriai.proposals.wording import NAMES, STEPS, TIES, closing_words
from yoriai.ui.dates import as_given, fiscal_year, full_date

MOST = 30  # schemes on the shelf


@dataclass(frozen=True, slots=True)
class Compared:
    """A scheme on the shelf. key: what chooses it in the address; url: its own page, or where it was read; pk: of a row of another city."""

    key: str
    plan: Plan
    whose: str
    url: str = ""
    pk: int | None = None
    read_on: object = None


def shelf(city_name: str) -> list[Compared]:
    """The city's own that everybody may read, the newest first; then the examples; then those the office has added. Two queries."""
    own = Scheme.objects.public().exclude(state=Scheme.State.DRAFT).order_by("-year", "-pk")[:MOST]
    return [
        *(Compared(row.code, row.the_plan, city_name, row.get_absolute_url()) for row in own),
        *(Compared(name, plan, plan.model) for name, plan in examples().items()),
        *(
            Compared(f"other-{row.pk}", row.the_plan, row.city, row.source, row.pk, row.read_on)
            for row in ComparedScheme.objects.all()[:MOST]
        ),
    ]


def chosen(shelf: list[Compared], keys: list[str]) -> list[Compared]:
    """Those named in the address, in the order of the shelf; where none is, the newest of ours and the examples."""
    if found := [one for one in shelf if one.key in keys]:
        return found
    named = examples()
    ours = [one for one in shelf if one.key not in named and one.pk is None]
    return [*ours[:1], *(one for one in shelf if one.key in named)]


def rows(plans: list[Plan]) -> list[tuple[str, list[str]]]:
    """(what, the words for each plan); what none of them says is left out."""
    told = [(str(label), [words(plan) for plan in plans]) for label, words in _facts()]
    return [(label, cells) for label, cells in told if any(cells)]


def _facts() -> list[tuple[Any, Callable[[Plan], str]]]:
    """(what, how it is said of a plan), in the order of the table."""
    return [
        (_("Fiscal year"), lambda plan: fiscal_year(dt.date(plan.year, 4, 1))),
        (NAMES["types"], lambda plan: _lines(kind.name for kind in plan.types)),
        (NAMES["eligibility"], lambda plan: _lines(plan.eligibility)),
        (NAMES["money"], lambda plan: plan.money),
        (NAMES["types.cap"], lambda plan: _by_class(plan, _cap)),
        (NAMES["types.ratio"], lambda plan: _by_class(plan, lambda kind: f"{kind.ratio}%")),
        (NAMES["types.partners"], lambda plan: _by_class(plan, lambda kind: str(kind.partners or ""))),
        (NAMES["types.years"], lambda plan: _by_class(plan, lambda kind: str(kind.years))),
        (NAMES["types.themed"], lambda plan: _lines(kind.name for kind in plan.types if kind.themed)),
        (NAMES["phases"], _dates),
        (NAMES["rules.closes_at"], lambda plan: closing_words(plan.rules.closes_at)),
        (NAMES["rules.rolling"], lambda plan: _yes(plan.rules.rolling)),
        (NAMES["rules.consultation"], lambda plan: _yes(plan.rules.consultation)),
        (NAMES["rules.answer_days"], lambda plan: _days(plan.rules.answer_days if _talks(plan) else 0)),
        (NAMES["rules.result_days"], lambda plan: _days(plan.rules.result_days)),
        (NAMES["types.skips"], _left_out),
        (NAMES["rounds"], lambda plan: _lines(one.name for one in plan.rounds)),
        (NAMES["rounds.criteria.weight"], _weights),
        (NAMES["rules.pass_at"], lambda plan: f"{plan.rules.pass_at}%"),
        (NAMES["rules.quorum"], lambda plan: str(plan.rules.quorum)),
        (NAMES["rules.trim"], lambda plan: str(plan.rules.trim)),
        (NAMES["rules.tie"], lambda plan: str(TIES[plan.rules.tie])),
        (NAMES["contract"], lambda plan: _lines(plan.contract)),
        (NAMES["fixes"], lambda plan: _lines(plan.fixes)),
        (NAMES["rights"], lambda plan: plan.rights),
        (NAMES["rules.sentences_required"], lambda plan: _yes(plan.rules.sentences_required)),
        (NAMES["rules.again_after_year"], lambda plan: _yes(plan.rules.again_after_year)),
        (NAMES["types.supporter"], lambda plan: _lines(kind.name for kind in plan.types if kind.supporter)),
        (NAMES["types.guardian"], lambda plan: _lines(kind.name for kind in plan.types if kind.guardian)),
        (NAMES["look_back"], lambda plan: plan.look_back),
        (NAMES["forms"], lambda plan: _lines(f"{form.code} {form.name}" for form in plan.forms)),
        (NAMES["exclusions"], lambda plan: _lines(plan.exclusions)),
    ]  # fmt: skip


def _lines(words: Iterable[str]) -> str:
    told = list(words)
    return "\n".join(f"・{one}" for one in told) if len(told) > 1 else "".join(told)


def _yes(holds: bool) -> str:
    return pgettext("comparison", "yes") if holds else pgettext("comparison", "no")


def _days(days: int) -> str:
    return _("%(days)d days") % {"days": days} if days else ""


def yen_words(yen: int) -> str:
    """3,000,000円; nothing where none is fixed."""
    return _("%(yen)s yen") % {"yen": f"{yen:,}"} if yen else ""


def _cap(kind: Type) -> str:
    return yen_words(kind.cap)


def _by_class(plan: Plan, say: Callable[[Type], str]) -> str:
    """Once where it is the same for all classes, else class by class."""
    told = [(kind.name, say(kind)) for kind in plan.types]
    if len({words for _name, words in told}) <= 1:
        return told[0][1] if told else ""
    return "\n".join(f"{name}：{words}" for name, words in told if words)


def _talks(plan: Plan) -> bool:
    return any("in_talks" not in kind.skips for kind in plan.types)


def _dates(plan: Plan) -> str:
    return "\n".join(f"{phase.name}：{_months(phase)}" for phase in plan.phases)


def _months(phase: Phase) -> str:
    """5月～7月: beside another city's year the days are too much."""
    days = [day for day in (phase.starts, phase.ends) if day]
    months = list(dict.fromkeys(_("month %(number)d") % {"number": day.month} for day in days))
    return "～".join(months) or phase.about


def phase_words(phase: Phase, scheme: Scheme) -> str:
    """When a part of the year is, in words; the last day of the call with its hour."""
    last = scheme.last_day if phase.key == "call" else phase.ends
    if phase.starts and last and phase.starts != phase.ends:
        return f"{full_date(phase.starts)}～{as_given(last)}"
    day = last or phase.starts
    return as_given(day) if day else phase.about


def _left_out(plan: Plan) -> str:
    return _by_class(plan, lambda kind: "、".join(str(STEPS[step]) for step in kind.skips if step in STEPS))


def _weights(plan: Plan) -> str:
    told = []
    for one in plan.rounds:
        told += [f"【{one.name}】", *(f"{row.name}　{row.weight}" for row in one.criteria)]
    return "\n".join(told)

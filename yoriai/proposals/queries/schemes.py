"""What everybody reads of a scheme: the year as a course, the list of what came in, the year's numbers, its forms to print."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yoriai.engines.schemes import Field, Form, Phase, Plan, Round
from yoriai.kernel.actors.who import Who
from yoriai.kernel.items.models import Visibility
from yoriai.kernel.models import Item, Link
from yoriai.proposals.lifecycle import ADOPTED
from yoriai.proposals.models import Consultation, Proposal, Scheme, SchemeTheme
from yoriai.proposals.queries.pages import public_state

# Carried out, whatever came after it.
REALISED = ("carried_out", "reported", "sent_back", "looking_back", "told", "completed", "onward")
# What the forms hold that are the platform's own, with slashes between.
FIXED: dict[str, str | Promise] = {
    "F0": _(
        "Section/What the problem is/Figures that show it/What proposals we hope for/What the city can do/"
        "What the city cannot do/Budget at most/When/How to reach us"
    ),
    "F6": _(
        "Whether it can be done/What the city can do/What the city cannot do/Laws and rules to mind/Budget/Another way/"
        "Other sections concerned/Day of the decision"
    ),
    "F8": _("Result/Reason/Conditions/Advice/Whether it can be proposed again"),
    "F11": _(
        "Reason/What stands now/What it becomes/What it does to the budget/"
        "At an early end: what the city has paid, and by when which part goes back/What everybody may read of it/"
        "Agreed by both sides on/Approved by the city on"
    ),
}
# Which of them, counted from one, ask for a day, and which for a few words in one line.
DAYS = {"F6": (8,), "F11": (7, 8)}
IN_A_LINE = {"F0": (1, 7, 8, 9), "F6": (1,), "F8": (1, 5)}
# The texts of these forms are fixed by the platform; the scheme only says that it has them.
THEME_SHEET, SCORE_SHEET, AGREEMENT, LOOK_BACK = "F0", "F7", "F9", "F12"


def schemes_for(who: Who | None) -> list[Scheme]:
    """Every scheme this reader may see: open ones first, then drafts, then those that have ended, each the newest year first."""
    order = {Scheme.State.OPEN: 0, Scheme.State.DRAFT: 1, Scheme.State.ENDED: 2}
    rows = list(Scheme.objects.visible_to(who).order_by("-year", "-pk"))
    return sorted(rows, key=lambda row: order[Scheme.State(row.state)])


def open_schemes(who: Who | None) -> QuerySet[Scheme]:
    """The schemes that are open, the newest first: also those whose call is over, for an idea can still be talked over."""
    return Scheme.objects.visible_to(who).filter(state=Scheme.State.OPEN).order_by("-pk")


def taking_ideas(who: Who | None) -> list[Scheme]:
    """Those of them in which something may be begun at this moment."""
    return [one for one in open_schemes(who) if one.takes_now]


def with_a_call(who: Who | None) -> list[Scheme]:
    """Those of these whose call is on or still to come."""
    return [one for one in taking_ideas(who) if one.call_now != "done"]


def course(plan: Plan, today: dt.date) -> list[tuple[Phase, str]]:
    """The parts of the year, each with `done`, `now` or `ahead`. What has only words is over when something after it has begun."""
    begun = [number for number, phase in enumerate(plan.phases) if phase.starts and phase.starts <= today]
    last = begun[-1] if begun else -1
    return [(phase, _state(phase, number < last, today)) for number, phase in enumerate(plan.phases)]


def _state(phase: Phase, passed: bool, today: dt.date) -> str:
    if phase.ends and phase.ends < today:
        return "done"
    if phase.starts and phase.starts <= today:
        return "done" if passed and phase.ends is None else "now"
    return "done" if passed and not phase.starts and not phase.ends else "ahead"


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the public list: number, title, class, how it stands; an address only once it is a project for everybody."""

    number: int
    title: str
    type_name: str
    state_label: str
    url: str = ""


def in_list(scheme: Scheme) -> "QuerySet[Proposal]":
    """What stands in the public list of a scheme: with what a line of it needs and no more."""
    rows = Proposal.objects.filter(scheme=scheme).in_list().order_by("number")
    return rows.only("code", "kind", "state", "title", "visibility", "type", "number")


def as_lines(rows: Iterable[Proposal], scheme: Scheme) -> list[Listed]:
    """Those proposals as lines of the list. No query."""
    names = {kind.key: kind.name for kind in scheme.the_plan.types}
    return [
        Listed(
            row.number or 0,
            row.title,
            names.get(row.type, row.type),
            str(public_state(row)),
            row.get_absolute_url() if row.is_adopted and row.visibility == Visibility.PUBLIC else "",
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Numbers:
    """A year in figures, also of a year in which nothing was adopted."""

    consultations: int
    came_in: int
    adopted: int
    realised: int


def numbers_of(scheme: Scheme) -> Numbers:
    """Two queries, whatever there is."""
    rows = Proposal.objects.filter(scheme=scheme).order_by().values_list("state")
    by_state = {state: (rows_of, came) for state, rows_of, came in rows.annotate(Count("pk"), Count("number"))}

    def standing(states: Collection[str]) -> int:
        return sum(rows_of for state, (rows_of, _came) in by_state.items() if state in states)

    held = Consultation.objects.filter(proposal__scheme=scheme, at__lte=timezone.now()).count()
    return Numbers(held, sum(came for _rows, came in by_state.values()), standing(ADOPTED), standing(REALISED))


def themes_of(scheme: Scheme, who: Who | None) -> list[SchemeTheme]:
    """The theme sheets this reader may see, in the order in which they were set."""
    return list(SchemeTheme.objects.visible_to(who).filter(scheme=scheme).select_related("by").order_by("pk"))


def put_before_of(scheme: Scheme, who: Who | None) -> list[Item]:
    """The assemblies and evenings at which the draft is or was talked over (R37)."""
    tied = Link.objects.filter(source=scheme, kind=Link.Kind.RAISED_AT).values("target")
    return list(Item.objects.visible_to(who).filter(pk__in=tied).order_by("pk"))


@dataclass(frozen=True, slots=True)
class Blank:
    """A form as it lies on the counter: its questions with whether each is needed; for forms of the platform, what they hold."""

    form: Form
    questions: list[tuple[Field, bool]] = field(default_factory=list)
    rounds: tuple[Round, ...] = ()
    fixed: str | Promise = ""


def blank(plan: Plan, code: str) -> Blank | None:
    """None where the scheme has no such form."""
    form = plan.form(code)
    if form is None:
        return None
    questions = [(plan.field(key), key in form.required) for key in form.fields]
    return Blank(form, questions, plan.rounds if code == SCORE_SHEET else (), FIXED.get(code, ""))

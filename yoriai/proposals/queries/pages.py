"""What stands on the page of a proposal: how far it is, whose turn it is, and what everybody may read of it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yoriai.kernel.actors.who import Who
from yoriai.kernel.areas.queries import innermost
from yoriai.kernel.items.models import Audience, Visibility
from yoriai.kernel.models import Actor, Area
from yoriai.proposals.lifecycle import ADOPTED, OFFICE, PROPOSER, RUNNING, SECTION
from yoriai.proposals.models import (
    Agreement,
    Answer,
    LogEntry,
    LookBack,
    Proposal,
    Review,
    Scheme,
    Step,
    Talk,
    Verdict,
)  # fmt: skip
from yoriai.proposals.queries.agreements import agreed_changes, signers
from yoriai.proposals.queries.reports import accepted, public_reports
from yoriai.proposals.queries.sheets import Question, carriers
from yoriai.proposals.queries.tables import city_part
from yoriai.proposals.queries.turns import whose_turn
from yoriai.proposals.queries.work import gone_on_without
from yoriai.ui.threads import Knot, steps

# The way in seven words, and the states of each part.
COURSE: tuple[tuple[str | Promise, tuple[str, ...]], ...] = (
    (_("Idea and advice"), ("idea", "consulting")),
    (_("Writing"), ("drafting", "lapsed")),
    (_("Check and talks"), ("submitted", "checking", "correcting", "uncorrected", "in_talks")),
    (_("Panel"), ("first_review", "held", "not_passed", "passed_first", "presenting", "final_review", "not_adopted")),
    (_("Agreement"), ("adopted_if", "settling", "adopted", "awaiting_budget", "agreeing")),
    (_("Doing it"), ("agreed", "under_way", "changing", "mid_reported", "carried_out")),
    (_("Looking back and on"), ("reported", "sent_back", "looking_back", "told", "completed", "onward")),
)
PLACE = {state: place for place, (_words, states) in enumerate(COURSE) for state in states}
DOING = PLACE["agreed"]
ENDED_BEFORE = ("withdrawn",)
ENDED_AFTER = ("given_up", "stopped")

SIDES: dict[str, str | Promise] = {
    PROPOSER: _("the proposing group"),
    SECTION: _("the section of the city"),
    OFFICE: _("the office"),
}


def has_begun(proposal: Proposal, state: str) -> bool:
    """Whether the part of the way this state stands in has begun (or had, before it ended)."""
    if proposal.state in ENDED_BEFORE:
        return PLACE[state] < 3
    if proposal.state in ENDED_AFTER:
        return PLACE[state] < DOING or (PLACE[state] == DOING and was_agreed(proposal))
    order = list(dict.fromkeys(state for _w, states in COURSE for state in states))
    return order.index(proposal.state) >= order.index(state)


def was_agreed(proposal: Proposal) -> bool:
    """Whether every party has ever signed. A text nobody stands by is between those who wrote it, whatever became of the project."""
    return Step.objects.filter(proposal=proposal, target=Proposal.State.AGREED).exists()


def course(proposal: Proposal) -> list[Knot]:
    """The way in seven steps, with the one it stands at."""
    titles = [words for words, _states in COURSE]
    if proposal.state == Proposal.State.ONWARD:
        return steps(titles, len(titles))
    if proposal.state in PLACE:
        return steps(titles, PLACE[proposal.state])
    # It ended on its way: the drawing stops where it was.
    last = Step.objects.filter(proposal=proposal).order_by("-id").values_list("source", flat=True).first()
    return steps(titles, PLACE.get(last or "", -1))


def turn_in_words(proposal: Proposal) -> str | Promise:
    """Whose turn it is; empty where nothing waits."""
    return SIDES.get(whose_turn(proposal), "")


@dataclass(frozen=True, slots=True)
class PublicStep:
    """A step everybody may know of: its state in words, when, and what was said of it for everybody."""

    words: str
    at: Any
    text: str
    pk: int = 0


# Of what stands in the list and is not adopted, everybody knows that it came in and how it ended; never the steps between.
TOLD_OF_ALL = frozenset({"submitted", "not_passed", "not_adopted", "withdrawn"})
# States of an adopted project that are between its parties, and how it stands for everybody meanwhile.
BETWEEN = {"changing": "under_way", "sent_back": "reported", "settling": "adopted_if"}


# Between the parties until both agree; then everybody hears of it, in the words meant for everybody and never with the reason.
AGREED_CHANGE = ("agree_change", "agree_late_change")
# A change that was asked for and not agreed: that it was ever asked for is between the parties.
DROPPED_CHANGE = ("drop_change", "drop_late_change")
CHANGED, CHANGED_HOW = _("A change was agreed"), _("Both sides have agreed to change a part of the agreement.")


def public_steps(proposal: Proposal) -> list[PublicStep]:
    """The steps an outsider reads, the oldest first. One query."""
    rows = Step.objects.filter(proposal=proposal).order_by("id")
    told = TOLD_OF_ALL | (ADOPTED - BETWEEN.keys() if proposal.is_adopted else frozenset())
    if proposal.is_adopted:
        told |= {"passed_first", "presenting"}
    found: list[PublicStep] = []
    for row in rows:
        if row.verb in AGREED_CHANGE:
            found.append(PublicStep(str(CHANGED), row.at, row.public_text or str(CHANGED_HOW), row.pk))
            continue
        if row.verb in DROPPED_CHANGE:
            continue
        words = str(row.target_words)
        # Back at work after a change is no news; what was said for everybody is.
        if row.target in told and (row.public_text or not found or found[-1].words != words):
            found.append(PublicStep(words, row.at, row.public_text, row.pk))
    return found


def step_for_all(proposal: Proposal, step: Step) -> PublicStep | None:
    """What everybody may know of this step; None of one between the parties, and of a proposal nobody knows of yet."""
    known = proposal.listed is not None or proposal.is_adopted
    if not known or proposal.visibility == Visibility.HIDDEN:
        return None
    return next((one for one in public_steps(proposal) if one.pk == step.pk), None)


def public_state(proposal: Proposal) -> str | Promise:
    """How it stands, as far as everybody may know."""
    if proposal.is_adopted or proposal.state in TOLD_OF_ALL - {"submitted"}:
        return Proposal.State(BETWEEN.get(proposal.state, proposal.state)).label
    return _("Being looked at")


def public_answers(proposal: Proposal) -> list[Question]:
    """Of an adopted project: the answered questions its scheme calls public, from the proposal and from the report. One query."""
    if not proposal.is_adopted:
        return []
    plan = proposal.scheme.the_plan
    forms = [plan.form(code) for code in ("F2", "F13") if code == "F2" or accepted(proposal)]
    keys = list(dict.fromkeys(key for form in forms if form for key in form.fields if key not in ("title", "purpose")))
    public = [field for field in (plan.field(key) for key in keys) if field.shown == "public"]
    answers = {row.key: row for row in Answer.objects.filter(proposal=proposal, key__in=keys).exclude(text="")}
    return [Question(field, answers[field.key], False) for field in public if field.key in answers]


@dataclass(frozen=True, slots=True)
class PublicChange:
    """変更: what everybody may know of one both sides agreed to: when, its words for everybody, the city's part where that is another."""

    at: Any
    text: str
    city: int | None


def public_changes(proposal: Proposal) -> list[PublicChange]:
    """What was changed of the agreement everybody reads, the oldest first; never the reason. One query."""
    found = []
    for row in agreed_changes(proposal):
        table = row.tables.get("budget", {"before": (), "after": ()})
        before, after = city_part(table["before"]), city_part(table["after"])
        words = row.public_text or str(CHANGED_HOW)
        found.append(PublicChange(row.agreed, words, after if after != before else None))
    return found


# Lines of the log on the page itself; all of them stand on a page of their own.
SHOWN_AT_ONCE = 12


def public_part(proposal: Proposal) -> dict[str, Any]:
    """What the reference says is published of a project, as far as it has come. Nothing of one that is not adopted."""
    if not proposal.is_adopted:
        return {}
    at_work = has_begun(proposal, "agreed")
    log = list(LogEntry.objects.filter(proposal=proposal)[: SHOWN_AT_ONCE + 1]) if at_work else []
    verdict = Verdict.objects.filter(proposal=proposal, outcome__in=("adopted", "adopted_if")).last()
    return {
        "carriers": carriers(proposal),
        "section": lead_section(proposal),
        "answers": public_answers(proposal),
        "verdict": verdict,
        "agreement": Agreement.objects.filter(proposal=proposal).order_by("-version").first() if at_work else None,
        "agreed_changes": public_changes(proposal) if at_work else [],
        "log": log[:SHOWN_AT_ONCE],
        "more_log": len(log) > SHOWN_AT_ONCE,
        **public_reports(proposal),
        "review": public_review(proposal) if accepted(proposal) else None,
        "no_sheets": len(gone_on_without(proposal)) if accepted(proposal) else 0,
        "exit": getattr(proposal, "exit", None) if proposal.state == "onward" else None,
        "has_sheet": proposal.state in RUNNING and proposal.visibility == Visibility.PUBLIC,
    }


def tags(proposal: Proposal) -> dict[str, Any]:
    """Its themes, and its areas without those they lie in. Two queries."""
    areas = innermost(proposal.areas.exclude(kind=Area.Kind.CITY).defer("outline"))
    return {"themes": list(proposal.themes.order_by("path")), "areas": areas}


def public_review(proposal: Proposal) -> Review | None:
    """The summary of the look back, once every side has said it may be read."""
    row = Review.objects.filter(proposal=proposal).first()
    if row is None:
        return None
    agreed = set(
        LookBack.objects.filter(proposal=proposal, public_since__isnull=False).values_list("actor_id", flat=True)
    )
    asked = {actor.pk for actor in signers(proposal)} - gone_on_without(proposal)
    return row if asked and asked <= agreed else None


def lead_section(proposal: Proposal) -> Actor | None:
    """The section that answers for the city."""
    lead = Talk.objects.filter(proposal=proposal, leads=True, ended=None).select_related("section").first()
    return lead.section if lead else None


def public_list(scheme: Scheme) -> "QuerySet[Proposal]":
    """The list of a scheme everybody reads, by number."""
    return Proposal.objects.in_list().filter(scheme=scheme).order_by("number")


def mine(who: Who) -> "QuerySet[Proposal]":
    """What this person carries, answers, accompanies or judges, the newest first: starts from the actor.

    One query, and one for the schemes: a scheme is read once, however many of them stand in it.
    """
    within = Audience.objects.filter(actor__in=who.hats).values("item")
    rows = Proposal.objects.filter(pk__in=within).select_related("by").defer("search").order_by("-pk")
    return rows.prefetch_related(Prefetch("scheme", Scheme.objects.defer("search")))


def projects() -> "QuerySet[Proposal]":
    """Joint projects everybody may read, the newest first."""
    return Proposal.objects.public().filter(state__in=ADOPTED).select_related("by")

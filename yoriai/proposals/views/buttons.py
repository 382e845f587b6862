"""The buttons of a proposal's page: what its reader may do now, and the one loud way on for whoever's turn it is."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext_lazy

from yoriai.kernel.actors.who import Who
from yoriai.proposals import policy
from yoriai.proposals.lifecycle import OFFICE, PROPOSAL, PROPOSER, SECTION
from yoriai.proposals.models import LookBack, Proposal, Review, ScoreSheet
from yoriai.proposals.queries.checking import is_in_order
from yoriai.proposals.queries.reviews import count_of, round_of
from yoriai.proposals.queries.schemes import taking_ideas
from yoriai.proposals.queries.talks import unanswered
from yoriai.proposals.views.steps import AGAIN, ELSEWHERE, STEPS, Words


@dataclass(frozen=True, slots=True)
class Page:
    """A page on which the next step is prepared. waits: whether there is something left to do there."""

    words: Words
    name: str
    waits: Callable[[Proposal, Who], bool] = lambda proposal, who: True
    of_scheme: bool = False


SHEETS = Page(gettext_lazy("See which sheets of the panel are in"), "scores", lambda p, who: count_of(p).mean is None)
RESULTS = Page(gettext_lazy("Results in one go"), "results", of_scheme=True)
CHECK = Page(gettext_lazy("Go through the list of the check"), "check", lambda p, who: not is_in_order(p))
WRITE = Page(gettext_lazy("Write the sheets"), "sheets")
SCORE = Page(gettext_lazy("Read it and score"), "scores")
# Where something comes before the next step of the table: for whoever's turn it is, the first of these pages that waits.
AHEAD: dict[tuple[str, str], tuple[Page, ...]] = {
    ("checking", OFFICE): (CHECK,),
    ("in_talks", SECTION): (
        Page(
            gettext_lazy("Write the answer"),
            "own_reply",
            lambda p, who: unanswered(p).filter(section__in=who.hats).exists(),
        ),
    ),
    ("first_review", OFFICE): (SHEETS, RESULTS),
    ("presenting", PROPOSER): (
        Page(gettext_lazy("See day and order of the presentations"), "presentations", of_scheme=True),
    ),
    ("final_review", OFFICE): (SHEETS, RESULTS),
    ("looking_back", PROPOSER): (
        Page(
            gettext_lazy("Write our sheet"),
            "look_back",
            lambda p, who: not LookBack.objects.filter(proposal=p, actor=p.by_id, handed_in__isnull=False).exists(),
        ),
    ),
    ("looking_back", OFFICE): (
        Page(
            gettext_lazy("Write down the talk"),
            "look_back",
            lambda p, who: not Review.objects.filter(proposal=p).exists(),
        ),
    ),
}
# The ways to the panel, the next one first.
ONWARD = ("begin_talks", "review_papers", "schedule", "review")
# Steps that are not the next one of the way: never the loudest button.
ASIDE = ("ask_change", "ask_correction", "hold", "turn_down", "send_back", "refuse")


@dataclass(frozen=True, slots=True)
class Button:
    """A step one may take now, or a page on which it is prepared."""

    words: Words
    url: str
    danger: bool = False
    # A step that leaves out the next one.
    rare: bool = False
    # The way on for whoever's turn it is: one button of the page at most.
    loud: bool = False

    @property
    def folded(self) -> bool:
        """Whether it lies folded away: what is done rarely, or takes something away."""
        return self.danger or self.rare


def buttons(proposal: Proposal, who: Who | None, *, turn: str, missing: bool) -> list[Button]:
    """What this reader may do now: onward first, then what leads aside or back; what takes something away stands last.

    Of several ways onward the first is the next step; the others leave something out. turn: the side whose turn it is; the first
    button is loud for that side alone, and the way to their sheet for a member of the panel who owes one. missing: whether the sheets
    the reader may write are not complete.
    """
    ahead = [WRITE] if missing else _ahead(proposal, who, turn)
    found = [_to(page, proposal) for page in ahead] + _steps(proposal, who)
    if policy.can_check(who, proposal) and CHECK not in ahead:
        found.append(_to(CHECK, proposal))
    if policy.can_begin_again(who, proposal) and taking_ideas(who):
        found.append(Button(AGAIN, reverse("proposals:again", args=[proposal.code])))
    found.sort(key=lambda button: button.danger)
    if _owes_sheet(proposal, who):
        return [replace(_to(SCORE, proposal), loud=True), *found]
    if found and not found[0].folded and turn in policy.sides(who, proposal):
        found[0] = replace(found[0], loud=True)
    return found


def _owes_sheet(proposal: Proposal, who: Who | None) -> bool:
    """Whether a sheet of this reader for the round is still to come: not begun, being written, or opened once more."""
    seat = policy.seat_of(who, proposal) if policy.can_score(who, proposal) else None
    if seat is None:
        return False
    mine = ScoreSheet.objects.filter(seat=seat, proposal=proposal, round=round_of(proposal).key)
    return not mine.filter(state=ScoreSheet.State.SUBMITTED).exists()


def _ahead(proposal: Proposal, who: Who | None, turn: str) -> list[Page]:
    if who is None or turn not in policy.sides(who, proposal):
        return []
    return [page for page in AHEAD.get((proposal.state, turn), ()) if page.waits(proposal, who)][:1]


def _to(page: Page, proposal: Proposal) -> Button:
    return Button(
        page.words, reverse(f"proposals:{page.name}", args=[(proposal.scheme if page.of_scheme else proposal).code])
    )


def _steps(proposal: Proposal, who: Who | None) -> list[Button]:
    """The steps of the table; those to what the class leaves out behind the others."""
    skips, onward, found = proposal.scheme.the_plan.type(proposal.type).skips, False, []
    for verb in sorted(
        policy.verbs(who, proposal), key=lambda verb: (verb in ASIDE, PROPOSAL.after(proposal.state, verb) in skips)
    ):
        if verb in STEPS:
            url = reverse("proposals:step", args=[proposal.code, verb])
            found.append(Button(STEPS[verb].button, url, STEPS[verb].danger, rare=onward and verb in ONWARD))
            onward = onward or verb in ONWARD
        elif verb in ELSEWHERE:
            words, name = ELSEWHERE[verb]
            found.append(Button(words, reverse(f"proposals:{name}", args=[proposal.code]), verb == "stop"))
    return found

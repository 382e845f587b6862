"""Whose turn it is by what has been done: of one proposal and of a thousand at once."""

from django.db.models import Case, CharField, Exists, OuterRef, Q, Value, When
from django.db.models.functions import Now

from yoriai.directory.models import Party
from yoriai.proposals.lifecycle import DATES, OFFICE, PROPOSER, TURN
from yoriai.proposals.models import LookBack, NoLookBack, Pending, Proposal, Talk


def moved_turn() -> Case:
    """A column of `Proposal`: whose turn it has become by what was done in its state; empty where the state alone says it (`turn`).

    The states whose turn never moves are not in it: each branch costs every list the time to write it.
    """
    talks = Talk.objects.filter(proposal=OuterRef("pk"), ended=None, sent=None)
    asked = Pending.objects.filter(proposal=OuterRef("pk"), agreed=None, dropped=None).exclude(asked_by=OuterRef("by"))
    return Case(
        When(~Exists(talks), state="in_talks", then=Value(OFFICE)),
        When(state="presenting", presents__lt=Now(), then=Value(OFFICE)),
        When(Q(state="looking_back") & ~_waits_for_a_look_back(), then=Value(OFFICE)),
        When(Exists(asked), state="changing", then=Value(PROPOSER)),
        default=Value(""),
        output_field=CharField(),
    )


def whose(side: str) -> Q:
    """For rows with `moved_turn` as `moved`: those whose turn this side's it is; an empty side: nobody's."""
    unmoved = Q(moved="", state__in=[state for state, one in TURN.items() if one == side])
    return Q(moved=side) | unmoved if side else unmoved


def _waits_for_a_look_back() -> Q:
    """A party has neither handed in its look back nor been given up on: the group, a partner, and the city's side of it."""
    lead = Talk.objects.filter(proposal=OuterRef("pk"), leads=True, ended=None)
    partners = Party.objects.filter(item=OuterRef("pk"), agreed__isnull=False, actor__isnull=False)
    return (
        Q(_silent("pk", "by"))
        | Q(Exists(partners.filter(_silent("item", "actor"))))
        | Q(Exists(lead.filter(_silent("proposal", "section"))))
        | (~Q(Exists(lead)) & Q(_silent("pk", "scheme__by")))
    )


def _silent(proposal: str, actor: str) -> Q:
    of_this = {"proposal": OuterRef(proposal), "actor": OuterRef(actor)}
    sheets = LookBack.objects.filter(**of_this, handed_in__isnull=False)
    return Q(~Exists(sheets) & ~Exists(NoLookBack.objects.filter(**of_this)))


# Where the state alone does not say it.
BY_WHAT_WAS_DONE = ("in_talks", "presenting", "looking_back", "changing")


def whose_turn(proposal: Proposal) -> str:
    """Of one proposal; empty where nothing waits. One query at most."""
    if proposal.state not in BY_WHAT_WAS_DONE:
        return proposal.turn
    moved = Proposal.objects.filter(pk=proposal.pk).values_list(moved_turn(), flat=True).get()
    return moved or proposal.turn


def about_when(proposal: Proposal) -> str:
    """By when, in the words of the plan (「春ごろ」), where it has no day yet; empty where it says nothing."""
    phase = proposal.scheme.the_plan.phase(DATES.get(proposal.state, ""))
    return phase.about if phase is not None and phase.ends is None else ""

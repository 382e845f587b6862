"""Whose turn it is by what has been done: of one proposal and of all rows of a list at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import F, Q
from django.utils import timezone

from yoriai.directory.models import Party
from yoriai.proposals.lifecycle import DATES, OFFICE, PROPOSER, TURN
from yoriai.proposals.models import LookBack, NoLookBack, Pending, Proposal, Scheme, Talk

# Where the state alone does not say it.
BY_WHAT_WAS_DONE = ("in_talks", "presenting", "looking_back", "changing")


def turns_of(rows: Iterable[Proposal]) -> dict[int, str]:
    """The side each proposal waits for, by its pk; empty where nothing waits. Six queries at most, however many rows.

    Of the rows `state`, `presents` and `by_id` are read.
    """
    found = {row.pk: row for row in rows}
    return {pk: row.turn for pk, row in found.items()} | _moved(found)


def whose_turn(proposal: Proposal) -> str:
    """Of one proposal; empty where nothing waits."""
    return turns_of([proposal])[proposal.pk]


def waiting_for(scheme: Scheme, side: str) -> Q:
    """Those proposals of the scheme whose turn this side's it is; an empty side: nobody's."""
    rows = Proposal.objects.filter(scheme=scheme, state__in=BY_WHAT_WAS_DONE)
    moving = turns_of(rows.only("state", "presents", "by_id").order_by())
    settled = [state for state, one in TURN.items() if one == side and state not in BY_WHAT_WAS_DONE]
    return Q(state__in=settled) | Q(pk__in=[pk for pk, one in moving.items() if one == side])


def about_when(proposal: Proposal) -> str:
    """By when, in the words of the plan (「春ごろ」), where it has no day yet; empty where it says nothing."""
    phase = proposal.scheme.the_plan.phase(DATES.get(proposal.state, ""))
    return phase.about if phase is not None and phase.ends is None else ""


def _moved(found: dict[int, Proposal]) -> dict[int, str]:
    """Of those whose turn has become another than their state says: whose."""
    by_state: dict[str, set[int]] = defaultdict(set)
    for pk, row in found.items():
        by_state[row.state].add(pk)
    now = timezone.now()
    office = {pk for pk in by_state["presenting"] if (day := found[pk].presents) is not None and day < now}
    office |= _all_answered(by_state["in_talks"]) | _all_looked_back(by_state["looking_back"], found)
    return dict.fromkeys(office, OFFICE) | dict.fromkeys(_asked_by_the_city(by_state["changing"]), PROPOSER)


def _all_answered(pks: Collection[int]) -> set[int]:
    """No section owes the group an answer."""
    waiting = Talk.objects.filter(proposal__in=pks, ended=None, sent=None)
    return set(pks) - set(waiting.values_list("proposal", flat=True)) if pks else set()


def _asked_by_the_city(pks: Collection[int]) -> set[int]:
    """A change lies before the group which the city has asked for."""
    open_ = Pending.objects.filter(proposal__in=pks, agreed=None, dropped=None).exclude(asked_by=F("proposal__by"))
    return set(open_.values_list("proposal", flat=True)) if pks else set()


def _all_looked_back(pks: Collection[int], found: dict[int, Proposal]) -> set[int]:
    """Every party has handed in its look back or is no longer waited for: the group, its partners, the city's side of it."""
    if not pks:
        return set()
    done = set(LookBack.objects.filter(proposal__in=pks, handed_in__isnull=False).values_list("proposal", "actor"))
    done |= set(NoLookBack.objects.filter(proposal__in=pks).values_list("proposal", "actor"))
    lead = dict(Talk.objects.filter(proposal__in=pks, leads=True, ended=None).values_list("proposal", "section"))
    if unled := set(pks) - set(lead):
        lead |= dict(Proposal.objects.filter(pk__in=unled).order_by().values_list("pk", "scheme__by"))
    partners = Party.objects.filter(item__in=pks, agreed__isnull=False, actor__isnull=False)
    parties = [*((pk, found[pk].by_id) for pk in pks), *lead.items(), *partners.values_list("item", "actor")]
    return set(pks) - {pk for pk, actor in parties if (pk, actor) not in done}

"""Whose turn it is by what has been done: of one proposal and of all rows of a list at once."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Protocol

from django.db.models import F, Q
from django.utils import timezone

from yoriai.directory.models import Party
from yoriai.proposals.lifecycle import DATES, OFFICE, PROPOSER, TURN
from yoriai.proposals.models import LookBack, NoLookBack, Pending, Proposal, Scheme, Talk

# Where the state alone does not say it: whose turn it becomes by what has been done.
BECOMES = {"in_talks": OFFICE, "presenting": OFFICE, "looking_back": OFFICE, "changing": PROPOSER}


class Waiting(Protocol):
    """What of a proposal says whose turn it is: a row of its table, or a Proposal."""

    @property
    def pk(self) -> int: ...
    @property
    def state(self) -> str: ...
    @property
    def presents(self) -> dt.datetime | None: ...
    @property
    def by_id(self) -> int: ...


# (proposal, section, whether it leads, when it answered)
type Talked = tuple[int, int, bool, dt.datetime | None]


def turns_of(rows: Iterable[Waiting], scheme: Scheme | None = None) -> dict[int, str]:
    """The side each proposal waits for, by its pk; empty where nothing waits. Six queries at most, however many rows; five where all
    are of one scheme that is at hand."""
    found = {row.pk: row for row in rows}
    return {pk: TURN[row.state] for pk, row in found.items()} | _moved(found, scheme)


def whose_turn(proposal: Proposal) -> str:
    """Of one proposal; empty where nothing waits."""
    return turns_of([proposal])[proposal.pk]


def waiting_for(scheme: Scheme, side: str) -> Q:
    """Those proposals of the scheme whose turn this side's it is; an empty side: nobody's."""
    open_ = [state for state, other in BECOMES.items() if side in (TURN[state], other)]
    rows = Proposal.objects.filter(scheme=scheme, state__in=open_).order_by()
    moving = turns_of(rows.values_list("pk", "state", "presents", "by_id", named=True), scheme) if open_ else {}
    settled = [state for state, one in TURN.items() if one == side and state not in BECOMES]
    return Q(state__in=settled) | Q(pk__in=[pk for pk, one in moving.items() if one == side])


def about_when(proposal: Proposal) -> str:
    """By when, in the words of the plan (「春ごろ」), where it has no day yet; empty where it says nothing."""
    phase = proposal.scheme.the_plan.phase(DATES.get(proposal.state, ""))
    return phase.about if phase is not None and phase.ends is None else ""


def _moved(found: Mapping[int, Waiting], scheme: Scheme | None) -> dict[int, str]:
    """Of those whose turn has become another than their state says: whose."""
    by_state: dict[str, set[int]] = defaultdict(set)
    for pk, row in found.items():
        by_state[row.state].add(pk)
    now = timezone.now()
    office = {pk for pk in by_state["presenting"] if (day := found[pk].presents) is not None and day < now}
    talks = _talks_of(by_state["in_talks"] | by_state["looking_back"])
    office |= by_state["in_talks"] - {proposal for proposal, _section, _leads, sent in talks if sent is None}
    city = _city_of(by_state["looking_back"], talks, scheme)
    office |= _all_looked_back(by_state["looking_back"], found, city)
    return dict.fromkeys(office, OFFICE) | dict.fromkeys(_asked_by_the_city(by_state["changing"]), PROPOSER)


def _talks_of(pks: Collection[int]) -> list[Talked]:
    """The sections that are asked now. Where each has answered, none owes the group anything."""
    rows = Talk.objects.filter(proposal__in=pks, ended=None)
    return list(rows.values_list("proposal", "section", "leads", "sent")) if pks else []


def _asked_by_the_city(pks: Collection[int]) -> set[int]:
    """A change lies before the group which the city has asked for."""
    open_ = Pending.objects.filter(proposal__in=pks, agreed=None, dropped=None).exclude(asked_by=F("proposal__by"))
    return set(open_.values_list("proposal", flat=True)) if pks else set()


def _city_of(pks: Collection[int], talks: Iterable[Talked], scheme: Scheme | None) -> dict[int, int]:
    """Who looks back for the city: the section that leads, else who runs the scheme."""
    found = {proposal: section for proposal, section, leads, _sent in talks if leads and proposal in pks}
    unled = set(pks) - set(found)
    if not unled or scheme is not None:
        return found | dict.fromkeys(unled, scheme.by_id if scheme is not None else 0)
    return found | dict(Proposal.objects.filter(pk__in=unled).order_by().values_list("pk", "scheme__by"))


def _all_looked_back(pks: Collection[int], found: Mapping[int, Waiting], city: Mapping[int, int]) -> set[int]:
    """Every party has handed in its look back or is no longer waited for: the group, its partners, the city's side of it."""
    if not pks:
        return set()
    done = set(LookBack.objects.filter(proposal__in=pks, handed_in__isnull=False).values_list("proposal", "actor"))
    done |= set(NoLookBack.objects.filter(proposal__in=pks).values_list("proposal", "actor"))
    partners = Party.objects.filter(item__in=pks, agreed__isnull=False, actor__isnull=False).order_by()
    parties = [*((pk, found[pk].by_id) for pk in pks), *city.items(), *partners.values_list("item", "actor")]
    return set(pks) - {pk for pk, actor in parties if (pk, actor) not in done}

"""Cases: who is asked whether it may be named, the list with its filters, and what others learned."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from yoriai.directory.models import Case, Cause, Entry, Party
from yoriai.directory.queries.pages import shown_name
from yoriai.kernel.actors.who import Who
from yoriai.kernel.models import Actor, Ask, Item, Link
from yoriai.people.queries import members_of
from yoriai.ui.dates import full_date

OUTCOMES = ("worked", "failed")
NEWEST = 300  # cases looked through for the page of causes
MOST_LESSONS = 3


@dataclass(frozen=True, slots=True)
class Standing:
    """A party on the page: the name everybody reads, and for the owner the real one and how far its consent has come."""

    party: Party
    name: str
    real: str
    asked: str = ""

    @property
    def state(self) -> str:
        """owner, kind_only, agreed, agreed_kind, asked, declined, not_asked or unknown (it is nobody of the platform)."""
        party = self.party
        if party.actor_id == party.item.by_id:
            return "owner"
        if party.agreed is not None:
            return "agreed" if party.shown == Party.Shown.NAME else "agreed_kind"
        if party.shown == Party.Shown.KIND:
            return "kind_only"
        return self.asked or ("not_asked" if party.actor_id else "unknown")


def standings(case: Case) -> list[Standing]:
    """Its parties in their order."""
    asks = Ask.objects.filter(what="named_party", item_id=case.pk, state__in=(Ask.State.ASKED, Ask.State.DECLINED))
    asked = dict(asks.order_by("pk").values_list("asked_id", "state"))
    kinds = dict(Actor.Kind.choices)
    return [
        Standing(
            party,
            shown_name(party, case),
            party.actor.shown_name if party.actor else party.name or str(kinds.get(party.kind, "")),
            asked.get(party.actor_id or 0, ""),
        )
        for party in case.parties.select_related("actor", "item")
    ]


def not_answered(entry: Entry, today: dt.date) -> list[Ask]:
    """Who was asked how it stands in the case of something carried out together, and may still answer: the case is theirs as well."""
    asks = Ask.objects.filter(what="named_party", item=entry.pk, state=Ask.State.ASKED, due__gte=today)
    found = list(asks.select_related("asked").order_by("pk"))
    told = found and Link.objects.filter(target=entry.pk, kind=Link.Kind.TOLD_IN).exists()
    return found if told else []


def waited_for(entry: Entry, today: dt.date) -> str:
    """Whose answer comes before it is shown, and until when, in words; empty where nothing is waited for. Two queries at most."""
    waits = not_answered(entry, today)
    if not waits:
        return ""
    names, last = "、".join(one.asked.shown_name for one in waits), max(one.due for one in waits if one.due)
    facts = {"names": names, "day": full_date(last)}
    return _("Not answered yet: %(names)s. It is shown once they have, or after %(day)s.") % facts


def to_ask(case: Case) -> list[Party]:
    """Those who are to be named, can be asked, and have not been."""
    return [] if case.hides_names else [row.party for row in standings(case) if row.state == "not_asked"]


def can_answer_alone(party: Party) -> bool:
    """Whether somebody with an account can answer for the party."""
    if party.actor is None:
        return False
    if party.actor.is_human:
        return hasattr(party.actor, "user")
    return members_of(party.actor).filter(person__user__is_active=True).exists()


def named_in(item: Item, who: Who) -> list[Party]:
    """The parties of this item whose consent is this reader's to give."""
    mine = Party.objects.filter(item=item, actor__in=who.hats).exclude(actor=item.by_id)
    return list(mine.select_related("actor", "item__by"))


def cannot_answer(item: Item) -> list[Party]:
    """The parties nobody with an account can answer for: the office notes what they say on the telephone."""
    rows = Party.objects.filter(item=item).exclude(actor=item.by_id).exclude(actor=None, name="")
    return [party for party in rows.select_related("actor", "item__by") if not can_answer_alone(party)]


def found(who: Who | None, asked: Mapping[str, str]) -> "QuerySet[Case]":
    """The cases of the list. asked: theme and area (codes), outcome (of OUTCOMES), cause (of Cause); what makes no sense is left out."""
    rows = Case.objects.visible_to(who).exclude(state__in=(Entry.State.DRAFT, Entry.State.WAITING))
    if theme := asked.get("theme"):
        rows = rows.filter(theme_rows__theme__code=theme)
    if area := asked.get("area"):
        rows = rows.filter(area_rows__area__code=area)
    failed = ~Q(failures="") | Q(causes__len__gt=0)
    if asked.get("outcome") in OUTCOMES:
        rows = rows.filter(failed if asked["outcome"] == "failed" else ~failed)
    if asked.get("cause") in Cause.values:
        rows = rows.filter(causes__contains=[asked["cause"]])
    return rows


@dataclass(slots=True)
class Lessons:
    """One cause of the list, how many of the newest cases name it, and some of what they learned."""

    cause: Cause
    number: int = 0
    cases: list[Case] = field(default_factory=list)


def lessons(who: Who | None) -> list[Lessons]:
    """By cause, the commonest first; causes nobody has named come last, so that the whole list can be read."""
    by_cause = {cause: Lessons(cause) for cause in Cause}
    for case in found(who, {"outcome": "failed"}).order_by("-pk")[:NEWEST]:
        for cause in case.causes:
            told = by_cause[Cause(cause)]
            told.number += 1
            if (case.lesson or case.again) and len(told.cases) < MOST_LESSONS:
                told.cases.append(case)
    return sorted(by_cause.values(), key=lambda told: -told.number)

"""Questions about entries that are asked in more than one place."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from yoriai.directory.models import (
    Activity,
    Confirmation,
    Confirmer,
    Entry,
    Organisation,
    Party,
    PendingChange,
)
from yoriai.kernel.actors.who import Who
from yoriai.kernel.city.queries import city
from yoriai.kernel.models import Actor, Ask
from yoriai.people.queries import members_of

# What lasts is asked about once a year; events, offers and needs have a day on which they end.
LASTING = frozenset({"organisation", "activity", "measure"})
YEAR = dt.timedelta(days=365)
TIME_TO_ANSWER = dt.timedelta(days=30)


def needs_two(entry: Entry) -> bool:
    """Whether its organisation wants a second person to look before anything is shown in its name, and has one."""
    wanted = Organisation.objects.filter(actor=entry.by_id, needs_two=True).exists()
    return wanted and members_of(entry.by).count() > 1


def whoever_asked(entry: Entry) -> int | None:
    """The id of the person who wants it shown and waits for a second one; None where nobody waits."""
    open_asks = Ask.objects.filter(what="second_look", item_id=entry.pk, state=Ask.State.ASKED)
    return open_asks.values_list("asker_id", flat=True).first()


@dataclass(frozen=True, slots=True)
class Looks:
    """Who looked at what stands there: the newest document, call or visit (None: 未確認), and what its owner last said.

    stale: nobody looked at it or changed it for more than a year, though asked. It is marked, never deleted (R52).
    """

    confirmed: Confirmation | None
    owner: Confirmation | None
    stale: bool


def looks_at(entry: Entry, now: dt.datetime) -> Looks:
    """The newest look of each sort."""
    rows = Confirmation.objects.filter(item_id=entry.pk).select_related("by").order_by("-at")
    confirmed = rows.exclude(how=Confirmation.How.OWNER).first()
    owner = rows.filter(how=Confirmation.How.OWNER).first()
    newest = max([entry.changed, *(look.at for look in (confirmed, owner) if look)])
    return Looks(confirmed, owner, entry.KIND in LASTING and entry.is_shown and newest < now - YEAR - TIME_TO_ANSWER)


def pending(entry: Entry) -> PendingChange | None:
    """The change that waits for a second person."""
    return PendingChange.objects.filter(item_id=entry.pk).select_related("by").first()


def to_ask_still_true(now: dt.datetime) -> Iterator[Entry]:
    """What lasts, is shown, and has neither been changed nor looked at nor asked about for a year.

    Support measures have a yearly question of their own (`queries.measures.to_ask_review`): nobody gets two letters.
    """
    looked = Confirmation.objects.filter(item=OuterRef("pk"), at__gte=now - YEAR)
    asked = Ask.objects.filter(item=OuterRef("pk"), what="still_true", created__gte=now - YEAR)
    for model in (Organisation, Activity):
        rows = model.objects.filter(state=Entry.State.SHOWN, changed__lt=now - YEAR)
        yield from rows.filter(~Exists(looked), ~Exists(asked)).select_related("by")


def taking_part(actor: Actor) -> "QuerySet[Party, int]":
    """Ids of what this body takes part in by name, with its own consent."""
    named = Party.objects.filter(actor=actor, shown=Party.Shown.NAME, agreed__isnull=False).exclude(item__by=actor)
    named = named.exclude(item__as_case__hides_names=True)
    return named.values_list("item_id", flat=True)


def confirmers() -> "QuerySet[Confirmer]":
    """The sections and centres that may confirm today."""
    return Confirmer.objects.filter(ended=None).select_related("actor", "named_by").order_by("actor__reading", "pk")


def in_confirming_hat(who: Who | None) -> Who | None:
    """The same person in the hat in which they may confirm entries: the office's, or a named section's or centre's; None: in none."""
    if who is None or not who.signed_in or len(who.hats) < 2:
        return None
    here = city()
    if here is not None and who.wears(here.office_id):
        return who.wearing(here.office)
    named = confirmers().filter(actor__in=who.hats).first()
    return who.wearing(named.actor) if named else None

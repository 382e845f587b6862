"""Asking, passing on, answering, declining with a reason."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yoriai.kernel.actors.models import Actor
from yoriai.kernel.actors.who import Who
from yoriai.kernel.asks.lifecycle import ASK
from yoriai.kernel.asks.models import Ask
from yoriai.kernel.items.models import Item
from yoriai.kernel.policy import NotPossible, require
from yoriai.kernel.records.actions import record


@transaction.atomic
def ask(what: str, item: Item, asked: Actor, *, by: Who, text: str = "", due: dt.date | None = None) -> Ask:
    """Ask an actor about an item. An open ask of the same sort is returned instead of made twice."""
    made, new = Ask.objects.get_or_create(
        what=what,
        item_id=item.pk,
        asked=asked,
        state=Ask.State.ASKED,
        defaults={"asker": by.actor, "text": text, "due": due},
    )
    if new:
        record("ask.asked", by=by, item=item, inside=True, ask=made.pk, what=what)
    return made


def _held(ask: Ask, verb: str) -> Ask:
    ask = Ask.objects.select_for_update().get(pk=ask.pk)
    ask.state = ASK.after(ask.state, verb)
    return ask


@transaction.atomic
def pass_on(ask: Ask, to: Actor, *, by: Who, reason: str) -> Ask:
    """Hand the ask to somebody better placed, with a reason."""
    require(by.wears(ask.asked_id))
    if not reason.strip():
        raise NotPossible(_("Please say why you are passing this on."))
    ask = _held(ask, "pass_on")
    ask.asked, ask.passes = to, ask.passes + 1
    ask.save(update_fields=["asked", "passes", "state"])
    record("ask.passed_on", by=by, item=ask.item, ask=ask.pk, reason=reason)
    return ask


@transaction.atomic
def answer(ask: Ask, text: str, *, by: Who) -> Ask:
    """Answer it."""
    require(by.wears(ask.asked_id))
    ask = _held(ask, "answer")
    ask.answer, ask.answered = text, timezone.now()
    ask.save(update_fields=["answer", "answered", "state"])
    record("ask.answered", by=by, item=ask.item, inside=True, ask=ask.pk, what=ask.what)
    return ask


@transaction.atomic
def decline(ask: Ask, reason: str, *, by: Who) -> Ask:
    """Decline it, with a reason."""
    require(by.wears(ask.asked_id))
    if not reason.strip():
        raise NotPossible(_("Please say why; a short sentence is enough."))
    ask = _held(ask, "decline")
    ask.answer, ask.answered = reason, timezone.now()
    ask.save(update_fields=["answer", "answered", "state"])
    record("ask.declined", by=by, item=ask.item, inside=True, ask=ask.pk, what=ask.what)
    return ask


@transaction.atomic
def note_answer(ask: Ask, words: str, *, by: Who, declined: bool = False) -> Ask:
    """The office notes what was answered on the telephone or on paper. That it was the office, the record says."""
    require(by.office and by.sure)
    if declined and not words.strip():
        raise NotPossible(_("Please say why; a short sentence is enough."))
    ask = _held(ask, "decline" if declined else "answer")
    ask.answer, ask.answered = words.strip(), timezone.now()
    ask.save(update_fields=["answer", "answered", "state"])
    verb = "ask.declined" if declined else "ask.answered"
    record(verb, by=by, item=ask.item, inside=True, ask=ask.pk, what=ask.what)
    return ask


@transaction.atomic
def close_asks(what: str, item: Item, *, by: Who | None, asked: Iterable[int] | None = None) -> int:
    """The asks of this sort about the item (of these actors' ids, or of all) are no longer needed. Returns how many were open."""
    waiting = Ask.objects.filter(what=what, item_id=item.pk, state=Ask.State.ASKED)
    if asked is not None:
        waiting = waiting.filter(asked__in=asked)
    closed = waiting.update(state=Ask.State.CLOSED, answered=timezone.now())
    if closed:
        record("ask.closed", by=by, item=item, inside=True, what=what)
    return closed


@transaction.atomic
def remind_of_asks(today: dt.date, *, days: int = 3) -> int:
    """Remind once of each ask whose date is near or past. Returns how many were reminded of."""
    waiting = Ask.objects.filter(state=Ask.State.ASKED, reminded=None, due__lte=today + dt.timedelta(days=days))
    asks = list(waiting.select_for_update(skip_locked=True, of=("self",)).select_related("item"))
    Ask.objects.filter(pk__in=[ask.pk for ask in asks]).update(reminded=timezone.now())
    for ask in asks:
        record("ask.reminded", by=None, item=ask.item, inside=True, ask=ask.pk, what=ask.what)
    return len(asks)

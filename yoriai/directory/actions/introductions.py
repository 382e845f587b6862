"""引き合わせ: asked by one of the two or by a connector; both say yes before either reads how to reach the other."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yoriai.directory.actions.entries import end_entry
from yoriai.directory.lifecycle import INTRODUCTION
from yoriai.directory.models import Consent, Entry, Introduction, Offer, Outcome
from yoriai.directory.policy import can_answer_introduction, can_ask_introduction, can_end, can_tell_outcome
from yoriai.directory.queries import introductions as known
from yoriai.kernel.actors.who import Who
from yoriai.kernel.asks.actions import answer, ask, close_asks, decline
from yoriai.kernel.city.queries import the_office
from yoriai.kernel.items.actions import add_item, locked, save_item
from yoriai.kernel.items.models import Visibility
from yoriai.kernel.models import Actor, Ask
from yoriai.kernel.policy import NotPossible, require
from yoriai.kernel.records.actions import record

DAYS = 14


@transaction.atomic
def ask_introduction(
    about: Entry,
    *,
    by: Who,
    now: dt.datetime,
    answers: Entry | None = None,
    connector: Actor | None = None,
    text: str = "",
    contact: str = "",
) -> Introduction:
    """Ask to be introduced to the owner of `about`, or, as a connector, introduce the owners of `about` and `answers`.

    contact: how the other may reach the asker, who has said yes by asking. connector=None: the office helps.
    """
    require(can_ask_introduction(by, about, answers))
    one, other = (answers.by if answers is not None else by.actor), about.by
    asked = [end for end in (one, other) if end.pk != by.actor.pk]
    if len(asked) == 1 and not contact.strip():
        raise NotPossible(_("Please write how they may reach you."))
    list(Actor.objects.select_for_update().filter(pk__in=[one.pk, other.pk]).order_by("pk"))
    _check(one, other, about, asked, now)
    made = Introduction(one=one, other=other, about_id=about.pk, answers_id=answers.pk if answers is not None else None)
    made.connector = by.actor if len(asked) == 2 else connector or the_office().actor
    made.title = f"{one} ⇄ {other}"
    # The connector's own, and not the asker's: whoever owns a thing may telephone those who are to hear of it, and would
    # read their number before they have said yes.
    made.by = made.connector
    made.state, made.visibility, made.summary = "asked", Visibility.AUDIENCE, text
    add_item(made, audience={end.pk: end for end in (one, other, made.connector)}.values())
    if len(asked) == 1:
        Consent.objects.create(introduction=made, actor=by.actor, contact=contact, by=by.person)
    for end in asked:
        ask(known.WHAT, made, end, by=by, text=text, due=timezone.localdate(now) + dt.timedelta(days=DAYS))
    record("introduction.asked", by=by, item=made, inside=True)
    return made


def _check(one: Actor, other: Actor, about: Entry, asked: list[Actor], now: dt.datetime) -> None:
    if known.under_way(one, other, about):
        raise NotPossible(_("You are being introduced about this already."))
    if len(asked) == 1 and known.is_full(one, now):
        limit = settings.INTRODUCTIONS_A_MONTH
        raise NotPossible(
            _("%(number)d introductions a month are the most. Next month there is room again.") % {"number": limit}
        )
    if not all(known.may_be_asked(end, other if end.pk == one.pk else one, now) for end in asked):
        # One sentence for full, resting and declined: nobody is to learn which.
        raise NotPossible(_("The request cannot be handed over at the moment. Please try again another month."))


@transaction.atomic
def agree_introduction(introduction: Introduction, *, by: Who, contact: str) -> Introduction:
    """One of the two says yes, with how the other may reach them. The last yes opens the contact data to both."""
    require(can_answer_introduction(by, introduction))
    introduction = locked(introduction)
    waiting = _ask_of(introduction, by)
    if not contact.strip():
        raise NotPossible(_("Please write how they may reach you."))
    answer(waiting, _("Yes, gladly."), by=by)
    Consent.objects.create(introduction=introduction, actor=by.actor, contact=contact, by=by.person)
    if Consent.objects.filter(introduction=introduction).count() < 2:
        record("introduction.consented", by=by, item=introduction, inside=True)
        return introduction
    return _moved(introduction, "agree", by, "introduction.agreed")


@transaction.atomic
def decline_introduction(introduction: Introduction, *, by: Who) -> Introduction:
    """今回は見送る: one tap, no reason asked."""
    require(can_answer_introduction(by, introduction))
    introduction = locked(introduction)
    decline(_ask_of(introduction, by), _("Not this time."), by=by)
    close_asks(known.WHAT, introduction, by=by)
    Consent.objects.filter(introduction=introduction).update(contact="")
    return _moved(introduction, "decline", by, "introduction.declined")


def lapse_introductions(today: dt.date) -> int:
    """End those nobody answered in time, each by itself. Returns how many."""
    lapsed = 0
    for introduction in known.past_their_date(today):
        with transaction.atomic():
            row = locked(introduction)
            if INTRODUCTION.allows(row.state, "lapse"):
                close_asks(known.WHAT, row, by=None)
                Consent.objects.filter(introduction=row).update(contact="")
                _moved(row, "lapse", None, "introduction.lapsed")
                lapsed += 1
    return lapsed


@transaction.atomic
def tell_outcome(
    introduction: Introduction, verb: str, *, by: Who, words: str = "", used_up: bool = False
) -> Introduction:
    """What became of it: meet, try, partner, end (with why). used_up: nothing is left of the teller's offer, so it ends too."""
    introduction = locked(introduction)
    require(can_tell_outcome(by, introduction, verb))
    if verb == "end" and not words.strip():
        raise NotPossible(_("Please say why it ended; others learn from it. A short sentence is enough."))
    introduction = _moved(introduction, verb, by, "introduction.told")
    Outcome.objects.create(introduction=introduction, state=introduction.state, words=words, by=by.actor)
    if verb == "end":
        Consent.objects.filter(introduction=introduction).update(contact="")
    if used_up:
        _end_offer(introduction, by)
    return introduction


@transaction.atomic
def forget_contacts(now: dt.datetime) -> int:
    """Empty contact data of introductions that have ended, of people who have left, and after a year. Returns how many."""
    return known.with_contacts_to_forget(now).update(contact="")


def _ask_of(introduction: Introduction, by: Who) -> Ask:
    waiting = Ask.objects.filter(
        what=known.WHAT, item_id=introduction.pk, asked=by.actor, state=Ask.State.ASKED
    ).first()
    if waiting is None:
        raise NotPossible(_("You have answered already."))
    return waiting


def _moved(introduction: Introduction, verb: str, by: Who | None, happened: str) -> Introduction:
    introduction.state = INTRODUCTION.after(introduction.state, verb)
    save_item(introduction, "state")
    record(happened, by=by, item=introduction, inside=True)
    return introduction


def _end_offer(introduction: Introduction, by: Who) -> None:
    offer = Offer.objects.filter(pk__in=[introduction.about_id, introduction.answers_id]).first()
    if offer is not None and can_end(by, offer):
        end_entry(offer, by=by)

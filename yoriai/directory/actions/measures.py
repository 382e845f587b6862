"""支援のしくみ: what those say who used it, the answer to them, and the yearly look at it (R59)."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yoriai.directory.lifecycle import FEEDBACK
from yoriai.directory.models import Confirmation, Feedback, Measure, Review
from yoriai.directory.policy import (
    can_give_feedback,
    can_reply_to_feedback,
    can_review,
    can_speak_as,
    can_take_back_feedback,
)
from yoriai.directory.queries.entries import TIME_TO_ANSWER
from yoriai.directory.queries.measures import to_ask_review
from yoriai.kernel.actors.who import Who
from yoriai.kernel.asks.actions import ask, close_asks
from yoriai.kernel.city.queries import city
from yoriai.kernel.items.actions import add_item, locked, save_item, touch
from yoriai.kernel.items.models import Visibility
from yoriai.kernel.policy import NotPossible, require
from yoriai.kernel.records.actions import record


@transaction.atomic
def give_feedback(measure: Measure, helped: str, missing: str = "", *, by: Who) -> Feedback:
    """I used it: what helped, what did not. It stands on the page at once; said again, it takes the place of what was said."""
    require(can_give_feedback(by, measure))
    helped, missing = helped.strip(), missing.strip()
    if not helped and not missing:
        raise NotPossible(_("Please write what helped or what did not; one of the two is enough."))
    measure = locked(measure)  # one after the other: pressed twice is once
    facts = {"summary": helped, "missing": missing, "title": (helped or missing)[:60]}
    said = Feedback.objects.filter(measure=measure, giver=by.actor).first()
    if said is None:
        said = Feedback(
            measure=measure,
            giver=by.actor,
            by=by.actor,
            state=Feedback.State.SAID,
            visibility=Visibility.PUBLIC,
            **facts,
        )
        add_item(said)
    else:
        said = locked(said)
        said.state = FEEDBACK.after(said.state, "say")
        for name, value in facts.items():
            setattr(said, name, value)
        said.reply, said.replied = "", None  # the answer was to other words
        if said.visibility == Visibility.AUDIENCE:  # taken back before; what the office made invisible stays so
            said.visibility = Visibility.PUBLIC
        save_item(said, "state", "visibility", "reply", "replied", *facts)
    touch(measure)
    record("feedback.said", by=by, item=said)
    return said


@transaction.atomic
def take_back_feedback(feedback: Feedback, *, by: Who) -> Feedback:
    """It is gone from the page, with the answer; its words are deleted."""
    require(can_take_back_feedback(by, feedback))
    feedback = locked(feedback)
    feedback.state = FEEDBACK.after(feedback.state, "take_back")
    feedback.title, feedback.summary, feedback.missing, feedback.reply, feedback.replied = "", "", "", "", None
    if feedback.visibility == Visibility.PUBLIC:
        feedback.visibility = Visibility.AUDIENCE
    save_item(feedback, "state", "visibility", "title", "summary", "missing", "reply", "replied")
    touch(feedback.measure)
    record("feedback.taken_back", by=by, item=feedback, inside=True)
    return feedback


@transaction.atomic
def reply_to_feedback(feedback: Feedback, reply: str, *, by: Who) -> Feedback:
    """The answer of those who offer it, beside what was said. It changes nothing of that."""
    require(can_reply_to_feedback(by, feedback))
    if not reply.strip():
        raise NotPossible(_("Please write an answer."))
    feedback = locked(feedback)
    feedback.reply, feedback.replied = reply.strip(), timezone.now()
    save_item(feedback, "reply", "replied")
    touch(feedback.measure)
    record("feedback.replied", by=by, item=feedback)
    return feedback


@transaction.atomic
def write_review(measure: Measure, year: int, text: str, *, by: Who) -> Review:
    """The yearly look: what those said who used it, and what changes. Its owner thereby says that the page still holds."""
    require(can_review(by, measure))
    if not text.strip():
        raise NotPossible(_("Please write what those said who used it, and what changes."))
    made, _new = Review.objects.update_or_create(
        measure=measure, year=year, defaults={"text": text.strip(), "by": by.actor}
    )
    if can_speak_as(by, measure.by):
        Confirmation.objects.create(item_id=measure.pk, how=Confirmation.How.OWNER, by=measure.by)
    for what in ("review", "still_true"):
        close_asks(what, measure, by=by)
    touch(measure)
    record("measure.reviewed", by=by, item=measure, year=year)
    return made


@transaction.atomic
def ask_review(now: dt.datetime) -> int:
    """Once a year, of those who offer support: what was said of it, and what changes? Returns how many were asked."""
    here = city()
    if here is None:
        return 0
    office, count = Who.alone(here.office, signed_in=False), 0
    for measure in to_ask_review(now):
        ask("review", measure, measure.by, by=office, due=(now + TIME_TO_ANSWER).date())
        count += 1
    return count

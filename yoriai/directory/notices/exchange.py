"""Who is told of what happens between offers and needs."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from yoriai.directory.models import Introduction
from yoriai.directory.queries.introductions import WHAT, asker_of
from yoriai.kernel.models import Ask, Record
from yoriai.kernel.records.registry import Notice, hears


@hears("offer.ended", "need.ended")
def ended_by_itself(happened: Record) -> Iterable[Notice]:
    """The owner, where nobody ended it but the date: it can be shown again with another day."""
    item = happened.item
    if happened.person_id is None and item is not None:
        subject = _("Its last day has passed: %(title)s") % {"title": item.title}
        text = _(
            "It has ended and stands in no list any more. If it still holds, choose another day and show it again."
        )
        yield Notice(item.by, subject, text, item)


@hears("ask.asked")
def asked_for_introduction(happened: Record) -> Iterable[Notice]:
    """Whoever is asked, singly: it has a date. How to reach the other is in no letter."""
    if happened.data.get("what") != WHAT:
        return
    waiting = Ask.objects.select_related("item", "asked").filter(pk=happened.data["ask"], state=Ask.State.ASKED).first()
    found = _introduction(waiting.item_id) if waiting is not None else None
    if waiting is None or found is None:
        return
    text = _(
        "It is about: %(about)s\n%(words)s\n"
        "You may say yes or let it pass with one press; no reason is asked. "
        "Neither of you learns how to reach the other before both have said yes."
    ) % {"about": found.about.title if found.about else "", "words": found.summary}
    subject = _("Would you like to be introduced? %(two)s") % {"two": found.title}
    yield Notice(waiting.asked, subject, text, found, singly=True)


@hears("introduction.asked")
def a_connector_is_named(happened: Record) -> Iterable[Notice]:
    """The connector, unless it was them who asked."""
    found = _introduction(happened.item_id)
    asker = asker_of(found) if found is not None else None
    if found is not None and found.connector != asker:
        text = _("They would like your help if it is needed. You need do nothing for now.")
        yield Notice(found.connector, _("An introduction: %(two)s") % {"two": found.title}, text, found)


@hears("introduction.agreed")
def both_said_yes(happened: Record) -> Iterable[Notice]:
    """The two, singly, and the connector. How to reach each other stands on the page, behind signing in."""
    found = _introduction(happened.item_id)
    if found is None:
        return
    subject = _("Both have said yes: %(two)s") % {"two": found.title}
    for end in (found.one, found.other):
        yield Notice(end, subject, _("The page of the introduction tells how to reach each other."), found, singly=True)
    yield Notice(found.connector, subject, _("They can reach each other now."), found)


@hears("introduction.declined", "introduction.lapsed")
def it_did_not_come_about(happened: Record) -> Iterable[Notice]:
    """Whoever asked or had said yes; not the one who let it pass. No reason, no name of who it was."""
    found = _introduction(happened.item_id)
    if found is None:
        return
    asker = asker_of(found) or found.connector
    hears_of_it = {asker.pk: asker} | {row.actor_id: row.actor for row in found.consents.select_related("actor")}
    subject = _("It did not come about this time: %(two)s") % {"two": found.title}
    for actor in hears_of_it.values():
        if actor.pk != happened.hat_id:
            yield Notice(actor, subject, _("That happens, and says nothing about you. There are others."), found)


@hears("introduction.told")
def what_became_of_it(happened: Record) -> Iterable[Notice]:
    """The others of the three."""
    found = _introduction(happened.item_id)
    told = found.outcomes.order_by("-at").first() if found is not None else None
    if found is None or told is None:
        return
    subject = _("What became of an introduction: %(two)s") % {"two": found.title}
    for actor in {found.one_id: found.one, found.other_id: found.other, found.connector_id: found.connector}.values():
        if actor.pk != happened.hat_id:
            yield Notice(actor, subject, f"{told.get_state_display()}\n{told.words}".strip(), found)


def _introduction(pk: int | None) -> Introduction | None:
    rows = Introduction.objects.select_related("one", "other", "connector", "about", "by")
    return rows.filter(pk=pk).first()

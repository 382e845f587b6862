"""Who is told of what an evening does."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from yoriai.assembly.models import Session
from yoriai.kernel.models import Actor, Ask, Record
from yoriai.kernel.records.registry import Notice, hears
from yoriai.people.queries import followers_of
from yoriai.ui.dates import full_date, full_time


def _session(happened: Record) -> Session | None:
    return Session.objects.select_related("assembly", "where").filter(pk=happened.item_id).first()


def _followers(session: Session) -> "Iterable[Actor]":
    """Whoever follows the session, its forum, or a theme or area of either; each once."""
    return (followers_of(session) | followers_of(session.assembly)).distinct()


def _where(session: Session) -> str:
    return "　".join(part for part in (str(session.where) if session.where else "", session.room) if part)


@hears("session.called")
def called(happened: Record) -> Iterable[Notice]:
    """A new evening: question, time, place."""
    session = _session(happened)
    if session is None:
        return
    text = _("%(question)s\n%(when)s\n%(where)s\nAnybody may come, without registering.") % {
        "question": session.title,
        "when": full_time(session.starts),
        "where": _where(session),
    }
    subject = _("%(assembly)s, no. %(number)d: %(when)s") % {
        "assembly": session.assembly.title,
        "number": session.number,
        "when": full_date(session.starts),
    }
    for follower in _followers(session):
        yield Notice(follower, subject, text, session)


@hears("session.cancelled")
def cancelled(happened: Record) -> Iterable[Notice]:
    """It will not take place: told at once, for somebody may be on the way."""
    session = _session(happened)
    if session is None:
        return
    subject = _("Cancelled: %(assembly)s, no. %(number)d, %(when)s") % {
        "assembly": session.assembly.title,
        "number": session.number,
        "when": full_date(session.starts),
    }
    for follower in _followers(session):
        yield Notice(follower, subject, session.cancelled_why, session, singly=True)


@hears("session.closed")
def closed(happened: Record) -> Iterable[Notice]:
    """What came out of it, and what comes next (R20)."""
    session = _session(happened)
    if session is None:
        return
    closing = session.closing
    step = closing.next_step or _("Nothing was decided this time. %(why)s") % {"why": closing.not_decided_why}
    if closing.next_date:
        following = _("Next time: %(when)s %(where)s") % {
            "when": full_time(closing.next_date),
            "where": closing.next_place,
        }
    else:
        following = closing.no_date_why
    subject = _("%(assembly)s, no. %(number)d has ended: what comes next") % {
        "assembly": session.assembly.title,
        "number": session.number,
    }
    for follower in _followers(session):
        yield Notice(follower, subject, f"{session.title}\n{step}\n{following.strip()}", session)


@hears("ask.asked", "ask.reminded")
def asked_what_became(happened: Record) -> Iterable[Notice]:
    """その後を聞かせてください: to the owner, singly, for it has a date. Without mail the office telephones."""
    if happened.data.get("what") != "follow_up":
        return
    row = Ask.objects.select_related("item", "asked").filter(pk=happened.data["ask"]).first()
    if row is None or row.state != Ask.State.ASKED:
        return
    text = _(
        "You said you would do this: %(what)s\n"
        "How did it go? Done, under way, changed or let go: each is a good answer."
    ) % {"what": row.item.title}
    yield Notice(row.asked, _("Please tell us what became of it"), text, row.item, singly=True)

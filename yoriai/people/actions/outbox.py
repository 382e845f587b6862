"""Telling people: from a record to rows of the outbox, from the rows to mail, or to a line ticked off by a person."""

import datetime as dt
from smtplib import SMTPException

from django.conf import settings
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from yoriai.kernel.actors.who import Who
from yoriai.kernel.models import Actor, Record
from yoriai.kernel.policy import NotPossible, require
from yoriai.kernel.records.actions import defer, record
from yoriai.kernel.records.registry import HEARERS, Notice
from yoriai.people.letters import mail_of, next_digest, one_line
from yoriai.people.models import Contact, Outgoing
from yoriai.people.policy import can_tell_by_hand
from yoriai.people.queries import language_of, mail_address, readers_of, way_to

# Minutes until the next try after each failure; after the last one somebody telephones.
PATIENCE = (5, 30, 120, 480, 1440)


@transaction.atomic
def tell(happened: Record, *, now: dt.datetime | None = None) -> list[Outgoing]:
    """Put what the hearers of this record want told into the outbox. Twice is once: (to, record) is unique."""
    now = now or timezone.now()
    rows: dict[int, Outgoing] = {}
    told = [(notice, reader) for notice in _said(happened, settings.LANGUAGE_CODE) for reader in readers_of(notice.to)]
    prefetch_related_objects([reader for _notice, reader in told], "user", "contacts")
    others = {language_of(reader) for _notice, reader in told} - {settings.LANGUAGE_CODE}
    # Said anew for each further language; the first notice to somebody counts.
    words = {language: {one.to.pk: one for one in reversed(_said(happened, language))} for language in others}
    for notice, reader in told:
        if reader.pk not in rows:
            own = words.get(language_of(reader), {}).get(notice.to.pk, notice)
            rows[reader.pk] = _row(own, reader, happened, now)
    Outgoing.objects.bulk_create(rows.values(), ignore_conflicts=True)
    if any(row.way == Outgoing.Way.MAIL and row.singly for row in rows.values()):
        defer("send_mail")
    return list(Outgoing.objects.filter(record=happened))


def _said(happened: Record, language: str) -> list[Notice]:
    """What is to be told, in this language."""
    with override(language):
        return [notice for hearer in HEARERS.get(happened.verb, ()) for notice in hearer(happened)]


def _row(notice: Notice, to: Actor, happened: Record, now: dt.datetime) -> Outgoing:
    user = getattr(to, "user", None)
    rhythm = user.mail_rhythm if user is not None else "weekly"
    singly = notice.singly or rhythm == "singly"
    way = way_to(to, notice.item)
    if way == Outgoing.Way.MAIL and rhythm == "none" and not notice.singly:
        way = Outgoing.Way.PAGE
    return Outgoing(
        to=to,
        way=way,
        subject=one_line(notice.subject),
        text=notice.text,
        item=notice.item,
        record=happened,
        singly=singly,
        goes=now if singly or way != Outgoing.Way.MAIL else next_digest(now),
        sent=now if way == Outgoing.Way.PAGE else None,
    )


@transaction.atomic
def send_letter(first: int, *, now: dt.datetime | None = None) -> int:
    """Send the mail that begins with this row, and mark what went. Returns how many notices it held; 0 if another has it.

    Whoever holds the first row holds the digest: two workers never send the same line, nor one digest in halves.
    """
    now = now or timezone.now()
    due = Outgoing.objects.filter(way=Outgoing.Way.MAIL, sent=None, goes__lte=now)
    row = due.select_for_update(skip_locked=True, of=("self",)).select_related("to").filter(pk=first).first()
    if row is None:
        return 0
    rows = [row]
    if not row.singly:
        others = due.filter(to=row.to, singly=False, pk__gt=first).order_by("pk")
        rows += others.select_for_update(of=("self",)).select_related("to")
    return _post(rows, now)


def _post(rows: list[Outgoing], now: dt.datetime) -> int:
    ids = [row.pk for row in rows]
    these = Outgoing.objects.filter(pk__in=ids)
    to = rows[0].to
    address = mail_address(to, rows[0].item)
    if not address:
        these.update(way=Outgoing.Way.BY_HAND)
        return 0
    try:
        mail_of(rows, address, language=language_of(to)).send()
    except (SMTPException, OSError):
        _put_off(rows, now)
        return 0
    these.update(sent=now)
    return len(rows)


def _put_off(rows: list[Outgoing], now: dt.datetime) -> None:
    """Later; and after the last try the notice becomes a line of the office's list, for no notice ends nowhere."""
    for row in rows:
        row.failures += 1
        if row.failures > len(PATIENCE):
            row.way = Outgoing.Way.BY_HAND
        else:
            row.goes = now + dt.timedelta(minutes=PATIENCE[row.failures - 1])
    Outgoing.objects.bulk_update(rows, ["failures", "way", "goes"])


@transaction.atomic
def told_by_hand(row: Outgoing, outcome: str, *, by: Who) -> Outgoing:
    """Somebody telephoned, faxed or wrote, and types how it went. The line is ticked off."""
    require(can_tell_by_hand(by, row.item))
    if not outcome.strip():
        raise NotPossible(_("Please write how it went, for example: spoke on the telephone."))
    row = Outgoing.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if row.way != Outgoing.Way.BY_HAND or row.sent is not None:
        raise NotPossible(_("Somebody has ticked this off already."))
    row.sent, row.sent_by, row.outcome = timezone.now(), by.person, outcome.strip()[:200]
    row.save(update_fields=["sent", "sent_by", "outcome"])
    record("notice.told_by_hand", by=by, item=row.item, inside=True, outgoing=row.pk)
    return row


@transaction.atomic
def stop_letters(to: Actor) -> None:
    """No more mail but what is asked by a date: the answer to the stop link. What waits moves to their own page."""
    user = getattr(to, "user", None)
    if user is not None:
        user.mail_rhythm = "none"
        user.save(update_fields=["mail_rhythm"])
    else:
        Contact.objects.filter(actor=to, way=Contact.Way.MAIL, purpose="notices").delete()
        to.follows.all().delete()
    waiting = Outgoing.objects.filter(to=to, way=Outgoing.Way.MAIL, sent=None, singly=False)
    waiting.update(way=Outgoing.Way.PAGE, sent=timezone.now())
    record("letters.stopped", by=None, inside=True, actor=to.pk)


def end_letters(before: dt.datetime) -> int:
    """Delete notices that were sent before this moment: a year is long enough to look something up. Returns how many."""
    return Outgoing.objects.filter(sent__lt=before).delete()[0]

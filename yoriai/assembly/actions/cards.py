"""Paper cards: printed blank with a code, typed in by two people at once, looked at a second time."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yoriai.assembly import policy
from yoriai.assembly.models import Hold, Session
from yoriai.kernel.actors.actions import add_guest
from yoriai.kernel.actors.who import Who
from yoriai.kernel.items import codes
from yoriai.kernel.items.actions import locked, save_item
from yoriai.kernel.models import Actor, Item, Link, Visibility
from yoriai.kernel.policy import NotPossible, require
from yoriai.kernel.records.actions import record
from yoriai.voices.actions import checked_text, one_line, stir
from yoriai.voices.lifecycle import STATEMENT
from yoriai.voices.models import Door, Statement

MOST_PRINTED = 1000
IN_HAND = dt.timedelta(minutes=5)
MOST_READINGS = 20
BLANK, WRITTEN = Statement.State.BLANK, Statement.State.WRITTEN


@transaction.atomic
def print_cards(session: Session, count: int, *, by: Who) -> list[Statement]:
    """Reserve codes and numbers for so many blank cards, to be printed. Returns them in the order of the sheets."""
    session = locked(session)
    require(policy.can_prepare(by, session))
    if not 1 <= count <= MOST_PRINTED:
        raise NotPossible(_("From 1 to %(most)d cards at a time, please.") % {"most": MOST_PRINTED})
    last = Statement.objects.filter(about_id=session.pk).aggregate(Max("number"))["number__max"] or 0
    if last + count > 5 * MOST_PRINTED:
        raise NotPossible(_("There are enough cards for this session already."))
    cards = [
        Statement(item_id=item.pk, about_id=session.pk, number=last + place, door=Door.PAPER)
        for place, item in enumerate(_blank_items(session, count), 1)
    ]
    for card in cards:
        # Only the child's row: the parents were written all at once.
        card.save_base(raw=True, force_insert=True)
    record(
        "cards.printed", by=by.wearing(session.assembly.team), item=session, inside=True, count=count, first=last + 1
    )
    return list(Statement.objects.filter(about_id=session.pk, number__gt=last).order_by("number"))


def _blank_items(session: Session, count: int) -> list[Item]:
    """The parent rows in one INSERT; a code that is taken (one in ten thousand) draws the whole set again."""
    for attempt in range(8):
        items = [
            Item(
                code=codes.draw(),
                kind=Statement.KIND,
                state=BLANK,
                by_id=session.assembly.team_id,
                visibility=Visibility.AUDIENCE,
            )
            for _number in range(count)
        ]
        try:
            with transaction.atomic():
                return Item.objects.bulk_create(items)
        except IntegrityError:
            if attempt == 7:
                raise
    return []


def _now(session: Session) -> Session:
    """The session as it stands now: whoever typed for an hour may hold an older one."""
    fresh: Session = Session.objects.select_related("assembly__team").get(pk=session.pk)
    return fresh


def _held_by_another(card: Statement, by: Who) -> bool:
    return Hold.objects.filter(card=card, until__gt=timezone.now()).exclude(by=by.person).exists()


@transaction.atomic
def take_card(session: Session, *, by: Who, after: int = 0) -> Statement | None:
    """The next free blank card with a number above `after` (or the first free one), this person's for five minutes.

    Two people at once never get the same one: each locks the card's row before looking whether it is held.
    None when all are done.
    """
    session = _now(session)
    require(policy.can_type(by, session))
    now = timezone.now()
    blank = Statement.objects.filter(about_id=session.pk, state=BLANK, number__isnull=False)
    mine: Statement | None = (
        blank.filter(hold__by=by.person, hold__until__gt=now, number__gt=after).order_by("number").first()
    )
    taken: set[int] = set()
    while mine is None:
        free = blank.filter(Q(hold=None) | Q(hold__until__lte=now) | Q(hold__by=by.person)).exclude(pk__in=taken)
        row = free.filter(number__gt=after).order_by("number").select_for_update(skip_locked=True, of=("self",)).first()
        if row is None and after:
            row = free.order_by("number").select_for_update(skip_locked=True, of=("self",)).first()
        if row is None:
            return None
        if _held_by_another(row, by):  # taken between our look and our lock
            taken.add(row.pk)
        else:
            mine = row
    Hold.objects.filter(by=by.person, card__about=session.pk).exclude(card=mine).delete()
    Hold.objects.update_or_create(card=mine, defaults={"by": by.person, "until": now + IN_HAND})
    return mine


@transaction.atomic
def hold_card(card: Statement, session: Session, *, by: Who) -> Statement:
    """Take a card by its code. Raises NotPossible while somebody else has it in hand."""
    session = _now(session)
    require(policy.can_type(by, session))
    card = locked(card)
    _check_free(card, session, by)
    Hold.objects.update_or_create(card=card, defaults={"by": by.person, "until": timezone.now() + IN_HAND})
    return card


def _check_free(card: Statement, session: Session, by: Who) -> None:
    if card.about_id != session.pk or card.number is None:
        raise NotPossible(_("This code is not one of this session's cards."))
    if _held_by_another(card, by):
        raise NotPossible(_("Somebody else has this card in hand just now."))


@transaction.atomic
def write_card(
    card: Statement,
    session: Session,
    text: str,
    *,
    by: Who,
    sort: str = "",
    table: int | None = None,
    nickname: str = "",
    readings: Sequence[Sequence[str]] = (),
    may_be_quoted: bool = False,
    wants_copy: bool = False,
    said_as: str = "",
) -> Statement:
    """紙からの転記: what stands on a card. It belongs to its writer, a guest of the nickname; the typist is kept.

    Raises NotPossible where somebody else typed the card first: nothing is overwritten unseen.
    """
    session = _now(session)
    require(policy.can_type(by, session))
    card = locked(card)
    _check_free(card, session, by)
    if card.state == WRITTEN:
        raise NotPossible(_("This card has been typed in already. Look at it before you change it."))
    card.state = STATEMENT.after(card.state, "write")
    _fill(card, text, sort=sort, table=table, readings=readings, said_as=said_as)
    card.by = add_guest(one_line(nickname))
    card.may_be_quoted, card.wants_copy = may_be_quoted, wants_copy
    card.visibility = session.visibility
    card.typed_by, card.typed_at = by.person, timezone.now()
    save_item(card, "title", "by", "state", "visibility", *CARD_FIELDS)
    Hold.objects.filter(card=card).delete()
    record("card.written", by=by.wearing(session.assembly.team), item=card, session=session.pk)
    stir(session)
    return card


CARD_FIELDS = (
    "sort", "table", "readings", "may_be_quoted", "wants_copy", "said_as",
    "typed_by", "typed_at", "checked_by", "checked_at",
)  # fmt: skip


def _fill(
    card: Statement, text: str, *, sort: str, table: int | None, readings: Sequence[Sequence[str]], said_as: str
) -> None:
    card.title = checked_text(text)
    card.sort = sort if sort in Statement.Sort.values else ""
    card.table = table
    pairs = [[one_line(word), one_line(reading)] for word, reading in readings]
    card.readings = [pair for pair in pairs if all(pair)][:MOST_READINGS]
    card.said_as = one_line(said_as)[:40]


def _typed(card: Statement, session: Session) -> Statement:
    card = locked(card)
    if card.about_id != session.pk or card.number is None:
        raise NotPossible(_("This code is not one of this session's cards."))
    return card


@transaction.atomic
def correct_card(
    card: Statement, session: Session, text: str, *, by: Who, nickname: str | None = None, **facts: Any
) -> Statement:
    """Mend a typed card: the text, and any of sort, table, readings, may_be_quoted, wants_copy, said_as."""
    session = _now(session)
    require(policy.can_type(by, session))
    card = _typed(card, session)
    if card.state != WRITTEN:
        raise NotPossible(_("This card has not been typed in yet."))
    card.state = STATEMENT.after(card.state, "write")
    known = {name: facts.get(name, getattr(card, name)) for name in ("sort", "table", "readings", "said_as")}
    _fill(card, text, **known)
    card.may_be_quoted = facts.get("may_be_quoted", card.may_be_quoted)
    card.wants_copy = facts.get("wants_copy", card.wants_copy)
    if nickname is not None and one_line(nickname) != card.by.name:
        card.by = add_guest(one_line(nickname))
    save_item(card, "title", "by", "state", *CARD_FIELDS)
    record("card.corrected", by=by.wearing(session.assembly.team), item=card)
    stir(session)
    return card


@transaction.atomic
def give_up_card(card: Statement, session: Session, *, by: Who) -> Statement:
    """It cannot be read. Its photo stays; somebody else may try."""
    session = _now(session)
    require(policy.can_type(by, session))
    card = locked(card)
    _check_free(card, session, by)
    card.state = STATEMENT.after(card.state, "give_up")
    card.typed_by, card.typed_at = by.person, timezone.now()
    save_item(card, "state", "typed_by", "typed_at")
    Hold.objects.filter(card=card).delete()
    record("card.given_up", by=by.wearing(session.assembly.team), item=card, inside=True)
    return card


@transaction.atomic
def clear_card(card: Statement, session: Session, *, by: Who) -> Statement:
    """Undo: typed under the wrong code. The card is blank again; answers to the wrong words go with them."""
    session = _now(session)
    require(policy.can_type(by, session))
    card = _typed(card, session)
    writer = card.by
    card.state = STATEMENT.after(card.state, "clear")
    _empty(card)
    card.by_id, card.visibility = session.assembly.team_id, Visibility.AUDIENCE
    save_item(card, "title", "by", "state", "visibility", *CARD_FIELDS)
    card.votes.all().delete()
    Link.objects.filter(source=card.pk).delete()
    if writer.kind == Actor.Kind.GUEST and not hasattr(writer, "guest") and not writer.items.exists():
        Actor.objects.filter(pk=writer.pk).update(name="", reading="")
    record("card.cleared", by=by.wearing(session.assembly.team), item=card, inside=True)
    stir(session)
    return card


def _empty(card: Statement) -> None:
    card.title = card.sort = card.said_as = ""
    card.readings = []
    card.table = None
    card.may_be_quoted = card.wants_copy = False
    card.typed_by = card.typed_at = card.checked_by = card.checked_at = None


@transaction.atomic
def check_card(card: Statement, session: Session, *, by: Who, text: str | None = None) -> Statement:
    """A second look by somebody else than the typist; other words correct the card."""
    card, session = _typed(card, session), _now(session)
    require(policy.can_check(by, card, session), _("Somebody else than the typist takes the second look."))
    if card.state != WRITTEN:
        raise NotPossible(_("This card has not been typed in yet."))
    if text is not None and checked_text(text) != card.title:
        card = correct_card(card, session, text, by=by)
    card.checked_by, card.checked_at = by.person, timezone.now()
    save_item(card, "checked_by", "checked_at")
    record("card.checked", by=by.wearing(session.assembly.team), item=card, inside=True)
    return card

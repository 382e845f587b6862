"""Saying, answering, commenting, and leaving a door out of the counts.

An answer writes one row and nothing else: the row itself holds who, by which door and when, so it has no record, and
the hall's screens are told by one NOTIFY in the same transaction.
"""

import time
import unicodedata

from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yoriai.kernel.actors.who import Who
from yoriai.kernel.items.actions import add_item, locked, save_item, touch
from yoriai.kernel.models import Actor, Item
from yoriai.kernel.policy import NotPossible, require
from yoriai.kernel.records.actions import record
from yoriai.voices import policy
from yoriai.voices.lifecycle import STATEMENT
from yoriai.voices.models import Comment, Door, SetAside, Statement, Vote

LIVE = "yoriai_live"
MOST_A_PERSON = 40  # cards of one person or device about one thing
SHUT = _("This is not open now. You can read it, but not write.")


def stir(about: Item) -> None:
    """Tell whoever watches that something changed: a channel and a version, never content. Sent with the commit."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [LIVE, f"{about.code} {time.time_ns() // 1_000_000}"])


def one_line(text: str) -> str:
    """A card's words on one line, without signs that change the direction of what follows or cannot be seen."""
    kept = "".join(
        sign for sign in text if sign in "\n\r\t" or unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
    )
    return "　".join(line for line in (" ".join(part.split()) for part in kept.splitlines()) if line)


def checked_text(text: str, most: int = Statement.MOST_CHARACTERS) -> str:
    """The text as it will be kept. Raises NotPossible for nothing and for too much."""
    text = one_line(text)
    if not text:
        raise NotPossible(_("Please write something."))
    if len(text) > most:
        raise NotPossible(
            _("This is %(have)d characters long. Up to %(most)d fit on a card.") % {"have": len(text), "most": most}
        )
    return text


@transaction.atomic
def add_statement(
    about: Item,
    text: str,
    *,
    by: Who,
    sort: str = "",
    door: str = Door.HOME,
    said_as: str = "",
    may_be_quoted: bool = False,
    table: int | None = None,
) -> Statement:
    """A new card about an item. The same words of the same author are the same card: pressed twice is said once."""
    require(policy.can_say(by, about, door), SHUT)
    text = checked_text(text)
    mine = Statement.objects.filter(about_id=about.pk, by=by.actor)
    # Held, so that one author's cards are counted one after the other.
    Actor.objects.select_for_update().get(pk=by.actor.pk)
    said: Statement | None = mine.filter(title=text).first()
    if said is not None:
        return said
    if mine.count() >= MOST_A_PERSON:
        raise NotPossible(
            _("You have written %(most)d cards already. Please leave some room for others.") % {"most": MOST_A_PERSON}
        )
    card = Statement(
        about_id=about.pk,
        by=by.actor,
        title=text,
        sort=sort if sort in Statement.Sort.values else "",
        door=door,
        state=Statement.State.WRITTEN,
        said_as=said_as[:40],
        may_be_quoted=may_be_quoted,
        table=table,
        visibility=about.visibility,
    )
    add_item(card, audience=Actor.objects.filter(pk__in=about.audience.values("actor")))
    record("statement.said", by=by, item=card, about=about.pk, door=door)
    stir(about)
    return card


@transaction.atomic
def change_statement(statement: Statement, text: str, *, by: Who, sort: str | None = None) -> Statement:
    """Other words for one's own card, until the session is closed. Answers stay; the record says that it changed."""
    statement = locked(statement)
    require(policy.can_change(by, statement), SHUT)
    statement.state = STATEMENT.after(statement.state, "write")
    statement.title = checked_text(text)
    if sort is not None and sort in Statement.Sort.values:
        statement.sort = sort
    save_item(statement, "title", "sort", "state")
    record("statement.changed", by=by, item=statement)
    stir(statement.about)
    return statement


def vote(statement: Statement, value: int, *, by: Who, door: str = Door.HOME) -> None:
    """Answer a card, or change the answer. One row a person, or a device, by the database's own constraint.

    The door stays the one the first answer came in by; in the hall it is the ticket's where one was used.
    `statement.about` should be loaded: this is the busiest door.
    """
    if value not in Vote.Value.values:
        raise NotPossible(_("Please choose one of the three answers."))
    require(policy.can_vote(by, statement, door), SHUT)
    if door == Door.HALL and policy.room(statement.about).ticket(by, statement.about):
        door = Door.TICKET
    now = timezone.now()
    with transaction.atomic():
        Vote.objects.bulk_create(
            [Vote(statement_id=statement.pk, by_id=by.person.pk, value=value, door=door, created=now, changed=now)],
            update_conflicts=True,
            unique_fields=["by", "statement"],
            update_fields=["value", "changed"],
        )
        stir(statement.about)


@transaction.atomic
def comment(item: Item, text: str, *, by: Who) -> Comment:
    """A word on any item. The same words twice in a row are one comment."""
    require(policy.can_comment(by, item), _("Please sign in to write a comment."))
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise NotPossible(_("Please write something."))
    if len(text) > Comment.MOST_CHARACTERS:
        raise NotPossible(_("Up to %(most)d characters, please.") % {"most": Comment.MOST_CHARACTERS})
    last = Comment.objects.filter(item_id=item.pk, by=by.actor).order_by("-pk").first()
    if last is not None and last.text == text:
        return last
    made = Comment.objects.create(item_id=item.pk, by=by.actor, text=text)
    touch(item)
    record("comment.written", by=by, item=item, comment=made.pk)
    return made


@transaction.atomic
def set_aside(about: Item, door: str, reason: str, *, by: Who) -> SetAside:
    """Leave the voices of a door out of the counts: openly, with a reason everybody reads. Nothing is deleted."""
    require(policy.can_set_aside(by, about))
    if door not in Door.values:
        raise NotPossible(_("Please choose a door."))
    if not reason.strip():
        raise NotPossible(_("Please say why; everybody will read it."))
    try:
        with transaction.atomic():
            made = SetAside.objects.create(about_id=about.pk, door=door, reason=reason.strip()[:400], by=by.actor)
    except IntegrityError:
        raise NotPossible(_("This door has been set aside already.")) from None
    touch(about)
    record("door.set_aside", by=by, item=about, door=door, reason=made.reason)
    stir(about)
    return made


@transaction.atomic
def take_back(row: SetAside, *, by: Who) -> SetAside:
    """Count the door's voices again."""
    require(policy.can_set_aside(by, row.about))
    row = SetAside.objects.select_for_update().get(pk=row.pk)
    if row.lifted is not None:
        raise NotPossible(_("This door counts again already."))
    row.lifted = timezone.now()
    row.save(update_fields=["lifted"])
    touch(row.about)
    record("door.taken_back", by=by, item=row.about, door=row.door)
    stir(row.about)
    return row

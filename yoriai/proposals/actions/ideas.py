"""An idea is handed in: on the page, by a file, or on paper that the office types. Its sheet is frozen, and a 控え goes back."""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yoriai.kernel.actors.actions import add_actor
from yoriai.kernel.actors.who import Who
from yoriai.kernel.items.models import Item
from yoriai.kernel.models import Actor
from yoriai.kernel.policy import NotPossible, require
from yoriai.kernel.records.actions import record
from yoriai.people.actions import put_contact
from yoriai.people.models import Contact
from yoriai.people.policy import FOUNDED
from yoriai.proposals.actions.answers import freeze, give_receipt, put_answers
from yoriai.proposals.actions.once import made_before
from yoriai.proposals.actions.proposals import begin
from yoriai.proposals.models import Document, Proposal, Scheme
from yoriai.proposals.policy import early

FIRST = "F1"
# How the office may reach somebody who wrote on paper is kept for a year: from the idea to the result.
REACHED_FOR = dt.timedelta(days=366)


@transaction.atomic
def hand_in_idea(
    scheme: Scheme,
    texts: Mapping[str, str],
    *,
    by: Who,
    came_from: Item | None = None,
    once: UUID | None = None,
    **facts: Any,
) -> Proposal:
    """アイデアシート, typed or by file: begun, answered, frozen. once: of its form; sent twice it is one. facts: as `begin` takes them."""
    if (earlier := made_before(Proposal, once)) is not None:
        return earlier
    made = begin(scheme, by=by, came_from=came_from, once=once, **facts)
    put_answers(made, FIRST, texts, by=by)
    freeze(made, FIRST, by=by)
    give_receipt(made, by=by)
    return made


@transaction.atomic
def type_idea(
    scheme: Scheme,
    texts: Mapping[str, str],
    *,
    by: Who,
    way: str,
    actor: Actor | None = None,
    kind: str = "",
    name: str = "",
    reading: str = "",
    reply_way: str = "",
    reply_to: str = "",
    scan: Any = None,
    once: UUID | None = None,
    **facts: Any,
) -> Proposal:
    """紙からの転記: an idea that came on paper, by fax or by telephone, in the name of whoever it is from.

    actor: a body that is known; else a new one without account (`kind`, `name`). reply_way, reply_to: where the 控え goes.
    once: of its form; sent twice it is one.
    """
    require(early.can_type_idea(by, scheme))
    if (earlier := made_before(Proposal, once)) is not None:
        return earlier
    if way not in Document.Way.values:
        raise NotPossible(_("Please say how it came."))
    if actor is None:
        actor = _new_sender(kind, name, reading, by)
    made = begin(scheme, by=by, group=actor, once=once, **facts)
    if reply_to.strip():
        until = timezone.localdate() + REACHED_FOR
        put_contact(actor, reply_way or Contact.Way.PHONE, reply_to, purpose="notices", ends=until, item=made, by=by)
    put_answers(made, FIRST, texts, by=by)
    freeze(made, FIRST, by=by, on_paper_from=actor.shown_name, way=way, scan=scan)
    give_receipt(made, by=by)
    return made


def _new_sender(kind: str, name: str, reading: str, by: Who) -> Actor:
    if not name.strip() or kind not in (*FOUNDED, Actor.Kind.PERSON):
        raise NotPossible(_("Please write whose it is and choose what they are."))
    made = add_actor(kind, name, reading=reading)
    if not made.is_human:
        record("body.founded", by=by, inside=True, body=made.pk)
    return made

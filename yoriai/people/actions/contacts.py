"""Contact data: kept for one purpose until one day, each look recorded, then deleted."""

import datetime as dt

from django.db import transaction

from yoriai.kernel.actors.who import Who
from yoriai.kernel.models import Actor, Item
from yoriai.kernel.policy import require
from yoriai.kernel.records.actions import record
from yoriai.people.models import Contact
from yoriai.people.queries import contacts_for, members_of


@transaction.atomic
def put_contact(
    actor: Actor, way: str, value: str, *, purpose: str, ends: dt.date, item: Item | None = None, by: Who | None = None
) -> Contact:
    """Keep how to reach this actor (`Contact.Way`), for the purpose and until the day. A newer value takes the old one's place."""
    value = " ".join(value.split())[:200]
    kept, _new = Contact.objects.update_or_create(
        actor=actor, way=way, purpose=purpose, item=item, defaults={"value": value, "ends": ends}
    )
    record("contact.put", by=by, item=item, inside=True, actor=actor.pk, way=way, purpose=purpose)
    return kept


@transaction.atomic
def look_at_contact(contact: Contact, *, by: Who, allowed: bool) -> str:
    """What is written there, and a record that this person looked. `allowed`: the caller's rule for its purpose (the named 受付担当)."""
    require(allowed and by.signed_in and by.sure)
    record("contact.read", by=by, item=contact.item, inside=True, contact=contact.pk, actor=contact.actor_id)
    return contact.value


@transaction.atomic
def look_at_contacts(actor: Actor, item: Item | None, *, by: Who, allowed: bool) -> list[Contact]:
    """All that may be used to tell this actor (for a body: its members) of the item; one record for the look."""
    require(allowed and by.signed_in and by.sure)
    found = list(contacts_for(actor, item).select_related("actor"))
    if not actor.is_human:
        found += [contact for seat in members_of(actor) for contact in contacts_for(seat.person, item)]
    if found:
        record("contact.read", by=by, item=item, inside=True, actor=actor.pk)
    return found


@transaction.atomic
def end_contacts(today: dt.date) -> int:
    """Delete contact data past its day. Returns how many; the record holds the number and nothing else."""
    past = list(Contact.objects.select_for_update(skip_locked=True, of=("self",)).filter(ends__lt=today))
    Contact.objects.filter(pk__in=[contact.pk for contact in past]).delete()
    if past:
        record("contacts.ended", by=None, inside=True, count=len(past))
    return len(past)

"""Who may act for whom, how somebody can be reached, who follows what."""

import datetime as dt

from django.db.models import Min, Q, QuerySet
from django.utils import timezone

from yoriai.kernel.actors.who import Who
from yoriai.kernel.city.queries import city
from yoriai.kernel.models import Actor, Item
from yoriai.people.models import Contact, Follow, Outgoing, Representation


def seats_of(person: Actor) -> "QuerySet[Representation]":
    """The bodies this person speaks for today."""
    return Representation.objects.filter(person=person, accepted__isnull=False, ended__isnull=True).select_related(
        "body"
    )


def members_of(body: Actor) -> "QuerySet[Representation]":
    """The people who speak for this body today."""
    return (
        Representation.objects.filter(body=body, accepted__isnull=False, ended__isnull=True)
        .select_related("person")
        .order_by("id")
    )


def who_is(person: Actor, *, signed_in: bool, sure: bool = False) -> Who:
    """The person with all their hats."""
    hats = (
        frozenset({person.pk, *seats_of(person).values_list("body_id", flat=True)})
        if signed_in
        else frozenset({person.pk})
    )
    here = city()
    return Who(
        person=person,
        actor=person,
        hats=hats,
        signed_in=signed_in,
        sure=sure,
        office=here is not None and here.office_id in hats,
    )


def side_of(person: Actor, team: Actor) -> str:
    """On which side of the team ("citizen", "staff") the person sits; empty for an outsider."""
    return members_of(team).filter(person=person).values_list("side", flat=True).first() or ""


def can_be_reached(actor: Actor, item: Item | None = None) -> bool:
    """Whether somebody can be asked again: an account, a body with a member or the office behind it, or contact data."""
    if not actor.is_human:
        return True
    if hasattr(actor, "user") and actor.user.is_active:
        return True
    kept = Q(item=item) | Q(item=None) if item is not None else Q()
    return Contact.objects.filter(kept, actor=actor).exists()


def followers_of(item: Item) -> "QuerySet[Actor]":
    """Everybody who wants to hear of this item, by itself, its themes, or its areas."""
    wants = Follow.objects.filter(
        Q(item=item)
        | Q(theme__in=item.themes.all())
        | Q(area__in=item.areas.all())
        | Q(item=None, theme=None, area=None)
    )
    return Actor.objects.filter(pk__in=wants.values("actor"), left=None).order_by("pk")


def mail_address(actor: Actor, item: Item | None = None) -> str:
    """Where this actor gets mail about the item: the account's address, or one kept for this purpose; empty if none."""
    user = getattr(actor, "user", None)
    if user is not None and user.is_active:
        return str(user.email)
    kept = contacts_for(actor, item).filter(way=Contact.Way.MAIL).first()
    return kept.value if kept else ""


def contacts_for(actor: Actor, item: Item | None) -> "QuerySet[Contact]":
    """Contact data that may be used to tell this actor of the item: kept for notices at large, or for this very thing."""
    purpose = Q(item=None) | Q(item=item) if item is not None else Q(item=None)
    return Contact.objects.filter(purpose, actor=actor, ends__gte=timezone.localdate()).order_by("id")


def readers_of(to: Actor) -> list[Actor]:
    """Whom to write to for this actor: themselves, or a body's members with an account; the body itself where none has one."""
    if to.is_human:
        return [] if to.left else [to]
    members = [seat.person for seat in members_of(to).select_related("person__user") if not seat.person.left]
    with_mail = [person for person in members if hasattr(person, "user") and person.user.is_active]
    return with_mail or [to]


def way_to(actor: Actor, item: Item | None) -> str:
    """By which way a notice reaches them (`Outgoing.Way`): mail, a line of the office's list, or their own page."""
    user = getattr(actor, "user", None)
    if user is not None and user.is_active:
        return Outgoing.Way.MAIL
    contacts = list(contacts_for(actor, item))
    if any(contact.way == Contact.Way.MAIL for contact in contacts):
        return Outgoing.Way.MAIL
    # A guest who left nothing still has their device; everybody else is known to the office somehow.
    return Outgoing.Way.PAGE if actor.kind == Actor.Kind.GUEST and not contacts else Outgoing.Way.BY_HAND


def mail_due(now: dt.datetime) -> list[int]:
    """The first row of each mail that should go: every single notice, and the oldest row of each person's digest."""
    waiting = Outgoing.objects.filter(way=Outgoing.Way.MAIL, sent=None, goes__lte=now)
    digests = (
        waiting.filter(singly=False).order_by().values("to").annotate(first=Min("pk")).values_list("first", flat=True)
    )
    return sorted([*waiting.filter(singly=True).values_list("pk", flat=True), *digests])


def by_hand() -> "QuerySet[Outgoing]":
    """The office's list: whom to telephone, fax or write to, the oldest first."""
    waiting = Outgoing.objects.filter(way=Outgoing.Way.BY_HAND, sent=None)
    return waiting.select_related("to", "item").order_by("id")

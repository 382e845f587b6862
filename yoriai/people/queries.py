"""Who may act for whom, how somebody can be reached, who follows what."""

from django.db.models import Q, QuerySet

from yoriai.kernel.city.queries import city
from yoriai.kernel.models import Actor, Item
from yoriai.kernel.actors.who import Who
from yoriai.people.models import Contact, Follow, Representation


def seats_of(person: Actor) -> "QuerySet[Representation]":
    """The bodies this person speaks for today."""
    return Representation.objects.filter(person=person, accepted__isnull=False, ended__isnull=True).select_related("body")


def members_of(body: Actor) -> "QuerySet[Representation]":
    """The people who speak for this body today."""
    return (
        Representation.objects.filter(body=body, accepted__isnull=False, ended__isnull=True)
        .select_related("person")
        .order_by("id")
    )


def who_is(person: Actor, *, signed_in: bool, sure: bool = False) -> Who:
    """The person with all their hats."""
    hats = frozenset({person.pk, *seats_of(person).values_list("body_id", flat=True)}) if signed_in else frozenset({person.pk})
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

"""Who may act for whom, how somebody can be reached, who follows what."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.db.models import Exists, Min, OuterRef, Q, QuerySet
from django.utils import timezone

from yoriai.kernel.actors.who import Who
from yoriai.kernel.asks.queries import inbox, overdue
from yoriai.kernel.city.queries import city
from yoriai.kernel.items.codes import clean
from yoriai.kernel.models import Actor, Ask, Item
from yoriai.kernel.moderation.queries import open_appeals, open_reports
from yoriai.people.guests import hashed
from yoriai.people.models import Contact, Draft, Follow, Guest, Invitation, Outgoing, Representation, User


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
    bodies = dict(seats_of(person).values_list("body_id", "body__kind")) if signed_in else {}
    hats = frozenset({person.pk, *bodies})
    here = city()
    return Who(
        person=person,
        actor=person,
        hats=hats,
        signed_in=signed_in,
        sure=sure,
        office=here is not None and here.office_id in hats,
        runs=any(kind in Actor.RUNS_THINGS for kind in bodies.values()),
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


def followers_of_itself(item: Item) -> "QuerySet[Actor]":
    """Those who want to hear of this very item."""
    return Actor.objects.filter(pk__in=Follow.objects.filter(item=item).values("actor"), left=None).order_by("pk")


def mail_address(actor: Actor, item: Item | None = None) -> str:
    """Where this actor gets mail about the item: the account's address, or one kept for this purpose; empty if none."""
    user = getattr(actor, "user", None)
    if user is not None and user.is_active:
        return str(user.email)
    kept = contacts_for(actor, item).filter(way=Contact.Way.MAIL).first()
    return kept.value if kept else ""


def language_of(actor: Actor) -> str:
    """In which language to write to this actor: their account's, else the city's."""
    user = getattr(actor, "user", None)
    return _spoken(user.language if user is not None else "")


def language_at(mail: str) -> str:
    """The same for a mail address; empty where it has no account."""
    found = User.objects.filter(email__iexact=mail, is_active=True).values_list("language", flat=True).first()
    return _spoken(found) if found else ""


def _spoken(language: str) -> str:
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def contacts_for(actor: Actor, item: Item | None) -> "QuerySet[Contact]":
    """Contact data that may be used to tell this actor of the item: kept for notices at large, or for this very thing."""
    purpose = Q(item=None) | Q(item=item) if item is not None else Q(item=None)
    return Contact.objects.filter(purpose, actor=actor, ends__gte=timezone.localdate()).order_by("id")


def is_for(contact: Contact, item: Item | None) -> bool:
    """The same rule for a row already loaded."""
    of_it = contact.item_id is None or (item is not None and contact.item_id == item.pk)
    return of_it and contact.ends >= timezone.localdate()


def readers_of(to: Actor) -> list[Actor]:
    """Whom to write to for this actor: themselves, or a body's members with an account; the body itself where none has one."""
    return readers_of_each([to])[to.pk]


def readers_of_each(actors: Iterable[Actor]) -> dict[int, list[Actor]]:
    """The same for many at once. One query."""
    found = {actor.pk: actor for actor in actors}
    members: dict[int, list[Actor]] = {}
    bodies = [pk for pk, actor in found.items() if not actor.is_human]
    seats = Representation.objects.filter(body__in=bodies, accepted__isnull=False, ended__isnull=True)
    for seat in seats.select_related("person__user").order_by("id") if bodies else ():
        person = seat.person
        if not person.left and hasattr(person, "user") and person.user.is_active:
            members.setdefault(seat.body_id, []).append(person)
    return {
        pk: ([] if actor.left else [actor]) if actor.is_human else members.get(pk) or [actor]
        for pk, actor in found.items()
    }


def way_to(actor: Actor, item: Item | None) -> str:
    """By which way a notice reaches them (`Outgoing.Way`): mail, a line of the office's list, or their own page."""
    user = getattr(actor, "user", None)
    if user is not None and user.is_active:
        return Outgoing.Way.MAIL
    contacts = [contact for contact in actor.contacts.all() if is_for(contact, item)]
    if any(contact.way == Contact.Way.MAIL for contact in contacts):
        return Outgoing.Way.MAIL
    # A guest who left nothing still has their device; everybody else is known to the office somehow.
    return Outgoing.Way.PAGE if actor.kind == Actor.Kind.GUEST and not contacts else Outgoing.Way.BY_HAND


# What the link in a mail to somebody without an account carries: it answers one ask, once, within these days.
ANSWER, ANSWER_WITHIN = "people.answer", dt.timedelta(days=45)


def answer_key(ask: Ask) -> str:
    """The key for this ask. Made when the mail goes, kept nowhere. Passed on it is used up, also where the ask comes back one day."""
    return signing.dumps([ask.pk, ask.asked_id, ask.passes], salt=ANSWER)


def ask_by_key(key: str, what: str) -> Ask | None:
    """The open ask of this sort that the key answers; None for a key nobody signed, an old one, one that was used."""
    try:
        pk, asked, passes = signing.loads(key, salt=ANSWER, max_age=ANSWER_WITHIN)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    waiting = Ask.objects.filter(pk=pk, asked=asked, passes=passes, what=what, state=Ask.State.ASKED)
    waiting = waiting.filter(asked__left=None)
    return waiting.select_related("asked", "item").first()


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


def seats_for(who: Who) -> "QuerySet[Representation]":
    """The seats this reader may look at: their own, those of bodies they speak for, all for the office."""
    seats = Representation.objects.select_related("person", "body")
    return seats if who.office and who.sure else seats.filter(Q(person=who.person) | Q(body__in=who.hats))


def open_invitations(body: Actor) -> "QuerySet[Invitation]":
    """Letters on their way to people who may take a seat."""
    waiting = Invitation.objects.filter(body=body, used=None, withdrawn=None, expires__gt=timezone.now())
    return waiting.select_related("replaces__person").order_by("-pk")


def invitation_of(secret: str) -> Invitation | None:
    """The letter with this code, however it was typed; None for a code nobody wrote."""
    letters = Invitation.objects.select_related("body", "by", "replaces__person")
    return letters.filter(secret_hash=hashed(clean(secret))).first()


def letters_to(who: Who) -> "QuerySet[Outgoing]":
    """What this person was told, the newest first."""
    return Outgoing.objects.filter(to=who.person).select_related("item").order_by("-pk")


def drafts_of(person: Actor, page: str) -> "QuerySet[Draft]":
    """What this person typed into the form of a page and did not send, of every window, the newest first."""
    return Draft.objects.filter(by=person, page=page).select_related("by").order_by("-kept", "-pk")


def written_by(actor: Actor) -> "QuerySet[Item]":
    """What this actor made, for their own page: starts from the actor."""
    return Item.objects.filter(by=actor)


def shown_on_page_of(actor: Actor, who: Who | None) -> "QuerySet[Item]":
    """What others see on an actor's public page: the kinds that stand in lists, as far as this reader may see them."""
    return Item.objects.visible_to(who).listed().filter(by=actor)


def followed_by(actor: Actor) -> "QuerySet[Follow]":
    """What this actor wants to hear of."""
    return Follow.objects.filter(actor=actor).select_related("item", "theme", "area").order_by("-pk")


def is_following(who: Who | None, **thing: int) -> bool:
    """Whether this person hears of the thing (`item_id=`, `theme_id=` or `area_id=`)."""
    return who is not None and who.signed_in and Follow.objects.filter(actor=who.person, **thing).exists()


def bodies_to_open() -> "QuerySet[Actor]":
    """Organisations nobody speaks for now: left by all, or known from a list only."""
    held = Representation.objects.filter(body=OuterRef("pk"), accepted__isnull=False, ended=None)
    return Actor.objects.exclude(kind__in=Actor.ONE_HUMAN).filter(~Exists(held), left=None)


def bodies_nobody_represents() -> "QuerySet[Actor]":
    """Organisations whose seats were given back or left: the office opens them again."""
    held = Representation.objects.filter(body=OuterRef("pk"), accepted__isnull=False, ended=None)
    once = Representation.objects.filter(body=OuterRef("pk"), ended__isnull=False)
    empty = Actor.objects.exclude(kind__in=Actor.ONE_HUMAN).filter(Exists(once), ~Exists(held), left=None)
    return empty.order_by("reading", "pk")


def asks_of(who: Who) -> "QuerySet[Ask]":
    """Asks this reader may open: asked of one of their hats, or by one of them."""
    asks = Ask.objects.filter(Q(asked__in=who.hats) | Q(asker__in=who.hats))
    return asks.select_related("item", "asker", "asked")


def better_placed(ask: Ask) -> "QuerySet[Actor]":
    """To whom an ask may be passed on: the other members of the body asked, and the city's sections."""
    members = members_of(ask.asked).values("person") if not ask.asked.is_human else []
    others = Actor.objects.filter(Q(pk__in=members) | Q(kind=Actor.Kind.SECTION), left=None)
    return others.exclude(pk=ask.asked_id).order_by("kind", "reading", "pk")


@dataclass(slots=True)
class MyPage:
    """One person's own page. `guest`: what this device wrote before, still to be claimed."""

    waiting: list[Ask]
    seats: list[Representation]
    letters: list[Outgoing]
    written: list[Item]
    follows: int
    guest: Guest | None
    is_office: bool


def my_page(who: Who, guest: Guest | None) -> MyPage:
    """Everything at a glance, in five queries whatever there is."""
    return MyPage(
        waiting=list(inbox(who)[:50]),
        seats=list(seats_of(who.person)),
        letters=list(letters_to(who)[:5]),
        written=list(written_by(who.person).only("pk", "version").order_by("-pk")[:5]),
        follows=followed_by(who.person).count(),
        guest=guest,
        is_office=who.office,
    )


def desk_counts() -> dict[str, int]:
    """What waits for the office, by name."""
    return {
        "by_hand": by_hand().count(),
        "reports": open_reports().count() + open_appeals().count(),
        "late": overdue().count(),
        "bodies": bodies_nobody_represents().count(),
    }

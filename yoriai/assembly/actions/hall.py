"""What belongs to the hall: materials, photos of cards, who was there, and who sees contact data."""

from collections.abc import Iterable, Mapping

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yoriai.assembly import policy
from yoriai.assembly.models import Headcount, Material, Reception, Session, Sheet
from yoriai.kernel.actors.who import Who
from yoriai.kernel.items.actions import locked, touch
from yoriai.kernel.models import Actor
from yoriai.kernel.policy import NotPossible, require
from yoriai.kernel.records.actions import record
from yoriai.people.models import Contact
from yoriai.people.queries import members_of
from yoriai.voices.actions import one_line
from yoriai.voices.models import Statement

MOST_PEOPLE = 100_000


@transaction.atomic
def add_material(
    session: Session, title: str, *, by: Who, text: str = "", link: str = "", file: "ContentFile[bytes] | None" = None
) -> Material:
    """Put something on the table (R17). The file has been checked by the form and is named by us."""
    require(policy.can_add_material(by, session))
    if not one_line(title):
        raise NotPossible(_("Please give the material a title."))
    if not (text.strip() or link or file):
        raise NotPossible(_("Please add a text, an address or a file."))
    made = Material(session=session, by=by.actor, title=one_line(title)[:120], text=text.strip()[:4000], link=link)
    if file is not None:
        made.file.save(file.name or "material", file, save=False)
    made.save()
    touch(session)
    record("material.added", by=by, item=session, title=made.title)
    return made


@transaction.atomic
def remove_material(material: Material, *, by: Who) -> None:
    """Taken from the table again; the record stays."""
    require(policy.can_remove_material(by, material.session, material.by_id))
    session, title, file = material.session, material.title, material.file
    material.delete()
    if file:
        transaction.on_commit(lambda: file.storage.delete(str(file.name)))
    touch(session)
    record("material.removed", by=by, item=session, title=title)


@transaction.atomic
def add_sheet(session: Session, picture: "ContentFile[bytes]", cards: Iterable[Statement] = (), *, by: Who) -> Sheet:
    """A photo of one card or of many, kept beside the typed text. The picture has been cleaned (`engines.pictures`)."""
    require(policy.can_type(by, session))
    cards = list(cards)
    if any(card.about_id != session.pk for card in cards):
        raise NotPossible(_("This code is not one of this session's cards."))
    sheet = Sheet(session=session, by=by.person)
    sheet.picture.save(picture.name or "sheet.jpg", picture, save=False)
    sheet.save()
    sheet.cards.set(cards)
    record("sheet.added", by=by.wearing(session.assembly.team), item=session, inside=True, sheet=sheet.pk)
    return sheet


@transaction.atomic
def put_headcounts(session: Session, counts: Mapping[str, tuple[int, int]], *, by: Who) -> None:
    """Who was there, as numbers by kind of actor (R15): (people, of them for the first time). Never names."""
    require(policy.can_steer(by, session))
    session = locked(session)
    for kind, (people, first) in counts.items():
        if kind not in Actor.Kind.values or not 0 <= first <= people <= MOST_PEOPLE:
            raise NotPossible(_("Of those who were there, no more can have come for the first time."))
        if people:
            Headcount.objects.update_or_create(
                session=session, kind=kind, defaults={"people": people, "first_time": first}
            )
        else:
            Headcount.objects.filter(session=session, kind=kind).delete()
    touch(session)
    record("headcounts.put", by=by.wearing(session.assembly.team), item=session)


@transaction.atomic
def name_reception(session: Session, person: Actor, *, by: Who) -> Reception:
    """受付担当: one named person of the team may see the contact data of this session."""
    require(policy.can_steer(by, session))
    if not members_of(session.assembly.team).filter(person=person).exists():
        raise NotPossible(_("Only somebody of the team can look after the reception."))
    made, new = Reception.objects.get_or_create(session=session, person=person, ended=None, defaults={"by": by.person})
    if new:
        record("reception.named", by=by.wearing(session.assembly.team), item=session, inside=True, person=person.pk)
    return made


@transaction.atomic
def end_reception(reception: Reception, *, by: Who) -> None:
    """They no longer look after it."""
    require(policy.can_steer(by, reception.session))
    Reception.objects.filter(pk=reception.pk, ended=None).update(ended=timezone.now())
    team = by.wearing(reception.session.assembly.team)
    record("reception.ended", by=team, item=reception.session, inside=True, person=reception.person_id)


@transaction.atomic
def look_at_contacts(session: Session, *, by: Who) -> list[Contact]:
    """The contact data of this session, for its 受付担当 only. Each look is recorded."""
    require(policy.can_see_contacts(by, session), _("Only the people named for the reception see this."))
    rows = Contact.objects.filter(
        Q(item=session.pk) | Q(item__as_commitment__session=session.pk), ends__gte=timezone.localdate()
    )
    contacts = list(rows.select_related("actor", "item").order_by("actor__name", "pk"))
    record("contacts.looked_at", by=by, item=session, inside=True, count=len(contacts))
    return contacts

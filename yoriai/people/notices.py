"""Who is told of asks, of the rules, and of the change of seats. An app above that tells of the same record first wins."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from yoriai.kernel.city.queries import city
from yoriai.kernel.models import Actor, Appeal, Ask, Hiding, Record
from yoriai.kernel.records.registry import Notice, hears
from yoriai.people.letters import absolute
from yoriai.people.models import Representation


def _ask_of(record: Record) -> Ask | None:
    return Ask.objects.select_related("item", "asker", "asked").filter(pk=record.data.get("ask")).first()


def _words(ask: Ask) -> dict[str, object]:
    return {"text": ask.text or ask.item, "page": absolute(reverse("people:ask", args=[ask.pk]))}


@hears("ask.asked", "ask.passed_on")
def asked(record: Record) -> Iterator[Notice]:
    """Whoever is asked hears of it; with a date it comes singly."""
    ask = _ask_of(record)
    if ask is not None and ask.state == Ask.State.ASKED:
        text = _("%(who)s asks: %(text)s\nAnswer here: %(page)s") % {"who": ask.asker, **_words(ask)}
        yield Notice(
            ask.asked, _("You are asked: %(title)s") % {"title": ask.item}, text, ask.item, singly=bool(ask.due)
        )


@hears("ask.reminded")
def reminded(record: Record) -> Iterator[Notice]:
    """The one reminder."""
    ask = _ask_of(record)
    if ask is not None and ask.state == Ask.State.ASKED:
        text = _("An answer is still awaited. Even a short one helps: %(text)s\nAnswer here: %(page)s") % _words(ask)
        yield Notice(
            ask.asked, _("Still waiting for you: %(title)s") % {"title": ask.item}, text, ask.item, singly=True
        )


@hears("ask.answered", "ask.declined")
def answered(record: Record) -> Iterator[Notice]:
    """Whoever asked hears the answer."""
    ask = _ask_of(record)
    if ask is not None:
        text = _("%(who)s answered: %(text)s") % {"who": ask.asked, "text": ask.answer}
        yield Notice(ask.asker, _("An answer about: %(title)s") % {"title": ask.item}, text, ask.item)


@hears("item.hidden")
def hidden(record: Record) -> Iterator[Notice]:
    """The author reads the reason, and that they may ask for another look."""
    hiding = Hiding.objects.filter(item=record.item, part=record.data.get("part", "")).order_by("-pk").first()
    if hiding is not None and record.item is not None and not hiding.part:
        text = _("Reason: %(reason)s. %(text)s\nYou may ask for another look here: %(page)s") % {
            "reason": hiding.get_reason_display(),
            "text": hiding.text,
            "page": absolute(reverse("people:appeal", args=[record.item.code])),
        }
        yield Notice(record.item.by, _("What you wrote was made invisible"), text, record.item, singly=True)


@hears("item.shown_again")
def shown_again(record: Record) -> Iterator[Notice]:
    """The author hears that it is back, with the answer to their appeal."""
    if record.item is not None and not record.data.get("part"):
        appeal = Appeal.objects.filter(hiding__item=record.item).exclude(answer="").order_by("-pk").first()
        text = appeal.answer if appeal is not None else _("It was looked at again and everybody can see it.")
        yield Notice(record.item.by, _("What you wrote can be seen again"), text, record.item)


@hears("item.reported")
def reported(record: Record) -> Iterator[Notice]:
    """The office reads of reports once a week at the latest; its page shows them at once."""
    here = city()
    if here is not None and record.item is not None:
        text = _("Somebody thinks this breaks the rules. Please have a look: %(page)s") % {
            "page": absolute(reverse("people:reports"))
        }
        yield Notice(here.office, _("A report: %(title)s") % {"title": record.item}, text, record.item)


@hears("item.appealed")
def appealed(record: Record) -> Iterator[Notice]:
    """The office takes another look."""
    here = city()
    if here is not None and record.item is not None:
        text = _("Somebody asks for another look at what was made invisible.")
        yield Notice(here.office, _("A request for another look"), text, record.item, singly=True)


@hears("seat.accepted")
def joined(record: Record) -> Iterator[Notice]:
    """Everybody on a body's seats hears who joined them: nobody sits down unseen."""
    seat = Representation.objects.select_related("person", "body").filter(pk=record.data.get("seat")).first()
    if seat is not None:
        text = _("%(who)s acts for %(body)s from now on.") % {"who": seat.person, "body": seat.body}
        yield Notice(seat.body, _("%(body)s: somebody new") % {"body": seat.body}, text)


@hears("seat.given_back")
def given_back(record: Record) -> Iterator[Notice]:
    """The office keeps the seat from now on."""
    here, body = city(), Actor.objects.filter(pk=record.data.get("body")).first()
    if here is not None and body is not None:
        text = _("Nobody acts for %(body)s any more. It can be opened again here: %(page)s") % {
            "body": body,
            "page": absolute(reverse("people:bodies")),
        }
        yield Notice(here.office, _("%(body)s was given back") % {"body": body}, text)


@hears("codes.printed")
def codes_printed(record: Record) -> Iterator[Notice]:
    """Whoever the codes are for hears of it: if they did not stand at the counter, something is wrong."""
    owner = Actor.objects.filter(pk=record.data.get("actor")).first()
    if owner is not None:
        text = _("Ten codes on paper were made for your account. If you did not ask for them, please call the office.")
        yield Notice(owner, _("Codes on paper for your account"), text, singly=True)


@hears("seats.reminded")
def february(record: Record) -> Iterator[Notice]:
    """Everybody with a seat, once, with all of them named."""
    seats = Representation.objects.filter(accepted__isnull=False, ended=None, person__left=None)
    seats = seats.select_related("person", "body").order_by("person", "pk")
    bodies: dict[int, list[Representation]] = {}
    for seat in seats:
        bodies.setdefault(seat.person_id, []).append(seat)
    for held in bodies.values():
        text = _(
            "You act for: %(bodies)s. If somebody else does from April on, hand the seat over in one step: %(page)s"
        ) % {
            "bodies": "、".join(seat.body.shown_name for seat in held),
            "page": absolute(reverse("people:my")),
        }
        yield Notice(held[0].person, _("Who takes over in spring?"), text)

"""Who is told of what happens in the directory."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from yoriai.directory.letters import still_true_token
from yoriai.directory.models import Confirmation, Note, Organisation, Party, ThemeIdea
from yoriai.kernel.city.queries import city
from yoriai.kernel.models import Actor, Ask, Record
from yoriai.kernel.records.registry import Notice, hears
from yoriai.people.queries import followers_of

TOLD_OF = ("activity", "case", "measure", "need", "offer")  # events tell of themselves
LOOKED_AT = ("activity", "case", "event", "measure", "need", "offer", "organisation")


@hears(*(f"{kind}.shown" for kind in TOLD_OF))
def shown(record: Record) -> Iterator[Notice]:
    """Whoever follows its themes, its areas or its organisation, once: showing it again after an end is no news."""
    item = record.item
    if item is None or Record.objects.filter(item=item, verb=record.verb, pk__lt=record.pk).exists():
        return
    followers = followers_of(item)
    page = Organisation.objects.filter(actor=item.by_id).first()
    if page is not None:
        followers = followers | Actor.objects.filter(follows__item_id=page.pk, left=None)
    for follower in followers.distinct():
        if follower.pk != item.by_id:
            yield Notice(follower, _("New: %(title)s") % {"title": item.title}, item.summary or item.title, item)


@hears(*(f"{kind}.confirmed" for kind in LOOKED_AT))
def confirmed(record: Record) -> Iterator[Notice]:
    """The owner hears who confirmed it."""
    look = Confirmation.objects.filter(item=record.item).exclude(how=Confirmation.How.OWNER).order_by("-at").first()
    if look is not None and record.item is not None:
        text = _("%(who)s has confirmed what stands on your page.") % {"who": look.by}
        yield Notice(record.item.by, _("Confirmed: %(title)s") % {"title": record.item}, text, record.item)


@hears(*(f"{kind}.remarked" for kind in LOOKED_AT))
def remarked(record: Record) -> Iterator[Notice]:
    """The owner reads the remark at once: it stands on their page."""
    note = Note.objects.filter(pk=record.data.get("note"), withdrawn=None).select_related("by", "item__by").first()
    if note is not None:
        text = _("%(who)s added to your page: %(text)s") % {"who": note.by, "text": note.text}
        yield Notice(
            note.item.by, _("A remark on your page: %(title)s") % {"title": note.item}, text, note.item, singly=True
        )


@hears("ask.asked")
def asked_still_true(record: Record) -> Iterator[Notice]:
    """The yearly letter: one press says yes."""
    if record.data.get("what") != "still_true":
        return
    ask = Ask.objects.select_related("item", "asked").filter(pk=record.data["ask"], state=Ask.State.ASKED).first()
    if ask is not None:
        text = _(
            "A year has passed. Does what stands on your page still hold?\n"
            "If it does, one press is enough: %(yes)s\n"
            "If not, sign in and change it: %(page)s"
        ) % {
            "yes": settings.BASE_URL + reverse("directory:still_true_by_mail", args=[still_true_token(ask)]),
            "page": settings.BASE_URL + ask.item.get_absolute_url(),
        }
        yield Notice(ask.asked, _("Does this still hold? %(title)s") % {"title": ask.item}, text, ask.item, singly=True)


@hears("theme_idea.adopted", "theme_idea.declined")
def theme_decided(record: Record) -> Iterator[Notice]:
    """Whoever missed the theme hears what became of it."""
    idea = ThemeIdea.objects.filter(pk=record.item_id or 0).select_related("by", "theme").first()
    if idea is None:
        return
    if record.verb == "theme_idea.adopted" and idea.theme is not None:
        text = _("It is a theme now: %(page)s") % {"page": settings.BASE_URL + idea.theme.get_absolute_url()}
    else:
        text = idea.answer
    yield Notice(idea.by, _("About the theme you missed: %(title)s") % {"title": idea.title}, text, idea)


@hears("case.changed")
def case_changed(record: Record) -> Iterator[Notice]:
    """Whoever agreed to be named hears that the text has changed: the name can be taken back."""
    agreed = Party.objects.filter(item=record.item, agreed__isnull=False, shown=Party.Shown.NAME, actor__isnull=False)
    for party in agreed.select_related("actor", "item__by").exclude(actor=record.item.by_id if record.item else None):
        text = _("%(who)s has changed what stands there. If you no longer wish to be named: %(page)s") % {
            "who": party.item.by,
            "page": settings.BASE_URL + reverse("directory:consent", args=[party.item.code]),
        }
        assert party.actor is not None
        yield Notice(party.actor, _("Changed: %(title)s") % {"title": party.item}, text, party.item)


@hears("paper.agreed", "paper.wished")
def paper_answered(record: Record) -> Iterator[Notice]:
    """The office hears what came back by the number on a receipt; what it noted itself it knows."""
    here = city()
    if here is None or record.person_id is not None or record.item is None:
        return
    page = settings.BASE_URL + reverse("directory:paper", args=[record.data["paper"]])
    if record.verb == "paper.agreed":
        text = _("Its sender has said yes by the number on the receipt: %(page)s") % {"page": page}
    else:
        text = _("Its sender would like something to be different: %(page)s") % {"page": page}
    yield Notice(here.office, _("An answer to a sheet of paper: %(title)s") % {"title": record.item}, text, record.item)

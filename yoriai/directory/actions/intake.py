"""紙の受付: a sheet comes in, is typed beside its picture, goes back for a look, and stands on a page after its sender's yes (R45)."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yoriai.directory.actions.facts import fill, put_rows
from yoriai.directory.lifecycle import ENTRY, PAPER
from yoriai.directory.models import Confirmation, Entry, Organisation, Paper, PaperPage
from yoriai.directory.policy import can_note_yes, can_take_in, can_type
from yoriai.directory.queries.intake import entry_of, over, pages_to_delete
from yoriai.kernel.actors.actions import add_actor
from yoriai.kernel.actors.who import Who
from yoriai.kernel.city.queries import city
from yoriai.kernel.items.actions import add_item, locked, save_item, touch
from yoriai.kernel.items.models import Visibility
from yoriai.kernel.models import Actor, Area, Theme
from yoriai.kernel.policy import NotPossible, require
from yoriai.kernel.records.actions import record
from yoriai.people.policy import FOUNDED

MOST_PICTURES = 20
CONFIRMED_BY = {Paper.How.CALL: Confirmation.How.CALL}


@transaction.atomic
def take_in(
    pictures: "Sequence[ContentFile[bytes]]", *, by: Who, way: str, kind: str, reply_to: str = "", note: str = ""
) -> Paper:
    """A sheet that has come in. The pictures have been cleaned (`engines.pictures`)."""
    require(can_take_in(by))
    paper = Paper.objects.create(way=way, kind=kind, reply_to=reply_to, note=note, by=by.person)
    _keep(paper, pictures, by)
    record("paper.received", by=by, inside=True, paper=paper.pk, way=way)
    return paper


@transaction.atomic
def add_pictures(paper: Paper, pictures: "Sequence[ContentFile[bytes]]", *, by: Who) -> None:
    """One more page of the same sheet."""
    require(can_type(by, paper))
    _keep(_held(paper), pictures, by)


@transaction.atomic
def put_sender(
    paper: Paper, *, by: Who, actor: Actor | None = None, kind: str = "", name: str = "", reading: str = ""
) -> Paper:
    """Whose it is: a body that is known, or a new one without any account (`kind`, `name`)."""
    paper = _held(paper)
    require(can_type(by, paper))
    if paper.item_id is not None:
        raise NotPossible(_("It has been typed in already; whose it is can no longer be changed."))
    if actor is None:
        if not name.strip() or kind not in FOUNDED:
            raise NotPossible(_("Please write the name of the organisation and choose what it is."))
        actor = add_actor(kind, name, reading=reading)
        record("body.founded", by=by, inside=True, body=actor.pk)
    paper.sender = actor
    paper.save(update_fields=["sender"])
    return paper


@transaction.atomic
def type_in[AnEntry: Entry](
    paper: Paper, entry: AnEntry, *, by: Who, themes: Iterable[Theme] = (), areas: Iterable[Area] = (), **facts: Any
) -> AnEntry:
    """紙からの転記: what stands on the sheet, into a draft in its sender's name; typed again, the draft is mended.

    entry: a new one of the sheet's kind, or the one typed before. Raises NotPossible once the entry is shown: then it is theirs.
    """
    paper = _held(paper)
    require(can_type(by, paper))
    if paper.sender is None:
        raise NotPossible(_("First say whose sheet it is."))
    if entry.pk is None:
        entry = _draft(paper, entry, themes, areas, facts)
    else:
        entry = locked(entry)
        if entry.pk != paper.item_id or entry.state != Entry.State.DRAFT:
            raise NotPossible(_("It is shown already, and is changed by those whose it is."))
        changed, _placed = fill(entry, facts), put_rows(entry, themes, areas)
        save_item(entry, *changed)
    paper.state, paper.item_id, paper.typed_by, paper.wish = PAPER.after(paper.state, "type"), entry.pk, by.person, ""
    paper.save(update_fields=["state", "item", "typed_by", "wish"])
    record("paper.typed", by=by, item=entry, inside=True, paper=paper.pk)
    return entry


def _draft[AnEntry: Entry](
    paper: Paper, entry: AnEntry, themes: Iterable[Theme], areas: Iterable[Area], facts: dict[str, Any]
) -> AnEntry:
    """Seen by its sender and by the office, which mends it until the yes."""
    here, sender = city(), paper.sender
    assert sender is not None
    if isinstance(entry, Organisation):
        if Organisation.objects.filter(actor=sender).exists():
            raise NotPossible(_("The organisation has a page already."))
        entry.actor = sender
    fill(entry, facts)
    entry.by, entry.state, entry.visibility = sender, Entry.State.DRAFT, Visibility.AUDIENCE
    return add_item(entry, themes=themes, areas=areas, audience=[here.office] if here else [])


@transaction.atomic
def send_receipt(paper: Paper, *, by: Who) -> Paper:
    """控え: it is on its way back to its sender."""
    paper = _held(paper)
    require(can_take_in(by))
    paper.state, paper.sent = PAPER.after(paper.state, "send"), timezone.now()
    paper.save(update_fields=["state", "sent"])
    record("paper.returned", by=by, item=paper.item, inside=True, paper=paper.pk)
    return paper


@transaction.atomic
def note_yes(paper: Paper, how: str, said: str, *, by: Who) -> Paper:
    """They said yes on the telephone or on signed paper: who, to whom. It is shown from now on."""
    paper = _held(paper)
    require(can_note_yes(by, paper))
    if how not in (Paper.How.CALL, Paper.How.SIGNED) or not said.strip():
        raise NotPossible(_("Please write who said so, and how."))
    return _agreed(paper, how, said.strip(), by)


@transaction.atomic
def say_yes(paper: Paper) -> Paper:
    """The sender itself, by the number on the receipt, without any account."""
    return _agreed(_held(paper), Paper.How.CODE, "", None)


@transaction.atomic
def wish(paper: Paper, text: str, *, by: Who | None) -> Paper:
    """The sender would have something otherwise. by=None: by the number on the receipt; else noted by the office."""
    paper = _held(paper)
    require(by is None or can_take_in(by))
    if not text.strip():
        raise NotPossible(_("Please write what should be different."))
    paper.state, paper.wish = PAPER.after(paper.state, "wish"), text.strip()
    paper.save(update_fields=["state", "wish"])
    record("paper.wished", by=by, item=paper.item, inside=True, paper=paper.pk)
    return paper


@transaction.atomic
def refuse_paper(paper: Paper, said: str, *, by: Who) -> Paper:
    """It is not shown: its sender said no, or the sheet is nobody's entry. The draft stays unseen."""
    paper = _held(paper)
    require(can_take_in(by))
    paper.state, paper.answered, paper.said = PAPER.after(paper.state, "refuse"), timezone.now(), said.strip()
    paper.answered_by = by.person
    paper.save(update_fields=["state", "answered", "said", "answered_by"])
    record("paper.refused", by=by, item=paper.item, inside=True, paper=paper.pk)
    return paper


@transaction.atomic
def end_papers(now: dt.datetime) -> int:
    """Pictures, notes and where the receipt went are deleted when their time is over. Returns how many pictures. May run twice."""
    pictures = list(pages_to_delete(now).select_for_update(skip_locked=True))
    for page in pictures:
        _forget(page)
    over(now).exclude(reply_to="", note="").update(reply_to="", note="")
    if pictures:
        record("paper.pictures_deleted", by=None, inside=True, number=len(pictures))
    return len(pictures)


def _forget(page: PaperPage) -> None:
    file = page.picture
    storage, name = file.storage, str(file.name)
    page.delete()
    transaction.on_commit(lambda: storage.delete(name))


def _keep(paper: Paper, pictures: "Sequence[ContentFile[bytes]]", by: Who) -> None:
    if paper.pages.count() + len(pictures) > MOST_PICTURES:
        raise NotPossible(_("Twenty pages are the most one sheet can have."))
    for picture in pictures:
        page = PaperPage(paper=paper, by=by.person)
        page.picture.save(picture.name or "page.jpg", picture, save=False)
        page.save()


def _held(paper: Paper) -> Paper:
    return Paper.objects.select_for_update(of=("self",)).select_related("sender", "item").get(pk=paper.pk)


def _agreed(paper: Paper, how: str, said: str, by: Who | None) -> Paper:
    """The yes is kept, the page says so, and everybody sees it."""
    paper.state, paper.how, paper.said = PAPER.after(paper.state, "agree"), how, said
    paper.answered, paper.answered_by = timezone.now(), by.person if by else None
    paper.save(update_fields=["state", "how", "said", "answered", "answered_by"])
    here, entry = city(), entry_of(paper)
    assert here is not None and entry is not None
    looked = CONFIRMED_BY.get(Paper.How(how), Confirmation.How.DOCUMENT)
    Confirmation.objects.create(item_id=entry.pk, how=looked, said=said, by=here.office)
    entry = locked(entry)
    if ENTRY.allows(entry.state, "show") and entry.visibility == Visibility.AUDIENCE:
        entry.state, entry.visibility = ENTRY.after(entry.state, "show"), Visibility.PUBLIC
        save_item(entry, "state", "visibility")
        record(f"{entry.kind}.shown", by=by, item=entry)
    else:
        touch(entry)
    record("paper.agreed", by=by, item=entry, inside=True, paper=paper.pk, how=how)
    return paper

"""紙の受付: the tray, the entry that came of a sheet, and what is to be deleted."""

import datetime as dt

from django.conf import settings
from django.db.models import Q, QuerySet

from yoriai.directory.models import Entry, Paper, PaperPage
from yoriai.directory.queries.pages import Fact, facts_of
from yoriai.kernel.models import Item

MOST_DAYS = 180  # nobody answered: what was sent in is not kept for ever
WAITING = (Paper.State.ARRIVED, Paper.State.TYPED, Paper.State.SENT)


def tray(state: str = "") -> "QuerySet[Paper]":
    """The sheets in this state, or all that still wait for something."""
    rows = Paper.objects.select_related("sender", "item")
    return rows.filter(state=state) if state in Paper.State.values else rows.filter(state__in=WAITING)


def entry_of(paper: Paper) -> Entry | None:
    """The entry typed from the sheet."""
    if paper.item is None:
        return None
    entry: Entry = getattr(paper.item, f"as_{paper.item.kind}")
    return entry


def typed(entry: Entry) -> list[Fact]:
    """What was typed, for the receipt: the summary first, then every fact, kept ways to reach included."""
    summary = [Fact("summary", entry._meta.get_field("summary").verbose_name, entry.summary)] if entry.summary else []  # type: ignore[union-attr]
    kept = [Fact("contact_by", entry._meta.get_field("contact_by").verbose_name, entry.get_contact_by_display())]  # type: ignore[union-attr, attr-defined]
    return [*summary, *facts_of(entry, whole=True), *(kept if entry.contact else [])]


def paper_behind(item: Item) -> Paper | None:
    """The sheet an entry was typed from, once its sender has said yes."""
    return Paper.objects.filter(item_id=item.pk, state=Paper.State.AGREED).order_by("-answered").first()


def pages_to_delete(now: dt.datetime) -> "QuerySet[PaperPage]":
    """The pictures nobody needs any longer: some days after the answer, or half a year after they came."""
    return PaperPage.objects.filter(paper__in=over(now))


def over(now: dt.datetime) -> "QuerySet[Paper]":
    """The sheets of which only the answer is kept."""
    answered = Q(answered__lt=now - dt.timedelta(days=settings.PAPER_DAYS), state__in=("agreed", "refused"))
    return Paper.objects.filter(answered | Q(arrived__lt=now - dt.timedelta(days=MOST_DAYS)))

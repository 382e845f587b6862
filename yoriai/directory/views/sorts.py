"""The kinds of entries that are added, shown and changed through the same doors, each with its form."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yoriai.directory import actions
from yoriai.directory.forms.cases import CaseForm
from yoriai.directory.forms.entries import ActivityForm, EntryForm, MeasureForm, OrganisationForm
from yoriai.directory.forms.events import EventForm
from yoriai.directory.forms.exchange import NeedForm, OfferForm
from yoriai.directory.models import Activity, Case, Entry, Event, Measure, Need, Offer, Organisation
from yoriai.directory.policy import can_edit
from yoriai.directory.queries.articles import articles_about
from yoriai.directory.queries.entries import taking_part
from yoriai.directory.views.cases import the_case
from yoriai.directory.views.measures import the_measure
from yoriai.kernel.items.models import Item
from yoriai.people.gate import reader
from yoriai.ui import display
from yoriai.ui.fragments import cards_of


@dataclass(frozen=True, slots=True)
class Sort:
    """A kind with its plural in addresses; its page is `directory/<kind>.html`.

    about: when to choose it, for whoever adds something; by_anybody: added through the door all share;
    change: the action of its form; more: what only this kind's page shows, as context for its template.
    """

    plural: str
    model: type[Entry]
    form: type[EntryForm]
    about: str | Promise = ""
    by_anybody: bool = True
    change: Callable[..., Any] = actions.change_entry
    more: Callable[[HttpRequest, Any], dict[str, Any]] | None = None


def their_doings(request: HttpRequest, page: Organisation) -> dict[str, Any]:
    """The newest of what the organisation shows, and what it takes part in."""
    mine = Item.objects.visible_to(reader(request)).listed().filter(by=page.by_id).exclude(pk=page.pk)
    rows = list(mine.only("pk", "version").order_by("-pk")[: MOST_DOINGS + 1])
    written = articles_about(page.by, reader(request)).only("pk", "version")
    taking = Item.objects.visible_to(reader(request)).listed().filter(pk__in=taking_part(page.by))
    return {
        "doings": cards_of([(row.pk, row.version) for row in rows[:MOST_DOINGS]], display.of(request)),
        "more_doings": len(rows) > MOST_DOINGS,
        "written": cards_of([(row.pk, row.version) for row in written[:MOST_WRITTEN]], display.of(request)),
        "taking_part": cards_of(
            [(row.pk, row.version) for row in taking.only("pk", "version")[:MOST_DOINGS]], display.of(request)
        ),
    }


MOST_DOINGS, MOST_WRITTEN = 12, 4
SORTS: dict[str, Sort] = {
    "organisation": Sort("organisations", Organisation, OrganisationForm, by_anybody=False, more=their_doings),
    "activity": Sort("activities", Activity, ActivityForm, _("What you do again and again, and how to join in.")),
    "event": Sort("events", Event, EventForm, by_anybody=False, change=actions.change_event),
    "case": Sort(
        "cases",
        Case,
        CaseForm,
        _("How a collaboration really went, well or not, so that others can learn."),
        more=the_case,
    ),
    "measure": Sort(
        "measures", Measure, MeasureForm, _("Money, advice, rooms or training for those who act."), more=the_measure
    ),
    "offer": Sort("offers", Offer, OfferForm, _("Hands, things, money, a place, a skill you could give.")),
    "need": Sort("needs", Need, NeedForm, _("What you are short of, and until when.")),
}


def seen(request: HttpRequest, kind: str, code: str) -> Entry:
    """The entry of this kind, among what its reader may see."""
    rows = SORTS[kind].model.objects.visible_to(reader(request)).select_related("by", "where")
    found: Entry = get_object_or_404(rows, code=code)
    return found


def any_seen(request: HttpRequest, code: str) -> Entry:
    """The entry of this code, whatever its kind, among what its reader may see."""
    item = get_object_or_404(Item.objects.visible_to(reader(request)), code=code, kind__in=SORTS)
    return seen(request, item.kind, code)


def owned(request: HttpRequest, code: str) -> Entry:
    """An entry this person may change. Absent and forbidden look the same."""
    entry = any_seen(request, code)
    if not can_edit(reader(request), entry):
        raise Http404
    return entry

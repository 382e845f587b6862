"""The kinds of entries that are added, shown and changed through the same doors, each with its form."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from yoriai.directory.forms.entries import ActivityForm, EntryForm, MeasureForm, OrganisationForm
from yoriai.directory.forms.exchange import NeedForm, OfferForm
from yoriai.directory.models import Activity, Entry, Measure, Need, Offer, Organisation
from yoriai.directory.policy import can_edit
from yoriai.kernel.items.models import Item
from yoriai.people.gate import reader


@dataclass(frozen=True, slots=True)
class Sort:
    """A kind with its plural in addresses; its page is `directory/<kind>.html`. by_anybody: added through the door all share."""

    plural: str
    model: type[Entry]
    form: type[EntryForm]
    by_anybody: bool = True


SORTS: dict[str, Sort] = {
    "organisation": Sort("organisations", Organisation, OrganisationForm, by_anybody=False),
    "activity": Sort("activities", Activity, ActivityForm),
    "measure": Sort("measures", Measure, MeasureForm),
    "offer": Sort("offers", Offer, OfferForm),
    "need": Sort("needs", Need, NeedForm),
}


def seen(request: HttpRequest, kind: str, code: str) -> Entry:
    """The entry of this kind, among what its reader may see."""
    rows = SORTS[kind].model.objects.visible_to(reader(request)).select_related("by", "where")
    found: Entry = get_object_or_404(rows, code=code)
    return found


def owned(request: HttpRequest, code: str) -> Entry:
    """An entry this person may change. Absent and forbidden look the same."""
    item = get_object_or_404(Item.objects.visible_to(reader(request)), code=code, kind__in=SORTS)
    entry = seen(request, item.kind, code)
    if not can_edit(reader(request), entry):
        raise Http404
    return entry

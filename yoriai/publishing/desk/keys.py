"""二人で確かめて公開: the exact text, who has agreed to it, and the key of whoever looks."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yoriai.kernel.policy import Refusal
from yoriai.people.models import Representation
from yoriai.people.queries import side_of
from yoriai.publishing import actions
from yoriai.publishing.content import digest
from yoriai.publishing.desk.door import for_result, page, who
from yoriai.publishing.forms import KeyForm, NoteForm, StaffKeyForm
from yoriai.publishing.models import Key, Result
from yoriai.publishing.policy import can_take_back_key, can_turn_key
from yoriai.publishing.queries import content_of, locks, telling_of, telling_of_draft
from yoriai.publishing.views import context_of

STAFF = Representation.Side.STAFF


@for_result
def keys(request: HttpRequest, result: Result) -> HttpResponse:
    """The text to read and both locks; POST turns the reader's key for exactly what they read."""
    if request.method == "POST":
        return turn(request, result)
    return show(request, result)


def show(request: HttpRequest, result: Result, form: KeyForm | None = None, *, status: int = 200) -> HttpResponse:
    """The page. While it is a draft the text as it stands; afterwards the edition that was agreed."""
    if result.state == Result.State.DRAFT:
        mark, told = digest(content_of(result)), telling_of_draft(result)
    else:
        edition = result.editions.latest("number") if result.editions.exists() else None
        mark = edition.digest if edition else digest(content_of(result))
        told = telling_of(edition) if edition else telling_of_draft(result)
    pairs = [(lock, can_turn_key(who(request), result, lock.side)) for lock in locks(result, mark)]
    mine = [lock.key for lock, _may in pairs if lock.key and can_take_back_key(who(request), lock.key)]
    side = next((lock.side for lock, may in pairs if may and lock.key is None and not mine), "")
    if form is None and side:
        form = (StaffKeyForm if side == STAFF else KeyForm)(initial={"digest": mark, "side": side})
    context = context_of(result, told, who(request)) | {
        "mark": mark,
        "locks": pairs,
        "form": form,
        "mine": mine,
        "note_form": NoteForm(),
    }
    lacking = actions.missing(result) if result.state == Result.State.DRAFT else []
    return page(request, result, "keys", context | {"lacking": lacking}, status=status)


def turn(request: HttpRequest, result: Result) -> HttpResponse:
    """The reader's yes."""
    side = request.POST.get("side") or side_of(who(request).person, result.by)
    form = StaffKeyForm(request.POST) if side == STAFF else KeyForm(request.POST)
    if not form.is_valid():
        return show(request, result, form, status=422)
    try:
        actions.turn_key(result, by=who(request), **form.cleaned_data)
    except Refusal as refused:
        messages.error(request, str(refused))
        return redirect("publishing:keys", result.session.code)
    result.refresh_from_db(fields=["state"])
    released = result.state == Result.State.RELEASED
    messages.success(
        request,
        _("Both have agreed. It can be shown now.") if released else _("Thank you. The other side is asked now."),
    )
    return redirect("publishing:publication" if released else "publishing:keys", result.session.code)


@for_result
@require_POST
def request_keys(request: HttpRequest, result: Result) -> HttpResponse:
    """The draft is ready: ask both sides."""
    try:
        actions.ask_for_keys(result, by=who(request))
        messages.success(request, _("Both sides are asked to read it and agree."))
    except Refusal as refused:
        messages.error(request, str(refused))
    return redirect("publishing:keys", result.session.code)


@for_result
@require_POST
def key(request: HttpRequest, result: Result, pk: int) -> HttpResponse:
    """Take one's key back."""
    row = get_object_or_404(Key.objects.filter(result=result).select_related("result__by"), pk=pk)
    try:
        actions.take_back_key(row, by=who(request))
        messages.success(request, _("Your key is taken back."))
    except Refusal as refused:
        messages.error(request, str(refused))
    return redirect("publishing:keys", result.session.code)


@for_result
@require_POST
def revision(request: HttpRequest, result: Result) -> HttpResponse:
    """Back to the draft: what was agreed but not shown, or what was withdrawn."""
    try:
        actions.revise(result, by=who(request), note=request.POST.get("note", ""))
        messages.success(request, _("It is a draft again."))
    except Refusal as refused:
        messages.error(request, str(refused))
        return redirect("publishing:keys", result.session.code)
    return redirect("publishing:desk", result.session.code)

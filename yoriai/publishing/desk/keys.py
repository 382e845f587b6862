"""二人で確かめて公開: the exact text, who has agreed to it, and the key of whoever looks."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yoriai.kernel.policy import Refusal
from yoriai.people.models import Representation
from yoriai.publishing import actions
from yoriai.publishing.content import Telling, digest
from yoriai.publishing.desk.door import for_result, page, who
from yoriai.publishing.forms import KeyForm, NoteForm, StaffKeyForm
from yoriai.publishing.models import Key, Result
from yoriai.publishing.policy import can_take_back_key, can_turn_key
from yoriai.publishing.queries import content_of, locks, telling_of, telling_of_draft
from yoriai.publishing.views import context_of


@for_result
def keys(request: HttpRequest, result: Result) -> HttpResponse:
    """The text to read and both locks; POST turns the reader's key for exactly what they read."""
    if request.method == "POST":
        return turn(request, result)
    return show(request, result)


def read_now(result: Result) -> tuple[str, Telling]:
    """The digest and the text to read: while it is a draft as it stands, afterwards the edition that was agreed."""
    edition = result.editions.order_by("-number").first()
    if result.state == Result.State.DRAFT or edition is None:
        return digest(content_of(result)), telling_of_draft(result)
    return edition.digest, telling_of(edition)


def show(request: HttpRequest, result: Result, form: KeyForm | None = None, *, status: int = 200) -> HttpResponse:
    """The page."""
    mark, told = read_now(result)
    both = locks(result, mark)
    mine = [lock.key for lock in both if lock.key and can_take_back_key(who(request), lock.key)]
    mine_to_turn = [lock.side for lock in both if lock.key is None and can_turn_key(who(request), result, lock.side)]
    if form is None and mine_to_turn and not mine:
        form = form_of(mine_to_turn[0])(initial={"digest": mark, "side": mine_to_turn[0]})
    context = context_of(result, told, who(request)) | {"mark": mark, "locks": both, "form": form, "mine": mine}
    context |= {
        "lacking": actions.missing(result) if result.state == Result.State.DRAFT else [],
        "note_form": NoteForm(),
    }
    return page(request, result, "keys", context, status=status)


def form_of(side: str) -> type[KeyForm]:
    """The staff's key carries 決裁日・文書番号."""
    return StaffKeyForm if side == Representation.Side.STAFF else KeyForm


def turn(request: HttpRequest, result: Result) -> HttpResponse:
    """The reader's yes."""
    form = form_of(request.POST.get("side", ""))(request.POST)
    if not form.is_valid():
        return show(request, result, form, status=422)
    try:
        key = actions.turn_key(result, by=who(request), **form.cleaned_data)
    except Refusal as refused:
        messages.error(request, str(refused))
        return redirect("publishing:keys", result.session.code)
    if key.edition is None:
        messages.success(request, _("Thank you. The other side is asked now."))
        return redirect("publishing:keys", result.session.code)
    messages.success(request, _("Both have agreed. It can be shown now."))
    return redirect("publishing:publication", result.session.code)


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

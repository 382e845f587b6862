"""The number on a receipt (控え): whoever has it in hand looks at what was typed and says yes, without any account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yoriai.directory import actions
from yoriai.directory.forms.intake import NumberForm, WishForm
from yoriai.directory.models import Paper
from yoriai.directory.queries.intake import entry_of, typed
from yoriai.people.limits import address, slow
from yoriai.ui.whole_page import whole_page

# So often may numbers be tried from one place in an hour, right ones too: whoever guesses must not learn by a right one either.
TRIES, WITHIN = 30, 3600
OPEN = (Paper.State.TYPED, Paper.State.SENT)


@require_safe
@whole_page
def receipts(request: HttpRequest) -> HttpResponse:
    """Where the number is typed."""
    form = NumberForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        return redirect("directory:receipt", form.cleaned_data["code"])
    return render(request, "directory/receipts.html", {"form": form}, status=422 if form.went_wrong else 200)


@never_cache
def receipt(request: HttpRequest, code: str) -> HttpResponse:
    """What was typed. Reading it does nothing: only a press on the button answers."""
    slow(f"receipt:{address(request)}", TRIES, WITHIN)
    paper = get_object_or_404(Paper.objects.select_related("item", "sender"), code=code, item__isnull=False)
    form = WishForm(request.POST if request.POST.get("answer") == "wish" else None)
    if request.method == "POST" and paper.state in OPEN and _answered(request, paper, form):
        return redirect("directory:receipt", code)
    entry = entry_of(paper)
    facts = typed(entry) if entry else []
    context = {"paper": paper, "entry": entry, "facts": facts, "form": form, "open": paper.state in OPEN}
    return render(request, "directory/receipt.html", context, status=422 if form.went_wrong else 200)


def _answered(request: HttpRequest, paper: Paper, form: WishForm) -> bool:
    if request.POST.get("answer") == "yes":
        actions.say_yes(paper)
        return True
    return form.done(lambda: actions.wish(paper, form.cleaned_data["text"], by=None))

"""結果を書く: one page with every text, its lengths, and what readers will see beside it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yoriai.assembly.models import Session
from yoriai.kernel.policy import Refusal
from yoriai.people.forms.drafts import keeps, resumed
from yoriai.publishing import actions, lengths
from yoriai.publishing.desk.door import for_result, for_team, page, trail, who
from yoriai.publishing.forms import PictureForm, QuoteForm, ResultForm
from yoriai.publishing.models import Quote, Result
from yoriai.publishing.queries import pictures_of, quotable_cards, quotes_of, result_of, telling_of_draft
from yoriai.voices.models import Statement


@for_team
@keeps
def desk(request: HttpRequest, session: Session) -> HttpResponse:
    """The texts; before there are any, the page that begins them."""
    result = result_of(session, who(request))
    if result is None:
        return render(request, "publishing/desk/begin.html", {"session": session, "trail": trail(session)})
    result.session = session
    return save(request, result) if request.method == "POST" else edit(request, result)


@for_team
@require_POST
def begin(request: HttpRequest, session: Session) -> HttpResponse:
    """The first draft, filled from the session."""
    try:
        actions.draft_result(session, by=who(request))
    except Refusal as refused:
        messages.error(request, str(refused))
    return redirect("publishing:desk", session.code)


def edit(
    request: HttpRequest, result: Result, form: ResultForm | None = None, *, status: int = 200, **context: Any
) -> HttpResponse:
    """The page, with what was typed or what stands saved."""
    draft = result.draft
    correcting = bool(draft.correction) or result.editions.filter(shown__isnull=False).exists()
    values = draft.texts | {"correction": draft.correction, "version": draft.number}
    form = form or resumed(request, ResultForm(initial=values, correcting=correcting))
    texts = form.texts if form.is_bound and form.is_valid() else draft.texts
    shown: dict[str, Any] = {
        "form": form,
        "draft": draft,
        "told": telling_of_draft(result),
        "lacking": actions.missing(result, draft),
    }
    return page(request, result, "edit", shown | beside(result) | measured(texts) | context, status=status)


def beside(result: Result) -> dict[str, Any]:
    """Voices and pictures, and the forms for more."""
    return {
        "quotes": quotes_of(result),
        "cards": quotable_cards(result)[:60],
        "quote_form": QuoteForm(),
        "pictures": pictures_of(result),
        "picture_form": PictureForm(),
    }


def save(request: HttpRequest, result: Result) -> HttpResponse:
    """Keep all texts; where somebody else was quicker, show both."""
    form = ResultForm(request.POST, correcting=True)
    if not form.is_valid():
        return edit(request, result, form, status=422)
    try:
        actions.edit_result(result, form.texts, by=who(request), version=form.cleaned_data["version"])
    except actions.Overtaken as both:
        again = ResultForm(both.merged | {"version": both.version}, correcting="correction" in both.merged)
        theirs = [(again[name].label, text) for name, (_mine, text) in both.both.items()]
        return edit(request, result, again, overtaken=both, theirs=theirs, status=409)
    except Refusal as refused:
        messages.error(request, str(refused))
        return edit(request, result, form, status=422)
    messages.success(request, _("Saved."))
    return redirect("publishing:desk", result.session.code)


def measured(texts: dict[str, str]) -> dict[str, Any]:
    """What the lengths partial shows."""
    return {
        "measures": lengths.measures(texts).values(),
        "advice": lengths.easy_advice(texts.get("easy", "")),
        "undrawable": lengths.undrawable(texts),
    }


@for_team
@require_POST
def measure(request: HttpRequest, session: Session) -> HttpResponse:
    """The lengths of what is being typed, for the page that asks while somebody types. Saves nothing."""
    texts = {name: request.POST.get(name, "")[:6000] for name in ResultForm.base_fields}
    return render(request, "publishing/desk/lengths.html", measured(texts))


@for_result
@require_POST
def quotes(request: HttpRequest, result: Result) -> HttpResponse:
    """A card's words into the draft, or words somebody gave the editors."""
    form = QuoteForm(request.POST)
    try:
        if "card" in request.POST:
            card = get_object_or_404(Statement.objects.visible_to(who(request)), code=request.POST["card"][:6])
            actions.add_quote(result, by=who(request), statement=card)
        elif form.is_valid():
            actions.add_quote(
                result, by=who(request), text=form.cleaned_data["text"], said_as=form.cleaned_data["said_as"]
            )
        else:
            return edit(request, result, quote_form=form, status=422)
    except Refusal as refused:
        messages.error(request, str(refused))
    return redirect("publishing:desk", result.session.code)


@for_result
@require_POST
def quote(request: HttpRequest, result: Result, pk: int) -> HttpResponse:
    """Leave a voice out of the draft, or take it from everywhere because its writer withdrew consent."""
    row = get_object_or_404(Quote.objects.filter(result=result), pk=pk)
    try:
        if "withdraw" in request.POST:
            actions.withdraw_quote(row, by=who(request))
            messages.success(
                request,
                _("The voice is gone from every page and file. What was printed or sent cannot be called back."),
            )
        else:
            actions.leave_out_quote(row, by=who(request))
    except Refusal as refused:
        messages.error(request, str(refused))
    return redirect("publishing:desk", result.session.code)

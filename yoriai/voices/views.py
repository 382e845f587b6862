"""The stub (半券), comments, and cards about any thing that has no evening of its own."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yoriai.kernel.models import Item
from yoriai.people.gate import signed_in
from yoriai.people.limits import address, slow
from yoriai.ui.paging import page
from yoriai.ui.stories import short_story
from yoriai.ui.whole_page import whole_page
from yoriai.voices import actions, policy, queries
from yoriai.voices.forms import CodeForm, CommentForm, SayForm, answered
from yoriai.voices.models import Comment, Door, Statement

# Codes nobody has may be asked for so often from one place in ten minutes; a hall of sixty shares one.
GUESSES, GUESSING = 60, 600


@require_safe
@whole_page
def stub_form(request: HttpRequest) -> HttpResponse:
    """Where the code of a stub is typed."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        return redirect("voices:stub", form.cleaned_data["code"])
    return render(request, "voices/stub_form.html", {"form": form}, status=422 if form.went_wrong else 200)


@require_safe
@whole_page
def stub(request: HttpRequest, code: str) -> HttpResponse:
    """半券: the card, what it became, and what came of that. No account, nothing personal."""
    card = Statement.objects.visible_to(request.who).filter(code=code).select_related("about").first()  # type: ignore[attr-defined]
    if card is None or card.state != Statement.State.WRITTEN:
        slow(f"stub:{address(request)}", GUESSES, GUESSING)
        if not queries.is_printed(code):
            raise Http404
        return render(request, "voices/stub_blank.html", {"code": code})
    thread = short_story(card, request.who)  # type: ignore[attr-defined]
    tally = queries.tally([card], queries.without(card.about))[card.pk]
    context = {"card": card, "story": thread, "tally": tally}
    return render(request, "voices/stub.html", context | _own(request, card))


def _own(request: HttpRequest, card: Statement) -> dict[str, object]:
    """What only this reader sees on a card: their answer, and whether they may give one here."""
    who = request.who  # type: ignore[attr-defined]
    words = {value: word for word, value in (("agree", 1), ("disagree", -1), ("pass", 0))}
    return {
        "answered": words.get(queries.vote_of(card, who), ""),  # type: ignore[arg-type]
        "may_answer": policy.can_vote(who, card, Door.HOME),
    }


@require_POST
@never_cache
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """そう思う / そう思わない / わからない, on the card's own page."""
    cards = Statement.objects.visible_to(request.who).select_related("about")  # type: ignore[attr-defined]
    card = get_object_or_404(cards, code=code)
    actions.vote(card, answered(request.POST), by=request.who, door=Door.HOME)  # type: ignore[attr-defined]
    messages.success(request, _("Your answer has arrived. You can change it."))
    return redirect("voices:stub", code)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@signed_in
def comment(request: HttpRequest, code: str) -> HttpResponse:
    """All comments of a thing, and the form to write one."""
    who = request.who  # type: ignore[attr-defined]
    item = get_object_or_404(Item.objects.visible_to(who), code=code)
    form = CommentForm(request.POST if request.method == "POST" else None, who=who)
    made = form.accepts(lambda: _commented(form, item))
    if made:
        messages.success(request, _("Your comment has arrived."))
        return redirect(item.get_absolute_url())
    context = {"item": item, "form": form, "may": policy.can_comment(who, item)}
    return render(request, "voices/comment_form.html", context, status=422 if form.went_wrong else 200)


def _commented(form: CommentForm, item: Item) -> Comment:
    slow(f"comment:{form.who.person.pk}", 10, 60)
    return actions.comment(item, form.cleaned_data["text"], by=form.by)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def voices(request: HttpRequest, code: str) -> HttpResponse:
    """Cards about a thing: the newest first, each to be answered on its own page, and the form for a new one."""
    who = request.who  # type: ignore[attr-defined]
    item = get_object_or_404(Item.objects.visible_to(who), code=code)
    if item.kind in policy.ROOMS:
        return redirect(item.get_absolute_url())
    given = request.POST if request.method == "POST" else None
    form = SayForm(given, who=who) if policy.can_say(who, item, Door.HOME) else None
    if form is not None and form.is_valid() and not form.asks and form.accepts(lambda: _say(form, item)) is not None:
        messages.success(request, _("Your card has arrived."))
        return redirect("voices:voices", code)
    rows = page(queries.written(item).only("pk", "version", "code"), request)
    return render(request, "voices/voices.html", {"item": item, "form": form, "page": rows})


def _say(form: SayForm, item: Item) -> Statement:
    slow(f"card:{form.who.person.pk}", 6, 60)
    facts = {name: form.cleaned_data[name] for name in ("sort", "may_be_quoted")}
    return actions.add_statement(item, form.cleaned_data["text"], by=form.by, door=Door.HOME, **facts)

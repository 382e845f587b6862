"""お願い・返事待ち: one ask, to answer, decline or pass on."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from yoriai.kernel.actors.who import Who
from yoriai.kernel.asks import actions
from yoriai.kernel.asks.registry import sort_of
from yoriai.kernel.models import Ask
from yoriai.people.forms.people import AnswerForm, DeclineForm, PassOnForm
from yoriai.people.gate import signed_in, somebody
from yoriai.people.queries import asks_of, better_placed
from yoriai.ui.forms import Form

Facts = dict[str, Any]
VERBS: dict[str, Callable[[Ask, Facts, Who], Ask]] = {
    "answer": lambda ask, facts, by: actions.answer(ask, facts["text"], by=by),
    "decline": lambda ask, facts, by: actions.decline(ask, facts["reason"], by=by),
    "pass_on": lambda ask, facts, by: actions.pass_on(ask, facts["to"], by=by, reason=facts["reason"]),
}


def forms_of(request: HttpRequest, ask: Ask) -> dict[str, Form]:
    """The three ways to reply; only the one that was sent is filled in."""
    sent = request.POST if request.method == "POST" else None
    verb = request.POST.get("verb", "")
    return {
        "answer": AnswerForm(sent if verb == "answer" else None, prefix="answer"),
        "decline": DeclineForm(sent if verb == "decline" else None, prefix="decline"),
        "pass_on": PassOnForm(sent if verb == "pass_on" else None, prefix="pass_on", to=better_placed(ask)),
    }


def by_of(who: Who, ask: Ask) -> Who:
    """In the hat that was asked."""
    return who.wearing(ask.asked) if who.wears(ask.asked_id) else who


@signed_in
@never_cache
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """The ask with its item. Whoever asked reads the answer here."""
    found, who = get_object_or_404(asks_of(somebody(request)), pk=pk), somebody(request)
    forms, verb = forms_of(request, found), request.POST.get("verb", "")
    sort = sort_of(found.what)
    if verb in VERBS and not sort.only_there and forms[verb].is_valid():
        VERBS[verb](found, forms[verb].cleaned_data, by_of(who, found))
        messages.success(request, _("Thank you. Whoever asked hears of it."))
        return redirect("people:my")
    mine = found.state == Ask.State.ASKED and who.wears(found.asked_id)
    context = {"ask": found, "sort": sort, "page": sort.page.format(code=found.item.code), "forms": forms, "mine": mine}
    return render(request, "people/ask.html", {**context, "verb": verb}, status=422 if verb in VERBS else 200)

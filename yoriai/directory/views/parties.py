"""かかわった人・団体: who took part in a case, edited by its owner; and the answer of whoever is named by somebody else."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from yoriai.directory import actions
from yoriai.directory.forms.cases import ConsentForm, NewPartyForm, NotedConsentForm, PartyForm
from yoriai.directory.models import Party
from yoriai.directory.queries.bodies import bodies_named
from yoriai.directory.queries.cases import cannot_answer, named_in, standings, to_ask
from yoriai.directory.queries.entries import in_confirming_hat, pending
from yoriai.directory.views.cases import kept_or_waits, own_case
from yoriai.kernel.items.models import Item
from yoriai.kernel.models import Ask
from yoriai.people.gate import reader, signed_in, somebody, sure_if_hidden
from yoriai.people.policy import is_office


@signed_in
@never_cache
def parties(request: HttpRequest, code: str) -> HttpResponse:
    """Who took part, and one more: looked for by name first, so that it is asked itself."""
    case, words = own_case(request, code), request.GET.get("q", "").replace("\0", "").strip()[:120]
    given = request.POST if request.method == "POST" else None
    form = NewPartyForm(given, candidates=bodies_named(words), initial={"name": words})
    by = somebody(request).wearing(case.by)
    if form.done(lambda: actions.add_party(case, by=by, **form.facts)):
        messages.success(request, kept_or_waits(case, _("It stands there by its kind until it agrees to be named.")))
        return redirect(request.path)
    context = {"entry": case, "form": form, "rows": standings(case), "to_ask": to_ask(case)}
    context |= {"words": words, "pending": pending(case)}
    return render(request, "directory/parties.html", context, status=422 if form.went_wrong else 200)


@signed_in
@require_POST
def asked(request: HttpRequest, code: str) -> HttpResponse:
    """Ask everybody who is to be named and has not been asked."""
    case = own_case(request, code)
    number = actions.ask_named(case, by=somebody(request).wearing(case.by))
    text = ngettext("%(number)s is asked. They can read it before they answer.",
                    "%(number)s are asked. They can read it before they answer.", number)  # fmt: skip
    messages.success(request, text % {"number": number})
    return redirect("directory:parties", code)


@signed_in
@never_cache
def party(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what a party did, or take it out."""
    found = get_object_or_404(Party.objects.select_related("item", "actor"), pk=pk, item__kind="case")
    case = own_case(request, found.item.code)
    by, given = somebody(request).wearing(case.by), request.POST if request.method == "POST" else None
    if given is not None and given.get("verb") == "remove":
        actions.remove_party(found, by=by)
        messages.success(request, kept_or_waits(case))
        return redirect("directory:parties", case.code)
    form = PartyForm(given, initial={name: getattr(found, name) for name in PartyForm.Meta.fields})
    if form.done(lambda: actions.change_party(found, by=by, **form.cleaned_data)):
        messages.success(request, kept_or_waits(case))
        return redirect("directory:parties", case.code)
    context = {"entry": case, "form": form, "party": found}
    return render(request, "directory/party.html", context, status=422 if form.went_wrong else 200)


@signed_in
@sure_if_hidden
@never_cache
def consent(request: HttpRequest, code: str) -> HttpResponse:
    """May your name be shown? For whoever is named, and for the office where they cannot sign in."""
    item = _asked_about(request, code)
    rows = _answerable(request, item)
    forms = {row.pk: _form(request, row, office) for row, office in rows}
    for row, office in rows:
        if _is_sent(request, row) and _answered(request, forms[row.pk], row, office):
            messages.success(request, _("Thank you. It stands there as you said."))
            return redirect(request.path)
    context = {"item": item, "rows": [(row, forms[row.pk], office) for row, office in rows]}
    return render(request, "directory/consent.html", context, status=422 if request.method == "POST" else 200)


def _asked_about(request: HttpRequest, code: str) -> Item:
    """The item, where this reader sees it or has been asked about it."""
    item: Item = get_object_or_404(Item.objects.select_related("by"), code=code, kind="case")
    who = somebody(request)
    asked_of = Ask.objects.filter(what="named_party", item=item, asked__in=who.hats)
    if not Item.objects.visible_to(who).filter(pk=item.pk).exists() and not asked_of.exists():
        raise Http404
    return item


def _answerable(request: HttpRequest, item: Item) -> list[tuple[Party, bool]]:
    """(party, whether the office answers for it). Nobody else has such a page."""
    rows = [(row, False) for row in named_in(item, somebody(request))]
    if is_office(reader(request)) and in_confirming_hat(reader(request)) is not None:
        rows += [(row, True) for row in cannot_answer(item)]
    if not rows:
        raise Http404
    return rows


def _is_sent(request: HttpRequest, row: Party) -> bool:
    return request.method == "POST" and request.POST.get("party") == str(row.pk)


def _form(request: HttpRequest, row: Party, office: bool) -> ConsentForm:
    initial: dict[str, Any] = {"shown": row.shown if row.agreed else None, "reply": row.reply}
    sort = NotedConsentForm if office else ConsentForm
    return sort(request.POST if _is_sent(request, row) else None, prefix=str(row.pk), initial=initial)


def _answered(request: HttpRequest, form: ConsentForm, row: Party, office: bool) -> bool:
    """By the office in its own hat, or by the party itself."""
    who = somebody(request)
    hat = in_confirming_hat(who) if office else who.wearing(row.actor) if row.actor else None
    if hat is None:
        return False
    act = actions.note_answer if office else actions.answer_named
    return form.done(lambda: act(row, by=hat, **form.cleaned_data))

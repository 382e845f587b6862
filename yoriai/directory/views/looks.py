"""Looking at an entry: the city and the centres confirm, ask and remark; the owner says that it still holds."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from yoriai.directory import actions, policy
from yoriai.directory.forms.looks import ConfirmForm, QuestionForm, RemarkForm
from yoriai.directory.letters import ask_of_token
from yoriai.directory.models import Note
from yoriai.directory.queries.changes import lines_of
from yoriai.directory.queries.entries import in_confirming_hat, pending, whoever_asked
from yoriai.directory.queries.pages import facts_of, notes_on
from yoriai.directory.views.sorts import any_seen, owned
from yoriai.kernel.actors.who import Who
from yoriai.people.gate import reader, signed_in, somebody, sure_if_hidden
from yoriai.people.policy import can_speak_for

FORMS = {"confirm": ConfirmForm, "remark": RemarkForm, "ask": QuestionForm}
VERBS: dict[str, tuple[Callable[..., Any], Any]] = {
    "confirm": (actions.confirm_entry, gettext_lazy("Noted. The page says so now.")),
    "remark": (actions.remark, gettext_lazy("It stands on their page now.")),
    "ask": (actions.ask_owner, gettext_lazy("They are asked. You hear their answer.")),
}


@signed_in
@sure_if_hidden
@never_cache
def look(request: HttpRequest, code: str) -> HttpResponse:
    """What somebody of the city or of a centre can do with somebody else's entry, and no more (R11)."""
    found, by = any_seen(request, code), in_confirming_hat(reader(request))
    if by is None or not policy.can_confirm(by, found):
        raise Http404
    verb = request.POST.get("verb", "")
    forms = {name: form(request.POST if name == verb else None, prefix=name) for name, form in FORMS.items()}
    if verb in FORMS and forms[verb].done(lambda: VERBS[verb][0](found, **forms[verb].cleaned_data, by=by)):
        messages.success(request, str(VERBS[verb][1]))
        return redirect(found)
    context = {"entry": found, "forms": forms, "verb": verb, "by": by, "notes": _withdrawable(notes_on(found), by)}
    return render(request, "directory/look.html", context, status=422 if verb in FORMS else 200)


def _withdrawable(notes: list[Note], by: Who) -> list[Note]:
    return [note for note in notes if policy.can_withdraw_remark(by, note)]


@signed_in
@require_POST
def withdraw_remark(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a remark off the page again."""
    note = get_object_or_404(Note.objects.select_related("item", "by").filter(withdrawn=None), pk=pk)
    if not can_speak_for(somebody(request), note.by):
        raise Http404
    actions.withdraw_remark(note, by=somebody(request).wearing(note.by))
    messages.success(request, _("The remark is off the page."))
    return redirect(note.item)


@signed_in
@never_cache
def still_true(request: HttpRequest, code: str) -> HttpResponse:
    """The yearly question, for whoever is signed in: yes, change it, or it has ended."""
    found = owned(request, code)
    if request.method == "POST":
        actions.say_still_true(found, by=somebody(request).wearing(found.by))
        messages.success(request, _("Thank you. The page says that it holds."))
        return redirect(found)
    context = {"entry": found, "facts": facts_of(found, whole=True), "may_end": policy.can_end(reader(request), found)}
    return render(request, "directory/still_true.html", context)


@never_cache
def still_true_by_mail(request: HttpRequest, token: str) -> HttpResponse:
    """The same from the yearly letter: one press, without signing in. Reading the link does nothing: mail programs read links too."""
    ask = ask_of_token(token)
    found = any_seen(request, ask.item.code) if ask is not None and ask.item is not None else None
    if found is not None and request.method == "POST":
        actions.say_still_true(found, by=None)
        return render(request, "directory/still_true_done.html", {"entry": found})
    context = {"entry": found, "facts": facts_of(found) if found else []}
    return render(request, "directory/still_true.html", {**context, "by_mail": True}, status=200 if found else 410)


@signed_in
@never_cache
def second_look(request: HttpRequest, code: str) -> HttpResponse:
    """What waits for a second person of the organisation: a page not shown yet, or a change of what is shown."""
    found, who = owned(request, code), somebody(request)
    waiting = pending(found)
    if waiting is None and found.state != found.State.WAITING:
        return redirect(found)
    context = {
        "entry": found,
        "waiting": waiting,
        "lines": lines_of(found, waiting) if waiting else [],
        "facts": facts_of(found, whole=True),
        "may_agree": policy.can_agree(who, found, whoever_asked(found)),
        "may_agree_change": policy.can_agree_to_change(who, found, waiting),
    }
    return render(request, "directory/second_look.html", context)

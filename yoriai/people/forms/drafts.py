"""Forms that save as they are typed: `@keeps` on the view, `resumed` around its form, two tags in its template.

`{% load drafts %}` … `{% brought_back %}` above the form, `{% keeping %}` behind its first button. Without JavaScript there is a
button that keeps the unfinished form as it stands; with it, `people/js/keeps.js` does the same two seconds after the last key.
"""

import datetime as dt
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Concatenate

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware
from django.utils.translation import gettext as _

from yoriai.kernel.actors.who import Who
from yoriai.people import actions
from yoriai.people.actions.drafts import Earlier, Typed
from yoriai.people.gate import reader, somebody
from yoriai.people.limits import slow
from yoriai.people.models import Draft
from yoriai.people.queries import drafts_of
from yoriai.ui.dates import clock, local_date, short_time

View = Callable[Concatenate[HttpRequest, ...], HttpResponse]
SECRET = ("csrf", "password", "token", "secret", "draft")  # "draft…" is what this module itself puts into a form
NONE = "0"  # `?draft=0`: none of what was kept
MOST_NAMES = 1000


@dataclass(slots=True)
class Keeping:
    """What a page knows of what was typed into it: its own window, the row it goes on with, those of other windows.

    behind: the thing has been changed by somebody after this was typed. looked: for which page it was looked up.
    """

    page: str
    window: str = field(default_factory=lambda: secrets.token_hex(8))
    draft: Draft | None = None
    others: list[Draft] = field(default_factory=list)
    earlier: Earlier | None = None
    behind: bool = False
    looked: str = ""


def keeps(view: View) -> View:
    """Decorator, innermost: the page keeps what is typed. Sending it drops that in the same transaction."""

    @wraps(view)
    def keeping(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        said = told(request)
        ours = said is not None and said.page.partition("#")[0] == request.path
        found = request.keeping = said if said and ours else Keeping(request.path)  # type: ignore[attr-defined]
        if request.method != "POST":
            return view(request, *args, **kwargs)
        if (verb := request.POST.get("draft", "")) in VERBS:
            return HttpResponseRedirect(VERBS[verb](request, found))
        with transaction.atomic():
            answer = view(request, *args, **kwargs)
            if 300 <= answer.status_code < 400:
                actions.drop_draft(found.page, window=found.window, by=somebody(request), earlier=found.earlier)
        return answer

    keeping.keeps_drafts = True  # type: ignore[attr-defined]
    return keeping


def told(request: HttpRequest) -> Keeping | None:
    """What a form that was posted says of its page and window; None where that is no form that keeps what is typed."""
    page, window = request.POST.get("draft_page", ""), request.POST.get("draft_window", "")
    if not (window.isalnum() and window.isascii() and len(window) <= 32 and keeps_drafts(page)):
        return None
    pk = request.POST.get("draft_from", "")
    try:
        at = parse_datetime(request.POST.get("draft_at", ""))
    except ValueError:
        at = None
    known = at is not None and is_aware(at) and pk.isascii() and pk.isdigit() and len(pk) < 16
    return Keeping(page, window, earlier=Earlier(int(pk), at) if at is not None and known else None)


def keeps_drafts(page: str) -> bool:
    """Whether this is the address of a form that keeps what is typed."""
    try:
        path, _mark, about = page.partition("#")
        known = len(page) <= 200 and (not about or (about.isalnum() and about.isascii()))
        return known and getattr(resolve(path).func, "keeps_drafts", False)
    except Resolver404:
        return False


def typed_in(post: QueryDict) -> Typed:
    """The fields of a form as they stand: no token, no password, nothing of files."""
    names = [name for name in post if not any(word in name.lower() for word in SECRET)][:MOST_NAMES]
    return {name[:100]: [value.replace("\0", "") for value in post.getlist(name)] for name in names}


def put(request: HttpRequest, found: Keeping, by: Who) -> Draft:
    """Keep the form that was posted. Raises TooOften."""
    slow(f"draft {by.person.pk}", 120, 60)
    typed = typed_in(request.POST)
    return actions.keep_draft(found.page, typed, window=found.window, by=by, earlier=found.earlier)


def moment(when: dt.datetime) -> str:
    """午後2時20分; of another day with its date."""
    return clock(when) if local_date(when) == timezone.localdate() else short_time(when)


def sentence(draft: Draft) -> str:
    """When it was kept, in words; and when another window kept its own."""
    said = {"time": moment(draft.kept)}
    other = drafts_of(draft.by, draft.page).exclude(pk=draft.pk).first()
    if other is None:
        return _("Kept at %(time)s, as far as it goes.") % said
    said["other"] = moment(other.kept)
    return _("Kept at %(time)s, as far as it goes. Another window kept this form at %(other)s; both are there.") % said


def _keep(request: HttpRequest, found: Keeping) -> str:
    messages.success(request, sentence(put(request, found, somebody(request))))
    return here(request)


def _afresh(request: HttpRequest, found: Keeping) -> str:
    """Only what was shown goes; what another window kept can still be asked for."""
    who = somebody(request)
    actions.drop_draft(found.page, window=found.window, by=who, earlier=found.earlier)
    return here(request, NONE if drafts_of(who.person, found.page).exists() else "")


def here(request: HttpRequest, draft: str = "") -> str:
    """This page again, with this draft of it."""
    query = request.GET.copy()
    query.pop("draft", None)
    if draft:
        query["draft"] = draft
    return request.path + (f"?{query.urlencode()}" if query else "")


VERBS = {"keep": _keep, "afresh": _afresh}


def resumed[F: forms.BaseForm](request: HttpRequest, form: F, *, about: object = "", changed: Any = None) -> F:
    """The form with what this person had typed into it before. A form that was sent stays as it was sent.

    about: which of several things this address asks about; changed: when the thing was last changed by anybody.
    """
    found: Keeping | None = getattr(request, "keeping", None)
    who = reader(request)
    if form.is_bound or who is None or found is None:
        return form
    page = f"{request.path}#{about}" if about else request.path
    # A page of many forms looks once, also where nothing was kept.
    if found.draft is None and not found.others and found.looked != page:
        found.page = found.looked = page
        _find(found, who, request.GET.get("draft", ""))
        found.behind = bool(changed and found.draft and changed > found.draft.kept)
    if found.draft is not None:
        form.initial.update(_values(form, found.draft.typed))
    return form


def _find(found: Keeping, who: Who, wanted: str) -> None:
    rows = list(drafts_of(who.person, found.page))
    if rows and wanted != NONE:
        found.draft = next((row for row in rows if str(row.pk) == wanted), rows[0])
        found.earlier = Earlier(found.draft.pk, found.draft.kept)
    found.others = [row for row in rows if row is not found.draft]


def as_typed[F: forms.BaseForm](form: F, data: QueryDict) -> F:
    """An unsent form with what was typed in it: for a page that helps to fill it in, and asks nothing yet."""
    form.initial.update(_values(form, {name: data.getlist(name) for name in data}))
    return form


def _values(form: forms.BaseForm, typed: Typed) -> dict[str, Any]:
    """What stood in each field, as its own widget reads it. A field the page did not have then keeps its own value."""
    data = QueryDict(mutable=True)
    for name, stood in typed.items():
        data.setlist(name, stood)
    values: dict[str, Any] = {}
    for name, each in form.fields.items():
        here = form.add_prefix(name)
        if not each.widget.needs_multipart_form and not each.widget.value_omitted_from_data(data, {}, here):  # type: ignore[arg-type]
            values[name] = each.widget.value_from_datadict(data, {}, here)  # type: ignore[arg-type]
    return values

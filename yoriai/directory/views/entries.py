"""Entries: the page, adding, changing, showing, ending. The same doors for every kind of `SORTS`."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from yoriai.directory import actions, policy
from yoriai.directory.models import Entry
from yoriai.directory.queries.cases import waited_for
from yoriai.directory.queries.entries import in_confirming_hat, looks_at, pending, whoever_asked
from yoriai.directory.queries.intake import paper_behind
from yoriai.directory.queries.pages import facts_of, mix_of, notes_on
from yoriai.directory.views.sorts import SORTS, owned, seen
from yoriai.kernel.actors.who import Who
from yoriai.kernel.items.registry import KINDS
from yoriai.kernel.models import Actor
from yoriai.people.forms.drafts import keeps, resumed
from yoriai.people.gate import reader, signed_in, somebody
from yoriai.ui.stories import short_story
from yoriai.ui.whole_page import whole_page


@require_safe
@whole_page
def entry(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """What it is, who takes part, what one can do, where it came from and what came of it."""
    found = seen(request, kind, code)
    more = SORTS[kind].more
    context = shown(found, reader(request)) | (more(request, found) if more else {})
    return render(request, f"directory/{kind}.html", context)


def shown(found: Entry, who: Who | None) -> dict[str, Any]:
    """Everything on the page of an entry."""
    mine = policy.can_edit(who, found)
    return {
        "entry": found,
        "facts": facts_of(found, whole=mine),
        "mix": mix_of(found, who),
        "notes": notes_on(found),
        "paper": paper_behind(found),
        "looks": looks_at(found, timezone.now()),
        "pending": pending(found) if mine else None,
        "story": short_story(found, who),
        "address": settings.BASE_URL + found.get_absolute_url(),
        "title": found.title,
        "may": _may(found, who) if mine else {},
        **_others_may(found, who),
    }


def _others_may(found: Entry, who: Who | None) -> dict[str, bool]:
    """What somebody else than its owner can do with it."""
    may_look = policy.can_confirm(in_confirming_hat(who), found)
    return {"may_look": may_look, "may_give": policy.can_give_page(who, found)}


def _may(found: Entry, who: Who | None) -> dict[str, bool | str]:
    """What its owner can do with it; and whose answer is waited for before it is shown."""
    show = policy.can_show(who, found)
    waits = waited_for(found, timezone.localdate()) if show else ""
    return {
        "change": True,
        "waits": waits,
        "show": show and not waits,
        "agree": policy.can_agree(who, found, whoever_asked(found)),
        "take_back": policy.can_take_back(who, found),
        "end": policy.can_end(who, found),
    }


@signed_in
@never_cache
def add(request: HttpRequest) -> HttpResponse:
    """のせる: what would you like to tell? Each kind in one sentence, and the pages of the bodies one speaks for."""
    sorts = [
        (KINDS[kind], sort, reverse(f"directory:new_{kind}")) for kind, sort in SORTS.items() if kind != "organisation"
    ]
    bodies = (
        Actor.objects.filter(pk__in=somebody(request).hats, left=None).exclude(kind__in=Actor.ONE_HUMAN).order_by("pk")
    )
    return render(request, "directory/add.html", {"sorts": sorts, "bodies": bodies})


@signed_in
@never_cache
@keeps
def new(request: HttpRequest, kind: str) -> HttpResponse:
    """A new draft, to be looked at before it is shown."""
    sort = SORTS[kind]
    form = resumed(request, sort.form(request.POST or None, who=somebody(request)))
    made = form.accepts(lambda: actions.add_entry(sort.model(), by=form.by, **form.facts))
    if made:
        messages.success(request, _("Kept as a draft. Only you see it until you show it."))
        return redirect(made)
    context = {"form": form, "kind": KINDS[kind], "submit": _("Keep as a draft"), "back": reverse("people:my")}
    return render(request, "directory/entry_form.html", context, status=422 if form.went_wrong else 200)


@signed_in
@never_cache
@keeps
def change(request: HttpRequest, code: str) -> HttpResponse:
    """Change one's own entry."""
    found = owned(request, code)
    form = SORTS[found.kind].form(request.POST or None, instance=found, who=somebody(request))
    resumed(request, form, changed=found.changed)
    by = somebody(request).wearing(found.by)
    if form.accepts(lambda: SORTS[found.kind].change(found, by=by, **form.facts)):
        waits = pending(found) is not None
        messages.success(
            request, _("Somebody else of your organisation is asked to look at it first.") if waits else _("Kept.")
        )
        return redirect(found)
    context = {"form": form, "kind": found.registered, "submit": _("Keep"), "back": found.get_absolute_url()}
    return render(request, "directory/entry_form.html", context, status=422 if form.went_wrong else 200)


MOVES = {
    "show": (actions.show_entry, gettext_lazy("Everybody sees it now.")),
    "agree": (actions.agree_entry, gettext_lazy("Everybody sees it now.")),
    "take_back": (actions.take_back_entry, gettext_lazy("It is a draft again.")),
    "agree_change": (actions.agree_change, gettext_lazy("The page says it from now on.")),
    "drop_change": (actions.drop_change, gettext_lazy("The change is let go. The page stays as it was.")),
    "end": (actions.end_entry, gettext_lazy("It says now that it has ended. Its address stays.")),
}


@signed_in
@require_POST
def state(request: HttpRequest, code: str) -> HttpResponse:
    """Show it, agree as the second person, take it back, end it."""
    found, verb = owned(request, code), request.POST.get("verb", "")
    if verb in MOVES:
        act, _words = MOVES[verb]
        act(found, by=somebody(request).wearing(found.by))
        messages.success(request, _said(found, verb))
    return redirect(found)


def _said(found: Entry, verb: str) -> str:
    found.refresh_from_db(fields=["state"])
    if verb == "show" and found.state == Entry.State.WAITING:
        return _("Somebody else of your organisation is asked to look at it first.")
    return str(MOVES[verb][1])

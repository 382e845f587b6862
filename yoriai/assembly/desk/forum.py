"""The forum's desk: found it, who calls for it, its evenings, what people said they would do."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from yoriai.assembly import actions, policy, queries
from yoriai.assembly.desk.frame import given
from yoriai.assembly.finding import acting, steered_forum, who_of
from yoriai.assembly.forms.points import FollowUpForm
from yoriai.assembly.forms.session import CallerForm, FoundationForm, SessionForm
from yoriai.assembly.models import Assembly, Caller, Session
from yoriai.people.forms.drafts import keeps, resumed
from yoriai.people.gate import sure
from yoriai.ui.paging import page


@sure
@never_cache
def foundation(request: HttpRequest) -> HttpResponse:
    """A new forum."""
    if not policy.can_found(who_of(request)):
        raise Http404
    form = FoundationForm(given(request))
    forum = form.accepts(lambda: actions.found_assembly(by=acting(request), **form.cleaned_data))
    if forum:
        return redirect("assembly:forum_desk", forum.code)
    return render(request, "assembly/desk/foundation.html", {"form": form}, status=422 if form.went_wrong else 200)


@sure
@never_cache
def desk(request: HttpRequest, code: str) -> HttpResponse:
    """Everything of a forum that wants doing."""
    forum = steered_forum(request, code)
    form = CallerForm(given(request))
    if form.done(lambda: actions.add_caller(forum, by=acting(request), **form.cleaned_data)):
        return redirect("assembly:forum_desk", code)
    context = {
        "forum": forum,
        "form": form,
        "page": page(queries.sessions_of(forum, who_of(request)), request, by="starts"),
        "callers": Caller.objects.filter(item=forum.pk),
        "waiting": queries.to_follow(forum).count(),
    }
    return render(request, "assembly/desk/forum.html", context, status=422 if form.went_wrong else 200)


@sure
@require_POST
def no_caller(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The name was a mistake."""
    forum = steered_forum(request, code)
    actions.remove_caller(forum, get_object_or_404(Caller, pk=pk, item=forum.pk), by=acting(request))
    return redirect("assembly:forum_desk", code)


@sure
@never_cache
@keeps
def new_session(request: HttpRequest, code: str) -> HttpResponse:
    """Prepare an evening."""
    forum = steered_forum(request, code)
    form = SessionForm(given(request))
    session = form.accepts(lambda: _prepared(forum, form, request))
    if session:
        messages.success(request, _("The evening is prepared. Only the team sees it until you announce it."))
        return redirect("assembly:desk", session.code)
    context = {"forum": forum, "form": resumed(request, form)}
    return render(request, "assembly/desk/new_session.html", context, status=422 if form.went_wrong else 200)


def _prepared(forum: Assembly, form: SessionForm, request: HttpRequest) -> Session:
    return actions.prepare_session(forum, form.cleaned_data["title"], by=acting(request), **form.facts)


@sure
@never_cache
def follow_ups(request: HttpRequest, code: str) -> HttpResponse:
    """その後: what people said they would do, the oldest date first, each to be typed in twenty seconds."""
    forum = steered_forum(request, code)
    rows = list(queries.to_follow(forum)[:200])
    forms = [(row, FollowUpForm(prefix=row.code)) for row in rows]
    return render(request, "assembly/desk/follow_ups.html", {"forum": forum, "rows": forms})

"""Saved searches: keeping one, one's own list, and the link in a mail that stops one."""

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from yoriai.kernel.items.registry import KINDS
from yoriai.kernel.models import Area, Theme
from yoriai.kernel.policy import NotPossible
from yoriai.people.gate import signed_in, somebody
from yoriai.web import actions, finding
from yoriai.web.models import SavedSearch
from yoriai.web.queries import searches_of

STOP = "web.search"


def stop_token(search: SavedSearch) -> str:
    """What the link in a mail carries: it stops this search and nothing else."""
    return signing.dumps(search.pk, salt=STOP)


@signed_in
@never_cache
def searches(request: HttpRequest) -> HttpResponse:
    """One's own saved searches."""
    rows = [(row, words(row), address(row)) for row in searches_of(somebody(request))]
    return render(request, "web/searches.html", {"rows": rows})


@signed_in
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """Keep the search of the address; asked once more, for the page of a search carries no form."""
    asked = finding.asked(request.GET)
    theme = Theme.objects.filter(code=asked.theme).first() if asked.theme else None
    area = Area.objects.filter(code=asked.area).defer("outline").first() if asked.area else None
    wrong = ""
    if request.method == "POST":
        try:
            actions.save_search(asked.q, kind=asked.kind, theme=theme, area=area, by=somebody(request))
        except NotPossible as no:
            wrong = str(no)
        else:
            messages.success(request, _("Kept. What is new for it comes with your notices."))
            return redirect("searches")
    found = words(SavedSearch(q=asked.q, kind=asked.kind, theme=theme, area=area))
    context = {"asked": asked, "words": found, "wrong": wrong, "back": f"/search/{asked.address()}"}
    return render(request, "web/search_saved.html", context, status=422 if wrong else 200)


@signed_in
@require_POST
def removal(request: HttpRequest, pk: int) -> HttpResponse:
    """No longer."""
    who = somebody(request)
    actions.forget_search(get_object_or_404(searches_of(who), pk=pk), by=who)
    messages.success(request, _("You hear no more of this search."))
    return redirect("searches")


@never_cache
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """One press, signed in or not. Looking stops nothing: mail programs look by themselves."""
    try:
        found = SavedSearch.objects.filter(pk=int(signing.loads(token, salt=STOP))).first()
    except (signing.BadSignature, ValueError, TypeError):
        raise Http404 from None
    if request.method == "POST" and found is not None:
        actions.forget_search(found, by=None)
        found = None
    return render(request, "web/search_stopped.html", {"search": found, "words": words(found) if found else ""})


def words(search: SavedSearch) -> str:
    """The search in words: what, and what narrows it."""
    kind = str(KINDS[search.kind].label) if search.kind in KINDS else ""
    parts = [search.q, kind, search.theme.name if search.theme else "", search.area.name if search.area else ""]
    return "・".join(part for part in parts if part)


def address(search: SavedSearch) -> str:
    """The query string of its page."""
    theme, area = (search.theme.code if search.theme else ""), (search.area.code if search.area else "")
    return finding.Asked(q=search.q, kind=search.kind, theme=theme, area=area).address()

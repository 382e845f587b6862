"""/desk/: the first page of those who run things."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from yoriai.people.gate import reader, somebody, sure
from yoriai.ui import scanner
from yoriai.web.waiting import waiting_for


@never_cache
def index(request: HttpRequest) -> HttpResponse:
    """What waits for this person. There is no such page for somebody with an account who runs nothing."""
    who = reader(request)
    if who is not None and who.signed_in and not who.runs:
        raise Http404
    return _index(request)


@sure
def _index(request: HttpRequest) -> HttpResponse:
    who = somebody(request)
    silent = who.office and scanner.is_set() and not scanner.answers()
    return render(request, "web/desk.html", {"waiting": waiting_for(who), "who": who, "scanner_silent": silent})

"""「似た活動があります」 while writing: as a part of the form where there is JavaScript, as a page of its own where not."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yoriai.directory.queries.similar import similar as nearest
from yoriai.people.gate import signed_in
from yoriai.ui import display
from yoriai.ui.fragments import cards_of

LONGEST = 1000


@signed_in
@never_cache
@require_safe
def similar(request: HttpRequest) -> HttpResponse:
    """The nearest entries to title and summary (or `q`). `but`: the code-less id of the entry being changed."""
    words = [request.GET.get(name, "").replace("\0", "") for name in ("title", "summary", "q")]
    text, but = "\n".join(words).strip()[:LONGEST], request.GET.get("but", "")
    found = nearest(text, but=int(but) if but.isascii() and but.isdigit() and len(but) < 18 else None)
    context = {"cards": cards_of(found, display.of(request)), "asked": text}
    part = request.headers.get("HX-Request") == "true"
    return render(request, "directory/similar_part.html" if part else "directory/similar.html", context)

"""/readings/: how the city's names are read, and which words it takes for one; corrected by hand."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from yoriai.kernel.models import Reading, Synonym
from yoriai.kernel.readings.actions import put_reading, put_synonym, remove_reading, remove_synonym
from yoriai.kernel.readings.queries import rebuilding
from yoriai.people.gate import office, somebody
from yoriai.ui.paging import page
from yoriai.web.forms.imports import ReadingForm, SynonymForm

MOST = 200


@office
@never_cache
def readings(request: HttpRequest) -> HttpResponse:
    """The dictionary, searched by its beginning; a form for one word, and one for two words that are one."""
    form = ReadingForm(request.POST if request.method == "POST" else None)
    if form.done(lambda: put_reading(by=somebody(request), **form.cleaned_data)):
        messages.success(request, _("Noted. It is read so from now on."))
        return redirect("readings")
    return _page(request, form, SynonymForm())


@office
@never_cache
def synonyms(request: HttpRequest) -> HttpResponse:
    """Two words that mean the same."""
    form = SynonymForm(request.POST if request.method == "POST" else None)
    if form.done(lambda: put_synonym(by=somebody(request), **form.cleaned_data)):
        messages.success(request, _("Noted. Whoever searches for one of the two finds the other as well."))
        return redirect("readings")
    return _page(request, ReadingForm(), form)


def _page(request: HttpRequest, form: ReadingForm, pair: SynonymForm) -> HttpResponse:
    asked = request.GET.get("q", "").replace("\0", "").strip()[:60]
    found, same = Reading.objects.all(), Synonym.objects.all()
    if asked:
        found = found.filter(Q(surface__contains=asked) | Q(reading__contains=asked))
        same = same.filter(Q(word__contains=asked) | Q(same__contains=asked))
    context: dict[str, Any] = {"form": form, "pair": pair, "asked": asked, "page": page(found, request)}
    context |= {"same": same[:MOST], "rebuilding": rebuilding()}
    wrong = form.went_wrong or pair.went_wrong
    return render(request, "web/readings.html", context, status=422 if wrong else 200)


@office
@never_cache
def removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one word out."""
    row = get_object_or_404(Reading, pk=pk)
    if request.method == "POST":
        remove_reading(row, by=somebody(request))
        messages.success(request, _("Taken out."))
        return redirect("readings")
    question = _("Take “%(word)s” out of the dictionary?") % {"word": row.surface}
    return _sure(request, question, _("It is read again as the language has it, or as another entry says."))


@office
@never_cache
def synonym_removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one pair of words out."""
    row = get_object_or_404(Synonym, pk=pk)
    if request.method == "POST":
        remove_synonym(row, by=somebody(request))
        messages.success(request, _("Taken out."))
        return redirect("readings")
    question = _("Take “%(word)s” out of the dictionary?") % {"word": row}
    return _sure(request, question, _("Whoever searches for one of the two no longer finds the other."))


def _sure(request: HttpRequest, question: str, consequence: str) -> HttpResponse:
    context = {
        "question": question,
        "consequences": [consequence],
        "verb": _("Take it out"),
        "danger": True,
        "back": reverse("readings"),
    }
    return render(request, "ui/sure.html", context)

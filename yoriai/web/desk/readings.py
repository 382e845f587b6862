"""/readings/: how the city's names are read; corrected by hand."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from yoriai.kernel.models import Reading
from yoriai.kernel.readings.actions import put_reading, remove_reading
from yoriai.people.gate import office, somebody
from yoriai.ui.paging import page
from yoriai.web.forms.imports import ReadingForm


@office
@never_cache
def readings(request: HttpRequest) -> HttpResponse:
    """The dictionary, searched by its beginning; a form for one word."""
    form = ReadingForm(request.POST if request.method == "POST" else None)
    if form.done(lambda: put_reading(by=somebody(request), **form.cleaned_data)):
        messages.success(request, _("Noted. It is read so from now on."))
        return redirect("readings")
    asked = request.GET.get("q", "").replace("\0", "").strip()[:60]
    found = (
        Reading.objects.filter(Q(surface__contains=asked) | Q(reading__contains=asked))
        if asked
        else Reading.objects.all()
    )
    context = {"form": form, "asked": asked, "page": page(found, request)}
    return render(request, "web/readings.html", context, status=422 if form.went_wrong else 200)


@office
@never_cache
def removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one word out."""
    row = get_object_or_404(Reading, pk=pk)
    if request.method == "POST":
        remove_reading(row, by=somebody(request))
        messages.success(request, _("Taken out."))
        return redirect("readings")
    context = {
        "question": _("Take “%(word)s” out of the dictionary?") % {"word": row.surface},
        "consequences": [_("It is read again as the language has it, or as another entry says.")],
        "verb": _("Take it out"),
        "danger": True,
        "back": reverse("readings"),
    }
    return render(request, "ui/sure.html", context)

"""/city/: the city's facts, changed by the office."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from yoriai.kernel.city.models import City
from yoriai.people.gate import office, somebody
from yoriai.web.actions import change_city
from yoriai.web.forms.city import FactsForm


@office
@never_cache
def facts(request: HttpRequest) -> HttpResponse:
    """Words, telephone, colours, mark. The section's name and its people are on the page of the organisation."""
    here = City.objects.select_related("office").get()
    form = FactsForm(request.POST if request.method == "POST" else None, initial=_initial(here))
    if form.done(lambda: change_city(by=somebody(request), **form.cleaned_data)):
        messages.success(request, _("Changed. Everybody sees it within seconds."))
        return redirect("city")
    return render(request, "web/city.html", {"form": form, "here": here}, status=422 if form.went_wrong else 200)


def _initial(here: City) -> dict[str, object]:
    return {name: getattr(here, name) for name in FactsForm.base_fields}

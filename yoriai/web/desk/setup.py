"""/setup/: founding the city from a browser. There before there is a city, and then never again."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from yoriai.kernel.city.models import City
from yoriai.kernel.items.codes import clean
from yoriai.kernel.policy import NotPossible
from yoriai.people.limits import address, slow
from yoriai.web.forms.city import CodeForm, FoundingForm
from yoriai.web.policy import can_found_city

KEPT = "setup"  # where the session keeps the code


@never_cache
def code(request: HttpRequest) -> HttpResponse:
    """The code first."""
    _before_the_city()
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.done(lambda: _opened(request, form.cleaned_data["secret"])):
        return redirect("setup_city")
    context = {"form": form, "submit": _("Go on")}
    return render(request, "web/setup/code.html", context, status=422 if form.went_wrong else 200)


@never_cache
def city(request: HttpRequest) -> HttpResponse:
    """Everything a city begins with, on one page."""
    _before_the_city()
    secret = request.session.get(KEPT, "")
    if not can_found_city(secret):
        return redirect("setup")
    form = FoundingForm(request.POST if request.method == "POST" else None, request.FILES or None)
    if "read" in request.POST:
        form.only_read()
    elif form.done(lambda: form.carry_out(secret=secret)):
        return _founded(request, form)
    return render(request, "web/setup/city.html", {"form": form}, status=422 if form.went_wrong else 200)


def _before_the_city() -> None:
    if City.objects.exists():
        raise Http404


def _opened(request: HttpRequest, secret: str) -> None:
    slow(f"setup {address(request)}", 10, 60 * 60)
    if not can_found_city(secret):
        raise NotPossible(_("This code does not open anything. Please print a new one."))
    request.session[KEPT] = clean(secret)


def _founded(request: HttpRequest, form: FoundingForm) -> HttpResponse:
    request.session.pop(KEPT, None)
    name = form.cleaned_data["name"]
    messages.success(request, _("%(name)s is set up. Sign in with the officer's mail address.") % {"name": name})
    return redirect("account_login")

"""担当者ページ of the office: what waits, printed codes, organisations nobody represents."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from yoriai.kernel.asks.queries import overdue
from yoriai.people import actions
from yoriai.people.forms.people import MailForm, ReopenForm
from yoriai.people.gate import office, somebody
from yoriai.people.models import User
from yoriai.people.queries import bodies_nobody_represents, bodies_to_open
from yoriai.people.views.seats import letter_page
from yoriai.ui.paging import page


@office
@never_cache
def late(request: HttpRequest) -> HttpResponse:
    """期限を過ぎたもの: asks past their date."""
    return render(request, "people/late.html", {"page": page(overdue(), request)})


@office
@never_cache
def bodies(request: HttpRequest) -> HttpResponse:
    """Organisations nobody represents."""
    return render(request, "people/bodies.html", {"page": page(bodies_nobody_represents(), request)})


@office
@never_cache
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Open one again, after a look at a document."""
    body = get_object_or_404(bodies_to_open(), pk=pk)
    form = ReopenForm(request.POST or None)
    if form.is_valid():
        return letter_page(request, *actions.reopen(body, by=somebody(request), **form.cleaned_data))
    context = {"form": form, "body": body, "submit": _("Make the letter"), "back": reverse("people:bodies")}
    return render(request, "people/reopen.html", context, status=422 if form.errors else 200)


@office
@never_cache
def codes(request: HttpRequest) -> HttpResponse:
    """Ten one-time codes on paper for somebody at the counter. Shown once."""
    form, printed, user = MailForm(request.POST or None), [], None
    if form.is_valid():
        user = User.objects.filter(email=form.cleaned_data["email"].lower(), is_active=True).first()
        if user is None:
            form.add_error("email", _("There is no account with this mail address."))
        else:
            printed = actions.print_codes(user, by=somebody(request))
    context = {
        "form": form,
        "printed": printed,
        "owner": user,
        "submit": _("Make codes"),
        "back": reverse("desk"),
    }
    return render(request, "people/codes.html", context, status=422 if form.errors else 200)

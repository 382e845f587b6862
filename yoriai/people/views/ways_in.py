"""The second factor of those who run things, when a page asks for it."""

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from yoriai.people.gate import signed_in, somebody, way_back


@signed_in
@never_cache
def sure(request: HttpRequest) -> HttpResponse:
    """確かめる: by passkey, by the digits of an app, by a printed code; or how to come by one of them."""
    back = way_back(request, reverse("people:my"))
    if somebody(request).sure:
        return redirect(back)
    methods = {method["id"] for method in get_adapter().get_reauthentication_methods(request.user)}
    has_key, has_code = "mfa_reauthenticate:webauthn" in methods, "mfa_reauthenticate" in methods
    return render(request, "people/sure.html", {"next": back, "has_key": has_key, "has_code": has_code})


@signed_in
@require_POST
def demo_sure(request: HttpRequest) -> HttpResponse:
    """In the demo one press is enough. Does not exist outside it."""
    if not settings.DEMO:
        raise Http404
    request.session["sure"] = True
    return redirect(way_back(request, reverse("people:my")))

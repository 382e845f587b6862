"""The way to stop mail, and the demo's outbox."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from yoriai.kernel.models import Actor
from yoriai.people import actions
from yoriai.people.letters import actor_of
from yoriai.people.models import DemoMail
from yoriai.ui.paging import page


@csrf_exempt
@never_cache
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """One click stops the mail, signed in or not. Mail programs post here by themselves, so the token is all that counts."""
    to = get_object_or_404(Actor, pk=actor_of(token), left=None)
    if request.method == "POST":
        actions.stop_letters(to)
    return render(request, "people/stop.html", {"stopped": request.method == "POST"})


@never_cache
def demo_outbox(request: HttpRequest) -> HttpResponse:
    """Every mail of the demo, the newest first. Does not exist outside the demo: it shows sign-in codes."""
    if not settings.DEMO:
        raise Http404
    return render(request, "people/demo_outbox.html", {"page": page(DemoMail.objects.all(), request)})

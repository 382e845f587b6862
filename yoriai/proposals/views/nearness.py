"""利害関係 of everything before the panel, on one page, before the papers are given out."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from yoriai.people.gate import signed_in, somebody
from yoriai.proposals import actions, policy
from yoriai.proposals.finding import given, the_scheme
from yoriai.proposals.forms.nearness import NearnessForm
from yoriai.proposals.queries.nearness import concerned, unsaid


@signed_in
@never_cache
def nearness(request: HttpRequest, code: str) -> HttpResponse:
    """A member reads who is concerned in each, and nothing else; a line left open is asked again."""
    scheme, who = the_scheme(request, code), somebody(request)
    seat = policy.panel_seat(who, scheme)
    if seat is None:
        raise Http404
    waiting = list(unsaid(scheme, seat).select_related("by", "companion"))
    form = NearnessForm(given(request), rows=concerned(waiting))
    if form.done(lambda: actions.say_nearness(form.free, form.near, by=who)):
        messages.success(request, _("Thank you. What you are free to judge is open to you now."))
        return redirect("proposals:review", code)
    context = {"scheme": scheme, "form": form, "waiting": waiting}
    return render(request, "proposals/nearness_of_all.html", context, status=422 if form.went_wrong else 200)

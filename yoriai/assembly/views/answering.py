"""その後, told through the link of a mail: by whoever has no account and left an address for this one question."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yoriai.assembly import actions, policy
from yoriai.assembly.finding import commitment_of
from yoriai.assembly.forms.points import FollowUpForm
from yoriai.people.queries import ask_by_key, who_is


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def by_mail(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """GET answers nothing, for mail programs open links by themselves; the press of the button does. Good once."""
    found, asked = commitment_of(request, code), ask_by_key(key, "follow_up")
    if asked is None or asked.item_id != found.pk or asked.asked_id != found.by_id:
        return render(request, "assembly/answer_over.html", {"commitment": found}, status=410)
    who = who_is(asked.asked, signed_in=False)
    form = FollowUpForm(request.POST if request.method == "POST" else None)
    if form.done(lambda: actions.follow_up(found, by=who, **form.cleaned_data)):
        messages.success(request, _("Thank you. It stands on the page now."))
        return redirect(found)
    context = {"commitment": found, "form": form, "may": policy.can_tell(who, found), "own": True, "by_mail": True}
    return render(request, "assembly/follow_up.html", context, status=422 if form.went_wrong else 200)

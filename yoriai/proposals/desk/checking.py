"""形式確認: the office's list for one proposal."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from yoriai.people.forms.drafts import keeps, resumed
from yoriai.people.gate import office, somebody
from yoriai.proposals import actions, policy
from yoriai.proposals.finding import framed, given, own_proposal
from yoriai.proposals.forms.checking import CheckForm
from yoriai.proposals.queries.checking import check_lines


@office
@never_cache
@keeps
def check(request: HttpRequest, code: str) -> HttpResponse:
    """Line by line; what is ticked with no begins the text of the correction."""
    found, who = own_proposal(request, code), somebody(request)
    if not policy.can_check(who, found):
        raise Http404
    form = resumed(request, CheckForm(given(request), lines=check_lines(found)))
    if form.done(lambda: actions.put_check(found, form.marks, by=who)):
        if "correct" in request.POST:
            return redirect("proposals:step", code, "ask_correction")
        messages.success(request, _("Kept. It stays inside city hall."))
        return redirect("proposals:check", code)
    return framed(request, "check", found, "proposal", form=form)

"""What a door works on, found among what its reader may see. Absent and forbidden look the same: 404."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from yoriai.people.gate import reader
from yoriai.proposals import policy
from yoriai.proposals.lifecycle import OFFICE, PARTNER, PROPOSER, SECTION
from yoriai.proposals.models import Proposal, Scheme
from yoriai.proposals.queries.pages import has_begun
from yoriai.ui.forms import Plain


def the_scheme(request: HttpRequest, code: str) -> Scheme:
    """A scheme this reader may see."""
    found: Scheme = get_object_or_404(Scheme.objects.visible_to(reader(request)), code=code)
    return found


def the_proposal(request: HttpRequest, code: str) -> Proposal:
    """A proposal this reader may see: how much of it, its page says."""
    seen = Proposal.objects.visible_to(reader(request)).select_related(
        "by", "scheme__by", "theme", "companion", "follows"
    )
    found: Proposal = get_object_or_404(seen, code=code)
    return policy.stand(reader(request), found)


def own_proposal(request: HttpRequest, code: str) -> Proposal:
    """A proposal on one of whose sides this reader stands."""
    found = the_proposal(request, code)
    if not policy.can_read(reader(request), found):
        raise Http404
    return found


# Who reads the agreement and the work; the panel does not.
WORK_SIDES = (PROPOSER, PARTNER, SECTION, OFFICE, policy.COMPANION)
# The pages of a proposal from the inside: name, words, since which state it is there, for whom alone (empty: every side).
PAGES = [
    ("proposal", _("Where it stands"), "idea", ()),
    ("sheets", _("Papers"), "idea", ()),
    ("partners", _("Partners and advice"), "idea", ()),
    ("talks", _("The city's answer"), "in_talks", ()),
    ("scores", _("The panel's sheets"), "first_review", (OFFICE, policy.PANEL)),
    ("agreement", _("Agreement"), "agreeing", WORK_SIDES),
    ("work", _("Work and money"), "agreed", WORK_SIDES),
    ("look_back", _("Looking back"), "looking_back", WORK_SIDES),
    ("next_step", _("Next step"), "completed", WORK_SIDES),
    ("history", _("Every step"), "idea", ()),
    ("disclosure", _("For disclosure"), "idea", (OFFICE,)),
]


def framed(
    request: HttpRequest, template: str, proposal: Proposal, here: str, *, form: Plain | None = None, **context: Any
) -> HttpResponse:
    """A page of a proposal from the inside. A form that was not accepted answers 422, with everything typed still in it."""
    mine = policy.sides(reader(request), proposal)
    tabs = [
        (reverse(f"proposals:{name}", args=[proposal.code]), words, name == here)
        for name, words, since, only in PAGES
        if has_begun(proposal, since) and (not only or mine & set(only))
    ]
    context |= {"proposal": proposal, "tabs": tabs, "form": form, "mine": mine}
    status = 422 if form is not None and form.went_wrong else 200
    return render(request, f"proposals/{template}.html", context, status=status)


def given(request: HttpRequest) -> Any:
    """What was sent, or nothing."""
    return request.POST if request.method == "POST" else None

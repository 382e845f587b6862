"""What a door works on, found among what its reader may see. Absent and forbidden look the same: 404."""

from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from yoriai.engines.schemes import Fault
from yoriai.people.gate import View, by_way_of, reader
from yoriai.proposals import policy
from yoriai.proposals.lifecycle import OFFICE, PARTNER, PROPOSER, SECTION
from yoriai.proposals.models import Proposal, Scheme
from yoriai.proposals.queries.handing_in import what_is_missing
from yoriai.proposals.queries.pages import has_begun
from yoriai.proposals.queries.youth import needs_either
from yoriai.proposals.sentences import missing_in_words
from yoriai.ui.forms import Form, Plain


def the_scheme(request: HttpRequest, code: str) -> Scheme:
    """A scheme this reader may see."""
    found: Scheme = get_object_or_404(Scheme.objects.visible_to(reader(request)), code=code)
    return found


def ranked_scheme(request: HttpRequest, code: str) -> Scheme:
    """A scheme of which this reader may see every sheet and total."""
    found = the_scheme(request, code)
    if not policy.can_see_ranking(reader(request), found):
        raise Http404
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


def sure_if_of_the_city(view: View) -> View:
    """Decorator, outermost, for pages of both sides: whoever is of the city hall gives the second factor first, and loses nothing
    they sent. `urls.of_proposal` puts it before every page below a proposal that is for its sides alone."""

    @wraps(view)
    def guarded(request: HttpRequest, code: str, *args: object, **kwargs: object) -> HttpResponse:
        who = reader(request)
        if who is not None and who.runs and not who.sure and not policy.can_read(who, the_proposal(request, code)):
            return by_way_of("people:sure", request)
        return view(request, code, *args, **kwargs)

    return guarded


# Who reads the agreement and the work; the panel does not.
WORK_SIDES = (PROPOSER, PARTNER, SECTION, OFFICE, policy.COMPANION)
# The pages of a proposal from the inside: name, words, since which state it is there, for whom alone (empty: every side).
PAGES = [
    ("proposal", _("Where it stands"), "idea", ()),
    ("sheets", _("Papers"), "idea", ()),
    ("partners", _("Partners and advice"), "idea", ()),
    ("youth", _("Money and consents"), "idea", ()),
    ("talks", _("The city's answer"), "in_talks", ()),
    ("scores", _("The panel's sheets"), "first_review", (OFFICE, policy.PANEL)),
    ("agreement", _("Agreement"), "agreeing", WORK_SIDES),
    ("work", _("Work and money"), "agreed", WORK_SIDES),
    ("look_back", _("Looking back"), "looking_back", WORK_SIDES),
    ("next_step", _("Next step"), "completed", WORK_SIDES),
    ("history", _("Every step"), "idea", ()),
]


Words = str | Promise
# What is missing and stands on no form: the page of it.
ELSEWHERE = {"no_paper": "papers", "too_few_partners": "partners", "no_theme": "about"}


def framed(
    request: HttpRequest, template: str, proposal: Proposal, here: str, *, form: Plain | None = None, **context: Any
) -> HttpResponse:
    """A page of a proposal from the inside. A form that was not accepted answers 422, with everything typed still in it."""
    mine = policy.sides(reader(request), proposal)
    tabs = [
        (reverse(f"proposals:{name}", args=[proposal.code]), words, name == here)
        for name, words, since, only in PAGES
        if has_begun(proposal, since) and (not only or mine & set(only)) and (name != "youth" or needs_either(proposal))
    ]
    context |= {"proposal": proposal, "tabs": tabs, "form": form, "mine": mine}
    status = 422 if form is not None and form.went_wrong else 200
    return render(request, f"proposals/{template}.html", context, status=status)


def asked_first(
    request: HttpRequest, question: str, *then: Words, verb: Words, back: str, danger: bool = True,
    form: Form | None = None, sent: dict[str, str] | None = None,
) -> HttpResponse:  # fmt: skip
    """The page before a deed that cannot be undone by a second tap: what happens then, and the button that posts to this address.

    sent: what goes with it beside the form. A form that was not accepted answers 422.
    """
    hidden = format_html_join("", '<input type="hidden" name="{}" value="{}">', (sent or {}).items())
    context = {"question": question, "consequences": then, "verb": verb, "back": back, "danger": danger}
    context["form"] = format_html("{}{}", hidden, "" if form is None else form)
    status = 422 if form is not None and form.went_wrong else 200
    return render(request, "ui/sure.html", context, status=status)


def missing_here(proposal: Proposal) -> list[tuple[str, str]]:
    """What keeps it from being handed in: (the page on which it can be put right, the sentence)."""
    return [(_page_of(proposal, fault), missing_in_words(fault)[1]) for fault in what_is_missing(proposal)]


def _page_of(proposal: Proposal, fault: Fault) -> str:
    if fault.what in ELSEWHERE:
        return reverse(f"proposals:{ELSEWHERE[fault.what]}", args=[proposal.code])
    form = proposal.scheme.the_plan.form(fault.where)
    if form is None:
        return ""
    if form.budget or form.roles:
        return reverse(f"proposals:{'budget' if form.budget else 'duties'}", args=[proposal.code])
    return reverse("proposals:sheet", args=[proposal.code, form.code])


def wanted(request: HttpRequest, name: str) -> str:
    """What the address asks for under this name: short, and without the sign no text of the database can hold."""
    return request.GET.get(name, "").replace("\0", "")[:80]


def given(request: HttpRequest) -> Any:
    """What was sent, or nothing."""
    return request.POST if request.method == "POST" else None

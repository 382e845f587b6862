"""支える団体と同意: who takes the money, whose guardian has agreed, the guardian's page without an account."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yoriai.directory.queries.bodies import bodies_named
from yoriai.kernel.actors.who import Who
from yoriai.kernel.models import Actor, Ask
from yoriai.people.gate import office, reader, signed_in, somebody
from yoriai.people.limits import slow
from yoriai.proposals import actions, printing_youth
from yoriai.proposals.finding import asked_first, framed, given, own_proposal, the_proposal
from yoriai.proposals.forms import youth as forms
from yoriai.proposals.lifecycle import SUPPORT
from yoriai.proposals.models import Consent, Proposal, Supporter
from yoriai.proposals.policy import both_sides, early
from yoriai.proposals.queries import youth as of
from yoriai.proposals.queries.partners import likely_partners
from yoriai.proposals.queries.sheets import sheet
from yoriai.proposals.sentences import missing_in_words
from yoriai.proposals.views.agreements import say
from yoriai.ui.forms import Form

# A form that was not accepted, and the line it belongs to.
Sent = tuple[int, Form]
MAILS_A_PERSON, MAILS_AN_ADDRESS, A_DAY = 40, 3, 24 * 60 * 60


@require_safe
@never_cache
def youth(request: HttpRequest, code: str) -> HttpResponse:
    """Both, and what is missing still."""
    return _page(request, _young(request, code))


def _young(request: HttpRequest, code: str) -> Proposal:
    """A proposal of a class that asks for one of the two. Raises Http404."""
    found = own_proposal(request, code)
    if not of.needs_either(found):
        raise Http404
    return found


def _with_forms(rows: Iterable[Consent], sent: Sent | None) -> list[tuple[Consent, Form, Form]]:
    """Each line with its two small forms, each with names of its own; the one that was sent stands as it was sent."""
    found = []
    for row in rows:
        mail: Form = forms.GuardianMailForm(auto_id=_ids(row, "mail"))
        paper: Form = forms.PaperConsentForm(auto_id=_ids(row, "paper"))
        if sent is not None and sent[0] == row.pk:
            mail, paper = (mail, sent[1]) if isinstance(sent[1], forms.PaperConsentForm) else (sent[1], paper)
        found.append((row, mail, paper))
    return found


def _ids(row: Consent, verb: str) -> str:
    return f"{verb}_{row.pk}_%s"


def _page(request: HttpRequest, found: Proposal, sent: Sent | None = None, **more: Any) -> HttpResponse:
    kind = found.scheme.the_plan.type(found.type)
    sees = kind.guardian and early.can_see_consents(reader(request), found)
    context: dict[str, Any] = {
        "kind": kind,
        "supporter": of.supporter_of(found) if kind.supporter else None,
        "sees": sees,
        "consents": _with_forms(found.consents.select_related("noted_by") if sees else [], sent),
        **_may(reader(request), found),
        "gaps": [words for _form, words in map(missing_in_words, of.gaps(found))] if early.is_before(found) else [],
        "kept_days": of.AFTER_THE_END,
        "minor": forms.MinorForm(),
    }
    return framed(request, "youth", found, "youth", **{**context, **more})


def _may(who: Who | None, found: Proposal) -> dict[str, bool]:
    """What this reader may do here."""
    return {
        "may_ask": early.can_have_supporter(who, found),
        "may_list": early.can_list_minors(who, found),
        "may_unlist": early.can_unlist_minor(who, found, refused=False),
        "may_unlist_refused": early.can_unlist_minor(who, found, refused=True),
        "may_note": early.can_note_consent(who, found),
        "may_note_answers": both_sides.can_note_invitation(who, found),
    }


@signed_in
@never_cache
def new_supporter(request: HttpRequest, code: str) -> HttpResponse:
    """Look for an organisation by name, or among those who work on the same things, and ask it."""
    found, who = _young(request, code), somebody(request)
    if not early.can_have_supporter(who, found):
        raise Http404
    words = request.GET.get("q", "").replace("\0", "").strip()[:120]
    named = Actor.objects.filter(pk__in=[actor.pk for actor in bodies_named(words)])
    form = forms.SupporterForm(given(request), candidates=named)
    if form.done(
        lambda: actions.ask_supporter(found, form.cleaned_data["actor"], by=who, words=form.cleaned_data["words"])
    ):
        messages.success(request, _("They are asked. They can read the proposal before they answer."))
        return redirect("proposals:youth", code)
    likely = [] if words else likely_partners(found)
    return framed(request, "new_supporter", found, "youth", form=form, words=words, likely=likely)


@signed_in
@never_cache
def parted(request: HttpRequest, code: str) -> HttpResponse:
    """The group looks for another organisation."""
    found = _young(request, code)
    if request.method != "POST":
        row = of.supporter_of(found)
        if row is None or not early.can_have_supporter(reader(request), found):
            raise Http404
        question = _("Look for another organisation than %(who)s?") % {"who": row.actor}
        then = _(
            "They no longer take the money for you, and no longer read the proposal. If they had said yes, they are told."
        )
        return asked_first(request, question, then, verb=_("Look for another one"), back=_back(code))
    say(request, lambda: actions.part_with_supporter(found, by=somebody(request)))
    return redirect("proposals:youth", code)


@signed_in
@never_cache
def supporting(request: HttpRequest, code: str) -> HttpResponse:
    """The answer of the organisation that was asked. It has read the proposal as far as it is written."""
    found, who = _asked(request, code)
    form = forms.SupportingForm(given(request))
    if form.done(lambda: _answered(found, form, who)):
        messages.success(request, _("Thank you. Your answer is kept."))
        return redirect("proposals:proposals" if form.cleaned_data["answer"] == "no" else found)
    context = {"sheets": [sheet(found, code, {"public", "parties"}) for code in ("F1", "F2")]}
    return framed(request, "supporting", found, "proposal", form=form, **context)


def _asked(request: HttpRequest, code: str) -> tuple[Proposal, Who]:
    """The proposal and the reader who is asked to support it. Raises Http404 for everybody else."""
    found, who = the_proposal(request, code), somebody(request)
    asked = Ask.objects.filter(what=SUPPORT, item=found.pk, asked__in=who.hats, state=Ask.State.ASKED)
    if not asked.exists():
        raise Http404
    return found, who


def _answered(found: Proposal, form: forms.SupportingForm, who: Who, actor: Actor | None = None) -> None:
    actions.answer_supporter(found, by=who, actor=actor, **form.facts)


@office
@never_cache
def supporter_on_paper(request: HttpRequest, code: str) -> HttpResponse:
    """The office notes the answer on paper of the organisation that was asked to take the money."""
    found, who = _young(request, code), somebody(request)
    waits = Supporter.objects.select_related("actor").filter(agreed=None, ended=None)
    row = get_object_or_404(waits, proposal=found)
    form = forms.SupportingForm(given(request), noted=True)
    if form.done(lambda: _answered(found, form, who, row.actor)):
        messages.success(request, _("Noted."))
        return redirect("proposals:youth", code)
    return framed(request, "partner_on_paper", found, "youth", form=form, party=row, back=_back(code))


@signed_in
@require_POST
def minors(request: HttpRequest, code: str) -> HttpResponse:
    """One more on the list; or nobody is too young."""
    found, who = _seen(request, code)
    if request.POST.get("none"):
        say(request, lambda: actions.say_all_of_age(found, by=who))
        return redirect("proposals:youth", code)
    form = forms.MinorForm(request.POST)
    if form.done(lambda: actions.list_minor(found, form.cleaned_data["known_as"], by=who)):
        return redirect("proposals:youth", code)
    answer = _page(request, found, minor=form)
    answer.status_code = 422
    return answer


def _seen(request: HttpRequest, code: str) -> tuple[Proposal, Who]:
    """The proposal and a reader who may see the list. Raises Http404."""
    found, who = _young(request, code), somebody(request)
    if not early.can_see_consents(who, found):
        raise Http404
    return found, who


def _back(code: str) -> str:
    return reverse("proposals:youth", args=[code])


def _unlisting(request: HttpRequest, found: Proposal, row: Consent) -> HttpResponse:
    """The page before a line is taken out. Raises Http404 for whoever may not."""
    if not early.can_unlist_minor(reader(request), found, refused=row.refused is not None):
        raise Http404
    question = _("Take %(name)s off the list?") % {"name": row.known_as}
    then = _(
        "The line is deleted, with the guardian's answer. If they take part after all, the guardian has to be asked again."
    )
    return asked_first(
        request, question, then, verb=_("Take off the list"), back=_back(found.code), sent={"verb": "remove"}
    )


@signed_in
@never_cache
def minor(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take out, send the link, or note the paper."""
    found, who = _seen(request, code)
    row = get_object_or_404(Consent.objects.select_related("proposal__scheme"), pk=pk, proposal=found)
    if request.method != "POST":
        return _unlisting(request, found, row)
    verb = request.POST.get("verb", "")
    if verb == "remove":
        say(request, lambda: actions.unlist_minor(row, by=who))
        return redirect("proposals:youth", code)
    form = _sent(request, row, verb)
    if form.done(lambda: _said(row, verb, form, who)):
        messages.success(request, _("The mail goes now.") if verb == "mail" else _("Kept."))
        return redirect("proposals:youth", code)
    answer = _page(request, found, (row.pk, form))
    answer.status_code = 422
    return answer


def _sent(request: HttpRequest, row: Consent, verb: str) -> Form:
    if verb == "paper":
        return forms.PaperConsentForm(request.POST, auto_id=_ids(row, "paper"))
    return forms.GuardianMailForm(request.POST, auto_id=_ids(row, "mail"))


def _said(row: Consent, verb: str, form: Form, who: Who) -> Consent:
    if verb == "paper":
        return actions.note_consent(row, form.cleaned_data["given"], by=who)
    mail = form.cleaned_data["mail"]
    # Whoever is written to has not asked for it: the door is no way to fill somebody's letter box.
    slow(f"guardian-by:{who.person.pk}", MAILS_A_PERSON, A_DAY)
    slow(f"guardian-to:{mail.casefold()}", MAILS_AN_ADDRESS, A_DAY)
    return actions.ask_guardian(row, mail, by=who)


@require_safe
@never_cache
def consent_form(request: HttpRequest, code: str) -> HttpResponse:
    """保護者の同意書, blank, to print."""
    found = _young(request, code)
    if not early.can_see_consents(reader(request), found):
        raise Http404
    answer = HttpResponse(printing_youth.consent_form_of(found), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{found.code}-consent.pdf"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def guardian(request: HttpRequest, secret: str) -> HttpResponse:
    """The guardian's page: what the group wants to do, and one answer. Used up, it says so."""
    row = of.consent_by_key(secret)
    if row is None:
        return render(request, "proposals/guardian_over.html", status=410)
    form = forms.GuardianForm(given(request))
    if form.done(lambda: actions.answer_as_guardian(secret, yes=form.cleaned_data["answer"] == "yes")):
        return render(request, "proposals/guardian_over.html", {"thanks": True})
    sheets = [one for one in (sheet(row.proposal, form_code, {"public"}) for form_code in ("F1", "F2")) if one]
    context = {
        "row": row,
        "proposal": row.proposal,
        "form": form,
        "sheets": sheets,
        "supporter": of.receiver(row.proposal),
    }
    return render(request, "proposals/guardian.html", context, status=422 if form.went_wrong else 200)

"""変更・中止 (F11): one side asks, with how it was and how it shall be; the other answers; a new partner before it. On paper too."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yoriai.directory.queries.bodies import bodies_named
from yoriai.kernel.actors.who import Who
from yoriai.kernel.models import Actor
from yoriai.people.forms.drafts import keeps, resumed
from yoriai.people.gate import reader, signed_in, somebody
from yoriai.proposals import actions, policy
from yoriai.proposals.finding import asked_first, framed, given, the_proposal
from yoriai.proposals.forms.changes import (
    AnswerForm,
    ChangedTables,
    ChangeForm,
    JoiningForm,
    NewcomerForm,
    PartForm,
    StopForm,
)
from yoriai.proposals.lifecycle import PROPOSER, SECTION
from yoriai.proposals.models import Agreement, Pending, Proposal
from yoriai.proposals.policy import both_sides
from yoriai.proposals.printing import change_pdf_of
from yoriai.proposals.queries import agreements as agreed
from yoriai.proposals.queries.partners import newcomers
from yoriai.proposals.queries.tables import differences
from yoriai.proposals.queries.work import answered_changes, answers_first, waiting_change
from yoriai.proposals.views.agreements import as_file, say, working_proposal

CHANGE = "F11"


@signed_in
@never_cache
@keeps
def change(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for a change, or see the one that waits. Whoever looks for a new partner meanwhile keeps what is typed."""
    found, who = working_proposal(request, code, "agreed"), somebody(request)
    if not _may_ask(request, found, "ask_change"):
        return _page(request, found, "change", None)
    choice, newcomer = _choice(request, found)
    form = resumed(request, ChangeForm(given(request), newcomer=newcomer, **_noted(who, found)))
    tables = ChangedTables(found, newcomer, given(request))
    tables.resume(lambda line: resumed(request, line))
    right = tables.is_valid()
    if right and form.done(lambda: _asked(found, form, tables, who)):
        messages.success(request, _("The other side is asked."))
        return redirect("proposals:change", code)
    answer = _page(request, found, "change", form, tables=tables, choice=choice, newcomer=newcomer)
    answer.status_code = answer.status_code if right else 422
    return answer


def _asked(found: Proposal, form: ChangeForm, tables: ChangedTables, who: Who) -> Pending:
    wish = tables.wish(form.cleaned_data.get("joins_as", ""))
    return actions.ask_change(found, by=who, wish=wish, **form.facts)


def _choice(request: HttpRequest, found: Proposal) -> tuple[NewcomerForm, Actor | None]:
    """Whom to choose a new partner from, and who is chosen: a body that does not carry it yet.

    Those who answered a call of the project stand there first, else those of the name that is looked for.
    """
    changes, carry = agreed.agreed_changes(found), [one.pk for one in agreed.signers(found)]
    form = NewcomerForm(given(request), initial=request.GET.dict())
    resumed(request, form, changed=changes[-1].agreed if changes else None)
    bodies = Actor.objects.filter(left=None).exclude(kind__in=Actor.ONE_HUMAN).exclude(pk__in=carry)
    newcomer = bodies.filter(pk=form.chosen).first() if form.chosen else None
    near = bodies_named(form.words) if form.words else newcomers(found)
    form.offer([one.pk for one in near if one.pk not in carry], newcomer)
    return form, newcomer


@signed_in
@never_cache
@keeps
def stop(request: HttpRequest, code: str) -> HttpResponse:
    """Ask to end it early, with how the accounts are settled."""
    found, who = working_proposal(request, code, "agreed"), somebody(request)
    may = _may_ask(request, found, "stop")
    form = resumed(request, StopForm(given(request), proposal=found, **_noted(who, found))) if may else None
    if form is not None and form.done(lambda: actions.ask_stop(found, by=who, **form.facts)):
        messages.success(request, _("The other side is asked."))
        return redirect("proposals:stop", code)
    return _page(request, found, "stop", form)


def _may_ask(request: HttpRequest, found: Proposal, verb: str) -> bool:
    return policy.can_move(reader(request), found, verb) and waiting_change(found) is None


def _noted(who: Who | None, found: Proposal) -> dict[str, Any]:
    """How this reader speaks: for a side, for the city's whose decision has a day, for whom it may note what is on paper."""
    own, noted = both_sides.own_sides(who, found), both_sides.noted_sides(who, found)
    bodies = {PROPOSER: found.by, SECTION: agreed.signers(found)[-1]} if noted else {}
    city = SECTION in own and PROPOSER not in own
    notes = [(side, bodies[side].shown_name) for side in noted]
    return {"own": bool(own), "city": city, "notes": notes, "mine": policy.sides(who, found)}


def _page(request: HttpRequest, found: Proposal, sort: str, form: Any, **more: Any) -> HttpResponse:
    waits = waiting_change(found)
    context: dict[str, Any] = {
        "sort": sort,
        "waits": waits,
        "answered": [(row, differences(row)) for row in answered_changes(found, sort)],
        "blank": found.scheme.the_plan.form(CHANGE) is not None,
    }
    if waits is not None:
        waits.proposal = found
        context |= {"lines": differences(waits), **_may_answer(reader(request), waits)}
        context["first"] = answers_first(waits) if waits.sort == Pending.Sort.STOP else ""
        context |= {"parts": agreed.parts_asked(waits), "my_parts": both_sides.parts_to_answer(reader(request), waits)}
    return framed(request, "change", found, "agreement", form=form, **context, **more)


def _may_answer(who: Who | None, waits: Pending) -> dict[str, bool]:
    noted = both_sides.can_note_change(who, waits)
    return {
        "may_agree": (both_sides.can_agree_to_change(who, waits) or noted) and not answers_first(waits),
        "may_drop": both_sides.can_drop_change(who, waits) or noted,
        "noted": noted,
        "own": both_sides.asked_by_own_side(who, waits),
        "may_join": both_sides.can_join(who, waits) or both_sides.can_note_joining(who, waits),
    }


AGREED = {
    Pending.Sort.CHANGE: (
        gettext_lazy("The change is part of the agreement from then on."),
        gettext_lazy("Everybody reads that a change was agreed."),
    ),
    Pending.Sort.STOP: (
        gettext_lazy("The project ends here."),
        gettext_lazy("There is no way back from it."),
        gettext_lazy("The accounts are settled as written. Everybody reads that it ended early."),
    ),
}
LEFT = (gettext_lazy("Everything stays as it stands now."),)


def _answer(request: HttpRequest) -> str:
    return (request.POST if request.method == "POST" else request.GET).get("answer", "yes")


def _needs_no_word(form: AnswerForm, yes: bool) -> bool:
    """A no takes no day of a decision; from paper it says whose it is."""
    return not yes and not {"noted_for", "on_paper_from"} & set(form.errors)


def _asked_first(request: HttpRequest, found: Proposal, row: Pending, form: AnswerForm, yes: bool) -> HttpResponse:
    """The page before the answer, with the city's day or whose paper it is. Raises Http404 for whoever may not give it."""
    row.proposal, stops = found, row.sort == Pending.Sort.STOP
    if not _may_answer(reader(request), row)["may_agree" if yes else "may_drop"]:
        raise Http404
    question = _("Agree to end it early?") if stops else _("Agree to this change?")
    no = _("Take it back") if both_sides.asked_by_own_side(reader(request), row) else _("Leave it as it is")
    back = reverse("proposals:stop" if stops else "proposals:change", args=[found.code])
    return asked_first(
        request, question if yes else _("Leave it as it is?"), *(AGREED[Pending.Sort(row.sort)] if yes else LEFT),
        verb=_("We agree") if yes else no, back=back, danger=stops and yes,
        form=form, sent={"answer": "yes" if yes else "no"},
    )  # fmt: skip


@signed_in
@never_cache
def change_answer(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Yes, or it stays as it is. A day that cannot be read is asked for again, for it would stand as today's."""
    found, who = working_proposal(request, code, "agreed"), somebody(request)
    row = get_object_or_404(Pending, pk=pk, proposal=found)
    if request.method == "GET" and both_sides.waits(row) and _answer(request) == "yes" and answers_first(row):
        return redirect("proposals:change", code)  # which says whose answer comes first
    yes, form = _answer(request) == "yes", AnswerForm(given(request), **_noted(who, found))
    if request.method != "POST" or not (form.is_valid() or _needs_no_word(form, yes)):
        return _asked_first(request, found, row, form, yes)
    said: dict[str, Any] = {"decided_on": form.cleaned_data.get("decided_on"), "on_paper": form.on_paper, **form.words}
    if say(request, lambda: actions.answer_pending(row, by=who, yes=yes, **said)):
        messages.success(request, _("Agreed. It is part of the agreement now.") if yes else _("It stays as it was."))
    return redirect("proposals:stop" if row.sort == Pending.Sort.STOP else "proposals:change", code)


@signed_in
@never_cache
def joining(request: HttpRequest, code: str) -> HttpResponse:
    """The new partner reads the agreement and the change, and answers; the office notes an answer on paper."""
    found, who = the_proposal(request, code), somebody(request)
    waits, newest = waiting_change(found), agreed.latest(found)
    own = waits is not None and both_sides.can_join(who, waits)
    if waits is None or newest is None or not (own or both_sides.can_note_joining(who, waits)):
        raise Http404
    newest.proposal = found
    form = JoiningForm(given(request), digest=newest.digest, noted=not own)
    if form.done(lambda: actions.answer_joining(waits, by=who, **form.facts)):
        messages.success(request, _("Thank you. Your answer is kept."))
        return redirect(found)
    return framed(request, "joining", found, "proposal", form=form, **_before_a_yes(newest, waits))


def _before_a_yes(newest: Agreement, waits: Pending) -> dict[str, Any]:
    """What is read before it: the agreement, the change."""
    return {"agreement": newest, "articles": agreed.articles(newest), "waits": waits, "lines": differences(waits)}


@signed_in
@never_cache
def part(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A partner whose part the change touches reads both, and answers; the office notes an answer on paper."""
    found, who = the_proposal(request, code), somebody(request)
    waits, newest = waiting_change(found), agreed.latest(found)
    asked = both_sides.parts_to_answer(who, waits).filter(asked=pk).first() if waits is not None else None
    if waits is None or newest is None or asked is None:
        raise Http404
    newest.proposal = found
    form = PartForm(given(request), digest=newest.digest, noted=not who.wears(pk))
    if form.done(lambda: actions.answer_part(waits, asked.asked, by=who, **form.facts)):
        messages.success(request, _("Thank you. Your answer is kept."))
        return redirect("proposals:change", code)
    context = _before_a_yes(newest, waits) | {"part": asked.asked}
    return framed(request, "joining", found, "proposal", form=form, **context)


@require_safe
@never_cache
def change_file(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The sheet F11 as paper."""
    found = working_proposal(request, code, "agreed")
    row = get_object_or_404(Pending.objects.select_related("asked_by", "answered_by", "joins"), pk=pk, proposal=found)
    return as_file(change_pdf_of(found, row), f"{found.code}-F11-{row.pk}.pdf")

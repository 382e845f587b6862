"""One evening from the inside: where it stands, its facts, its papers, its end."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from yoriai.assembly import actions, policy, printing, queries
from yoriai.assembly.desk.frame import framed, given
from yoriai.assembly.finding import acting, steered, who_of
from yoriai.assembly.forms.session import CancelForm, ClosingForm, PrintForm, PrintTicketsForm, SessionForm
from yoriai.assembly.models import Session
from yoriai.assembly.paper.pack import PARTS, pack_pdf
from yoriai.kernel.policy import NotPossible
from yoriai.people.forms.drafts import keeps, resumed
from yoriai.people.gate import sure
from yoriai.voices.models import Statement
from yoriai.voices.queries import bursts

MOVES = {
    "call": actions.call_session,
    "open": actions.open_session,
    "sum_up": actions.sum_up,
    "reopen": actions.reopen_session,
}


@sure
@never_cache
def desk(request: HttpRequest, code: str) -> HttpResponse:
    """Where it stands, and what wants doing."""
    session = steered(request, code)
    who = acting(request)
    return framed(
        request,
        "overview",
        session,
        "desk",
        course=queries.course(session),
        verbs={verb for verb in (*MOVES, "cancel", "close") if policy.can_move(who, session, verb)},
        progress=queries.progress_of(session, who.person),
        counts=queries.counts_of(session),
        bursts=bursts(session),
        copies=Statement.objects.filter(about_id=session.pk, wants_copy=True).count(),
    )


@sure
@require_POST
def state(request: HttpRequest, code: str) -> HttpResponse:
    """One of the plain moves: announce, open, sum up, reopen."""
    session = steered(request, code)
    move = MOVES.get(request.POST.get("verb", ""))
    if move is None:
        raise NotPossible(_("Please choose what to do."))
    messages.success(
        request, _("Done. It stands at: %(state)s") % {"state": move(session, by=acting(request)).state_label}
    )
    return redirect("assembly:desk", code)


@sure
@never_cache
def cancellation(request: HttpRequest, code: str) -> HttpResponse:
    """It does not take place: a page that asks for the reason."""
    session = steered(request, code)
    form = CancelForm(given(request))
    if form.done(lambda: actions.cancel_session(session, form.cleaned_data["why"], by=acting(request))):
        return redirect("assembly:desk", code)
    context = {
        "question": _("Cancel this evening?"),
        "consequences": [_("Everybody reads the reason."), _("Followers are told at once.")],
        "verb": _("Cancel the evening"),
        "danger": True,
    }
    return render(request, "ui/sure.html", context | {"form": form, "back": session.get_absolute_url() + "desk/"})


@sure
@never_cache
@keeps
def facts(request: HttpRequest, code: str) -> HttpResponse:
    """Question, time, place, agenda."""
    session = steered(request, code)
    form = SessionForm.of(session, given(request))
    if form.done(lambda: _changed(session, form, request)):
        messages.success(request, _("Kept."))
        return redirect("assembly:desk", code)
    may = policy.can_prepare(who_of(request), session)
    return framed(request, "facts", session, "facts", form=resumed(request, form), may=may)


def _changed(session: Session, form: SessionForm, request: HttpRequest) -> Session:
    return actions.change_session(session, by=acting(request), title=form.cleaned_data["title"], **form.facts)


@sure
@never_cache
def pack(request: HttpRequest, code: str) -> HttpResponse:
    """Make blank cards, and download what is printed before the evening."""
    session = steered(request, code)
    form = PrintForm(given(request))
    cards = (
        form.accepts(lambda: actions.print_cards(session, form.cleaned_data["count"], by=acting(request)))
        if form.is_bound
        else None
    )
    if cards:
        messages.success(request, _("The cards have their codes. Now print them."))
        return redirect("assembly:pack", code)
    return _printing(request, session, form, PrintTicketsForm())


def _printing(request: HttpRequest, session: Session, form: PrintForm, more: PrintTicketsForm) -> HttpResponse:
    who = acting(request)
    context = {
        "may": policy.can_prepare(who, session),
        "progress": queries.progress_of(session, who.person),
        "tickets": queries.tickets_of(session, None),
        "tickets_form": more,
    }
    response = framed(request, "pack", session, "pack", form=form, **context)
    response.status_code = 422 if more.went_wrong else response.status_code
    return response


@sure
@never_cache
@require_POST
def tickets(request: HttpRequest, code: str) -> HttpResponse:
    """Make 参加券."""
    session = steered(request, code)
    form = PrintTicketsForm(request.POST)
    if form.done(lambda: actions.print_tickets(session, form.cleaned_data["tickets"], by=acting(request))):
        messages.success(request, _("The tickets have their codes. Now print them."))
        return redirect("assembly:pack", code)
    return _printing(request, session, PrintForm(), form)


@sure
@never_cache
@require_safe
def pack_file(request: HttpRequest, code: str) -> HttpResponse:
    """The papers asked for, as one PDF: all parts, or those of `?part=`."""
    session = steered(request, code)
    asked = [part for part in PARTS if part in request.GET.getlist("part")] or [
        part for part in PARTS if part != "calls"
    ]
    codes = list(queries.blank_cards(session).values_list("code", flat=True))
    tickets = queries.unused_tickets(session)
    asked = [part for part in asked if part != "tickets" or tickets]
    if not asked:
        raise Http404
    return pdf(
        pack_pdf(printing.evening(session, codes, tickets), asked),
        f"{session.code}-{asked[0] if len(asked) == 1 else 'pack'}.pdf",
    )


def pdf(data: bytes, name: str) -> HttpResponse:
    """A PDF to keep or to print."""
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(data, content_type="application/pdf", headers=headers)


@sure
@never_cache
@keeps
def closing(request: HttpRequest, code: str) -> HttpResponse:
    """The end: a next step, or openly none (R20). Within 72 hours it may be mended."""
    session = steered(request, code)
    form = ClosingForm(given(request), forum=session.assembly, session=session, initial=_closing_facts(session))
    if form.done(lambda: _closed(session, form, request)):
        messages.success(request, _("Closed. What comes next stands on the evening's page."))
        return redirect("assembly:desk", code)
    can_close = policy.can_move(who_of(request), session, "close")
    return framed(request, "closing", session, "closing", form=resumed(request, form), can_close=can_close)


def _closed(session: Session, form: ClosingForm, request: HttpRequest) -> object:
    act = actions.change_closing if session.state == Session.State.CLOSED else actions.close_session
    return act(session, by=acting(request), **form.facts)


def _closing_facts(session: Session) -> dict[str, object]:
    if session.state != Session.State.CLOSED:
        return {"contact": printing.office_words()}
    told = session.closing
    same = ("next_step", "not_decided_why", "contact", "next_place", "no_date_why")
    return {name: getattr(told, name) for name in same} | printing.day_and_clock(told.next_date)

"""協定書 (F9): the text in parts, written by both sides, compared, signed; a word beside a part; the paper."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from yoriai.engines.schemes import compare
from yoriai.kernel.actors.who import Who
from yoriai.kernel.policy import NotPossible
from yoriai.people.forms.drafts import keeps, resumed
from yoriai.people.gate import office, reader, signed_in, somebody
from yoriai.proposals import actions, policy
from yoriai.proposals.finding import framed, given, own_proposal
from yoriai.proposals.forms.agreements import AgreementForm, OnPaperForm, SignForm, begun_from, longer
from yoriai.proposals.models import Agreement, Proposal, Remark, Signature
from yoriai.proposals.printing import agreement_pdf_of
from yoriai.proposals.queries import agreements as query
from yoriai.proposals.queries.pages import has_begun
from yoriai.proposals.queries.span import span_signed
from yoriai.proposals.queries.tables import differences
from yoriai.proposals.sentences import missing_in_words
from yoriai.ui.forms import small_number


def working_proposal(request: HttpRequest, code: str, since: str) -> Proposal:
    """A proposal whose work this reader may read, once this part of its way has begun. Raises Http404."""
    found = own_proposal(request, code)
    if not policy.can_read_work(reader(request), found) or not has_begun(found, since):
        raise Http404
    return found


@require_safe
@never_cache
def agreement(request: HttpRequest, code: str) -> HttpResponse:
    """The newest version, who has signed it, what was changed since."""
    found, who = working_proposal(request, code, "agreeing"), reader(request)
    newest = query.latest(found)
    context: dict[str, Any] = {
        "agreement": newest,
        "articles": query.articles(newest) if newest else [],
        "parties": query.signed_by(newest) if newest else [],
        "changes": [(row, differences(row)) for row in query.agreed_changes(found)],
        **_to_settle(who, found, newest),
        "beside": query.words_beside(found),
        "versions": list(Agreement.objects.filter(proposal=found).defer("parts").select_related("by")),
        "may_draft": policy.can_draft_agreement(who, found),
        "may_sign": bool(newest and _mine_to_sign(who, newest)),
        "may_note": policy.can_note_signature(who, found),
    }
    return framed(request, "agreement", found, "agreement", **context)


def _to_settle(who: Who | None, found: Proposal, newest: Agreement | None) -> dict[str, Any]:
    """What is still open before it is signed, and the tables this reader may write."""
    if found.state != Proposal.State.AGREEING or newest is None:
        return {}
    newest.proposal = found
    kind_open = query.kind_is_open(newest)
    forms = found.scheme.the_plan.forms if policy.can_draft_agreement(who, found) else ()
    tables = [name for name in ("budget", "roles") if any(getattr(form, name) for form in forms)]
    faults = [*query.money_that_does_not_add_up(newest), *span_signed(newest)]
    wrong = [missing_in_words(fault)[1] for fault in faults]
    return {"unsaid": query.unsaid(newest), "kind_open": kind_open, "may_tables": tables, "wrong": wrong}


def _mine_to_sign(who: Who | None, newest: Agreement) -> list[Any]:
    return [actor for actor in query.unsigned(newest) if policy.can_sign(who, newest.proposal, actor)]


def _newest(request: HttpRequest, code: str) -> tuple[Proposal, Agreement, Who]:
    """The proposal, its newest version, the reader, while it is worked out. Raises Http404."""
    found = working_proposal(request, code, "agreeing")
    newest = query.latest(found)
    if newest is None or not policy.can_draft_agreement(reader(request), found):
        raise Http404
    newest.proposal = found
    return found, newest, somebody(request)


@signed_in
@never_cache
@keeps
def agreement_text(request: HttpRequest, code: str) -> HttpResponse:
    """Write: rows can be added, moved and taken out. A newer version in the meantime stands beside one's own words."""
    found, newest, who = _newest(request, code)
    if request.method == "POST" and "more" in request.POST:
        return _text_page(request, found, _text_form(newest, longer(request.POST)))
    form = _resumed_text(request, newest)
    if form.done(lambda: _written(found, form, who)):
        messages.success(request, _("Kept."))
        return redirect("proposals:agreement", code)
    if form.is_bound and form.cleaned_data.get("seen", newest.version) != newest.version:
        return _overtaken(request, found, newest, form.cleaned_data["seen"])
    return _text_page(request, found, form)


def _text_form(newest: Agreement, data: Any) -> AgreementForm:
    return AgreementForm(newest, data, kinds=query.kinds_of_agreement(newest.proposal))


def _written(found: Proposal, form: AgreementForm, who: Who) -> Agreement:
    return actions.put_agreement(found, form.parts, by=who, seen=form.cleaned_data["seen"], contract=form.kind)


def _resumed_text(request: HttpRequest, newest: Agreement) -> AgreementForm:
    """With as many rows as were typed before; the number that is sent back is that of the rows on the page."""
    form = resumed(request, _text_form(newest, given(request)), changed=newest.at)
    form = resumed(request, form.as_long_as_typed())
    form.initial["rows"] = form.count
    return form


def _text_page(request: HttpRequest, found: Proposal, form: AgreementForm, **more: Any) -> HttpResponse:
    return framed(request, "agreement_text", found, "agreement", form=form, **more)


def _overtaken(request: HttpRequest, found: Proposal, newest: Agreement, seen: int) -> HttpResponse:
    """What somebody else wrote meanwhile, above one's own words as they were sent."""
    base = Agreement.objects.filter(proposal=found, version=seen).first()
    rows = [row for row in compare(base.parts if base else [], newest.parts) if row.changed]
    form = _text_form(newest, begun_from(request.POST, newest.version))
    form.is_valid()
    answer = _text_page(request, found, form, newer=newest, rows=rows)
    answer.status_code = 422
    return answer


@require_safe
@never_cache
def agreement_versions(request: HttpRequest, code: str) -> HttpResponse:
    """Two versions side by side: the last two, or those asked for."""
    found = working_proposal(request, code, "agreeing")
    versions = list(Agreement.objects.filter(proposal=found).select_related("by"))
    if not versions:
        raise Http404
    by_number = {str(one.version): one for one in versions}
    new = by_number.get(request.GET.get("new", ""), versions[-1])
    old = by_number.get(request.GET.get("old", ""), versions[max(versions.index(new) - 1, 0)])
    rows = [row for row in compare(old.parts, new.parts) if row.before or row.after or row.changed]
    return framed(request, "agreement_versions", found, "agreement", versions=versions, old=old, new=new, rows=rows)


@signed_in
@require_POST
def agreement_remark(request: HttpRequest, code: str) -> HttpResponse:
    """A word beside a part, or that one has been seen to."""
    found, who = working_proposal(request, code, "agreeing"), somebody(request)
    settled, place = (small_number(request.POST.get(name, "")) for name in ("settled", "place"))
    if settled is not None:
        row = get_object_or_404(Remark, pk=settled, proposal=found, key__startswith=query.BESIDE)
        actions.settle_remark(row, by=who)
    elif place is not None:
        text = request.POST.get("text", "").replace("\0", "")
        say(request, lambda: actions.remark(found, f"{query.BESIDE}{place}", text, by=who))
    return redirect("proposals:agreement", code)


def say(request: HttpRequest, act: Callable[[], object]) -> bool:
    """Do it; a refusal is said on the page one comes back to. Returns whether it was done."""
    try:
        act()
    except NotPossible as no:
        messages.error(request, str(no))
        return False
    return True


@signed_in
@require_POST
def agreement_ready(request: HttpRequest, code: str) -> HttpResponse:
    """署名をお願いする: every party is asked."""
    found, _newest_one, who = _newest(request, code)
    if say(request, lambda: actions.ask_to_sign(found, by=who)):
        messages.success(request, _("Every party that has not signed is asked to."))
    return redirect("proposals:agreement", code)


@signed_in
@never_cache
def signing(request: HttpRequest, code: str) -> HttpResponse:
    """The whole text, on whose behalf, its mark, the confirmation. A second tap comes back to what the first has done."""
    if request.method == "POST" and _signed_already(request, code):
        return redirect("proposals:agreement", code)
    found, newest, who = _newest(request, code)
    parties = _mine_to_sign(who, newest)
    if not parties:
        raise Http404
    form = SignForm(given(request), parties=parties, digest=newest.digest, mine=_of_the_last(who, newest))
    if form.done(lambda: _signed(found, form, who)):
        messages.success(request, _("Signed. Thank you."))
        return redirect("proposals:agreement", code)
    context: dict[str, Any] = {"agreement": newest, "articles": query.articles(newest), "form": form}
    context["unsaid"] = query.unsaid(newest)
    return framed(request, "signing", found, "agreement", **context)


def _of_the_last(who: Who, newest: Agreement) -> frozenset[str]:
    """The sides of whoever gives the last signature: with it a step is taken, and words may go with it. Empty before."""
    return policy.sides(who, newest.proposal) if len(query.unsigned(newest)) == 1 else frozenset()


def _signed(found: Proposal, form: SignForm | OnPaperForm, who: Who, **facts: Any) -> Signature:
    said = form.cleaned_data
    return actions.sign(found, said["actor"], by=who, text_digest=said["digest"], **facts, **form.words)


def _signed_already(request: HttpRequest, code: str) -> bool:
    """Whether this very person has signed this very text for this party."""
    said = {"digest": request.POST.get("digest", "")[:64], "person": somebody(request).person}
    rows = Signature.objects.filter(agreement__proposal=working_proposal(request, code, "agreeing"), **said)
    return request.POST.get("actor", "") in {str(actor) for actor in rows.values_list("actor", flat=True)}


@office
@never_cache
def signed_on_paper(request: HttpRequest, code: str) -> HttpResponse:
    """The office notes a signature on paper, with the paper as a file."""
    found, newest, who = _newest(request, code)
    last: dict[str, Any] = {"digest": newest.digest, "mine": _of_the_last(who, newest)}
    form = OnPaperForm(given(request), request.FILES or None, parties=query.unsigned(newest), **last)
    if form.done(lambda: _noted(found, form, who)):
        messages.success(request, _("Noted."))
        return redirect("proposals:agreement", code)
    return framed(request, "signed_on_paper", found, "agreement", form=form, agreement=newest)


def _noted(found: Proposal, form: OnPaperForm, who: Who) -> Signature:
    return _signed(found, form, who, on_paper=form.cleaned_data["on_paper"], scan=form.cleaned_data["scan"])


@require_safe
@never_cache
def signed_paper(request: HttpRequest, code: str, pk: int) -> FileResponse:
    """The signed paper, for the parties."""
    found = working_proposal(request, code, "agreeing")
    signed = Signature.objects.exclude(scan="").select_related("agreement__proposal__scheme")
    row = get_object_or_404(signed, pk=pk, agreement__proposal=found)
    actions.note_reading(row, by=somebody(request))
    return file_of(row.scan, f"{found.code}-{row.pk}")


def file_of(scan: Any, name: str) -> FileResponse:
    """A file nobody reaches by its address, under a name of ours."""
    ending = str(scan.name).rpartition(".")[2]
    return FileResponse(scan.open(), as_attachment=True, filename=f"{name}.{ending}")


@require_safe
@never_cache
def agreement_file(request: HttpRequest, code: str, version: int) -> HttpResponse:
    """A version as paper, with its signatures and what was changed since."""
    found = working_proposal(request, code, "agreeing")
    row = get_object_or_404(Agreement, proposal=found, version=version)
    return as_file(agreement_pdf_of(found, row), f"{found.code}-F9-{row.version}.pdf")


def as_file(content: bytes, name: str) -> HttpResponse:
    """A file to keep."""
    sort = "application/pdf" if name.endswith(".pdf") else XLSX
    return HttpResponse(content, content_type=sort, headers={"Content-Disposition": f'attachment; filename="{name}"'})


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

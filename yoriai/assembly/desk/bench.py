"""紙からの転記: card after card by keyboard, photos beside them, a second look, copies for the writers."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from yoriai.assembly import actions, policy, printing, queries
from yoriai.assembly.desk.frame import framed, given
from yoriai.assembly.desk.session import pdf
from yoriai.assembly.finding import acting, steered, who_of
from yoriai.assembly.forms.bench import CardForm, CheckForm, SheetForm
from yoriai.assembly.models import Session, Sheet
from yoriai.assembly.paper.writers_copy import writers_copy_pdf
from yoriai.people.gate import sure
from yoriai.voices.models import Statement


@sure
@never_cache
def entry(request: HttpRequest, code: str) -> HttpResponse:
    """Type in a card; the next one follows by itself, with the table and the sort of the one before."""
    session = steered(request, code)
    if not policy.can_type(who_of(request), session):
        return framed(request, "entry_shut", session, "entry", typed=request.POST.get("text", ""))
    form = CardForm(given(request)) if request.method == "POST" else None
    card = (
        form.accepts(lambda: form.carry_out(session, request.POST.get("verb", ""), acting(request))) if form else None
    )
    if card:
        kept = {"after": card.number, "table": request.POST.get("table", ""), "sort": request.POST.get("sort", "")}
        return redirect(f"{reverse('assembly:entry', args=[code])}?{urlencode(kept)}")
    return _bench(request, session, form)


def _bench(request: HttpRequest, session: Session, form: CardForm | None) -> HttpResponse:
    """The page with the next card, the one asked for, or what was typed and not accepted."""
    person = acting(request).person
    card = queries.paper_card(session, form["code"].value() or "") if form else _in_hand(request, session)
    return framed(
        request,
        "entry",
        session,
        "entry",
        form=form or _form_for(request, card),
        card=card,
        photos=card.sheets.all() if card else [],
        sheet_form=SheetForm(initial={"code": card.code if card else ""}),
        progress=queries.progress_of(session, person),
        last=queries.last_typed(session, person),
    )


def _in_hand(request: HttpRequest, session: Session) -> Statement | None:
    """The card asked for by its code, or the next free one after the number."""
    asked = queries.paper_card(session, request.GET.get("card", ""))
    if asked is not None:
        return asked
    after = request.GET.get("after", "")
    return actions.take_card(
        session, by=acting(request), after=int(after) if after.isascii() and after.isdigit() else 0
    )


def _form_for(request: HttpRequest, card: Statement | None) -> CardForm:
    if card is not None and card.state == Statement.State.WRITTEN:
        return CardForm.of(card)
    kept = {name: request.GET.get(name, "") for name in ("table", "sort")}
    return CardForm(initial=kept | {"code": card.code if card else ""})


@sure
@require_POST
def undo(request: HttpRequest, code: str) -> HttpResponse:
    """The card I typed last is blank again."""
    session = steered(request, code)
    last = queries.last_typed(session, acting(request).person)
    if last is None or last.state != Statement.State.WRITTEN:
        messages.warning(request, _("There is nothing to take back."))
        return redirect("assembly:entry", code)
    actions.clear_card(last, session, by=acting(request))
    messages.success(request, _("Card %(code)s is blank again.") % {"code": last.code})
    return redirect(f"{reverse('assembly:entry', args=[code])}?{urlencode({'card': last.code})}")


@sure
@never_cache
def sheets(request: HttpRequest, code: str) -> HttpResponse:
    """Photos of cards: of one, or of twenty on a table."""
    session = steered(request, code)
    form = SheetForm(given(request), request.FILES or None)
    if form.done(lambda: _kept(session, form, request)):
        messages.success(request, _("The photo is kept beside the cards."))
        back = form.cleaned_data["code"]
        return (
            redirect(f"{reverse('assembly:entry', args=[code])}?{urlencode({'card': back})}")
            if back
            else redirect(request.path)
        )
    photos = Sheet.objects.filter(session=session).prefetch_related("cards").order_by("-pk")
    return framed(
        request, "sheets", session, "entry", form=form, photos=photos, may=policy.can_type(who_of(request), session)
    )


def _kept(session: Session, form: SheetForm, request: HttpRequest) -> Sheet:
    return actions.add_sheet(session, form.cleaned_data["photo"], form.cards(session), by=acting(request))


@sure
@never_cache
@require_safe
def sheet(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A photo, for the team only."""
    session = steered(request, code)
    row = get_object_or_404(Sheet, pk=pk, session=session)
    with row.picture.open() as picture:
        return HttpResponse(picture.read(), content_type="image/jpeg")


@sure
@never_cache
def second_look(request: HttpRequest, code: str) -> HttpResponse:
    """A card somebody else typed, drawn at random, beside its photo."""
    session = steered(request, code)
    form = CheckForm(given(request))
    if form.done(lambda: _checked(session, form, request)):
        return redirect("assembly:second_look", code)
    return _looked_at(request, session, form)


def _looked_at(request: HttpRequest, session: Session, form: CheckForm) -> HttpResponse:
    """The next card to look at, or the one whose words were not accepted."""
    person = acting(request).person
    if form.went_wrong:
        card = queries.paper_card(session, request.POST.get("code", ""))
    else:
        card = queries.to_check(session, person)
        form = CheckForm(initial={"code": card.code, "text": card.title} if card else None)
    photos = card.sheets.all() if card else []
    progress = queries.progress_of(session, person)
    return framed(request, "second_look", session, "entry", form=form, card=card, photos=photos, progress=progress)


def _checked(session: Session, form: CheckForm, request: HttpRequest) -> Statement:
    card = get_object_or_404(queries.paper_cards(session), code=form.cleaned_data["code"])
    return actions.check_card(card, session, by=acting(request), text=form.cleaned_data["text"])


@sure
@never_cache
@require_safe
def copies(request: HttpRequest, code: str) -> HttpResponse:
    """控え: of the card asked for, or of all whose writers want one."""
    session = steered(request, code)
    typed = queries.paper_cards(session).filter(state=Statement.State.WRITTEN).select_related("by").order_by("number")
    one = request.GET.get("card")
    cards = list(typed.filter(code=one.upper()) if one else typed.filter(wants_copy=True))
    if not cards:
        messages.warning(request, _("Nobody has asked for a copy yet."))
        return redirect("assembly:desk", code)
    return pdf(writers_copy_pdf(printing.copies(session, cards)), f"{session.code}-copies.pdf")

"""Speaking and answering: on a phone in the hall (/s/CODE/), or from home (/sessions/CODE/voice/). The same pages, two doors."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from yoriai.assembly import actions as evening
from yoriai.assembly import queries
from yoriai.assembly.finding import acting, session_of, who_of
from yoriai.assembly.forms.voice import EnterForm, SayForm, TicketForm, answered
from yoriai.assembly.models import Session
from yoriai.people.guests import COOKIE_AGE, GUEST_COOKIE
from yoriai.people.limits import address, slow
from yoriai.ui.paging import page
from yoriai.voices import actions
from yoriai.voices.models import Door, Statement, Vote
from yoriai.voices.policy import can_say, can_vote, room
from yoriai.voices.queries import next_statement, written

# Sixty people in a hall may share one address; a flood has more.
ENTRIES_A_PLACE, ENTRIES_A_SESSION, ENTERING = 200, 400, 600
TICKETS_A_PLACE = 200
CARDS_A_DEVICE, CARDS_A_SESSION, A_MINUTE = 6, 240, 60


FOR_AN_ANSWER = (
    "state", "about__code", "about__kind", "about__state", "about__visibility", "about__as_session__starts",
    "about__as_session__ends",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody takes part: the session, the door, and the address its pages begin with."""

    session: Session
    door: str
    base: str
    says: bool
    answers: bool


def place(request: HttpRequest, code: str, door: str) -> Place:
    """The door as it stands now. It exists for sessions everybody may see."""
    session = session_of(request, code)
    takes = room(session).takes
    base = reverse(f"assembly:{door}", args=[code])
    return Place(session, door, base, takes(session, door, "statement"), takes(session, door, "vote"))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def deck(request: HttpRequest, code: str, door: str) -> HttpResponse:
    """One card at a time. Who comes for the first time gives a nickname, or none."""
    here = place(request, code, door)
    who = who_of(request)
    if not here.answers:
        return render(request, "assembly/voice/shut.html", {"here": here, "session": here.session})
    if who is None:
        return _enter(request, here)
    asked, cards = _asked_for(here.session, request.GET.get("card", "")), next_statement(here.session, who)
    context = {"here": here, "session": here.session, "deck": cards, "card": asked or cards.card, "again": asked}
    tickets = queries.tickets_of(here.session, who) if door == Door.HALL else None
    return render(request, "assembly/voice/deck.html", context | {"tickets": tickets} | _live(request, here))


def _asked_for(session: Session, code: str) -> Statement | None:
    """A card somebody goes back to."""
    return written(session).filter(code=code.upper()).select_related("by").first() if code else None


def _live(request: HttpRequest, here: Place) -> dict[str, object]:
    return {"live": queries.live_address(here.session, who_of(request)), "counts": queries.counts_of(here.session)}


def _enter(request: HttpRequest, here: Place) -> HttpResponse:
    """登録しないで参加: a nickname if one likes; the device gets a secret, nothing else is asked."""
    given = request.POST if request.method == "POST" else None
    tickets = here.door == Door.HALL and queries.tickets_of(here.session, None).printed > 0
    form = EnterForm(given, tickets=tickets, initial={"ticket": request.GET.get("ticket", "")})
    secret = form.accepts(lambda: _admitted(request, here, form))
    if secret:
        response = redirect(here.base)
        response.set_cookie(
            GUEST_COOKIE, secret, max_age=COOKIE_AGE, httponly=True, samesite="Lax", secure=settings.SECURE
        )
        return response
    context = {"here": here, "session": here.session, "form": form}
    return render(request, "assembly/voice/enter.html", context, status=422 if form.went_wrong else 200)


def _admitted(request: HttpRequest, here: Place, form: EnterForm) -> str:
    slow(f"enter:{address(request)}", ENTRIES_A_PLACE, ENTERING)
    slow(f"enter:{here.session.pk}", ENTRIES_A_SESSION, ENTERING)
    facts = dict(form.cleaned_data)
    ticket = facts.pop("ticket", "")
    if ticket:
        slow(f"ticket:{address(request)}", TICKETS_A_PLACE, ENTERING)
    return evening.come_in(here.session, ticket, **facts)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def ticket(request: HttpRequest, code: str) -> HttpResponse:
    """参加券: typed, or brought by its QR. Who is new gives a nickname on the way."""
    here, who = place(request, code, Door.HALL), who_of(request)
    if who is None or not here.answers:
        return redirect(f"{here.base}?{urlencode({'ticket': request.GET.get('code', '')})}")
    form = TicketForm(request.POST if request.method == "POST" else None, initial=request.GET.dict())
    if form.done(lambda: _used(request, here, form)):
        messages.success(request, _("Your ticket counts. You answer as one person."))
        return redirect(here.base)
    context = {"here": here, "session": here.session, "form": form}
    return render(request, "assembly/voice/ticket.html", context, status=422 if form.went_wrong else 200)


def _used(request: HttpRequest, here: Place, form: TicketForm) -> object:
    slow(f"ticket:{address(request)}", TICKETS_A_PLACE, ENTERING)
    return evening.use_ticket(here.session, form.cleaned_data["code"], by=acting(request))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def say(request: HttpRequest, code: str, door: str) -> HttpResponse:
    """Write a card."""
    here = place(request, code, door)
    who = who_of(request)
    if who is None or not can_say(who, here.session, door):
        return redirect(here.base)
    form = SayForm(request.POST if request.method == "POST" else None, who=who)
    said = form.accepts(lambda: _said(form, here)) if form.is_valid() and not form.asks else None
    if said:
        messages.success(request, _("Your card is on the table. Its code is %(code)s.") % {"code": said.code})
        return redirect(here.base)
    context = {"here": here, "session": here.session, "form": form}
    return render(request, "assembly/voice/say.html", context, status=422 if form.went_wrong else 200)


def _said(form: SayForm, here: Place) -> Statement:
    slow(f"card:{form.who.person.pk}", CARDS_A_DEVICE, A_MINUTE)
    slow(f"cards:{here.session.pk}", CARDS_A_SESSION, A_MINUTE)
    return form.say(here.session, here.door)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def answers(request: HttpRequest, code: str, door: str) -> HttpResponse:
    """GET: all cards with their counts and one's own answers. POST: one answer; the next card follows."""
    if request.method == "POST":
        return _answer(request, code, door)
    here, who = place(request, code, door), who_of(request)
    rows = page(written(here.session).only("pk", "version", "code"), request)
    mine = (
        Vote.objects.filter(by=who.person, statement__in=[row.pk for row in rows.rows]) if who else Vote.objects.none()
    )
    context = {"here": here, "session": here.session, "page": rows, "base": here.base if here.answers else ""}
    return render(
        request, "assembly/voice/answers.html", context | {"mine": dict(mine.values_list("statement", "value"))}
    )


def _answer(request: HttpRequest, code: str, door: str) -> HttpResponse:
    """The busiest door of the house: who, the card with its session, one upsert."""
    who = acting(request)
    cards = Statement.objects.visible_to(who).select_related("about__as_session").only(*FOR_AN_ANSWER)
    card = get_object_or_404(cards, code=request.POST.get("card", "").upper(), about__code=code)
    base = reverse(f"assembly:{door}", args=[code])
    if not can_vote(who, card, door):
        return redirect(base)
    actions.vote(card, answered(request.POST), by=who, door=door)
    return redirect(base)


@require_GET
@never_cache
def counts(request: HttpRequest, code: str, door: str) -> HttpResponse:
    """The moving part of the phone's page."""
    here = place(request, code, door)
    return render(request, "assembly/voice/counts.html", {"here": here, "counts": queries.counts_of(here.session)})


@require_GET
@never_cache
def screen(request: HttpRequest, code: str) -> HttpResponse:
    """The screen in the hall: question, code, clock, the newest cards."""
    session = session_of(request, code)
    return render(
        request, "assembly/voice/screen.html", _on_screen(session) | {"live": queries.live_address(session, None)}
    )


@require_GET
@never_cache
def screen_now(request: HttpRequest, code: str) -> HttpResponse:
    """The moving part of the screen."""
    return render(request, "assembly/voice/screen_now.html", _on_screen(session_of(request, code)))


def _on_screen(session: Session) -> dict[str, object]:
    address_of = f"{settings.BASE_URL}{reverse('assembly:hall', args=[session.code])}"
    newest = written(session).order_by("-pk")[:3]
    return {
        "session": session,
        "address": address_of,
        "course": queries.course(session),
        "counts": queries.counts_of(session),
        "newest": newest,
    }

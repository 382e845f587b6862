"""What waits for somebody who runs things: the questions of their first page, as many whatever there is."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from yoriai.assembly.models import Assembly, Session
from yoriai.assembly.policy import can_found
from yoriai.kernel.actors.who import Who
from yoriai.kernel.asks.queries import inbox
from yoriai.kernel.city.policy import can_run_city
from yoriai.kernel.models import Ask
from yoriai.kernel.moderation.policy import can_moderate
from yoriai.people.policy import can_print_codes, can_tell_by_hand, is_office
from yoriai.people.queries import desk_counts
from yoriai.publishing.models import Result
from yoriai.web.policy import can_change_city

MOST = 30  # evenings on the page
MOST_ASKS = 5
S, R = Session.State, Result.State
BEFORE = dt.timedelta(hours=12)  # from then on an announced evening is opened, not prepared


@dataclass(frozen=True, slots=True)
class Evening:
    """A session with the next sensible step and the address where it is taken."""

    session: Session
    step: str | Promise
    address: str
    place: int


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the office: its name, its address, how many things wait there (None: it holds no list)."""

    name: str | Promise
    address: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """Everything on the page."""

    asks: list[Ask]
    more_asks: int
    forums: list[Assembly]
    evenings: list[Evening]
    places: list[Place]


def waiting_for(who: Who) -> Waiting:
    """What waits for this person, in any of their hats."""
    asks = list(inbox(who)[:100])
    forums = list(Assembly.objects.filter(team__in=who.hats).order_by("pk")[:MOST])
    evenings = evenings_of(who, timezone.now())
    return Waiting(asks[:MOST_ASKS], max(0, len(asks) - MOST_ASKS), forums, evenings, places_for(who))


def evenings_of(who: Who, at: dt.datetime) -> list[Evening]:
    """The sessions this person's teams have not brought to their end: shown, called off, or withdrawn. Starts from the hats."""
    done = Q(state=S.CANCELLED) | Q(state=S.CLOSED, result__state__in=(R.PUBLISHED, R.WITHDRAWN))
    mine = Session.objects.filter(assembly__team__in=who.hats).exclude(done)
    rows = mine.select_related("assembly", "result").order_by("starts")[:MOST]
    return sorted((_evening(row, at) for row in rows), key=lambda evening: evening.place)


def _evening(session: Session, at: dt.datetime) -> Evening:
    place, step, page = _step(session, at)
    return Evening(session, step, reverse(page, args=[session.code]), place)


def _step(session: Session, at: dt.datetime) -> tuple[int, str | Promise, str]:
    """(how soon it cannot wait, the next sensible step, the page where it is taken)."""
    if session.state == S.OPEN:
        return 0, pgettext("next step", "Type in the cards"), "assembly:entry"
    if session.state == S.SUMMING_UP:
        return 1, pgettext("next step", "Sum up"), "assembly:summing_up"
    if session.state == S.CALLED and session.starts - at < BEFORE:
        return 2, pgettext("next step", "Open it"), "assembly:desk"
    if session.state == S.CLOSED:
        result = getattr(session, "result", None)
        if result is not None and result.state == R.RELEASED:
            return 3, pgettext("next step", "Show it to everybody"), "publishing:publication"
        return 4, pgettext("next step", "Write the result"), "publishing:desk"
    page = "assembly:pack" if session.state == S.CALLED else "assembly:facts"
    return 5, pgettext("next step", "Prepare it"), page


# (name, name of the address, name of its count, who may)
OFFICE: list[tuple[str | Promise, str, str, Callable[[Who | None], bool]]] = [
    (_("Telephone, fax and post"), "people:by_hand", "by_hand", can_tell_by_hand),
    (_("Paper that came in"), "directory:intake", "", is_office),
    (_("Surveys of organisations"), "directory:surveys", "", is_office),
    (_("The reporters' desk"), "directory:article_desk", "", is_office),
    (_("Schemes for joint projects"), "proposals:schemes", "", is_office),
    (_("Looking after the rules"), "people:reports", "reports", can_moderate),
    (_("Past their date"), "people:late", "late", is_office),
    (_("Organisations nobody represents"), "people:bodies", "bodies", is_office),
    (_("Codes on paper for somebody at the counter"), "people:codes", "", can_print_codes),
    (_("A new forum"), "assembly:foundation", "", can_found),
    (_("Take in tables"), "imports", "", can_run_city),
    (_("Dictionary of the city"), "readings", "", can_run_city),
    (_("The city's facts"), "city", "", can_change_city),
]


def places_for(who: Who) -> list[Place]:
    """The office's pages this person may open; one that is not there yet is left out. They are counted for the office alone."""
    open_to = [(name, _address(page), count) for name, page, count, may in OFFICE if may(who)]
    counts: dict[str, int] = desk_counts() if open_to else {}
    return [Place(name, address, counts.get(count)) for name, address, count in open_to if address]


def _address(page: str) -> str:
    try:
        return reverse(page)
    except NoReverseMatch:
        return ""

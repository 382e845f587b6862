"""What the pages of an evening ask."""

import datetime as dt
import hashlib
import re
import secrets
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Value
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yoriai.assembly.models import Assembly, Commitment, Point, Session, Ticket
from yoriai.kernel.actors.who import Who
from yoriai.kernel.items.codes import clean
from yoriai.kernel.items.models import WrittenOut
from yoriai.kernel.models import Actor, Ask, Item, Link
from yoriai.people.models import AgeBand
from yoriai.run.tickets import sign
from yoriai.ui.threads import Knot, steps
from yoriai.voices.models import Statement, Vote

COURSE = [
    gettext_lazy("Announced"),
    gettext_lazy("Talking"),
    gettext_lazy("Summing up"),
    gettext_lazy("Newsletter"),
    gettext_lazy("What became of it"),
]
ON_THE_WAY = [Session.State.CALLED, Session.State.OPEN, Session.State.SUMMING_UP, Session.State.CLOSED]
LIVE_FOR = 4 * 60 * 60  # seconds a ticket of the live process is good for


def course(session: Session) -> list[Knot]:
    """Where an evening stands on its way from the call to what comes of it."""
    state = Session.State(session.state)
    return steps(COURSE, ON_THE_WAY.index(state) if state in ON_THE_WAY else -1)


def points_of(session: Session, who: Who | None) -> "QuerySet[Point]":
    """The まとめ in its order, each with how many cards it was made from (`joined`)."""
    joined = Count("links_in", filter=Q(links_in__kind=Link.Kind.JOINED))
    rows: QuerySet[Point] = Point.objects.visible_to(who).filter(session=session).annotate(joined=joined)
    return rows.order_by("place_in_list", "pk")


def commitments_of(session: Session, who: Who | None) -> "QuerySet[Commitment]":
    """やること in their order, with their owners."""
    seen: QuerySet[Commitment] = Commitment.objects.visible_to(who).filter(session=session)
    return seen.select_related("by").order_by("place_in_list", "pk")


# A union, not an OR over two joins: that one reads every item of the city (90 ms at 100,000 of them).
MADE_IN = (
    "{} IN (SELECT item_id FROM assembly_point WHERE session_id = {}"
    " UNION SELECT item_id FROM assembly_commitment WHERE session_id = {})"
)


def made_mark(session: Session, who: Who | None) -> str:
    """What this reader may see of the まとめ, as one short mark that changes with any of it: the key of its kept boxes."""
    made = WrittenOut(MADE_IN, F("pk"), Value(session.pk), Value(session.pk))
    seen = Item.objects.visible_to(who).filter(made).order_by("pk").values_list("pk", "version")
    return hashlib.sha256(repr(list(seen)).encode()).hexdigest()[:16]


def neighbours(session: Session, who: Who | None) -> tuple[Session | None, Session | None]:
    """The session before and the one after in the same forum, as far as this reader may see them. One query."""
    numbers = (session.number - 1, session.number + 1)
    seen = Session.objects.visible_to(who).filter(assembly=session.assembly_id, number__in=numbers)
    seen = seen.only("code", "kind", "title", "number")
    found = {row.number: row for row in seen}
    return found.get(numbers[0]), found.get(numbers[1])


def sessions_of(forum: Assembly, who: Who | None) -> "QuerySet[Session]":
    """The forum's evenings, the newest first."""
    return Session.objects.visible_to(who).filter(assembly=forum).select_related("where").order_by("-starts")


def to_follow(forum: Assembly) -> "QuerySet[Commitment]":
    """What the forum's people said they would do and have not brought to an end, the oldest date first."""
    S = Commitment.State
    going_on = (S.PROMISED, S.UNDER_WAY, S.CHANGED)
    asked = Ask.objects.filter(item=OuterRef("pk"), what="follow_up", state=Ask.State.ASKED)
    rows: QuerySet[Commitment] = Commitment.objects.filter(session__assembly=forum, state__in=going_on)
    rows = rows.annotate(asked=Exists(asked))
    return rows.select_related("by", "session__assembly__team").order_by("due", "pk")


@dataclass(frozen=True, slots=True)
class Counts:
    """What is on the table: written cards and answers to them."""

    cards: int
    answers: int


def counts_of(session: Session) -> Counts:
    """For the phones and the screen, which ask again and again."""
    written = Statement.objects.public().filter(about_id=session.pk, state=Statement.State.WRITTEN)
    return Counts(written.count(), Vote.objects.filter(statement__about=session.pk).count())


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the typing is: paper cards by state, how many of them this person typed, and in the last twenty minutes."""

    printed: int
    blank: int
    written: int
    unreadable: int
    checked: int
    mine: int
    mine_lately: int

    @property
    def done(self) -> int:
        """Cards that need no more typing."""
        return self.written + self.unreadable


LATELY = dt.timedelta(minutes=20)


def progress_of(session: Session, person: Actor) -> Progress:
    """The bench's counter, in one query."""
    S = Statement.State
    mine = Q(typed_by=person)
    counted = paper_cards(session).aggregate(
        printed=Count("pk"),
        blank=Count("pk", filter=Q(state=S.BLANK)),
        written=Count("pk", filter=Q(state=S.WRITTEN)),
        unreadable=Count("pk", filter=Q(state=S.UNREADABLE)),
        checked=Count("pk", filter=Q(checked_by__isnull=False)),
        mine=Count("pk", filter=mine),
        mine_lately=Count("pk", filter=mine & Q(typed_at__gte=timezone.now() - LATELY)),
    )
    return Progress(**counted)


def paper_cards(session: Session) -> "QuerySet[Statement]":
    """The printed cards of a session, in whatever state."""
    return Statement.objects.filter(about_id=session.pk, number__isnull=False)


def blank_cards(session: Session) -> "QuerySet[Statement]":
    """Those not written yet, in the order of the sheets."""
    return paper_cards(session).filter(state=Statement.State.BLANK).order_by("number")


def paper_card(session: Session, code: str) -> Statement | None:
    """The printed card with the code, as somebody typed it."""
    card: Statement | None = paper_cards(session).filter(code=clean(code)).select_related("by").first()
    return card


@dataclass(frozen=True, slots=True)
class Tickets:
    """参加券 of a session: how many were printed, how many are used, and whether this person holds one."""

    printed: int
    used: int
    mine: bool


def tickets_of(session: Session, who: Who | None) -> Tickets:
    """In one query."""
    mine = Count("pk", filter=Q(holder=who.person.pk if who else None))
    return Tickets(
        **Ticket.objects.filter(session=session).aggregate(printed=Count("pk"), used=Count("used"), mine=mine)
    )


def unused_tickets(session: Session) -> list[str]:
    """The codes nobody has used, in the order of the sheets."""
    return [ticket.code for ticket in session.tickets.filter(holder=None).order_by("number")]


def last_typed(session: Session, person: Actor) -> Statement | None:
    """The card this person typed last, to look at again or to take back."""
    last: Statement | None = paper_cards(session).filter(typed_by=person).order_by("-typed_at").first()
    return last


def to_check(session: Session, person: Actor) -> Statement | None:
    """A card drawn at random of those somebody else typed and nobody has looked at a second time."""
    others = paper_cards(session).filter(state=Statement.State.WRITTEN)
    others = others.filter(checked_by=None, typed_by__isnull=False).exclude(typed_by=person)
    card: Statement | None = others.select_related("by", "typed_by").order_by("?").first()
    return card


def table_cards(session: Session, *, sort: str = "", all_of_them: bool = False) -> "QuerySet[Statement]":
    """The written cards for まとめ, in the order of the tables: those in no point yet, or all."""
    cards = Statement.objects.filter(about_id=session.pk, state=Statement.State.WRITTEN).exclude(visibility="hidden")
    if sort:
        cards = cards.filter(sort=sort)
    if not all_of_them:
        tied = Link.objects.filter(source=OuterRef("pk"), kind__in=(Link.Kind.JOINED, Link.Kind.BECAME))
        cards = cards.filter(~Exists(tied))
    return cards.select_related("by").order_by("sort", "table", "number", "pk")


def joined_cards(point: Point) -> "QuerySet[Statement]":
    """The cards a point was made from."""
    ids = Link.objects.filter(target=point.pk, kind=Link.Kind.JOINED).values("source")
    return Statement.objects.filter(pk__in=ids).select_related("by").order_by("number", "pk")


BODIES = (
    Actor.Kind.NEIGHBOURHOOD,
    Actor.Kind.NPO,
    Actor.Kind.GROUP,
    Actor.Kind.COMPANY,
    Actor.Kind.SCHOOL,
    Actor.Kind.UNIVERSITY,
    Actor.Kind.STUDENTS,
    Actor.Kind.SECTION,
)


def replies_to(point: Point) -> "QuerySet[Ask]":
    """What the city answered to a point that was sent to it (R16): answers and refusals alike."""
    told = (Ask.State.ANSWERED, Ask.State.DECLINED)
    return Ask.objects.filter(item=point.pk, what="city_reply", state__in=told).select_related("asked").order_by("pk")


CLOCK = re.compile(r"\s*(\d{1,2})[:：時](\d{2})?分?\s*(.*)")


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """One step of the evening: when, what, who, with what."""

    at: dt.datetime
    what: str
    who: str
    tools: str


def agenda_of(session: Session) -> list[AgendaLine]:
    """The agenda's lines that begin with a time: 18:30 What | who | with what."""
    starts = timezone.localtime(session.starts)
    found = []
    for line in session.agenda.splitlines():
        read = CLOCK.match(line)
        if read is None or int(read[1]) > 23 or int(read[2] or 0) > 59:
            continue
        what, who, tools = ([part.strip() for part in read[3].split("|")] + ["", ""])[:3]
        found.append(AgendaLine(starts.replace(hour=int(read[1]), minute=int(read[2] or 0)), what, who, tools))
    return found


def organisations() -> "QuerySet[Actor]":
    """Everybody but single people and teams: who may own a commitment by name."""
    return Actor.objects.filter(kind__in=BODIES, left=None).order_by("name", "pk")


def said_as(who: Who) -> str:
    """How a voice may be described beside its words: kind and age band, never a name. City staff are marked (R15)."""
    with translation.override(settings.LANGUAGE_CODE):
        if who.signed_in:
            section = (
                Actor.objects.filter(pk__in=who.hats, kind=Actor.Kind.SECTION).exists() if len(who.hats) > 1 else False
            )
            return _("city staff") if section else ""
        guest = getattr(who.person, "guest", None)
        if guest is None:
            return ""
        kind = _("city staff") if guest.sort == Actor.Kind.SECTION else ""
        if not kind and guest.sort in Actor.Kind.values and guest.sort not in ("person", "guest"):
            kind = str(Actor.Kind(guest.sort).label)
        age = str(AgeBand(guest.age_band).label) if guest.age_band in AgeBand.values else ""
        return "　".join(part for part in (kind, age) if part)


def live_address(session: Session, who: Who | None) -> str:
    """Where a page hears that something changed: the live process, with a ticket for this session only."""
    listener = f"a{who.person.pk}" if who else f"n{secrets.token_hex(6)}"
    return f"{settings.LIVE_URL}/live/{session.code}?ticket={sign(session.code, listener, LIVE_FOR, key=settings.SECRET_KEY)}"

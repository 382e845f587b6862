"""The front of a theme or an area: who works on it, what was tried, what is needed, what is on, what one can do (R43, R47)."""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from yoriai.assembly.models import Commitment, FollowUp
from yoriai.directory.models import Case, Figure
from yoriai.kernel.items.models import Item
from yoriai.kernel.items.registry import KINDS, Kind
from yoriai.kernel.models import Actor, Area, Theme
from yoriai.ui.display import Display
from yoriai.ui.fragments import cards_by_id

EACH = 4  # of each kind
SECTION = 6  # in a part of several kinds
NEWEST = 2000
# (anchor, heading, what to say where there is nothing, kinds). What is on is asked for by its date, not by its age.
SECTIONS: list[tuple[str, str | Promise, str | Promise, tuple[str, ...]]] = [
    ("who", _("Who works on it"), _("Nobody has told of it here yet. You may know somebody."), ("organisation", "activity")),
    ("on", _("What is on next"), _("Nothing has been announced."), ("event", "session")),
    ("needs", _("What is needed"), _("Nobody has asked for a hand yet."), ("need",)),
    ("offers", _("What is offered"), _("Nobody has offered anything yet."), ("offer",)),
    ("tried", _("What has been tried, and how it went"), _("No case has been told yet. Failures teach, too."), ("case",)),
    ("written", _("What reporters saw"), _("Nobody has written of it yet. You could."), ("article",)),
    ("threads", _("What came of talks"), _("No talk has led here yet."), ("result", "commitment", "point")),
    ("support", _("Support for those who act"), _("No support has been told of yet."), ("measure",)),
]  # fmt: skip
BY_DATE = ("event", "session")
LATER_STATES = ("shown", "called", "open")


@dataclass(slots=True)
class Section:
    """One part of the front: its cards, and the kinds its whole lists show."""

    anchor: str
    heading: str | Promise
    empty: str | Promise
    kinds: list[Kind]
    cards: list[SafeString] = field(default_factory=list)


@dataclass(slots=True)
class Front:
    """Everything on it, public and the same for every reader."""

    sections: list[Section]
    mix: list[tuple[str, int]]
    figures: list[Figure] = field(default_factory=list)
    changes: list["Change"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Change:
    """Something that is different since somebody new came in (R43): the item, and the words it is told in."""

    item: Item
    words: str


def front_of(ground: Theme | Area, looks: Display, now: dt.datetime | None = None) -> Front:
    """The front of a theme or an area, in a number of queries that does not depend on how much there is."""
    rows = _items(ground)
    newest = _newest(rows)
    dated = _coming(rows, now or timezone.now())
    cards = cards_by_id([*(pair for found in newest.values() for pair in found), *dated], looks)
    sections = []
    for anchor, heading, empty, kinds in SECTIONS:
        most = max(2, SECTION // len(kinds))
        pairs = dated if kinds == BY_DATE else [pair for kind in kinds for pair in newest.get(kind, [])[:most]]
        shown = [cards[pk] for pk, _version in pairs if pk in cards]
        sections.append(Section(anchor, heading, empty, [KINDS[kind] for kind in kinds], shown))
    front = Front(sections, _mix(rows))
    if isinstance(ground, Theme):
        front.figures = list(Figure.objects.filter(theme=ground))
    else:
        front.changes = _changes(ground)
    return front


def _items(ground: Theme | Area) -> "QuerySet[Item]":
    return Item.objects.public().filter(**{"themes" if isinstance(ground, Theme) else "areas": ground})


def _newest(rows: "QuerySet[Item]") -> dict[str, list[tuple[int, int]]]:
    """(id, version) of the newest few of each kind, by one scan of the ground."""
    kinds = {kind for section in SECTIONS for kind in section[3]} - set(BY_DATE)
    place = Window(RowNumber(), partition_by=F("kind"), order_by=F("id").desc())
    numbered = rows.filter(kind__in=kinds).exclude(state="ended").annotate(place=place).filter(place__lte=EACH)
    found: dict[str, list[tuple[int, int]]] = {}
    for pk, version, kind in numbered.order_by("kind", "-id").values_list("pk", "version", "kind"):
        found.setdefault(kind, []).append((pk, version))
    return found


def _coming(rows: "QuerySet[Item]", now: dt.datetime) -> list[tuple[int, int]]:
    """What is on from today on, the nearest first."""
    today = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    coming = rows.filter(kind__in=BY_DATE, state__in=LATER_STATES, when__gte=today).order_by("when", "pk")
    return list(coming.values_list("pk", "version")[: EACH + 2])


def _mix(rows: "QuerySet[Item]") -> list[tuple[str, int]]:
    """かかわった人・団体 (R42): how many people and bodies of each kind stand behind the newest of what is here."""
    owners = rows.order_by("-pk").values("by")[:NEWEST]
    counted = (
        Actor.objects.filter(pk__in=owners).values("kind").annotate(number=Count("pk")).order_by("-number", "kind")
    )
    labels = dict(Actor.Kind.choices)
    return [(str(labels[row["kind"]]), row["number"]) for row in counted]


def _changes(area: Area) -> list[Change]:
    """Promises kept here, in their owners' words, and what cases say came of them besides."""
    told = FollowUp.objects.filter(state=Commitment.State.DONE, commitment__areas=area, commitment__visibility="public")
    kept = [Change(row.commitment, row.words) for row in told.select_related("commitment").order_by("-at")[:EACH]]
    cases = Case.objects.public().filter(areas=area).exclude(ripples="").order_by("-pk")[: EACH - 1]
    return [*(Change(case, case.ripples) for case in cases), *kept][:EACH]

"""The front of a theme or an area: who works on it, what was tried, what is needed, what is on, what one can do (R43, R47)."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
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
NEWEST = 500
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
    newest = _newest(ground)
    dated = _coming(ground, now or timezone.now())
    cards = cards_by_id([*(pair for found in newest.values() for pair in found), *dated], looks)
    sections = []
    for anchor, heading, empty, kinds in SECTIONS:
        most = max(2, SECTION // len(kinds))
        pairs = dated if kinds == BY_DATE else [pair for kind in kinds for pair in newest.get(kind, [])[:most]]
        shown = [cards[pk] for pk, _version in pairs if pk in cards]
        sections.append(Section(anchor, heading, empty, [KINDS[kind] for kind in kinds], shown))
    front = Front(sections, _mix(ground))
    if isinstance(ground, Theme):
        front.figures = list(Figure.objects.filter(theme=ground))
    else:
        front.changes = _changes(ground)
    return front


def _rows(sql: str, ground: Theme | Area, *values: Any) -> list[tuple[Any, ...]]:
    """The rows of one statement about a ground: {table} and {column} are those that say what stands on it."""
    table, column = ("kernel_itemtheme", "theme_id") if isinstance(ground, Theme) else ("kernel_itemarea", "area_id")
    with connection.cursor() as cursor:
        cursor.execute(sql.format(table=table, column=column), values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


# For each kind the index of the ground is walked from its newest end until there are enough: as long in a city of any size.
# OFFSET 0 keeps the planner from merging the index with all items of the city.
NEWEST_OF_EACH = """
SELECT kinds.kind, found.item_id, found.version FROM unnest(%s::text[]) AS kinds(kind) CROSS JOIN LATERAL (
    SELECT here.item_id, item.version FROM {table} here CROSS JOIN LATERAL (
        SELECT version FROM kernel_item WHERE id = here.item_id AND visibility = 'public' AND state <> 'ended' OFFSET 0) item
    WHERE here.{column} = %s AND here.kind = kinds.kind ORDER BY here.item_id DESC LIMIT %s) found
"""
# For each kind and state the calendar is walked from today until there are enough that stand on the ground.
COMING = """
SELECT found.id, found.version FROM unnest(%s::text[]) AS kinds(kind), unnest(%s::text[]) AS states(state),
LATERAL (
    SELECT item.id, item.version, item."when" FROM kernel_item item
    WHERE item.kind = kinds.kind AND item.state = states.state AND item."when" >= %s AND item.visibility = 'public'
    AND EXISTS (SELECT 1 FROM {table} here WHERE here.{column} = %s AND here.item_id = item.id)
    ORDER BY item."when", item.id LIMIT %s) found
ORDER BY found."when", found.id LIMIT %s
"""
MIX = """
SELECT actor.kind, count(DISTINCT actor.id) AS number FROM (
    SELECT item.by_id FROM {table} here CROSS JOIN LATERAL (
        SELECT by_id FROM kernel_item WHERE id = here.item_id AND visibility = 'public' OFFSET 0) item
    WHERE here.{column} = %s ORDER BY here.item_id DESC LIMIT %s) newest
JOIN kernel_actor actor ON actor.id = newest.by_id GROUP BY actor.kind ORDER BY number DESC, actor.kind
"""


def _newest(ground: Theme | Area) -> dict[str, list[tuple[int, int]]]:
    """(id, version) of the newest few of each kind that everybody may see."""
    kinds = sorted({kind for section in SECTIONS for kind in section[3]} - set(BY_DATE))
    found: dict[str, list[tuple[int, int]]] = {}
    for kind, pk, version in _rows(NEWEST_OF_EACH, ground, kinds, ground.pk, EACH):
        found.setdefault(kind, []).append((pk, version))
    return found


def _coming(ground: Theme | Area, now: dt.datetime) -> list[tuple[int, int]]:
    """What is on from today on, the nearest first."""
    today, most = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0), EACH + 2
    found = _rows(COMING, ground, list(BY_DATE), list(LATER_STATES), today, ground.pk, most, most)
    return [(pk, version) for pk, version in found]


def _mix(ground: Theme | Area) -> list[tuple[str, int]]:
    """かかわった人・団体 (R42): how many people and bodies of each kind stand behind the newest of what is here."""
    labels = dict(Actor.Kind.choices)
    return [(str(labels[kind]), number) for kind, number in _rows(MIX, ground, ground.pk, NEWEST)]


def _changes(area: Area) -> list[Change]:
    """Promises kept here, in their owners' words, and what cases say came of them besides."""
    told = FollowUp.objects.filter(state=Commitment.State.DONE, commitment__areas=area, commitment__visibility="public")
    kept = [Change(row.commitment, row.words) for row in told.select_related("commitment").order_by("-at")[:EACH]]
    cases = Case.objects.public().filter(areas=area).exclude(ripples="").order_by("-pk")[: EACH - 1]
    return [*(Change(case, case.ripples) for case in cases), *kept][:EACH]

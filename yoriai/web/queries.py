"""What the front pages show."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yoriai.assembly.models import Commitment, FollowUp, Session
from yoriai.directory.queries.calendar import Happening, this_week
from yoriai.engines.japanese.words import search_query
from yoriai.kernel.actors.who import Who
from yoriai.kernel.items.models import Item, Visibility
from yoriai.kernel.items.registry import KINDS, Kind, listed_kinds
from yoriai.kernel.models import Record, Theme
from yoriai.kernel.readings.queries import synonyms
from yoriai.kernel.search.queries import ReadyQuery
from yoriai.publishing.models import Result
from yoriai.ui.threads import Knot, steps
from yoriai.web.models import Count, SavedSearch

Tally = dict[str, int]


@dataclass(slots=True)
class Front:
    """The home page. `now`: the session going on or the next one announced."""

    now: Session | None = None
    course: list[Knot] = field(default_factory=list)
    coming: list[Session] = field(default_factory=list)
    commitment: Commitment | None = None
    commitments: list[Commitment] = field(default_factory=list)
    results: list[Result] = field(default_factory=list)
    week: list[Happening] = field(default_factory=list)


def sessions_on(at: dt.datetime) -> list[Session]:
    """Sessions going on, then those announced, the nearest first."""
    shown = Session.objects.public().filter(
        Q(state=Session.State.OPEN) | Q(state=Session.State.CALLED, starts__gte=at - dt.timedelta(hours=3))
    )
    rows = shown.select_related("where", "assembly").order_by("starts")[:4]
    return sorted(rows, key=lambda session: (session.state != Session.State.OPEN, session.starts))


COURSE = [_("Announced"), _("Talking"), _("Summing up"), _("Newsletter"), _("What became of it")]


def course(session: Session) -> list[Knot]:
    """Where an evening stands on its way to what comes of it."""
    states = [Session.State.CALLED, Session.State.OPEN, Session.State.SUMMING_UP, Session.State.CLOSED]
    return steps(COURSE, states.index(Session.State(session.state)) if session.state in states else -1)


def front() -> Front:
    """Everything public the home page shows, in five queries."""
    sessions = sessions_on(timezone.now())
    told = Exists(FollowUp.objects.filter(commitment=OuterRef("pk")))
    lately = Commitment.objects.public().annotate(told=told).order_by("-told", "-changed")
    commitments = list(lately.select_related("by")[:4])
    return Front(
        now=sessions[0] if sessions else None,
        course=course(sessions[0]) if sessions else [],
        coming=sessions[1:],
        commitment=commitments[0] if commitments else None,
        commitments=commitments[1:],
        week=this_week(None, timezone.now()),
        results=list(Result.objects.public().select_related("by").order_by("-pk")[:3]),
    )


def problem_themes() -> list[tuple[Theme, Tally]]:
    """The first way in (R47), each with its kept counts by kind; those with most in them first."""
    themes = list(Theme.objects.problems().filter(parent=None))
    tallies: defaultdict[int, Tally] = defaultdict(dict)
    for row in Count.objects.filter(theme__in=themes, kind__in=listed_kinds()):
        tallies[row.theme_id or 0][row.kind] = row.number
    return sorted(((theme, tallies[theme.pk]) for theme in themes), key=lambda pair: -sum(pair[1].values()))


def city_counts() -> Tally:
    """Kept counts of the whole city by kind."""
    return dict(Count.objects.filter(theme=None, area=None).values_list("kind", "number"))


def in_words(tally: Tally) -> list[tuple[str, int]]:
    """A tally with the labels of the kinds, in the registry's order."""
    return [(str(kind.label), tally[name]) for name, kind in KINDS.items() if tally.get(name)]


def figures(tally: Tally) -> list[tuple[str, int, str]]:
    """A tally as numbers that each lead to their list."""
    return [(str(kind.label), tally[name], f"/items/?kind={name}") for name, kind in KINDS.items() if tally.get(name)]


def newest(kind: str = "") -> "list[str]":
    """The kinds a list of `kind` shows: the one, or all that stand in lists."""
    return [kind] if kind in KINDS else listed_kinds()


MOST_HITS = 1000


def matching(search: SavedSearch, *, since: dt.datetime | None = None) -> "QuerySet[Item, int]":
    """Ids of what everybody may see and a saved search asks for, the newest 1,000; since: only what has changed then."""
    query = search_query(search.q, synonyms())
    if not query:
        return Item.objects.none().values_list("pk", flat=True)
    rows = Item.objects.public().listed().filter(search=ReadyQuery(query))
    if search.kind:
        rows = rows.filter(kind=search.kind)
    if search.theme_id:
        rows = rows.filter(themes=search.theme_id)
    if search.area_id:
        rows = rows.filter(areas=search.area_id)
    if since is not None:
        rows = rows.filter(changed__gte=since)
        return rows.order_by("-pk").values_list("pk", flat=True)
    return rows.order_by("-pk").values_list("pk", flat=True)[:MOST_HITS]


def searches_due(now: dt.datetime) -> list[int]:
    """Saved searches nobody has looked at since yesterday."""
    return list(SavedSearch.objects.filter(looked__lt=now - dt.timedelta(hours=20)).values_list("pk", flat=True))


def searches_of(who: Who) -> "QuerySet[SavedSearch]":
    """A person's own, the newest first."""
    return SavedSearch.objects.filter(actor=who.person).select_related("theme", "area").order_by("-pk")


def years_of_archive() -> list[int]:
    """The years something public came in, the newest first."""
    rows = Item.objects.public().listed().datetimes("created", "year", order="DESC")
    return [timezone.localtime(first).year for first in rows]


def months_of(year: int) -> list[tuple[dt.date, list[Kind], bool]]:
    """The months of a year in which something public came or ended: its first day, the kinds that came, whether anything ended."""
    first, until = _span(year)
    within = Item.objects.public().listed().filter(created__gte=first, created__lt=until)
    came: defaultdict[dt.date, set[str]] = defaultdict(set)
    for at, kind in within.annotate(month=TruncMonth("created")).values_list("month", "kind").distinct().order_by():
        came[timezone.localtime(at).date()].add(kind)
    ends = _ends(first, until).filter(item__visibility=Visibility.PUBLIC).datetimes("at", "month")
    ended = {timezone.localtime(at).date() for at in ends}
    return [
        (month, [kind for name, kind in KINDS.items() if name in came[month]], month in ended)
        for month in sorted(came.keys() | ended)
    ]


def archived(year: int, month: int, *, kind: str = "", ended: bool = False) -> "QuerySet[Item]":
    """What public came in a month, or ended in it; light rows, for a list by day."""
    first, until = _span(year, month)
    rows = Item.objects.public().filter(kind__in=newest(kind))
    came = Q(created__gte=first, created__lt=until)
    rows = rows.filter(Q(pk__in=_ends(first, until).values("item")) if ended else came)
    return rows.only("code", "kind", "title", "state", "created", "by__name", "by__kind", "by__left").select_related(
        "by"
    )


def _ends(first: dt.datetime, until: dt.datetime) -> "QuerySet[Record]":
    """That something of a listed kind ended within this time."""
    return Record.objects.filter(verb__in=[f"{name}.ended" for name in listed_kinds()], at__gte=first, at__lt=until)


def _span(year: int, month: int | None = None) -> tuple[dt.datetime, dt.datetime]:
    """From when until when a year or a month goes, in the city's own time."""
    first = dt.datetime(year, month or 1, 1)
    after = dt.datetime(year + 1, 1, 1) if month in (None, 12) else dt.datetime(year, month + 1, 1)
    return timezone.make_aware(first), timezone.make_aware(after)

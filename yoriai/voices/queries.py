"""Counts by door, the next card of a deck, the comments of an item."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import CharField, Count, Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import MD5, Cast, Concat, TruncMinute
from django.utils import timezone

from yoriai.kernel.actors.who import Who
from yoriai.kernel.items.models import WrittenOut
from yoriai.kernel.models import Item
from yoriai.voices.models import Comment, Door, SetAside, Statement, Vote

ANSWER = Vote.Value


@dataclass(slots=True)
class Tally:
    """The answers to one card. `by_door[door][value]` holds all of them; the totals leave out the doors set aside."""

    by_door: dict[str, dict[int, int]] = field(default_factory=dict)
    without: frozenset[str] = frozenset()

    def _sum(self, value: int) -> int:
        return sum(counts.get(value, 0) for door, counts in self.by_door.items() if door not in self.without)

    @property
    def agree(self) -> int:
        """そう思う."""
        return self._sum(ANSWER.AGREE)

    @property
    def disagree(self) -> int:
        """そう思わない."""
        return self._sum(ANSWER.DISAGREE)

    @property
    def passed(self) -> int:
        """わからない・とばす."""
        return self._sum(ANSWER.PASS)

    @property
    def total(self) -> int:
        """All answers that count."""
        return self.agree + self.disagree + self.passed

    @property
    def doors(self) -> list[tuple[str, int, int, int, bool]]:
        """For each door with answers: its name, the three counts, and whether it is set aside."""
        return [
            (
                str(Door(door).label),
                counts.get(ANSWER.AGREE, 0),
                counts.get(ANSWER.DISAGREE, 0),
                counts.get(ANSWER.PASS, 0),
                door in self.without,
            )
            for door, counts in sorted(self.by_door.items())
        ]


def tally(statements: Iterable[Statement | int], without: frozenset[str] = frozenset()) -> dict[int, Tally]:
    """The answers to these cards (or ids of cards), by id, in one query. without: doors set aside."""
    ids = [one if isinstance(one, int) else one.pk for one in statements]
    tallies = {pk: Tally(without=without) for pk in ids}
    rows = Vote.objects.filter(statement__in=ids).values_list("statement", "door", "value").annotate(Count("id"))
    for pk, door, value, count in rows.order_by():
        tallies[pk].by_door.setdefault(door, {})[value] = count
    return tallies


def doors_set_aside(about: Item) -> "QuerySet[SetAside]":
    """What the team leaves out of the counts today, with its reasons."""
    return SetAside.objects.filter(about_id=about.pk, lifted=None).order_by("created")


def without(about: Item) -> frozenset[str]:
    """The doors set aside, for `tally`."""
    return frozenset(doors_set_aside(about).values_list("door", flat=True))


def written(about: Item) -> "QuerySet[Statement]":
    """The written cards about an item that everybody may see."""
    return Statement.objects.public().filter(about_id=about.pk, state=Statement.State.WRITTEN)


@dataclass(frozen=True, slots=True)
class Deck:
    """Where somebody is in the cards: `card` is the next to answer, None at the end; `at` counts from 1."""

    card: Statement | None
    at: int
    of: int


def next_statement(about: Item, who: Who) -> Deck:
    """The next card this person has not answered, everybody in an order of their own, so that all cards get answers.

    Their own cards are not shown to them. Two queries.
    """
    deck = written(about).exclude(by__in=who.hats)
    mine = Vote.objects.filter(statement=OuterRef("pk"), by=who.person)
    answered, of = 0, 0
    for done in deck.annotate(done=Exists(mine)).values_list("done", flat=True):
        of += 1
        answered += done
    shuffled = MD5(Concat(Cast("pk", CharField()), Value(f"-{who.person.pk}"), output_field=CharField()))
    card = deck.filter(~Exists(mine)).annotate(order=shuffled).select_related("by").order_by("order").first()
    return Deck(card=card, at=min(answered + 1, of), of=of)


def vote_of(statement: Statement, who: Who | None) -> int | None:
    """What this person answered, if they did."""
    if who is None:
        return None
    return Vote.objects.filter(statement_id=statement.pk, by=who.person).values_list("value", flat=True).first()


NOT_HIDDEN = (
    "NOT EXISTS(SELECT 1 FROM kernel_hiding hidden "
    "WHERE hidden.item_id = {} AND hidden.part = 'comment:' || {} AND hidden.lifted IS NULL)"
)


def comments_of(item: Item) -> "QuerySet[Comment]":
    """The comments that are not made invisible, newest first."""
    shown = WrittenOut(NOT_HIDDEN, F("item_id"), F("pk"))
    return Comment.objects.filter(shown, item_id=item.pk).select_related("by").order_by("-pk")


# A burst: so many times the answers of a usual minute through that door, or a first minute of more than a hall can give.
BURST_LEAST = 60
BURST_TIMES = 5
BURST_FIRST = 400


@dataclass(frozen=True, slots=True)
class Burst:
    """A minute in which far more answers came through a door than in its usual one."""

    minute: dt.datetime
    door: str
    answers: int
    usual: int

    @property
    def door_label(self) -> str:
        """The door in words."""
        return str(Door(self.door).label)


def bursts(about: Item, *, hours: int = 72) -> list[Burst]:
    """The minutes of the last hours that look like a flood, newest first. The team decides what it was. One query."""
    since = timezone.now() - dt.timedelta(hours=hours)
    rows = (
        Vote.objects.filter(statement__about=about.pk, created__gte=since)
        .annotate(minute=TruncMinute("created"))
        .values_list("door", "minute")
        .annotate(answers=Count("id"))
        .order_by("-minute")
    )
    minutes: dict[str, list[tuple[dt.datetime, int]]] = {}
    for door, minute, answers in rows:
        minutes.setdefault(door, []).append((minute, answers))
    found = []
    for door, counted in minutes.items():
        usual = sorted(answers for _minute, answers in counted)[(len(counted) - 1) // 2] if len(counted) > 2 else 0
        least = max(BURST_LEAST, BURST_TIMES * usual) if usual else BURST_FIRST
        found += [Burst(minute, door, answers, usual) for minute, answers in counted if answers >= least]
    return sorted(found, key=lambda burst: burst.minute, reverse=True)


def is_printed(code: str) -> bool:
    """Whether a card with this code was printed and waits to be typed in: all that anybody may know of it."""
    waiting = (Statement.State.BLANK, Statement.State.UNREADABLE)
    return Statement.objects.filter(code=code, number__isnull=False, state__in=waiting).exists()


@dataclass(frozen=True, slots=True)
class DoorCount:
    """What came in by one door: answers, and the people or devices they are of."""

    door: str
    answers: int
    people: int

    @property
    def label(self) -> str:
        """The door in words."""
        return str(Door(self.door).label)


def door_counts(about: Item) -> list[DoorCount]:
    """The answers to an item's cards by door, in one query; each door stands there, even with none."""
    rows = (
        Vote.objects.filter(statement__about=about.pk)
        .values_list("door")
        .annotate(Count("id"), Count("by", distinct=True))
    )
    found = {door: (answers, people) for door, answers, people in rows.order_by()}
    return [DoorCount(door, *found.get(door, (0, 0))) for door in Door.values]

"""`story(item)`: 「この話のこれまでとその後」, the whole thread through an item."""

from dataclasses import dataclass, field

from django.db import connection

from yoriai.kernel.actors.who import Who
from yoriai.kernel.items.models import Item
from yoriai.kernel.links.models import Link

# A result of a large evening has some 200 cards behind it; a page shows no more.
MOST = 240
HOPS = 8

WALK = """
WITH RECURSIVE
  before(id, hop) AS (
    SELECT %(item)s::bigint, 0
    UNION
    SELECT l.source_id, b.hop + 1 FROM kernel_link l JOIN before b ON l.target_id = b.id WHERE b.hop < %(hops)s
  ),
  after(id, hop) AS (
    SELECT %(item)s::bigint, 0
    UNION
    SELECT l.target_id, a.hop + 1 FROM kernel_link l JOIN after a ON l.source_id = a.id WHERE a.hop < %(hops)s
  )
SELECT id, max(hop) FROM (SELECT id, -hop AS hop FROM before UNION ALL SELECT id, hop FROM after) walked
GROUP BY id ORDER BY max(abs(hop)), id LIMIT %(most)s
"""


@dataclass(slots=True)
class Knot:
    """One thing in a story: how many hops before (negative) or after (positive) the item, and the kinds of its ties."""

    item: Item
    hop: int
    came_from: list["Tie"] = field(default_factory=list)
    led_to: list["Tie"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Tie:
    """A hop between two knots, with its name in the reader's language."""

    source: Item
    target: Item
    kind: str
    label: str


@dataclass(slots=True)
class Story:
    """Knots from the first voice to the last outcome; `here` is the item asked for."""

    here: Knot
    knots: list[Knot]
    ties: list[Tie]

    @property
    def before(self) -> list[Knot]:
        """What it came from."""
        return [knot for knot in self.knots if knot.hop < 0]

    @property
    def after(self) -> list[Knot]:
        """What came of it."""
        return [knot for knot in self.knots if knot.hop > 0]

    def __bool__(self) -> bool:
        return len(self.knots) > 1


@dataclass(frozen=True, slots=True)
class Step:
    """One thing of a story by its numbers alone: enough to know whether what was made of the story still holds."""

    pk: int
    version: int
    kind: str
    hop: int


def _hops(item: Item) -> dict[int, int]:
    """How far each thing of the thread is from the item, whoever may see it."""
    with connection.cursor() as cursor:
        cursor.execute(WALK, {"item": item.pk, "hops": HOPS, "most": MOST})
        return dict(cursor.fetchall())


def steps(item: Item, who: Who | None) -> list[Step]:
    """The thread as far as this reader may see it, from the first voice to the last outcome, without a word of it. Two queries."""
    hops = _hops(item)
    seen = Item.objects.visible_to(who).filter(pk__in=hops).values_list("pk", "version", "kind")
    rows = {item.pk: Step(item.pk, item.version, item.kind, hops.get(item.pk, 0))}
    rows |= {pk: Step(pk, version, kind, hops[pk]) for pk, version, kind in seen}
    return sorted(rows.values(), key=lambda step: (step.hop, step.pk))


def story(item: Item, who: Who | None) -> Story:
    """The thread through the item as far as this reader may see it, in three queries whatever its length."""
    hops = _hops(item)
    items = {i.pk: i for i in Item.objects.visible_to(who).filter(pk__in=hops).select_related("by")}
    items[item.pk] = item
    knots = {pk: Knot(items[pk], hops.get(pk, 0)) for pk in items}
    ties = []
    for row in Link.objects.filter(source__in=items, target__in=items).order_by("id"):
        tie = Tie(items[row.source_id], items[row.target_id], row.kind, row.get_kind_display())
        knots[row.source_id].led_to.append(tie)
        knots[row.target_id].came_from.append(tie)
        ties.append(tie)
    ordered = sorted(knots.values(), key=lambda knot: (knot.hop, knot.item.pk))
    return Story(here=knots[item.pk], knots=ordered, ties=ties)

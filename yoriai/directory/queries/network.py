"""Who has worked with whom (R18): the bodies that stand, by their own consent, as parties of the same public thing."""

import math
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import combinations

from yoriai.directory.models import Case, Party
from yoriai.kernel.items.models import Item
from yoriai.kernel.models import Actor, Theme

MOST = 60
RADIUS = 250.0
FEW = 16  # names lie flat where there is room for them


@dataclass(frozen=True, slots=True)
class Tie:
    """Two bodies and what they did together, the newest first."""

    one: Actor
    other: Actor
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Dot:
    """A body on the circle: where it stands and how its name is turned (SVG transforms), and which way the name runs."""

    actor: Actor
    place: str
    turn: str
    left: bool


@dataclass(slots=True)
class Network:
    """The ties, the strongest first, and the picture of them. `left_out`: bodies for which the circle has no room."""

    ties: list[Tie] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    lines: list[tuple[str, int]] = field(default_factory=list)
    left_out: int = 0
    years: list[int] = field(default_factory=list)


def network(theme: Theme | None = None, until: int | None = None) -> Network:
    """The ties of a theme (or of all), as they were at the end of a year (or today)."""
    together, years = _together(theme, until)
    found = Network(years=years)
    if not together:
        return found
    actors = {actor.pk: actor for actor in Actor.objects.filter(pk__in={pk for pair in together for pk in pair})}
    items = Item.objects.only("pk", "code", "title", "kind").in_bulk({pk for pks in together.values() for pk in pks})
    order = sorted(together, key=lambda pair: (-len(together[pair]), pair))
    found.ties = [
        Tie(actors[one], actors[other], tuple(items[pk] for pk in sorted(together[one, other], reverse=True)))
        for one, other in order
    ]
    _draw(found)
    return found


def _together(theme: Theme | None, until: int | None) -> tuple[dict[tuple[int, int], set[int]], list[int]]:
    """Per pair of bodies, the ids of what they did together; and the years there is something of."""
    rows = Party.objects.filter(actor__isnull=False, shown=Party.Shown.NAME, item__visibility="public")
    rows = rows.exclude(agreed=None).exclude(actor__kind__in=Actor.ONE_HUMAN)
    rows = rows.exclude(item__in=Case.objects.filter(hides_names=True).values("pk"))
    if theme is not None:
        rows = rows.filter(item__themes=theme)
    parties: dict[int, set[int]] = defaultdict(set)
    made: dict[int, int] = {}
    for item, actor, owner, owner_kind, created in rows.values_list(
        "item_id", "actor_id", "item__by_id", "item__by__kind", "item__created"
    ):
        made[item] = created.year
        parties[item].add(actor)
        if owner_kind not in Actor.ONE_HUMAN:
            parties[item].add(owner)
    years = sorted(set(made.values()))
    together: dict[tuple[int, int], set[int]] = defaultdict(set)
    for item, actors in parties.items():
        if until is None or made[item] <= until:
            for one, other in combinations(sorted(actors), 2):
                together[one, other].add(item)
    return dict(together), years


def _draw(found: Network) -> None:
    """A circle of bodies, like kinds side by side, and a bow for each tie: the more between two kinds, the fewer lanes."""
    ties: dict[int, int] = defaultdict(int)
    actors: dict[int, Actor] = {}
    for tie in found.ties:
        for actor in (tie.one, tie.other):
            actors[actor.pk] = actor
            ties[actor.pk] += 1
    most = sorted(actors, key=lambda pk: (-ties[pk], pk))[:MOST]
    found.left_out = len(actors) - len(most)
    kinds = list(Actor.Kind.values)
    circle = sorted(most, key=lambda pk: (kinds.index(actors[pk].kind), actors[pk].reading, pk))
    places: dict[int, tuple[float, float]] = {}
    for number, pk in enumerate(circle):
        angle = 2 * math.pi * number / len(circle) - math.pi / 2
        places[pk] = (round(RADIUS * math.cos(angle), 1), round(RADIUS * math.sin(angle), 1))
        left = math.cos(angle) < -1e-9
        turn = round(math.degrees(angle) + (180 if left else 0), 1) if len(circle) > FEW else 0
        x, y = places[pk]
        found.dots.append(Dot(actors[pk], f"translate({x} {y})", f"rotate({turn})", left))
    for tie in found.ties:
        if tie.one.pk in places and tie.other.pk in places:
            (x1, y1), (x2, y2) = places[tie.one.pk], places[tie.other.pk]
            bow = f"M{x1} {y1}Q{round((x1 + x2) / 6, 1)} {round((y1 + y2) / 6, 1)} {x2} {y2}"
            found.lines.append((bow, min(len(tie.items), 5)))

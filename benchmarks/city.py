"""A city of any size for the benchmarks: 杜野市 with N items of believable Japanese. `python -m benchmarks.city 100000`

Written by bulk inserts, as an import of many years would be; deterministic, so that two runs measure the same city.
"""

import datetime as dt
import random
import sys
import time
from collections.abc import Sequence

import django

django.setup()

from django.contrib.postgres.search import SearchVectorField  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.db.models import Value  # noqa: E402
from django.db.models.functions import Cast  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks.sentences import sentence, text  # noqa: E402
from yoriai.assembly.models import Commitment, Point, Session  # noqa: E402
from yoriai.directory.models import Activity, Case, Event, Need, Offer, Place  # noqa: E402
from yoriai.engines.japanese.words import search_vector  # noqa: E402
from yoriai.kernel.items.codes import SIGNS  # noqa: E402
from yoriai.kernel.models import Actor, Area, Item, ItemArea, ItemTheme, Link, Theme, Visibility  # noqa: E402
from yoriai.voices.models import Comment, Statement  # noqa: E402
from yoriai.web.actions import count_items  # noqa: E402
from yoriai.web.demo import evenings, words  # noqa: E402
from yoriai.web.demo.cast import make_cast  # noqa: E402
from yoriai.web.demo.newsletter import tell  # noqa: E402

# Of a hundred things so many of each kind; the first three are what evenings leave.
EVENING = {"statement": 48, "point": 12, "commitment": 8}
SHARES = EVENING | {"event": 8, "offer": 5, "need": 5, "activity": 5, "case": 4, "place": 5}
STATES = {"statement": "written", "point": "", "commitment": "promised", "place": ""}
MODELS: list[type[Item]] = [Statement, Point, Commitment, Event, Offer, Need, Activity, Case, Place]
AN_EVENING = 85  # an evening leaves 60 cards, 15 points and 10 commitments
CHUNK = 5000


def build(size: int) -> None:
    """Make a city of about `size` items in the database of this environment, which must be empty."""
    chance = random.Random(20261123)
    cast = make_cast()
    here = evenings.place(cast)
    hall = evenings.forum(cast)
    told = evenings.festival(cast, hall, here)
    result = tell(cast, told.session, words.FESTIVAL_RESULT)
    session = evenings.evening(cast, hall, here, "町のこれからを、どう話す？", 0, cast.themes[0])
    themes = [*Theme.objects.all(), *_themes(40 if size < 10_000 else 1000)]
    above = [[int(pk) for pk in area.path.split("/") if pk] for area in Area.objects.filter(kind=Area.Kind.TOWN)]
    actors = [cast.resident, cast.worker, cast.student, cast.npo, cast.neighbourhood]
    kinds = [name for name, share in SHARES.items() for _ in range(share)]
    last = Item.objects.latest("pk").pk
    sessions = _sessions(max(1, size * sum(EVENING.values()) // 100 // AN_EVENING), hall.pk, cast.team)
    for begin in range(0, size, CHUNK):
        rows = [_item(number, chance, kinds, actors) for number in range(begin, min(size, begin + CHUNK))]
        made = Item.objects.bulk_create(rows)
        _children(made, sessions)
        ItemTheme.objects.bulk_create(
            [ItemTheme(item=row, theme=theme) for row in made for theme in chance.sample(themes, 2)]
        )
        ItemArea.objects.bulk_create([ItemArea(item=row, area_id=pk) for row in made for pk in chance.choice(above)])
    _links(last, cast.team)
    talked = Item.objects.filter(kind="point", visibility="public", pk__gt=last, links_in__isnull=False).earliest("pk")
    Comment.objects.bulk_create(
        Comment(item_id=talked.pk, by=chance.choice(actors), text=sentence(chance) * 2) for _ in range(100)
    )
    count_items()
    print(
        f"{Item.objects.count()} items; item with 100 comments: {talked.code}; session: {session.code}; result: {result.code}"
    )


def _item(number: int, chance: random.Random, kinds: list[str], actors: list[Actor]) -> Item:
    """One thing that can be found, eight in ten by everybody."""
    kind, lot = chance.choice(kinds), chance.random()
    title, summary = text(chance, kind)
    return Item(
        code=_code(number),
        kind=kind,
        state=STATES.get(kind, "shown"),
        title=title,
        summary=summary,
        by=chance.choice(actors),
        visibility=Visibility.PUBLIC if lot < 0.8 else Visibility.SIGNED_IN if lot < 0.9 else Visibility.AUDIENCE,
        when=timezone.now() + dt.timedelta(days=chance.randint(-400, 60)) if kind in ("commitment", "event") else None,
        search=Cast(Value(search_vector(title, summary)), SearchVectorField()),
    )


def _children(items: list[Item], sessions: list[int]) -> None:
    """The rows of the kinds' own tables, one statement a kind; item n belongs to evening n modulo their number."""
    facts: dict[type[Item], dict[str, object]] = {
        Statement: {"sort": "see", "door": "paper"},
        Point: {"sort": "could"},
        Commitment: {"due": dt.date(2027, 3, 31)},
        Offer: {"resource": "people"},
        Need: {"resource": "people"},
    }
    evening = {Statement: "about_id", Point: "session_id", Commitment: "session_id"}
    for model in MODELS:
        rows = []
        for item in items:
            if item.kind == model.KIND:
                of_it = {evening[model]: sessions[item.pk % len(sessions)]} if model in evening else {}
                rows.append(model(item=item, **facts.get(model, {}), **of_it))
        _insert(model, rows)


def _insert(model: type[Item], rows: Sequence[Item]) -> None:
    """The children of items that are there: Django's bulk_create makes no rows of models with a parent."""
    for row in rows:
        row.pk = row.item_id  # type: ignore[attr-defined]
    if rows:
        model._base_manager.all()._insert(rows, fields=model._meta.local_concrete_fields, using="default")


def _sessions(number: int, hall: int, team: Actor) -> list[int]:
    """So many closed evenings of the forum; their ids."""
    now = timezone.now()
    made = Item.objects.bulk_create(
        Item(
            code=_code(10**8 + n), kind="session", state="closed", title="まちのこれからを、どう話す？", by=team,
            when=now - dt.timedelta(days=7 * n + 7),
        )
        for n in range(number)
    )  # fmt: skip
    rows = [
        Session(
            item=item,
            assembly_id=hall,
            number=n + 3,
            starts=item.when,
            ends=item.when + dt.timedelta(hours=2),
            tables=6,
        )
        for n, item in enumerate(made)
        if item.when
    ]
    _insert(Session, rows)
    return [item.pk for item in made]


def _links(last: int, team: Actor) -> None:
    """Each card of an evening is joined into one of its points, each commitment came of one of them."""
    points: dict[int, list[int]] = {}
    for session, pk in Point.objects.filter(pk__gt=last).order_by("pk").values_list("session", "pk"):
        points.setdefault(session, []).append(pk)
    cards = Statement.objects.filter(pk__gt=last).order_by("pk").values_list("pk", "about")
    promised = Commitment.objects.filter(pk__gt=last).order_by("pk").values_list("pk", "session")
    links = []
    for pk, session in cards:
        for point in points.get(session, [])[pk % 7 % len(points.get(session, [1])) :][:1]:
            links.append(Link(source_id=pk, target_id=point, kind=Link.Kind.JOINED, by=team))
    for pk, session in promised:
        for point in points.get(session, [])[pk % 5 % len(points.get(session, [1])) :][:1]:
            links.append(Link(source_id=point, target_id=pk, kind=Link.Kind.BECAME, by=team))
    Link.objects.bulk_create(links, batch_size=CHUNK)


def _code(number: int) -> str:
    """Spread over the alphabet, never twice."""
    value, signs = (number * 7919 + 1_000_003) % 32**6, []
    for _ in range(6):
        value, rest = divmod(value, 32)
        signs.append(SIGNS[rest])
    return "".join(signs)


def _themes(number: int) -> list[Theme]:
    made = Theme.objects.bulk_create(
        Theme(vocabulary="plan", code=f"plan-{n}", name=f"計画の項目 {n}", path="", place=n) for n in range(number)
    )
    return list(made)


if __name__ == "__main__":
    began = time.perf_counter()
    with transaction.atomic():
        build(int(sys.argv[1]))
    with connection.cursor() as analysed:
        analysed.execute("VACUUM ANALYZE")
    print(f"built in {time.perf_counter() - began:.0f} s")

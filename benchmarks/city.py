"""A city of any size for the benchmarks: 杜野市 with N items of believable Japanese. `python -m benchmarks.city 100000`

Written by bulk inserts, as an import of many years would be; deterministic, so that two runs measure the same city.
"""

import datetime as dt
import random
import sys
import time

import django

django.setup()

from django.contrib.postgres.search import SearchVectorField  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.db.models import Value  # noqa: E402
from django.db.models.functions import Cast  # noqa: E402
from django.utils import timezone  # noqa: E402

from yoriai.engines.japanese.words import search_vector  # noqa: E402
from yoriai.kernel.items.codes import SIGNS  # noqa: E402
from yoriai.kernel.models import Actor, Area, Item, ItemArea, ItemTheme, Theme, Visibility  # noqa: E402
from yoriai.voices.models import Comment  # noqa: E402
from yoriai.web.actions import count_items  # noqa: E402
from yoriai.web.demo import evenings  # noqa: E402
from yoriai.web.demo.cast import make_cast  # noqa: E402

WHO = [
    "となりの人",
    "一人で暮らす人",
    "子どもたち",
    "町内会の役員",
    "商店街の店主",
    "高校生",
    "外国から来た人",
    "配達の人",
    "子育て中の親",
]
WHERE = [
    "集会所で",
    "公園で",
    "駅前で",
    "学校の帰りに",
    "雪の朝に",
    "祭りの日に",
    "市民センターで",
    "坂の上で",
    "川のそばで",
]
WHAT = [
    "声をかける",
    "見守る",
    "道具を貸す",
    "ごみ出しを手伝う",
    "お茶を飲む",
    "防災の話をする",
    "花を植える",
    "遊び場をひらく",
    "読み聞かせをする",
]
END = [
    "ことから始めたい。",
    "のがむずかしい。",
    "人がふえてきた。",
    "と、話がはずむ。",
    "仕組みがあるといい。",
    "ことならできる。",
]
SHARES = [("statement", 60), ("point", 15), ("commitment", 10), ("place", 15)]
CHUNK = 5000

# An evening leaves about a hundred things: item n belongs to session n modulo their number.
SESSION = "(%(sessions)s::bigint[])[1 + id %% %(evenings)s]"
CHILDREN = {
    "statement": """INSERT INTO voices_statement (item_id, about_id, sort, door, number, "table", readings, may_be_quoted,
        said_as, wants_copy) SELECT id, {session}, 'see', 'paper', NULL, NULL, '[]', false, '', false
        FROM kernel_item WHERE kind = 'statement' AND id > %(last)s""",
    "point": """INSERT INTO assembly_point (item_id, session_id, sort, place_in_list, sent_why)
        SELECT id, {session}, 'could', 0, '' FROM kernel_item WHERE kind = 'point' AND id > %(last)s""",
    "commitment": """INSERT INTO assembly_commitment (item_id, session_id, with_whom, due, place_in_list)
        SELECT id, {session}, '', '2027-03-31', 0 FROM kernel_item WHERE kind = 'commitment' AND id > %(last)s""",
    "place": """INSERT INTO directory_place (item_id, reading, address, phone, hours, accessibility, website, source)
        SELECT id, '', '', '', '', '', '', '' FROM kernel_item WHERE kind = 'place' AND id > %(last)s""",
}
SESSIONS = """INSERT INTO assembly_session (item_id, assembly_id, number, starts, ends, room, accessibility, agenda, tables,
    cancelled_why) SELECT id, %(hall)s, row_number() OVER (ORDER BY id) + 1, "when", "when" + interval '2 hours', '', '', '', 6, ''
    FROM kernel_item WHERE kind = 'session' AND id > %(last)s"""
STATES = {"statement": "written", "point": "", "commitment": "promised", "place": ""}


def build(size: int) -> None:
    """Make a city of about `size` items in the database of this environment, which must be empty."""
    chance = random.Random(20261123)
    cast = make_cast()
    here = evenings.place(cast)
    hall = evenings.forum(cast)
    session = evenings.evening(cast, hall, here, "町のこれからを、どう話す？", 0, cast.themes[0])
    themes = [*Theme.objects.all(), *(_themes(40 if size < 10_000 else 1000))]
    areas = list(Area.objects.filter(kind=Area.Kind.TOWN))
    texts = [f"{a}が{b}{c}{d}" for a in WHO for b in WHERE for c in WHAT for d in END]
    chance.shuffle(texts)
    vectors = {text: search_vector(text, "") for text in texts[: min(len(texts), 3000)]}
    known = list(vectors)
    actors = [cast.resident, cast.worker, cast.student, cast.npo, cast.neighbourhood]
    kinds = [name for name, share in SHARES for _ in range(share)]
    last = Item.objects.latest("pk").pk
    sessions = _sessions(max(1, size // 100), hall.pk, last, chance.sample(known, 1)[0], cast.team)
    for begin in range(0, size, CHUNK):
        rows = []
        for number in range(begin, min(size, begin + CHUNK)):
            text = chance.choice(known)
            kind = chance.choice(kinds)
            lot = chance.random()
            rows.append(
                Item(
                    code=_code(number),
                    kind=kind,
                    state=STATES[kind],
                    title=text,
                    summary="",
                    by=chance.choice(actors),
                    visibility=Visibility.PUBLIC
                    if lot < 0.8
                    else Visibility.SIGNED_IN
                    if lot < 0.9
                    else Visibility.AUDIENCE,
                    when=timezone.now() + dt.timedelta(days=chance.randint(-400, 60)) if kind == "commitment" else None,
                    search=Cast(Value(vectors[text]), SearchVectorField()),
                )
            )
        made = Item.objects.bulk_create(rows)
        ItemTheme.objects.bulk_create(
            [ItemTheme(item_id=row.pk, theme=theme) for row in made for theme in chance.sample(themes, 2)]
        )
        above = {area.pk: [int(pk) for pk in area.path.split("/") if pk] for area in areas}
        ItemArea.objects.bulk_create(
            [ItemArea(item_id=row.pk, area_id=pk) for row in made for pk in above[chance.choice(areas).pk]]
        )
    with connection.cursor() as cursor:
        for statement in CHILDREN.values():
            found = {"sessions": sessions, "evenings": len(sessions), "last": last}
            cursor.execute(statement.replace("{session}", SESSION), found)
    talked = Item.objects.filter(kind="point", visibility="public", pk__gt=last).earliest("pk")
    Comment.objects.bulk_create(
        Comment(item_id=talked.pk, by=chance.choice(actors), text=chance.choice(known) * 2) for _ in range(100)
    )
    count_items()
    print(f"{Item.objects.count()} items; item with 100 comments: {talked.code}; session: {session.code}")


def _sessions(number: int, hall: int, last: int, question: str, team: Actor) -> list[int]:
    """So many closed evenings of the forum; their ids."""
    now = timezone.now()
    made = Item.objects.bulk_create(
        Item(
            code=_code(10**8 + n), kind="session", state="closed", title=question, by=team, when=now - dt.timedelta(days=7 * n + 7)
        )
        for n in range(number)
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(SESSIONS, {"hall": hall, "last": last})
    return [item.pk for item in made]


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

"""Search in the city of this environment: time and CPU in the database, recall against LIKE, size of the index.

    python -m benchmarks.search [--queries 200]

The words are taken out of the city's own texts: two-sign words, compounds, words with kana, foreign words; one to three of
one text, so that each query has something to find. Recall is counted over all things, whoever may see them, without the
limit of the newest thousand: of the things whose raw text holds every word as written (LIKE), how many does the search find?
The same over 6,000 real opinions where the shared data is there (YORIAI_SHARED).
"""

import argparse
import csv
import os
import random
import re
import statistics
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402

from benchmarks.sentences import WORDS  # noqa: E402
from yoriai.engines.japanese.tokens import short_words  # noqa: E402
from yoriai.engines.japanese.words import search_query, search_vector  # noqa: E402
from yoriai.kernel.actors.who import Who  # noqa: E402
from yoriai.kernel.models import Area, Item, Theme  # noqa: E402
from yoriai.kernel.search.queries import search  # noqa: E402
from yoriai.people.models import User  # noqa: E402

ROOT = Path(__file__).parents[1]
OPINIONS = Path(os.environ.get("YORIAI_SHARED", ROOT.parent / "shared" / "data")) / "ja" / "fukui-visitor-opinions.csv"
COMPOUND = re.compile("[\u4e00-\u9fff々]{3,}")
FOREIGN = re.compile("[ァ-ヶー]{3,}")
TWO = re.compile("[\u4e00-\u9fff々]{2}")
KNOWN = [word for words in WORDS.values() for word in words if len(word) > 1 and not word.endswith("。")]
# A query of a kind in turn: two signs, a compound, a foreign word, a word as the city writes it.
KINDS = ("two", "compound", "foreign", "known")


def words_of(text: str) -> dict[str, list[str]]:
    """What somebody might type to find this text again, by the kind of word."""
    return {
        "two": [token.surface for token in short_words().tokenise(text) if TWO.fullmatch(token.surface)],
        "compound": COMPOUND.findall(text),
        "foreign": FOREIGN.findall(text),
        "known": [word for word in KNOWN if word in text],
    }


def queries(texts: Sequence[str], number: int) -> list[list[str]]:
    """So many different queries of one, two and three words."""
    chance = random.Random(42)
    found: list[list[str]] = []
    while len(found) < number:
        words = words_of(chance.choice(texts))
        wanted = 1 + len(found) % 3
        first = words[KINDS[len(found) % len(KINDS)]]
        others = [word for some in words.values() for word in some]
        if not first or len(set(others)) < wanted:
            continue
        query = [chance.choice(first)]
        while len(query) < wanted:
            word = chance.choice(others)
            if not any(word in known or known in word for known in query):
                query.append(word)
            else:
                others.remove(word)
                if not others:
                    break
        if len(query) == wanted and query not in found:
            found.append(query)
    return found


def on_cpu(pid: int) -> float:
    """Milliseconds the database's process has had a processor."""
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e6


def timed(asked: list[list[str]], who: Who | None, facets: Sequence[dict[str, Any]]) -> Iterator[tuple[float, float]]:
    """(milliseconds on the wall, on the processor) of each query in the database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    spent: list[float] = []

    def stopwatch(execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            spent.append((time.perf_counter() - began) * 1000)

    for number, words in enumerate(asked):
        facet = facets[number % len(facets)]
        before = on_cpu(pid)
        with connection.execute_wrapper(stopwatch):
            search(" ".join(words), who, **facet)
        yield sum(spent), on_cpu(pid) - before
        spent.clear()


def speed(asked: list[list[str]]) -> None:
    """The table of times."""
    resident = User.objects.get(email="sakura@morino.example").actor
    theme, area = Theme.objects.problems().first(), Area.objects.filter(kind=Area.Kind.TOWN).first()
    assert theme and area
    choices: dict[str, list[dict[str, Any]]] = {
        "no facet": [{}],
        "a facet": [{"kind": "statement"}, {"theme": theme.pk}, {"area": area.pk}],
    }
    print(f"{'':<22}{'p50':>8}{'p95':>8}{'max':>8}   ms on the wall{'p50':>8}{'p95':>8}{'max':>8}   ms of CPU")
    for reader, who in (("out", None), ("in", Who.alone(resident))):
        for name, facets in choices.items():
            list(timed(asked, who, facets))  # everybody has searched before
            rows = list(timed(asked, who, facets))
            shares = ""
            for column in zip(*rows, strict=True):
                cut = statistics.quantiles(column, n=20)
                shares += f"{cut[9]:>8.1f}{cut[18]:>8.1f}{max(column):>8.1f}" + " " * 17
            print(f"{reader + ', ' + name:<22}{shares}")


def recall(asked: list[list[str]], table: str, text: str, name: str) -> None:
    """Of what LIKE finds in the raw text, how much the search finds."""
    wanted = found = missed_queries = 0
    worst: list[tuple[float, str]] = []
    with connection.cursor() as cursor:
        for words in asked:
            like = " AND ".join([f"{text} LIKE %s"] * len(words))
            cursor.execute(
                f"SELECT count(*), count(*) FILTER (WHERE search @@ %s::tsquery) FROM {table} WHERE {like}",
                [search_query(" ".join(words)), *(f"%{word}%" for word in words)],
            )
            all_, hit = cursor.fetchone()
            wanted, found = wanted + all_, found + hit
            if hit < all_:
                missed_queries += 1
                worst.append((hit / all_, f"{' '.join(words)} {hit}/{all_}"))
    by_size = [len(words) for words in asked]
    sizes = ", ".join(f"{by_size.count(size)} of {size}" for size in (1, 2, 3))
    print(f"{name}: {len(asked)} queries ({sizes} words), {found} of {wanted} found: {found / max(wanted, 1):.2%}; "
          f"{len(asked) - missed_queries} queries found all")  # fmt: skip
    for _share, line in sorted(worst)[:8]:
        print(f"    missed: {line}")


def real(number: int) -> None:
    """The same over real opinions, in a table that goes with the connection."""
    if not OPINIONS.exists():
        print(f"absent: {OPINIONS}")
        return
    with OPINIONS.open(encoding="utf-8-sig", newline="") as file:
        texts = [row["text"] for row in csv.DictReader(file)]
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE opinions (text text, search tsvector)")
        cursor.executemany(
            "INSERT INTO opinions VALUES (%s, %s::tsvector)",
            [(text, search_vector("", text)) for text in texts],
        )
    recall(queries(texts, number), "opinions", "text", f"{len(texts)} real opinions")


def sizes() -> None:
    """How much room the index takes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), sum(octet_length(title) + octet_length(summary)), sum(pg_column_size(search)), "
            "pg_relation_size('item_search'), pg_table_size('kernel_item') FROM kernel_item"
        )
        items, text, vectors, index, table = cursor.fetchone()
    print(f"{items} items: text {text / 1e6:.0f} MB, vectors {vectors / 1e6:.0f} MB, index {index / 1e6:.0f} MB, "
          f"table without its indexes {table / 1e6:.0f} MB")  # fmt: skip


def main() -> None:
    """Print it all."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--queries", type=int, default=200)
    options = parser.parse_args()
    rows = Item.objects.public().listed().order_by("pk").values_list("title", "summary")
    asked = queries([f"{title}\n{summary}" for title, summary in rows], options.queries)
    sizes()
    speed(asked)
    recall(asked, "kernel_item", "(title || E'\\n' || summary)", "this city")
    real(options.queries)


if __name__ == "__main__":
    main()

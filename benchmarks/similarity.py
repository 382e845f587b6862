"""What near-duplicate hints reach: `python benchmarks/similarity.py [recall|request]…` (both when none).

recall    241 rewritten opinions among 6,000, against character n-grams
request   a hint inside a web request, over 10,000 texts (a part wants DATABASE_URL or a running database)

The real opinions are read from YORIAI_SHARED or ../shared/data; where they are absent, that is said.
"""

import gc
import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.grams import Grams
from yoriai.engines.similarity.features import features
from yoriai.engines.similarity.index import Index
from yoriai.engines.similarity.tests.opinions import OPINIONS, opinions, paraphrases


def real_opinions() -> dict[str, str]:
    """The real opinions by id, or nothing, said aloud."""
    if not OPINIONS.exists():
        print(f"absent: {OPINIONS}")
        return {}
    return opinions()


def run_recall() -> None:
    """Recall at 1, 5 and 20: is the original among the nearest to what somebody else wrote?"""
    texts = real_opinions()
    if not texts:
        return
    index: Index[str] = Index()
    for key, text in texts.items():
        index.add(key, text)
    places = {key: place for place, key in enumerate(texts)}
    ways: dict[str, Callable[[str, str], int]] = {"engine": lambda key, text: rank(index, key, text)}
    for shortest, longest in ((2, 3), (1, 2), (2, 4)):
        grams = Grams(list(texts.values()), shortest, longest)

        def plain(key: str, text: str, grams: Grams = grams) -> int:
            scores = grams.scores(text)
            return int((scores > scores[places[key]]).sum())

        ways[f"character {shortest}-{longest}-grams"] = plain
    for name, way in ways.items():
        ranks = {key: way(key, text) for key, text in paraphrases()}
        said = []
        for part, keep in (("odd (looked at)", 1), ("even", 0), ("all", None)):
            some = [place for key, place in ranks.items() if keep is None or int(key) % 2 == keep]
            said.append(f"{part} " + " ".join(f"{sum(p < most for p in some) / len(some):.3f}" for most in (1, 5, 20)))
        print(f"  {name:22}recall@1 @5 @20: {'; '.join(said)}")


def rank(index: Index[str], key: str, text: str) -> int:
    """How many stand before it."""
    found = [near.key for near in index.nearest(text, 20)]
    return found.index(key) if key in found else 1000


def run_request() -> None:
    """The hint while writing, over 10,000 texts: an index kept in memory, or candidates from PostgreSQL ranked each time."""
    texts = real_opinions()
    if not texts:
        return
    some = list(texts.items())
    texts |= {f"{a}+{b}": f"{one}。{two}" for (a, one), (b, two) in zip(some[:4000], some[2000:], strict=True)}
    began = time.perf_counter()
    kept = {key: features(text) for key, text in texts.items()}
    read_in = time.perf_counter() - began
    gc.collect()
    before = memory()
    began = time.perf_counter()
    index: Index[str] = Index()
    for key, one in kept.items():
        index.add(key, one)
    built = time.perf_counter() - began
    print(
        f"{len(texts)} texts: features {read_in:.1f} s, index of kept features {built:.2f} s, {memory() - before:.0f} MB"
    )
    asked = [text for _key, text in paraphrases()]
    print(f"  in memory: {timing(lambda text: index.nearest(text), asked)}")
    draw = random.Random(1)
    for number in (100, 300, 1000):
        keys = draw.sample(list(texts), number)
        print(
            f"  {number} candidates as texts: {timing(lambda text, keys=keys: ranked(text, texts, keys), asked[:40])}"
        )
        print(f"  {number} with kept features: {timing(lambda text, keys=keys: ranked(text, kept, keys), asked[:40])}")
    from_database(texts)


def ranked[Said: (str, frozenset[str])](text: str, texts: dict[str, Said], keys: Iterable[str]) -> object:
    """Rank candidates only: an index for one question."""
    index: Index[str] = Index()
    for key in keys:
        index.add(key, texts[key])
    return index.nearest(text)


def from_database(texts: dict[str, str]) -> None:
    """How fast candidates come out of the search column, and how often the original is among them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yoriai.settings")
    import django
    from django.db import connection
    from django.db.utils import OperationalError

    from yoriai.engines.japanese.words import search_terms, search_vector

    django.setup()
    try:
        connection.ensure_connection()
    except OperationalError:
        print("  absent: a database (candidates from PostgreSQL were not measured)")
        return
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE said (key text, search tsvector)")
        rows = [(key, search_vector("", text)) for key, text in texts.items()]
        cursor.executemany("INSERT INTO said VALUES (%s, %s::tsvector)", rows)
        cursor.execute("CREATE INDEX ON said USING gin (search)")
        cursor.execute("ANALYZE said")

        def candidates(text: str, most: int) -> list[str]:
            terms = " | ".join(f"'{term}'" for term in search_terms(text))
            cursor.execute(
                "SELECT key FROM said, CAST(%s AS tsquery) q WHERE search @@ q ORDER BY ts_rank(search, q, 1) DESC LIMIT %s",
                [terms, most],
            )
            return [key for (key,) in cursor.fetchall()]

        for most in (300, 1000):
            found = statistics.mean(key in candidates(text, most) for key, text in paraphrases())
            took = timing(lambda text, most=most: candidates(text, most), [text for _key, text in paraphrases()])
            print(f"  PostgreSQL, {most} candidates by any word: {took}; the original is among them in {found:.2f}")


def timing(work: Callable[[str], object], asked: Sequence[str]) -> str:
    """Median and 95th percentile of one call."""
    took = []
    for text in asked:
        began = time.perf_counter()
        work(text)
        took.append((time.perf_counter() - began) * 1e3)
    return f"p50 {statistics.median(took):.1f} ms, p95 {sorted(took)[int(0.95 * len(took))]:.1f} ms"


def memory() -> float:
    """Megabytes in use now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1]) if Path("/proc/self/statm").exists() else 0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


PARTS = {"recall": run_recall, "request": run_request}

if __name__ == "__main__":
    for part in sys.argv[1:] or PARTS:
        print(f"== {part}")
        PARTS[part]()

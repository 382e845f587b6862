"""The reader of this process: the engine's, with the city's dictionary laid over it."""

import hashlib
from collections.abc import Mapping, Sequence

from django.core.cache import cache
from django.db import connection

from yoriai.engines.japanese.entries import Entry
from yoriai.engines.japanese.readings import Reader, use_reader
from yoriai.engines.japanese.words import builtin_synonyms
from yoriai.kernel.readings.models import Reading, Rebuild, Synonym

KEY = "readings"
SECONDS = 10
STATE = """
SELECT readings.number, readings.last, same.number, same.last
FROM (SELECT count(*) AS number, max(changed) AS last FROM kernel_reading) readings,
     (SELECT count(*) AS number, max(changed) AS last FROM kernel_synonym) same
"""


class _InUse:
    """Which state of the dictionary this process reads by; "" is none of the city's."""

    mark = ""
    synonyms: Mapping[str, Sequence[str]] | None = None


def refresh(*, at_once: bool = False) -> None:
    """Read by the city's dictionary as it is now. One small query every ten seconds, so every door may call it.

    at_once: for whoever works on what the dictionary has just changed.
    """
    now: str | None = None if at_once else cache.get(KEY)
    if now is None:
        now = _mark()
        cache.set(KEY, now, SECONDS)
    if now != _InUse.mark:
        use_reader(city_reader())
        _InUse.synonyms = city_synonyms()
        _InUse.mark = now


def mark() -> str:
    """Names the dictionary in use, for the key of whatever is kept with readings in it; "" while it is empty."""
    return _InUse.mark


def synonyms() -> Mapping[str, Sequence[str]] | None:
    """The words the city takes for one, with those of every city; None while it has named none."""
    return _InUse.synonyms


def city_synonyms() -> Mapping[str, Sequence[str]] | None:
    """As the dictionary has them now."""
    same = {word: list(others) for word, others in builtin_synonyms().items()}
    rows = list(Synonym.objects.values_list("word", "same"))
    for word, other in rows:
        same.setdefault(word, []).append(other)
    return same if rows else None


def rebuilding() -> list[Rebuild]:
    """What is being made findable anew now, the oldest first."""
    return list(Rebuild.objects.filter(ended=None).order_by("pk"))


def city_reader() -> Reader:
    """A reader with every entry of the city's; a few milliseconds for some thousands of names."""
    rows = Reading.objects.order_by("pk").values_list("surface", "reading", "kind")
    return Reader(Entry(surface, reading, kind) for surface, reading, kind in rows)  # type: ignore[arg-type]


def _mark() -> str:
    with connection.cursor() as cursor:
        cursor.execute(STATE)
        state = cursor.fetchone()
    return hashlib.sha256(f"{state}".encode()).hexdigest()[:8] if state[0] or state[2] else ""

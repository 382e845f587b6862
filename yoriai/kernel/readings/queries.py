"""The reader of this process: the engine's, with the city's dictionary laid over it."""

import hashlib

from django.core.cache import cache
from django.db.models import Count, Max

from yoriai.engines.japanese.entries import Entry
from yoriai.engines.japanese.readings import Reader, use_reader
from yoriai.kernel.readings.models import Reading

KEY = "readings"
SECONDS = 10


class _InUse:
    """Which state of the dictionary this process reads by; "" is none of the city's."""

    mark = ""


def refresh() -> None:
    """Read by the city's dictionary as it is now. One small query every ten seconds, so every door may call it."""
    now: str | None = cache.get(KEY)
    if now is None:
        now = _mark()
        cache.set(KEY, now, SECONDS)
    if now != _InUse.mark:
        use_reader(city_reader())
        _InUse.mark = now


def mark() -> str:
    """Names the dictionary in use, for the key of whatever is kept with readings in it; "" while it is empty."""
    return _InUse.mark


def city_reader() -> Reader:
    """A reader with every entry of the city's; a few milliseconds for some thousands of names."""
    rows = Reading.objects.order_by("pk").values_list("surface", "reading", "kind")
    return Reader(Entry(surface, reading, kind) for surface, reading, kind in rows)  # type: ignore[arg-type]


def _mark() -> str:
    state = Reading.objects.aggregate(number=Count("pk"), last=Max("changed"))
    return hashlib.sha256(f"{state}".encode()).hexdigest()[:8] if state["number"] else ""

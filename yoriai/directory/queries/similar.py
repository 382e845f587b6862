"""「似た活動があります」: what of the directory is near to what somebody is writing, so that two need not begin the same alone.

Every process keeps an index of its own and reads a bounded part of what is new before each answer: the first answers of a large
city know its newest entries, and a minute later all.
"""

from threading import Lock

from yoriai.directory.models import Entry
from yoriai.engines.similarity.index import Index
from yoriai.kernel.items.models import Item, ItemQuerySet

KINDS = ("activity", "case", "event", "measure", "need", "offer", "organisation")
MOST = 3
LEAST = 0.2
AT_ONCE = 1000
SHORTEST = 4


class _Kept:
    """What this process has read: (id, version) of each text, and the version last read of each entry."""

    lock = Lock()  # an index that is asked must not grow meanwhile
    index: Index[tuple[int, int]] = Index()
    versions: dict[int, int] = {}


def similar(text: str, *, but: int | None = None) -> list[tuple[int, int]]:
    """(id, version) of the nearest public entries, best first; nothing for a word or two. but: the id of the one being written."""
    if len(text.strip()) < SHORTEST:
        return []
    now = dict(_public().values_list("pk", "version"))
    with _Kept.lock:
        _read(now)
        near = _Kept.index.nearest(text, MOST * 5, least=LEAST)
    there = [one for one in near if one.key[0] != but and now.get(one.key[0]) == one.key[1]]
    return [one.key for one in there if one.score >= there[0].score / 2][:MOST]


def _public() -> ItemQuerySet:
    return Item.objects.public().filter(kind__in=KINDS, state=Entry.State.SHOWN)


def _read(now: dict[int, int]) -> None:
    if len(_Kept.index) > 2 * len(now) + AT_ONCE:  # mostly versions nobody sees any more
        _Kept.index, _Kept.versions = Index(), {}
    new = sorted((pk for pk, version in now.items() if _Kept.versions.get(pk) != version), reverse=True)[:AT_ONCE]
    for pk, title, summary in Item.objects.filter(pk__in=new).values_list("pk", "title", "summary"):
        _Kept.index.add((pk, now[pk]), f"{title}\n{summary}")
        _Kept.versions[pk] = now[pk]

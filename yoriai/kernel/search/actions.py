"""Making things findable anew after the city's dictionary has changed: a few at a time, by a job that goes on after a break."""

import datetime as dt
from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Q

from yoriai.engines.japanese.words import search_query
from yoriai.kernel.items.actions import index
from yoriai.kernel.items.models import Item, ItemQuerySet
from yoriai.kernel.readings.models import Rebuild
from yoriai.kernel.records.actions import defer
from yoriai.kernel.search.queries import ReadyQuery

AT_ONCE = 200
MOST_WORDS = 20  # more are looked for in everything


def ask_rebuild(words: Iterable[str]) -> Rebuild:
    """Have everything that holds one of these words made findable anew, in the transaction of the change."""
    assert connection.in_atomic_block, "what is asked for is asked for in the transaction of the change"
    some = sorted(set(words))
    rebuild = Rebuild(words=some if len(some) <= MOST_WORDS else [])
    rebuild.items = _holding(rebuild).count()
    rebuild.save()
    defer("rebuild_search", rebuild=rebuild.pk)
    return rebuild


def rebuild_search(pk: int, *, now: dt.datetime) -> None:
    """The worker's part. What is done stays done: a second run begins behind it."""
    while _some(pk, now):
        pass


@transaction.atomic
def _some(pk: int, now: dt.datetime) -> bool:
    """Make the next few findable. Returns whether there is more."""
    rebuild = Rebuild.objects.select_for_update().filter(pk=pk, ended=None).first()
    if rebuild is None:
        return False
    rows = list(_holding(rebuild).filter(pk__gt=rebuild.upto).order_by("pk").values_list("pk", "kind")[:AT_ONCE])
    for item in _as_their_kinds(rows):
        index(item)
    rebuild.done += len(rows)
    if rows:
        rebuild.upto = rows[-1][0]
    else:
        rebuild.ended, rebuild.items = now, rebuild.done
    rebuild.save(update_fields=["done", "upto", "ended", "items"])
    return bool(rows)


def _holding(rebuild: Rebuild) -> ItemQuerySet:
    """The items that hold one of the words, by what search knows of them."""
    if not rebuild.words:
        return Item.objects.all()
    asked = [written for word in rebuild.words if (written := search_query(word, {}))]
    return Item.objects.filter(reduce(or_, (Q(search=ReadyQuery(one)) for one in asked), Q(pk__in=[])))


def _as_their_kinds(rows: list[tuple[int, str]]) -> list[Item]:
    """The items with the columns of their own kind, whose texts are searched too."""
    found: list[Item] = []
    for kind, model in _models().items():
        found += model._default_manager.filter(pk__in=[pk for pk, its in rows if its == kind])
    plain = {pk for pk, _kind in rows} - {item.pk for item in found}
    return [*found, *Item.objects.filter(pk__in=plain)]


def _models() -> dict[str, type[Item]]:
    return {model.KIND: model for model in apps.get_models() if issubclass(model, Item) and model.KIND}

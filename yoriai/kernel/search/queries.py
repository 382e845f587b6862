"""Finding things: ranked, with facets, over at most the newest 1,000 matches."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F

from yoriai.engines.japanese.words import search_query
from yoriai.kernel.actors.who import Who
from yoriai.kernel.items.models import Item, ItemArea, ItemTheme

MOST = 1000


class ReadyQuery(SearchQuery):
    """A query the engine has already written in PostgreSQL's own form: nothing is parsed a second time."""

    def __init__(self, written: str) -> None:
        super().__init__(written)
        self.written = written

    def as_sql(self, *args: Any, **kwargs: Any) -> tuple[str, tuple[str | int, ...]]:  # type: ignore[override]
        """A parameter with a cast."""
        return "%s::tsquery", (self.written,)


@dataclass(slots=True)
class Found:
    """What a search gave: a page of ids by rank, counts by facet, and whether older matches were left out."""

    ids: list[int]
    total: int
    capped: bool
    kinds: Counter[str]
    themes: Counter[int]
    areas: Counter[int]


EMPTY = Found([], 0, False, Counter(), Counter(), Counter())


def search(
    text: str,
    who: Who | None,
    *,
    kind: str = "",
    theme: int | None = None,
    area: int | None = None,
    offset: int = 0,
    limit: int = 20,
) -> Found:
    """Items this reader may see that hold every word of the text, best first. Four queries."""
    query = search_query(text)
    if not query:
        return EMPTY
    tsquery = ReadyQuery(query)
    hits = Item.objects.visible_to(who).listed().filter(search=tsquery)
    newest = list(
        hits.order_by("-id")
        .annotate(rank=SearchRank(F("search"), tsquery))
        .values_list("id", "kind", "rank")[: MOST + 1]
    )
    capped = len(newest) > MOST
    rows = newest[:MOST]
    ids = [row[0] for row in rows]
    theme_rows = list(ItemTheme.objects.filter(item__in=ids).values_list("theme_id", "item_id"))
    area_rows = list(ItemArea.objects.filter(item__in=ids).values_list("area_id", "item_id"))
    if theme is not None:
        keep = {item for found, item in theme_rows if found == theme}
        rows = [row for row in rows if row[0] in keep]
    if area is not None:
        keep = {item for found, item in area_rows if found == area}
        rows = [row for row in rows if row[0] in keep]
    kinds = Counter(row[1] for row in rows)
    if kind:
        rows = [row for row in rows if row[1] == kind]
    rows.sort(key=lambda row: (-row[2], -row[0]))
    return Found(
        ids=[row[0] for row in rows[offset : offset + limit]],
        total=len(rows),
        capped=capped,
        kinds=kinds,
        themes=Counter(found for found, _item in theme_rows),
        areas=Counter(found for found, _item in area_rows),
    )

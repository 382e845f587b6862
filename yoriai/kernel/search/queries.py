"""Finding things: ranked, with facets, over at most the newest 1,000 matches."""

import json
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.db.models import QuerySet

from yoriai.engines.japanese.words import search_query
from yoriai.kernel.actors.who import Who
from yoriai.kernel.items.models import Item
from yoriai.kernel.readings.queries import synonyms

MOST = 1000
# So many themes and areas to narrow by, the commonest.
CHOICES = 8


class ReadyQuery(SearchQuery):
    """A query the engine has already written in PostgreSQL's own form: nothing is parsed a second time."""

    def __init__(self, written: str) -> None:
        super().__init__(written)
        self.written = written

    def as_sql(self, *args: Any, **kwargs: Any) -> tuple[str, tuple[str | int, ...]]:  # type: ignore[override]
        """A parameter with a cast."""
        return "%s::tsquery", (self.written,)


@dataclass(frozen=True, slots=True)
class Choice:
    """A theme or an area to narrow a search by, and how many would be found with it."""

    pk: int
    code: str
    name: str
    number: int


@dataclass(slots=True)
class Found:
    """What a search gave: a page of things by rank, counts by facet, and whether older matches were left out.

    rows: (id, version) of the things. Each facet is counted within the choices made in the others; what is chosen
    stands first in its list, even with none, so that it can be taken away.
    """

    rows: list[tuple[int, int]] = field(default_factory=list)
    total: int = 0
    capped: bool = False
    kinds: dict[str, int] = field(default_factory=dict)
    themes: list[Choice] = field(default_factory=list)
    areas: list[Choice] = field(default_factory=list)

    @property
    def ids(self) -> list[int]:
        """The things without their versions."""
        return [pk for pk, _version in self.rows]


# One statement, so that a thousand matches never travel: `matches` is the search itself as the ORM writes it. It stands
# apart from its order, for a planner that sees both walks the table from its end and unpacks every vector on the way.
WHOLE = """
WITH matches AS MATERIALIZED ({matches}),
  newest AS (SELECT id FROM matches ORDER BY id DESC LIMIT %(most)s),
  hits AS MATERIALIZED (
    SELECT n.id, n.version, n.kind, ts_rank(n.search, %(query)s::tsquery) AS rank,
      (%(kind)s = '' OR kind = %(kind)s) AS of_kind,
      (%(theme)s IS NULL OR EXISTS (SELECT 1 FROM kernel_itemtheme t WHERE t.item_id = n.id AND t.theme_id = %(theme)s))
        AS of_theme,
      (%(area)s IS NULL OR EXISTS (SELECT 1 FROM kernel_itemarea a WHERE a.item_id = n.id AND a.area_id = %(area)s))
        AS in_area
    FROM kernel_item n JOIN newest USING (id)
  ),
  kinds AS (SELECT kind, count(*) AS number FROM hits WHERE of_theme AND in_area GROUP BY kind),
  themes AS (
    SELECT t.theme_id AS id, count(*) AS number FROM hits JOIN kernel_itemtheme t ON t.item_id = hits.id
    WHERE of_kind AND in_area GROUP BY t.theme_id
  ),
  areas AS (
    SELECT a.area_id AS id, count(*) AS number FROM hits JOIN kernel_itemarea a ON a.item_id = hits.id
    WHERE of_kind AND of_theme GROUP BY a.area_id
  )
SELECT
  (SELECT json_agg(json_build_array(id, version)) FROM (
    SELECT id, version FROM hits WHERE of_kind AND of_theme AND in_area
    ORDER BY rank DESC, id DESC LIMIT %(limit)s OFFSET %(offset)s) page)::text,
  (SELECT count(*) FROM hits WHERE of_kind AND of_theme AND in_area),
  (SELECT count(*) FROM matches) > %(most)s,
  (SELECT json_agg(json_build_array(kind, number) ORDER BY number DESC, kind) FROM kinds)::text,
  (SELECT json_agg(json_build_array(id, code, name, number)) FROM (
    SELECT id, code, name, coalesce(number, 0) AS number FROM kernel_theme LEFT JOIN themes USING (id)
    WHERE number IS NOT NULL OR id = %(theme)s
    ORDER BY id IS NOT DISTINCT FROM %(theme)s DESC, number DESC, id LIMIT {choices}) t)::text,
  (SELECT json_agg(json_build_array(id, code, name, number)) FROM (
    SELECT id, code, name, coalesce(number, 0) AS number FROM kernel_area LEFT JOIN areas USING (id)
    WHERE number IS NOT NULL OR id = %(area)s
    ORDER BY id IS NOT DISTINCT FROM %(area)s DESC, number DESC, id LIMIT {choices}) a)::text
"""


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
    """Items this reader may see that hold every word of the text, best first. One query."""
    query = search_query(text, synonyms())
    if not query:
        return Found()
    matches = Item.objects.visible_to(who).listed().filter(search=ReadyQuery(query)).values("id")
    asked = {"query": query, "kind": kind, "theme": theme, "area": area, "most": MOST, "limit": limit, "offset": offset}
    page, total, capped, kinds, themes, areas = _asked(matches, asked)
    return Found(
        rows=[(pk, version) for pk, version in _read(page)],
        total=total,
        capped=capped,
        kinds=dict(_read(kinds)),
        themes=[Choice(*row) for row in _read(themes)],
        areas=[Choice(*row) for row in _read(areas)],
    )


def _asked(matches: "QuerySet[Any, Any]", asked: dict[str, Any]) -> tuple[Any, ...]:
    """The row of WHOLE over these matches."""
    inner, values = matches.query.sql_with_params()
    names = {f"value{number}": value for number, value in enumerate(values)}
    statement = WHOLE.format(matches=inner % tuple(f"%({name})s" for name in names), choices=CHOICES)
    with connection.cursor() as cursor:
        cursor.execute(statement, asked | names)
        row: tuple[Any, ...] = cursor.fetchone()
    return row


def _read(written: str | None) -> list[Any]:
    return json.loads(written) if written else []

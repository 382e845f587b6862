"""Paging by keyset: a page starts after the last row of the one before. No totals, no OFFSET, one cost at any depth."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest

SIZE = 20


@dataclass(slots=True)
class Page[M]:
    """The rows of one page, and the query strings of its neighbours; empty where there is none."""

    rows: list[M] = field(default_factory=list)
    newer: str = ""
    older: str = ""
    # Whether the list goes upward (by number, by date): `newer` is then what stands before, `older` what comes after.
    upward: bool = False

    def __bool__(self) -> bool:
        return bool(self.rows)


def page[M: Model](
    rows: QuerySet[M], request: HttpRequest, *, by: str = "pk", size: int = SIZE, upward: bool = False
) -> Page[M]:
    """The page of `rows`, newest first by (`by`, pk), that the query string asks for by `?older=` or `?newer=`.

    upward: the least first, for a list by number or by date. `by` may be an annotation. A cursor nobody made is the first page.
    Rows whose `by` is null belong in another list.
    """
    back = "newer" in request.GET
    cursor = _unpacked(request.GET.get("newer" if back else "older", ""), by, rows)
    order = [by, "pk"] if by != "pk" else ["pk"]
    if cursor is not None:
        rows = rows.filter(_beyond(by, cursor, "gt" if back != upward else "lt"))
    else:
        back = False
    found = list(rows.order_by(*(order if back != upward else [f"-{name}" for name in order]))[: size + 1])
    more, found = len(found) > size, found[:size]
    if back:
        found.reverse()
    answer = Page(found, upward=upward)
    if found:
        query = request.GET.copy()
        for name in ("newer", "older"):
            query.pop(name, None)
        if more if back else cursor is not None:
            query["newer"] = _packed(found[0], by)
            answer.newer = "?" + query.urlencode()
            del query["newer"]
        if back or more:
            query["older"] = _packed(found[-1], by)
            answer.older = "?" + query.urlencode()
    return answer


def part_of[M](rows: Sequence[M], request: HttpRequest, name: str, *, size: int = SIZE) -> Page[M]:
    """A part of a list that has to be put together whole anyway (ranks): `?name=50` begins behind its 50th row."""
    given = request.GET.get(name, "")
    start = int(given[:9]) if given.isascii() and given.isdigit() and int(given[:9]) < len(rows) else 0
    answer = Page(list(rows[start : start + size]), upward=True)
    if start:
        answer.newer = _starting(request, name, max(0, start - size))
    if start + size < len(rows):
        answer.older = _starting(request, name, start + size)
    return answer


def _starting(request: HttpRequest, name: str, start: int) -> str:
    query = request.GET.copy()
    query[name] = str(start)
    return "?" + query.urlencode()


def _beyond(by: str, cursor: tuple[Any, int], side: str) -> Q:
    value, pk = cursor
    if by == "pk":
        return Q(**{f"pk__{side}": pk})
    return Q(**{f"{by}__{side}": value}) | Q(**{by: value, f"pk__{side}": pk})


def _packed(row: Model, by: str) -> str:
    value = "" if by == "pk" else getattr(row, by)
    text = f"{value.isoformat() if hasattr(value, 'isoformat') else value}~{row.pk}"
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _unpacked(text: str, by: str, rows: QuerySet[Any]) -> tuple[Any, int] | None:
    if not 0 < len(text) < 200:
        return None
    try:
        value, _, key = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode().rpartition("~")
        pk = int(key)
        if by != "pk":
            added = rows.query.annotations.get(by)
            field = rows.model._meta.get_field(by) if added is None else added.output_field
            cleaned = field.to_python(value)
    except (ValueError, binascii.Error, ValidationError, TypeError, OverflowError):
        return None
    if not 0 <= pk < 2**63:
        return None
    return (None if by == "pk" else cleaned), pk

"""Paging by keyset: a page starts after the last row of the one before. No totals, no OFFSET, one cost at any depth."""

import base64
import binascii
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest

SIZE = 20


@dataclass(slots=True)
class Page[M: Model]:
    """The rows of one page, and the query strings of its neighbours; empty where there is none."""

    rows: list[M] = field(default_factory=list)
    newer: str = ""
    older: str = ""

    def __bool__(self) -> bool:
        return bool(self.rows)


def page[M: Model](rows: QuerySet[M], request: HttpRequest, *, by: str = "pk", size: int = SIZE) -> Page[M]:
    """The page of `rows`, newest first by (`by`, pk), that the query string asks for by `?older=` or `?newer=`.

    A cursor nobody made is the first page. Rows whose `by` is null belong in another list.
    """
    back = "newer" in request.GET
    cursor = _unpacked(request.GET.get("newer" if back else "older", ""), by, rows.model)
    order = [by, "pk"] if by != "pk" else ["pk"]
    if cursor is not None:
        rows = rows.filter(_beyond(by, cursor, "gt" if back else "lt"))
    else:
        back = False
    found = list(rows.order_by(*(order if back else [f"-{name}" for name in order]))[: size + 1])
    more, found = len(found) > size, found[:size]
    if back:
        found.reverse()
    answer = Page(found)
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


def _beyond(by: str, cursor: tuple[Any, int], side: str) -> Q:
    value, pk = cursor
    if by == "pk":
        return Q(**{f"pk__{side}": pk})
    return Q(**{f"{by}__{side}": value}) | Q(**{by: value, f"pk__{side}": pk})


def _packed(row: Model, by: str) -> str:
    value = "" if by == "pk" else getattr(row, by)
    text = f"{value.isoformat() if hasattr(value, 'isoformat') else value}~{row.pk}"
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _unpacked(text: str, by: str, model: type[Model]) -> tuple[Any, int] | None:
    if not 0 < len(text) < 200:
        return None
    try:
        value, _, key = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode().rpartition("~")
        pk = int(key)
        if by != "pk":
            field = model._meta.get_field(by)
            cleaned = field.to_python(value)  # type: ignore[union-attr]
    except (ValueError, binascii.Error, ValidationError, TypeError, OverflowError):
        return None
    if not 0 <= pk < 2**63:
        return None
    return (None if by == "pk" else cleaned), pk

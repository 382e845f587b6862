"""Cards and comments kept ready, under keys that hold what they show: id, version, language, furigana. Never the reader."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.cache import caches
from django.db.models import Model, QuerySet
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from yoriai.ui.display import Display
from yoriai.ui.fragments import HOURS, Reader, box
from yoriai.voices.models import Comment, Statement


def _kept(
    name: str, rows: "QuerySet[Any]", pairs: Iterable[tuple[int, int]], template: str, looks: Display
) -> dict[int, SafeString]:
    """The fragments of these (id, version) pairs by id: from the cache, or made from `rows` in one query."""
    keys = {pk: f"{name}-{pk}-{version}-{looks.text_key}" for pk, version in pairs}
    fragments = caches["fragments"]
    ready: dict[str, str] = fragments.get_many(keys.values())
    missing = [pk for pk, key in keys.items() if key not in ready]
    if missing:
        request = Reader(looks.furigana)
        made = {keys[row.pk]: _made(template, name, row, request) for row in rows.filter(pk__in=missing)}
        fragments.set_many(made, HOURS)
        ready |= made
    return {pk: mark_safe(ready[key]) for pk, key in keys.items() if key in ready}


def _made(template: str, name: str, row: Model, request: Reader) -> str:
    return render_to_string(template, {name: row, "request": request})


def comments(pairs: Sequence[tuple[int, int]], looks: Display) -> SafeString:
    """Comments as they stand on a page, in the order given: the list as a whole, and each of them for the next list."""

    def make(reader: Reader) -> str:
        rows = Comment.objects.select_related("by")
        kept = _kept("comment", rows, pairs, "voices/comment.html", looks)
        return render_to_string("voices/comment_list.html", {"comments": kept.values(), "request": reader})

    return box("comments", pairs, looks, make)


def cards(pairs: Iterable[tuple[int, int]], looks: Display) -> dict[int, SafeString]:
    """What stands on the cards, by id. Counts of answers are not in it."""
    rows = Statement.objects.select_related("by")
    return _kept("card", rows, pairs, "voices/card.html", looks)

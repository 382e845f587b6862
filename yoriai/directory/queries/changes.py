"""What a waiting change would do to the page, line by line."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from yoriai.directory.models import Entry, PendingChange
from yoriai.directory.queries.pages import in_words
from yoriai.kernel.models import Area, Theme


@dataclass(frozen=True, slots=True)
class Line:
    """One fact that would differ: its label, what stands there now, what would stand there."""

    label: str | Promise
    before: str
    after: str


def lines_of(entry: Entry, waiting: PendingChange) -> list[Line]:
    """The change in the order its facts were written."""
    return [_line(entry, name, value) for name, value in waiting.facts.items()]


def _line(entry: Entry, name: str, value: Any) -> Line:
    if name == "themes":
        return Line(_("Themes"), _names(entry.themes.all()), _names(Theme.objects.filter(pk__in=value)))
    if name == "areas":
        return Line(
            _("Where in the city"),
            _names(entry.areas.defer("outline")),
            _names(Area.objects.filter(pk__in=value).defer("outline")),
        )
    column: models.Field[Any, Any] = entry._meta.get_field(name)  # type: ignore[assignment]
    label = capfirst(column.verbose_name)
    if column.is_relation:
        model: Any = column.related_model
        return Line(label, str(getattr(entry, name) or ""), str(model.objects.filter(pk=value).first() or ""))
    return Line(label, _said(entry, column, getattr(entry, name)), _said(entry, column, column.to_python(value)))


def _said(entry: Entry, column: "models.Field[Any, Any]", value: Any) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return "" if value in (None, "", []) else str(in_words(entry, column, value))


def _names(rows: Any) -> str:
    return "、".join(str(row) for row in rows)

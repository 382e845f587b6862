"""What a waiting change would do to the page, line by line."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from yoriai.directory.models import Entry, Party, PendingChange, Turn
from yoriai.directory.queries.pages import in_words
from yoriai.kernel.models import Actor, Area, Theme


@dataclass(frozen=True, slots=True)
class Line:
    """One fact that would differ: its label, what stands there now, what would stand there."""

    label: str | Promise
    before: str
    after: str


def lines_of(entry: Entry, waiting: PendingChange) -> list[Line]:
    """The change in the order its facts were written."""
    rows: dict[str, Any] = {"turns": _turns, "parties": _parties}
    return [
        rows[name](entry, value) if name in rows else _line(entry, name, value) for name, value in waiting.facts.items()
    ]


def _turns(entry: Entry, turns: list[list[str]]) -> Line:
    before = Turn.objects.filter(case=entry.pk).values_list("when", "what")
    said = ["\n".join(f"{when}　{what}".strip() for when, what in rows) for rows in (before, turns)]
    return Line(_("Turning points"), *said)


def _parties(entry: Entry, deeds: list[dict[str, Any]]) -> Line:
    """Those who stand there now, and those who would, by their real names: the second person must know."""
    rows = {row.pk: _party(row) for row in Party.objects.filter(item_id=entry.pk).select_related("actor")}
    before, then = "\n".join(rows.values()), dict(rows)
    for number, deed in enumerate(deeds):
        if deed["deed"] == "remove":
            then.pop(deed["party"], None)
        elif deed["deed"] == "change":
            row = Party.objects.filter(pk=deed["party"], item_id=entry.pk).select_related("actor").first()
            if row is not None:
                row.role, row.brought, row.shown = deed["role"], deed["brought"], deed["shown"]
                then[row.pk] = _party(row)
        else:
            then[-number - 1] = _party(Party(**{name: value for name, value in deed.items() if name != "deed"}))
    return Line(pgettext("case", "Who took part"), before, "\n".join(then.values()))


def _party(row: Party) -> str:
    name = row.actor.shown_name if row.actor else row.name or str(dict(Actor.Kind.choices).get(row.kind, ""))
    return "　".join(part for part in (name, row.role, row.brought, f"（{row.get_shown_display()}）") if part)


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

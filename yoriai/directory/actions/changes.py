"""A change of what is shown, where its organisation wants two people to look: it waits, and the page stays as it is (R53)."""

from collections.abc import Iterable
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from yoriai.directory.actions.facts import differing, other_areas, other_themes, put_rows
from yoriai.directory.actions.rows import ROWS, put_case_rows
from yoriai.directory.models import Case, Entry, PendingChange
from yoriai.directory.policy import can_agree_to_change, can_edit
from yoriai.kernel.actors.who import Who
from yoriai.kernel.asks.actions import answer, ask, close_asks
from yoriai.kernel.items.actions import locked, save_item
from yoriai.kernel.models import Area, Ask, Theme
from yoriai.kernel.policy import NotPossible, require
from yoriai.kernel.records.actions import record


def wait_for_second[AnEntry: Entry](
    entry: AnEntry, *, by: Who, themes: Iterable[Theme] | None, areas: Iterable[Area] | None, facts: dict[str, Any]
) -> AnEntry:
    """Keep the change apart and ask the others of the organisation. The newest change takes the place of an older one."""
    kept: dict[str, Any] = {name: _written(facts[name]) for name in differing(entry, facts)}
    if themes is not None and other_themes(entry, themes := list(themes)):
        kept["themes"] = [theme.pk for theme in themes]
    if areas is not None and other_areas(entry, areas := list(areas)):
        kept["areas"] = [area.pk for area in areas]
    if not kept:
        return entry
    return _ask_second(entry, kept, by)


def keep_rows_apart[AnEntry: Entry](
    entry: AnEntry, *, by: Who, turns: list[list[str]] | None = None, parties: list[dict[str, Any]] | None = None
) -> AnEntry:
    """The same for what stands in rows of its own: the turning points as they shall be, and what is to be done with parties."""
    waiting = _others_rows_first(entry, by, whole=True)
    kept = dict(waiting.facts) if waiting is not None else {}
    if turns is not None:
        kept["turns"] = turns
    if parties is not None:
        kept["parties"] = [*kept.get("parties", []), *parties]
    return _ask_second(entry, kept, by)


def _ask_second[AnEntry: Entry](entry: AnEntry, kept: dict[str, Any], by: Who) -> AnEntry:
    """One's own change of the rows stays when one changes the text too."""
    before = _others_rows_first(entry, by)
    rows = {name: before.facts[name] for name in ROWS if before is not None and name in before.facts}
    PendingChange.objects.update_or_create(item_id=entry.pk, defaults={"by": by.person, "facts": {**rows, **kept}})
    ask("second_look", entry, entry.by, by=by.wearing(by.person))
    record(f"{entry.kind}.change_asked", by=by, item=entry, inside=True, fields=list(kept))
    return entry


def _others_rows_first(entry: Entry, by: Who, *, whole: bool = False) -> PendingChange | None:
    """One's own waiting change. Rows of somebody else are not let go unseen; `whole`: nor is their text."""
    waiting = PendingChange.objects.select_for_update().filter(item_id=entry.pk).first()
    if waiting is None or waiting.by_id == by.person.pk:
        return waiting
    if whole or waiting.facts.keys() & set(ROWS):
        raise NotPossible(_("A change by %(who)s waits for a second person. Look at it first.") % {"who": waiting.by})
    return None


@transaction.atomic
def agree_change[AnEntry: Entry](entry: AnEntry, *, by: Who) -> AnEntry:
    """The second person has looked: the page says it from now on."""
    entry = locked(entry)
    waiting = PendingChange.objects.select_for_update().filter(item_id=entry.pk).first()
    require(can_agree_to_change(by, entry, waiting), _("Somebody else than you has to look at this."))
    assert waiting is not None
    facts = dict(waiting.facts)
    rows = put_case_rows(entry, facts, by) if isinstance(entry, Case) else []
    themes = Theme.objects.filter(pk__in=facts.pop("themes")) if "themes" in facts else None
    areas = Area.objects.filter(pk__in=facts.pop("areas")) if "areas" in facts else None
    changed = [_put(entry, name, value) for name, value in facts.items()]
    placed = put_rows(entry, themes, areas)
    save_item(entry, *changed)
    waiting.delete()
    for open_ask in Ask.objects.filter(what="second_look", item_id=entry.pk, state=Ask.State.ASKED):
        answer(open_ask, str(_("Looked at it.")), by=by)
    record(f"{entry.kind}.changed", by=by, item=entry, fields=[*changed, *placed, *rows])
    return entry


@transaction.atomic
def drop_change(entry: Entry, *, by: Who) -> None:
    """The change is let go; the page stays as it is. Anybody of the organisation may say so."""
    require(can_edit(by, entry))
    entry = locked(entry)
    dropped, _rows = PendingChange.objects.filter(item_id=entry.pk).delete()
    if dropped:
        close_asks("second_look", entry, by=by)
        record(f"{entry.kind}.change_dropped", by=by, item=entry, inside=True)


def _written(value: Any) -> Any:
    return value.pk if isinstance(value, models.Model) else value


def _put(entry: Entry, name: str, value: Any) -> str:
    """Set one fact from what was kept of it."""
    column: models.Field[Any, Any] = entry._meta.get_field(name)  # type: ignore[assignment]
    if column.is_relation:
        setattr(entry, column.attname, value)
    else:
        setattr(entry, name, column.to_python(value))
    return name

"""What the imports of organisations, events and cases have in common.

Rows come in by hundreds, so that a long file takes no more memory than a short one. Each finds its entry by the id it has
in its source, else by what it is about, or becomes a new one. A blank cell leaves what is known.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import batched
from typing import Any, ClassVar

from django.db import DataError, Error, connection, models, transaction
from django.utils.text import capfirst
from django.utils.translation import gettext_noop

from yoriai.directory.actions.imports.bookmark import Bookmark, behind, whole
from yoriai.directory.models import Entry
from yoriai.engines.tables.headers import fold
from yoriai.engines.tables.report import Change, Report
from yoriai.engines.tables.sources import source_key
from yoriai.engines.tables.taking import End, Line
from yoriai.kernel.actors.who import Who
from yoriai.kernel.items.actions import add_items, save_item
from yoriai.kernel.items.codes import PATTERN
from yoriai.kernel.items.models import ItemArea, ItemTheme, Visibility
from yoriai.kernel.records.actions import record

AT_ONCE = 250
MOVED = gettext_noop("“%(column)s” is long; it stands in the description.")
OWN = gettext_noop("Somebody else keeps this page themselves; nothing of it was changed.")
REFUSED = gettext_noop("The database refused this row; nothing of it went in.")


@dataclass(slots=True)
class Incoming:
    """A row and what it makes of its entry. keys: by its id; by id and name, where another has that id already. facts:
    fields of the entry. parts: what hangs on it, as its kind has it."""

    line: Line
    keys: tuple[str, str]
    facts: dict[str, Any]
    themes: set[int] = field(default_factory=set)
    areas: set[int] = field(default_factory=set)
    parts: Any = None
    # The row's id in its source: of a sheet we gave out ourselves, the code of its entry.
    code: str = ""


@dataclass(slots=True)
class Known:
    """What stands in the database for some rows: their entries by key, and the themes and areas of those."""

    entries: dict[str, Any]
    themes: dict[int, set[int]]
    areas: dict[int, set[int]]


class Intake[E: Entry]:
    """Takes the rows of one kind of file. What only one kind does stands in the methods of its child."""

    model: type[E]
    verb: str
    # Facts of which one is equal where a row and an entry speak of the same, besides the name.
    marks: ClassVar[tuple[str, ...]] = ()

    def __init__(self, report: Report, by: Who, source: str) -> None:
        self.report, self.by, self.source = report, by, source.strip()[:200]
        self._met: set[str] = set()
        self._named: dict[str, str] = {}

    def take(self, rows: Iterable[Incoming], bookmark: Bookmark | None = None) -> None:
        """All rows, some at a time; those the database refuses stay out, each with a reason."""
        fresh = ((row.line.number, row) for row in self._fresh(rows))
        with whole(bookmark):
            for some in batched(behind(fresh, bookmark), AT_ONCE):
                with transaction.atomic():
                    self._alone()
                    self._take(some)
                    if bookmark is not None:
                        bookmark.put(some[-1].line.number)
            if self.report.taken or self.report.updated:
                with transaction.atomic():
                    record(self.verb, by=self.by, inside=True, taken=self.report.taken, updated=self.report.updated)

    def _alone(self) -> None:
        """Two files of one kind go in one after the other."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [self.verb])

    def _fresh(self, rows: Iterable[Incoming]) -> Iterator[Incoming]:
        """Rows whose key has not stood in this file yet; one whose id did, under another name, is an entry of its own."""
        for row in rows:
            name = fold(row.facts["title"])
            if self._named.setdefault(row.keys[0], name) != name:
                row.keys = (row.keys[1], row.keys[1])
            if row.keys[0] in self._met:
                row.line.skip("row_repeated")
                continue
            self._met.add(row.keys[0])
            yield row

    def _take(self, some: tuple[Incoming, ...]) -> None:
        try:
            with transaction.atomic():
                ends = self._bring(some)
        except (Error, DataError, UnicodeError):
            if len(some) == 1:
                some[0].line.skip(REFUSED)
                return
            for row in some:
                self._take((row,))
            return
        for row, end, changes in ends:
            row.line.ends(end)
            if changes:
                self.report.changes.append((row.line.number, tuple(changes)))

    def _bring(self, some: tuple[Incoming, ...]) -> list[tuple[Incoming, End, list[Change]]]:
        known = self.known(some)
        new: list[tuple[E, Incoming]] = []
        ends: list[tuple[Incoming, End, list[Change]]] = []
        for row in some:
            entry, key = self._entry_of(row, known)
            if entry is None:
                new.append((self.made(row, key), row))
                ends.append((row, "taken", []))
            else:
                changes = self.changed(entry, row, known) if self.may_change(entry, row) else []
                ends.append((row, "updated" if changes else "unchanged", changes))
        self.add(new)
        return ends

    def _entry_of(self, row: Incoming, known: Known) -> tuple[E | None, str]:
        """The entry this row speaks of, and the key of a new one."""
        by_id, by_both = row.keys
        entry = known.entries.get(by_id)
        if entry is not None and (by_id == by_both or self.same(entry, row)):
            return entry, by_id
        return known.entries.get(by_both), by_both if entry is not None else by_id

    def known(self, some: tuple[Incoming, ...]) -> Known:
        """The entries these rows may speak of."""
        keys = {key for row in some for key in row.keys}
        entries = {entry.source_key: entry for entry in self.model._default_manager.filter(source_key__in=keys)}
        self.by_code(some, entries)
        return self.with_rows(entries)

    def by_code(self, some: tuple[Incoming, ...], entries: dict[str, Any]) -> None:
        """A sheet that we gave out comes back: its ids are the codes of entries."""
        codes = {row.code: row for row in some if PATTERN.fullmatch(row.code) and row.keys[0] not in entries}
        for entry in self.model._default_manager.filter(code__in=codes):
            if self.same(entry, codes[entry.code]):
                entries[codes[entry.code].keys[0]] = entry

    def with_rows(self, entries: dict[str, Any]) -> Known:
        """With the themes and areas of these entries."""
        ids = [entry.pk for entry in entries.values()]
        known = Known(entries, {}, {})
        for model, name, rows in ((ItemTheme, "theme_id", known.themes), (ItemArea, "area_id", known.areas)):
            for item, other in model._default_manager.filter(item__in=ids).values_list("item_id", name):
                rows.setdefault(item, set()).add(other)
        return known

    def same(self, entry: E, row: Incoming) -> bool:
        """Whether the row speaks of this entry: by its name, or by one of its marks."""
        if fold(entry.title) == fold(row.facts["title"]):
            return True
        return any(row.facts.get(name) and getattr(entry, name) == row.facts[name] for name in self.marks)

    def may_change(self, entry: E, row: Incoming) -> bool:
        """Whether the row may change this entry: not what others wrote here themselves (R11)."""
        if entry.source_key or entry.by_id == self.by.actor.pk:
            return True
        row.line.doubt(OWN)
        return False

    def made(self, row: Incoming, key: str) -> E:
        """A new entry, shown: it was public where it came from. Not saved yet."""
        return self.model(
            source_key=key,
            source=self.source,
            by=self.by.actor,
            state=Entry.State.SHOWN,
            visibility=Visibility.PUBLIC,
            **row.facts,
        )

    def add(self, new: list[tuple[E, Incoming]]) -> None:
        """All new entries at once: the record of the import is theirs."""
        add_items([entry for entry, _row in new])
        themes = [ItemTheme(item_id=entry.pk, theme_id=pk) for entry, row in new for pk in sorted(row.themes)]
        areas = [ItemArea(item_id=entry.pk, area_id=pk) for entry, row in new for pk in sorted(row.areas)]
        ItemTheme.objects.bulk_create(themes, batch_size=1000)
        ItemArea.objects.bulk_create(areas, batch_size=1000)

    def changed(self, entry: E, row: Incoming, known: Known) -> list[Change]:
        """Change what differs, and say what. Themes and areas are added, never taken away: people put them there too."""
        facts = {name: value for name, value in row.facts.items() if getattr(entry, name) != value}
        changes = [
            Change(name, *(shown(name, one) for one in (getattr(entry, name), value))) for name, value in facts.items()
        ]
        for name, value in facts.items():
            setattr(entry, name, value)
        parts = self.parts_changed(entry, row)
        themes = sorted(row.themes - known.themes.get(entry.pk, set()))
        areas = sorted(row.areas - known.areas.get(entry.pk, set()))
        ItemTheme.objects.bulk_create([ItemTheme(item_id=entry.pk, theme_id=pk) for pk in themes])
        ItemArea.objects.bulk_create([ItemArea(item_id=entry.pk, area_id=pk) for pk in areas])
        added = [Change(name, "", f"+{len(ids)}") for name, ids in (("themes", themes), ("areas", areas)) if ids]
        changes += [*parts, *added]
        if changes:
            save_item(entry, *facts)
            record(f"{entry.kind}.changed", by=self.by, item=entry, fields=[change.field for change in changes])
        return changes

    def parts_changed(self, entry: E, row: Incoming) -> list[Change]:
        """What hangs on it (days, parties), made as the row has it."""
        return []


def shown(name: str, value: Any) -> str:
    """A fact in the words of a difference; another place is told by its field alone."""
    if value is None or name == "where_id":
        return ""
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)


def keys_of(kind: str, city: str, source_id: str, name: str, otherwise: tuple[str, str]) -> tuple[str, str]:
    """By the row's id within its city, and by id and name; without an id, `otherwise`."""
    if not source_id:
        return otherwise
    both = f"{source_id} {fold(name)}"
    return source_key(kind, city, "", source_id=source_id), source_key(kind, city, "", source_id=both)


def fitted(model: type[models.Model], line: Line, facts: dict[str, Any]) -> dict[str, Any]:
    """The facts that say something. What is too long for its field stands in the summary, with the field's name."""
    kept: dict[str, Any] = {}
    moved: list[str] = []
    for name, value in facts.items():
        most = getattr(model._meta.get_field(name), "max_length", None)
        if isinstance(value, str) and most and len(value) > most:
            label = capfirst(str(getattr(model._meta.get_field(name), "verbose_name", name)))
            line.doubt(MOVED, column=label)
            moved.append(f"{label}：{value}")
            value = value[:most] if name == "title" else ""
        if value not in ("", None, []):
            kept[name] = value
    if moved:
        kept["summary"] = "\n".join(filter(None, [kept.get("summary", ""), *moved]))
    return kept


def in_words(*pairs: tuple[str, str]) -> list[str]:
    """Each that says something, with its name before it."""
    return [f"{name}：{text}" for name, text in pairs if text]

"""The life of an entry: kept as a draft, shown (by two where its organisation wants that), changed, ended. Never deleted."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yoriai.directory.actions.changes import wait_for_second
from yoriai.directory.actions.facts import fill, put_rows
from yoriai.directory.lifecycle import ENTRY
from yoriai.directory.models import Entry
from yoriai.directory.policy import can_add_entry, can_agree, can_edit, can_end, can_show, can_take_back
from yoriai.directory.queries.cases import waited_for
from yoriai.directory.queries.entries import needs_two, whoever_asked
from yoriai.kernel.actors.who import Who
from yoriai.kernel.asks.actions import answer, ask, close_asks
from yoriai.kernel.items.actions import add_item, locked, save_item
from yoriai.kernel.items.models import Visibility
from yoriai.kernel.models import Area, Ask, Theme
from yoriai.kernel.policy import NotPossible, require
from yoriai.kernel.records.actions import record


@transaction.atomic
def add_entry[AnEntry: Entry](
    entry: AnEntry, *, by: Who, themes: Iterable[Theme] = (), areas: Iterable[Area] = (), **facts: Any
) -> AnEntry:
    """A new draft of `by.actor`, seen by whoever speaks for it. facts: the FACTS of its kind, title, summary, where."""
    require(can_add_entry(by))
    fill(entry, facts)
    entry.by, entry.state, entry.visibility = by.actor, Entry.State.DRAFT, Visibility.AUDIENCE
    add_item(entry, themes=themes, areas=areas)
    record(f"{entry.kind}.added", by=by, item=entry)
    return entry


@transaction.atomic
def change_entry[AnEntry: Entry](
    entry: AnEntry,
    *,
    by: Who,
    themes: Iterable[Theme] | None = None,
    areas: Iterable[Area] | None = None,
    **facts: Any,
) -> AnEntry:
    """Change what differs; None leaves themes or areas as they are. Where two must look, the change waits for the second."""
    require(can_edit(by, entry))
    entry = locked(entry)
    if entry.state in (Entry.State.SHOWN, Entry.State.ENDED) and needs_two(entry):  # both are read by everybody
        return wait_for_second(entry, by=by, themes=themes, areas=areas, facts=facts)
    changed, placed = fill(entry, facts), put_rows(entry, themes, areas)
    if not changed and not placed:
        return entry
    save_item(entry, *changed)
    record(f"{entry.kind}.changed", by=by, item=entry, fields=[*changed, *placed])
    return entry


@transaction.atomic
def show_entry[AnEntry: Entry](entry: AnEntry, *, by: Who) -> AnEntry:
    """Show it to everybody; where its organisation wants two to look, ask the others of it first.

    Raises NotPossible for the case of a joint project while a party may still answer whether it stands there rightly.
    """
    require(can_show(by, entry))
    entry = locked(entry)
    if waits := waited_for(entry, timezone.localdate()):
        raise NotPossible(waits)
    if not needs_two(entry):
        return _shown(entry, "show", by)
    entry.state = ENTRY.after(entry.state, "ask_second")
    save_item(entry, "state")
    ask("second_look", entry, entry.by, by=by.wearing(by.person))
    record(f"{entry.kind}.second_asked", by=by, item=entry, inside=True)
    return entry


@transaction.atomic
def agree_entry[AnEntry: Entry](entry: AnEntry, *, by: Who) -> AnEntry:
    """The second person has looked: it is shown."""
    entry = locked(entry)
    require(can_agree(by, entry, whoever_asked(entry)), _("Somebody else than you has to look at this."))
    open_ask = Ask.objects.filter(what="second_look", item_id=entry.pk, state=Ask.State.ASKED).first()
    if open_ask is not None:
        answer(open_ask, str(_("Looked at it.")), by=by)
    return _shown(entry, "agree", by)


@transaction.atomic
def take_back_entry[AnEntry: Entry](entry: AnEntry, *, by: Who) -> AnEntry:
    """Back to a draft, before the second person has looked."""
    require(can_take_back(by, entry))
    entry = locked(entry)
    entry.state = ENTRY.after(entry.state, "take_back")
    save_item(entry, "state")
    close_asks("second_look", entry, by=by)
    record(f"{entry.kind}.taken_back", by=by, item=entry, inside=True)
    return entry


@transaction.atomic
def end_entry[AnEntry: Entry](entry: AnEntry, *, by: Who | None) -> AnEntry:
    """It has ended: it keeps its address and says so. by=None: its last day has passed."""
    require(by is None or can_end(by, entry))
    entry = locked(entry)
    entry.state = ENTRY.after(entry.state, "end")
    save_item(entry, "state")
    record(f"{entry.kind}.ended", by=by, item=entry)
    return entry


def _shown[AnEntry: Entry](entry: AnEntry, verb: str, by: Who) -> AnEntry:
    entry.state, entry.visibility = ENTRY.after(entry.state, verb), Visibility.PUBLIC
    save_item(entry, "state", "visibility")
    record(f"{entry.kind}.shown", by=by, item=entry)
    return entry

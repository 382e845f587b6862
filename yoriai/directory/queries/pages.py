"""What the page of an entry shows, whatever its kind."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Field
from django.utils.functional import Promise
from django.utils.text import capfirst

from yoriai.directory.models import ContactBy, Entry, Note, Party
from yoriai.kernel.actors.who import Who
from yoriai.kernel.models import Actor, Item

REACHED_BY = frozenset({"contact", "mail", "phone", "fax"})
# Shown elsewhere on the page, or for maps.
APART = frozenset({"contact_by", "latitude", "longitude", "links", "documents", "needs_two", "hides_names"})


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the page: its label, its value, and how the value is to be shown ("text", "url", "mail", "phone", "date")."""

    name: str
    label: str | Promise
    value: Any
    sort: str = "text"


@dataclass(slots=True)
class Mix:
    """かかわった人・団体 (R42): the parties as this reader may see them, and how many of which kind."""

    parties: list[tuple[Party, str]] = field(default_factory=list)
    kinds: list[tuple[str, int]] = field(default_factory=list)


SORTS = {"website": "url", "online_url": "url", "mail": "mail", "phone": "phone", "fax": "phone"}


def facts_of(entry: Entry, *, whole: bool = False) -> list[Fact]:
    """Its facts in the order of FACTS, without blank ones; ways to reach the owner only where they are for everybody.

    whole: for the owner, who sees what is kept for introductions too.
    """
    apart = APART | (frozenset() if whole or entry.contact_by == ContactBy.SHOWN else REACHED_BY)
    facts = []
    for name in entry.FACTS:
        value = getattr(entry, name)
        if name in apart or value in (None, "", [], False):
            continue
        column = entry._meta.get_field(name)
        assert isinstance(column, Field)
        facts.append(
            Fact(name, capfirst(column.verbose_name), in_words(entry, column, value), SORTS.get(name, _sort(value)))
        )
    return facts


def _sort(value: Any) -> str:
    return "date" if isinstance(value, dt.date) else "yes" if value is True else "text"


def in_words(entry: Entry, column: "Field[Any, Any]", value: Any) -> Any:
    """The value as it reads on the page: a choice by its label."""
    if column.choices:
        return dict(column.flatchoices)[value]
    base = getattr(column, "base_field", None)
    if base is not None and base.choices:
        labels = dict(base.flatchoices)
        return "・".join(str(labels.get(each, each)) for each in value)
    return value


def mix_of(entry: Entry, who: Who | None) -> Mix:
    """Who takes part. A name stands there by its own consent, or where the owner names itself; else its kind does."""
    mix = Mix()
    kinds: dict[str, int] = {}
    labels = dict(Actor.Kind.choices)
    for party in Party.objects.filter(item_id=entry.pk).select_related("actor"):
        kind = str(labels.get(party.actor.kind if party.actor else party.kind, ""))
        mix.parties.append((party, shown_name(party, entry)))
        if kind:
            kinds[kind] = kinds.get(kind, 0) + 1
    mix.kinds = list(kinds.items())
    return mix


def shown_name(party: Party, entry: Entry) -> str:
    """The party's name, or what kind it is where it has not agreed to be named or does not wish to."""
    hidden = getattr(entry, "hides_names", False)
    named = party.shown == Party.Shown.NAME and (party.agreed is not None or party.actor_id == entry.by_id)
    if named and not hidden:
        return party.actor.shown_name if party.actor else party.name
    kind = party.actor.kind if party.actor else party.kind
    return str(dict(Actor.Kind.choices).get(kind, "")) or str(Actor.Kind.OTHER.label)


def notes_on(entry: Item) -> list[Note]:
    """Remarks of the city and the centres that stand today."""
    return list(Note.objects.filter(item_id=entry.pk, withdrawn=None).select_related("by").order_by("at"))

"""What each kind of item is called and where its page is. Apps fill this from their `kinds.py` (autodiscovered)."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of item. `page` holds `{code}`; kinds out of lists are found by their own pages only.

    happens: its `when` is a moment at which people meet, so that it stands in calendars; days of events are rows of their own.
    matched: what it may be suggested as to those who look for partners: an "exchange" (an offer, a need),
    a "venue", a "gathering" still to come, a "project".
    live: the states in which it is open to others.
    known: of which of them everybody may know that they are there and what they are called, though not what stands in them.
    """

    name: str
    label: str | Promise
    icon: str
    page: str
    in_lists: bool = True
    happens: bool = False
    matched: str = ""
    live: tuple[str, ...] = ("shown",)
    known: Q | None = None


@dataclass(frozen=True, slots=True)
class Onward:
    """What a thing can become: a link on its page, for whoever wants to take it further. `page` holds `{code}`."""

    label: str | Promise
    page: str
    icon: str = "plus"


KINDS: dict[str, Kind] = {}
ONWARD: dict[str, list[Onward]] = {}


def register(*kinds: Kind) -> None:
    """Called by an app's `kinds.py`."""
    for kind in kinds:
        KINDS[kind.name] = kind


def register_onward(onward: Onward, *kinds: str) -> None:
    """Called by the `kinds.py` of the app that takes things of these kinds further: the thread has a way on from each of them."""
    for kind in kinds:
        ONWARD.setdefault(kind, []).append(onward)


def matched_kinds(matched: str) -> list[Kind]:
    """The kinds that may be suggested as this."""
    return [kind for kind in KINDS.values() if kind.matched == matched]


def happening_kinds() -> list[str]:
    """The kinds that stand in calendars by their `when`."""
    return [kind.name for kind in KINDS.values() if kind.happens]


def listed_kinds() -> list[str]:
    """The kinds that stand in lists, search and feeds of everything."""
    return [kind.name for kind in KINDS.values() if kind.in_lists]

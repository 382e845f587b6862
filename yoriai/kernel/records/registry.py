"""News travels upward only as records: an app's `notices.py` (autodiscovered) says which verbs it hears."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from yoriai.kernel.actors.models import Actor
from yoriai.kernel.items.models import Item
from yoriai.kernel.records.models import Record


@dataclass(frozen=True, slots=True)
class Notice:
    """What somebody is to be told. A dated one comes singly; the rest wait for the weekly digest."""

    to: Actor
    subject: str
    text: str
    item: Item | None = None
    singly: bool = False


Hearer = Callable[[Record], Iterable[Notice]]
HEARERS: defaultdict[str, list[Hearer]] = defaultdict(list)


def hears(*verbs: str) -> Callable[[Hearer], Hearer]:
    """Decorator: this function says who is told of these records, and with which text."""

    def note(hearer: Hearer) -> Hearer:
        for verb in verbs:
            HEARERS[verb].append(hearer)
        return hearer

    return note

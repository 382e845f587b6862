"""「この話のこれまでとその後」: a story of the kernel as the knots of a thread."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from yoriai.kernel.actors.who import Who
from yoriai.kernel.items.models import Item
from yoriai.kernel.links.queries import Knot as InStory
from yoriai.kernel.links.queries import Step, Story, steps
from yoriai.ui.display import Display
from yoriai.ui.fragments import Reader, box
from yoriai.ui.threads import Knot

# A point may have forty cards behind it: the thread shows the first few, the story's own page all.
MOST_A_HOP = 4


@dataclass(frozen=True, slots=True)
class ShortStory:
    """The thread as a page shows it: at most `most` things of each hop. Of its words nothing is read before it is drawn.

    code: of the thing it is about. here: the state of that thing; "now" on a page that is not its own.
    """

    code: str
    steps: tuple[Step, ...]
    most: int = MOST_A_HOP
    here: str = "here"

    def __bool__(self) -> bool:
        return len(self.steps) > 1

    @property
    def shown(self) -> list[Step]:
        """Of one hop the youngest things are shown: a point that was made of cards says more than one more card."""
        return [
            step
            for _hop, of_it in _by_hop(self.steps)
            for step in sorted(of_it, key=lambda step: -step.pk)[: self.most]
        ]

    @property
    def left_out(self) -> int:
        """How many things of the story the short thread does not show."""
        return len(self.steps) - len(self.shown)

    def drawn(self, looks: Display, label: str = "") -> SafeString:
        """The thread, from what is kept or, in one query, from the things themselves. label: what the list is called."""
        shown = self.shown

        def make(reader: Reader) -> str:
            context = {"knots": self._knots(shown), "label": label, "request": reader}
            return render_to_string("ui/components/thread.html", context)

        return box("thread", (label, self.code, self.here, shown), looks, make)

    def _knots(self, shown: list[Step]) -> list[Knot]:
        items = Item.objects.in_bulk([step.pk for step in shown])
        rows = [items[step.pk] for step in shown if step.pk in items]
        return [knot(item, self.here if item.code == self.code else "done") for item in rows]


def short_story(item: Item, who: Who | None, *, most: int = MOST_A_HOP, here: str = "here") -> ShortStory:
    """The thread of an item from the first voice to the last outcome, as far as this reader may see it. Two queries."""
    return ShortStory(item.code, tuple(steps(item, who)), most, here)


def knot(item: Item, state: str = "done") -> Knot:
    """One item as a knot."""
    return Knot(
        title=item.title or item.code,
        state=state,
        url=item.get_absolute_url(),
        kind=item.registered.label,
        when=item.when or item.created,
    )


def columns(story: Story) -> Sequence[tuple[int, list[InStory]]]:
    """The story by hops, for a picture: from what came before to what came of it."""
    return _by_hop(story.knots)


def _by_hop[S: (Step, InStory)](steps: Sequence[S]) -> list[tuple[int, list[S]]]:
    found: dict[int, list[S]] = {}
    for step in steps:
        found.setdefault(step.hop, []).append(step)
    return sorted(found.items())

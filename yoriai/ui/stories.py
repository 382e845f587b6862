"""「この話のこれまでとその後」: a story of the kernel as the knots of a thread."""

from collections.abc import Sequence

from yoriai.kernel.items.models import Item
from yoriai.kernel.links.queries import Knot as Step
from yoriai.kernel.links.queries import Story
from yoriai.ui.threads import Knot

# A point may have forty cards behind it: the thread shows the first few, the story's own page all.
MOST_A_HOP = 4


def knot(item: Item, state: str = "done") -> Knot:
    """One item as a knot."""
    return Knot(
        title=item.title or item.code,
        state=state,
        url=item.get_absolute_url(),
        kind=item.registered.label,
        when=item.when or item.created,
    )


def knots_of(story: Story, *, most: int = MOST_A_HOP, here: str = "here") -> list[Knot]:
    """The thread from the first voice to the last outcome, at most `most` things of each hop.

    here: the state of the thing itself; "now" on a page that is not its own.
    """
    # Of one hop the youngest things are shown: a point that was made of cards says more than one more card.
    return [
        knot(step.item, here if step is story.here else "done")
        for _hop, steps in columns(story)
        for step in sorted(steps, key=lambda step: -step.item.pk)[:most]
    ]


def left_out(story: Story, *, most: int = MOST_A_HOP) -> int:
    """How many things of the story the short thread does not show."""
    hops: dict[int, int] = {}
    for step in story.knots:
        hops[step.hop] = hops.get(step.hop, 0) + 1
    return sum(max(0, number - most) for number in hops.values())


def columns(story: Story) -> Sequence[tuple[int, list[Step]]]:
    """The story by hops, for a picture: from what came before to what came of it."""
    found: dict[int, list[Step]] = {}
    for step in story.knots:
        found.setdefault(step.hop, []).append(step)
    return sorted(found.items())

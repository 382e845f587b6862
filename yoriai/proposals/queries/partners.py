"""Who might carry it with the group: those who show something in the same themes, of different kinds (R10, R38)."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count

from yoriai.directory.models import Party, Pause
from yoriai.kernel.items.models import ItemTheme, Visibility
from yoriai.kernel.models import Actor, Theme
from yoriai.proposals.models import Proposal

MOST = 6
# Of each kind at most so many, so that the list is not six of one sort.
OF_A_KIND = 2
SHOWN_KINDS = ("organisation", "activity", "offer", "case", "event")


@dataclass(frozen=True, slots=True)
class Likely:
    """Somebody with the themes they share with the proposal: the reason, in the city's own words."""

    actor: Actor
    themes: tuple[str, ...]


def likely_partners(proposal: Proposal) -> list[Likely]:
    """Those who show most in the proposal's themes, mixed by kind. Not who is asked already, nor who rests. Four queries."""
    themes = {theme.pk: theme.name for theme in Theme.objects.filter(items=proposal.pk)}
    asked = Party.objects.filter(item=proposal.pk, actor__isnull=False).values("actor")
    resting = Pause.objects.filter(ended=None).values("actor")
    rows = (
        ItemTheme.objects.filter(theme__in=themes, kind__in=SHOWN_KINDS, item__visibility=Visibility.PUBLIC, item__state="shown")
        .exclude(item__by=proposal.by_id)
        .exclude(item__by__in=asked)
        .exclude(item__by__in=resting)
        .exclude(item__by__kind__in=Actor.ONE_HUMAN)
        .values_list("item__by", "theme")
        .annotate(number=Count("item"))
    )  # fmt: skip
    weight: Counter[int] = Counter()
    shared: dict[int, dict[str, int]] = {}
    for actor, theme, number in rows:
        weight[actor] += number
        shared.setdefault(actor, {})[themes[theme]] = number
    actors = Actor.objects.in_bulk([pk for pk, _number in weight.most_common(MOST * OF_A_KIND * 2)])
    kinds: Counter[str] = Counter()
    found = []
    for pk, _number in weight.most_common():
        actor = actors.get(pk)
        if actor is None or actor.left or kinds[actor.kind] >= OF_A_KIND:
            continue
        kinds[actor.kind] += 1
        found.append(Likely(actor, tuple(sorted(shared[pk]))))
        if len(found) == MOST:
            break
    return found

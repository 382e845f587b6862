"""Who might carry it with the group: those who show something in the same themes, of different kinds (R10, R38)."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Q

from yoriai.directory.models import Introduction, Party, Pause
from yoriai.kernel.items.models import Item, ItemTheme, Visibility
from yoriai.kernel.models import Actor, Theme
from yoriai.proposals.lifecycle import IMAGINE, SUPPORT
from yoriai.proposals.models import Proposal

# Sorts of asks by which somebody is invited to have a part in it.
INVITATIONS = ("join_proposal", "join_change", IMAGINE, SUPPORT)
MOST = 6
# Of each kind at most so many, so that the list is not six of one sort.
OF_A_KIND = 2
SHOWN_KINDS = ("organisation", "activity", "offer", "case", "event")


@dataclass(frozen=True, slots=True)
class Likely:
    """Somebody with the themes they share with the proposal: the reason, in the city's own words."""

    actor: Actor
    themes: tuple[str, ...]


# A call of the project brought the two together; whether they go on, they decide.
MET = (
    Introduction.State.AGREED,
    Introduction.State.MET,
    Introduction.State.TRIAL,
    Introduction.State.PARTNERED,
)


def newcomers(proposal: Proposal) -> list[Actor]:
    """Bodies that answered a call of the project (R40) and said yes to meeting the group: whom it may take in by a change. Two queries."""
    needs = Item.objects.filter(kind="need", links_in__source=proposal.pk).values("pk")
    rows = Introduction.objects.filter(Q(about__in=needs) | Q(answers__in=needs), state__in=MET)
    found: dict[int, Actor] = {}
    for row in rows.select_related("one", "other").order_by("pk"):
        for actor in (row.one, row.other):
            if actor.pk != proposal.by_id and not actor.is_human and not actor.left:
                found[actor.pk] = actor
    return list(found.values())


def not_named(proposal: Proposal, by: str) -> Q:
    """What of its own group, of who is asked already and of who rests: of these nothing is suggested. by: the way to whose it is."""
    asked = Party.objects.filter(item=proposal.pk, actor__isnull=False).values("actor")
    resting = Pause.objects.filter(ended=None).values("actor")
    return Q((by, proposal.by_id)) | Q((f"{by}__in", asked)) | Q((f"{by}__in", resting))


def likely_partners(proposal: Proposal) -> list[Likely]:
    """Those who show most in the proposal's themes, mixed by kind. Not who is asked already, nor who rests. Four queries."""
    themes = {theme.pk: theme.name for theme in Theme.objects.filter(items=proposal.pk)}
    rows = (
        ItemTheme.objects.filter(theme__in=themes, kind__in=SHOWN_KINDS, item__visibility=Visibility.PUBLIC, item__state="shown")
        .exclude(not_named(proposal, "item__by"))
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

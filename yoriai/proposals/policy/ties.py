"""同点: who decides between proposals with the same mean, and who notes it."""

from collections.abc import Callable, Collection

from yoriai.kernel.actors.who import Who
from yoriai.proposals.models import Interest, PanelSeat, Proposal, Scheme, ScoreSheet
from yoriai.proposals.policy import SEEN_BY_PANEL, can_see_ranking, panel_seat


def can_see_ties(who: Who | None, scheme: Scheme) -> bool:
    """The office, and the chair."""
    seat = panel_seat(who, scheme)
    return can_see_ranking(who, scheme) or (seat is not None and seat.role == PanelSeat.Role.CHAIR)


def sees_counts(who: Who | None, scheme: Scheme) -> Callable[[Proposal, str], bool]:
    """As `policy.can_see_count`, for every proposal of a scheme and every round: the same few queries whatever their number."""
    if can_see_ranking(who, scheme):
        return lambda _proposal, _round_key: True
    seat = panel_seat(who, scheme)
    near = set(Interest.objects.filter(seat=seat).values_list("proposal", flat=True))
    sheets = ScoreSheet.objects.filter(seat=seat).exclude(state__in=(ScoreSheet.State.OPEN, ScoreSheet.State.FORMER))
    mine = set(sheets.values_list("proposal", "round")) if seat is not None else set()

    def sees(proposal: Proposal, round_key: str) -> bool:
        return proposal.state in SEEN_BY_PANEL and proposal.pk not in near and (proposal.pk, round_key) in mine

    return sees


def can_break_tie(who: Who | None, scheme: Scheme, proposals: Collection[int]) -> bool:
    """By the scheme's rule: the chair, unless they stand too near to one of these, or the office that notes what the chair said;
    the lot is drawn by the office."""
    if can_see_ranking(who, scheme) and scheme.the_plan.rules.tie in ("chair", "lot"):
        return True
    near = Interest.objects.filter(seat=panel_seat(who, scheme), proposal__in=proposals)
    return scheme.the_plan.rules.tie == "chair" and can_see_ties(who, scheme) and not near.exists()

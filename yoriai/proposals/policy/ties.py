"""同点: who decides between proposals with the same mean, and who notes it."""

from collections.abc import Collection

from yoriai.kernel.actors.who import Who
from yoriai.proposals.models import Interest, PanelSeat, Scheme
from yoriai.proposals.policy import can_see_ranking, panel_seat


def can_see_ties(who: Who | None, scheme: Scheme) -> bool:
    """The office, and the chair."""
    seat = panel_seat(who, scheme)
    return can_see_ranking(who, scheme) or (seat is not None and seat.role == PanelSeat.Role.CHAIR)


def can_break_tie(who: Who | None, scheme: Scheme, proposals: Collection[int]) -> bool:
    """By the scheme's rule: the chair, unless they stand too near to one of these, or the office that notes what the chair said;
    the lot is drawn by the office."""
    if can_see_ranking(who, scheme) and scheme.the_plan.rules.tie in ("chair", "lot"):
        return True
    near = Interest.objects.filter(seat=panel_seat(who, scheme), proposal__in=proposals)
    return scheme.the_plan.rules.tie == "chair" and can_see_ties(who, scheme) and not near.exists()

"""Who sits on the panel, and what comes before them: seats, known ties, the asks to score."""

from collections.abc import Collection, Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yoriai.kernel.actors.who import Who
from yoriai.kernel.asks.actions import ask, close_asks
from yoriai.kernel.items.actions import locked
from yoriai.kernel.models import Actor
from yoriai.kernel.policy import NotPossible, require
from yoriai.kernel.records.actions import record
from yoriai.people.queries import who_is
from yoriai.proposals import policy
from yoriai.proposals.actions.steps import let_in, let_out_unless_concerned
from yoriai.proposals.models import Interest, PanelSeat, Proposal, Scheme, ScoreSheet
from yoriai.proposals.queries.reviews import known_ties, round_of


def to_panel(proposal: Proposal, by: Who, seats: Collection[PanelSeat] | None = None) -> Proposal:
    """Those of the panel (all, or these seats) who do not stand too near see it from now on, and are asked to score what they have
    not scored yet in this round."""
    if seats is None:
        seats = list(PanelSeat.objects.filter(scheme=proposal.scheme_id, ended=None).select_related("actor"))
    find_near(proposal, seats)
    near = set(Interest.objects.filter(proposal=proposal).values_list("seat_id", flat=True))
    sheets = ScoreSheet.objects.filter(proposal=proposal, round=round_of(proposal).key)
    done = set(sheets.filter(state=ScoreSheet.State.SUBMITTED).values_list("seat_id", flat=True))
    for seat in seats:
        if seat.pk in near:
            _leaves(proposal, seat, by)
            continue
        let_in(proposal, seat.actor)
        if seat.pk not in done:
            ask("score", proposal, seat.actor, by=by, due=proposal.due)
    return proposal


@transaction.atomic
def find_near(proposal: Proposal, seats: Iterable[PanelSeat]) -> list[PanelSeat]:
    """Known ties, looked for anew: a tie may begin while the panel reads. Whoever stands too near by now is out of it; returns them."""
    proposal, found = locked(proposal), []
    for seat, why in known_ties(proposal, seats):
        _row, new = Interest.objects.get_or_create(seat=seat, proposal=proposal, defaults={"why": why})
        if new:
            _leaves(proposal, seat, None)
            found.append(seat)
    return found


def _leaves(proposal: Proposal, seat: PanelSeat, by: Who | None) -> None:
    """Off the panel's side of it: nothing is asked of them; they see it only by another tie, as the group's companion say."""
    close_asks("score", proposal, by=by, asked=[seat.actor_id])
    let_out_unless_concerned(proposal, seat.actor)


def _before_panel(scheme: Scheme, states: Iterable[str] = policy.OPEN_TO_SCORES) -> Iterable[Proposal]:
    """What the panel looks at just now, or has seen, locked in the order of their keys."""
    return [locked(row) for row in Proposal.objects.filter(scheme=scheme, state__in=states).order_by("pk")]


@transaction.atomic
def seat_on_panel(
    scheme: Scheme, actor: Actor, *, by: Who, role: str = PanelSeat.Role.MEMBER, of: str = ""
) -> PanelSeat:
    """Somebody sits on the panel from today, and judges with the others what lies before it. One person, one seat; one chair.

    Whoever comes back sits on the seat they had: their sheets and what they stand near to stay theirs.
    """
    require(policy.can_run(by))
    if not actor.is_human:
        raise NotPossible(_("A member of the panel is a person."))
    if who_is(actor, signed_in=True).office:
        raise NotPossible(_("Whoever speaks for the office runs the review and does not judge in it."))
    scheme = locked(scheme)
    seats = PanelSeat.objects.filter(scheme=scheme, ended=None)
    if seats.filter(actor=actor).exists():
        raise NotPossible(_("They sit on the panel already."))
    if role == PanelSeat.Role.CHAIR and seats.filter(role=role).exists():
        raise NotPossible(_("The panel has a chair already."))
    had = PanelSeat.objects.filter(scheme=scheme, actor=actor).order_by("-pk").first()
    seat = had or PanelSeat(scheme=scheme, actor=actor)
    seat.role, seat.of, seat.ended = role, of or seat.of, None
    seat.save()
    for proposal in _before_panel(scheme):
        to_panel(proposal, who_is(scheme.by, signed_in=False), [seat])
    record("panel.seated", by=by, item=scheme, inside=True, seat=seat.pk)
    return seat


@transaction.atomic
def end_seat(seat: PanelSeat, *, by: Who) -> PanelSeat:
    """They no longer sit on the panel, see nothing of what it judges and are asked nothing; what they scored stays."""
    require(policy.can_run(by))
    # The scheme and its proposals before the seat, as wherever a sheet is begun: two who lock crosswise would stop each other.
    seen = _before_panel(locked(seat.scheme), policy.SEEN_BY_PANEL)
    seat = PanelSeat.objects.select_for_update(of=("self",)).select_related("scheme", "actor").get(pk=seat.pk)
    if seat.ended is None:
        seat.ended = timezone.now()
        seat.save(update_fields=["ended"])
        for proposal in seen:
            _leaves(proposal, seat, by)
        record("panel.left", by=by, item=seat.scheme, inside=True, seat=seat.pk)
    return seat

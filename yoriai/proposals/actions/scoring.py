"""The panel's sheets: who stands too near to have one, points and sentences, handing in, opening once more."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yoriai.kernel.actors.who import Who
from yoriai.kernel.asks.actions import ask, close_asks
from yoriai.kernel.items.actions import locked, touch
from yoriai.kernel.policy import MovedOn, NotPossible, require
from yoriai.kernel.records.actions import record
from yoriai.proposals import policy
from yoriai.proposals.actions.seats import find_near
from yoriai.proposals.actions.steps import let_out_unless_concerned
from yoriai.proposals.models import Interest, PanelSeat, Proposal, Score, ScoreSheet, Step
from yoriai.proposals.queries.reviews import round_of


def look_of(proposal: Proposal) -> int:
    """Which look of the panel a sheet begun now belongs to: another one each time what was held has come back, mended."""
    return 1 + Step.objects.filter(proposal=proposal, verb="hand_in_again").count()


@transaction.atomic
def declare_interest(proposal: Proposal, seat: PanelSeat, why: str, *, by: Who) -> Interest:
    """利害関係: said by the member, or noted by the office. What they scored is set aside; they no longer see it."""
    proposal = locked(proposal)
    require(policy.can_say_interest(by, proposal, seat))
    if not why.strip():
        raise NotPossible(_("Please say in a few words how they are tied."))
    row, new = Interest.objects.get_or_create(
        seat=seat, proposal=proposal, defaults={"why": why.strip()[:400], "declared_by": by.person}
    )
    if new:
        close_asks("score", proposal, by=by, asked=[seat.actor_id])
        # Whoever goes along with the group goes on doing so: it is the panel's side they leave.
        let_out_unless_concerned(proposal, seat.actor)
        touch(proposal)
        record("panel.interest_declared", by=by, item=proposal, inside=True, seat=seat.pk)
    return row


TOO_NEAR = _("This member stands too near to the proposal and has no sheet for it.")


def _tied_by_now(proposal: Proposal, by: Who) -> bool:
    """Whether the platform knows of a tie of this member. Kept at once, in a transaction of its own: the refusal does not undo it."""
    seat = policy.seat_of(by, proposal)
    return seat is not None and bool(find_near(proposal, [seat]))


def _sheet_of(proposal: Proposal, seat: PanelSeat, by: Who) -> ScoreSheet:
    if Interest.objects.filter(seat=seat, proposal=proposal).exists():
        raise NotPossible(TOO_NEAR)
    row, _new = (
        ScoreSheet.objects.select_for_update()
        .exclude(state__in=ScoreSheet.PAST)
        .get_or_create(seat=seat, proposal=proposal, round=round_of(proposal).key, defaults={"look": look_of(proposal)})
    )
    if row.state != ScoreSheet.State.OPEN:
        raise NotPossible(_("This sheet has been handed in. In the deliberation the chair can open it once more."))
    return row


def begin_sheet(proposal: Proposal, *, by: Who) -> ScoreSheet:
    """The member has seen who is concerned, and says that nothing ties them: the sheet is open. Raises NotPossible where the platform
    knows better; they are out of it then."""
    if _tied_by_now(proposal, by):
        raise NotPossible(TOO_NEAR)
    return _begin_sheet(proposal, by)


@transaction.atomic
def _begin_sheet(proposal: Proposal, by: Who) -> ScoreSheet:
    proposal = locked(proposal)
    require(policy.can_score(by, proposal))
    seat = policy.seat_of(by, proposal)
    assert seat is not None
    row = _sheet_of(proposal, seat, by)
    record("score_sheet.begun", by=by, item=proposal, inside=True, sheet=row.pk)
    return row


def say_nearness(free: Iterable[Proposal], near: Iterable[tuple[Proposal, str]], *, by: Who) -> None:
    """A member's word on a whole list at once: all of it is kept, or nothing. Where the platform knows of a tie, that counts."""
    _say_nearness([proposal for proposal in free if not _tied_by_now(proposal, by)], near, by)


@transaction.atomic
def _say_nearness(free: Iterable[Proposal], near: Iterable[tuple[Proposal, str]], by: Who) -> None:
    said = [*((proposal, None) for proposal in free), *near]
    for proposal, why in sorted(said, key=lambda row: row[0].pk):
        if why is None:
            _begin_sheet(proposal, by)
            continue
        seat = policy.seat_of(by, proposal)
        require(seat is not None)
        assert seat is not None
        declare_interest(proposal, seat, why, by=by)


@transaction.atomic
def put_scores(
    proposal: Proposal, seat: PanelSeat, scores: Mapping[str, tuple[int | None, str]], *, by: Who, opinion: str = ""
) -> ScoreSheet:
    """Points and a sentence for each criterion, as far as they are there. Typed by the office from paper: the member confirms it."""
    proposal = locked(proposal)
    mine = policy.seat_of(by, proposal) == seat and policy.can_score(by, proposal)
    require(mine or policy.can_type_sheet(by, proposal))
    row, one = _sheet_of(proposal, seat, by), round_of(proposal)
    if not mine and not policy.can_type_sheet(by, proposal, row):
        raise NotPossible(
            _("This member has begun their sheet themselves. Nobody else reads it before they hand it in.")
        )
    kept, gone = [], []
    for criterion in one.criteria:
        points, sentence = scores.get(criterion.key, (None, ""))
        # Without points the sentence stays: whoever forgot a button has not written in vain.
        if points is None and not sentence.strip():
            gone.append(criterion.key)
            continue
        if points is not None and not 0 <= points <= one.scale:
            raise NotPossible(_("Points go from 0 to %(most)d.") % {"most": one.scale})
        kept.append(Score(sheet=row, criterion=criterion.key, points=points, sentence=sentence.strip()[:400]))
    if gone:
        Score.objects.filter(sheet=row, criterion__in=gone).delete()
    unique, facts = ["sheet", "criterion"], ["points", "sentence"]
    Score.objects.bulk_create(kept, update_conflicts=True, unique_fields=unique, update_fields=facts)
    row.opinion, row.typed_by = opinion.strip(), None if mine else by.person
    row.save(update_fields=["opinion", "typed_by", "changed"])
    record("score_sheet.written", by=by, item=proposal, inside=True, sheet=row.pk)
    return row


def hand_in_sheet(proposal: Proposal, *, by: Who) -> ScoreSheet:
    """Frozen from now on. By the member alone: also what the office typed counts only with this yes. Raises NotPossible where a tie
    has begun since they began it."""
    if _tied_by_now(proposal, by):
        raise NotPossible(TOO_NEAR)
    return _hand_in_sheet(proposal, by)


@transaction.atomic
def _hand_in_sheet(proposal: Proposal, by: Who) -> ScoreSheet:
    proposal = locked(proposal)
    require(policy.can_score(by, proposal))
    seat = policy.seat_of(by, proposal)
    assert seat is not None
    row, one = _sheet_of(proposal, seat, by), round_of(proposal)
    given = Score.objects.filter(sheet=row, criterion__in=[c.key for c in one.criteria], points__isnull=False)
    if given.count() < len(one.criteria):
        raise NotPossible(_("Some criteria have no points yet."))
    said = set(given.exclude(sentence="").values_list("criterion", flat=True))
    silent = [criterion.name for criterion in one.criteria if criterion.key not in said]
    if silent and proposal.scheme.the_plan.rules.sentences_required:
        raise NotPossible(
            _("Please write a sentence for each criterion. Still without one: %(names)s.")
            % {"names": "、".join(silent)}
        )
    row.state, row.submitted = ScoreSheet.State.SUBMITTED, timezone.now()
    row.save(update_fields=["state", "submitted", "changed"])
    close_asks("score", proposal, by=by, asked=[seat.actor_id])
    record("score_sheet.handed_in", by=by, item=proposal, inside=True, sheet=row.pk)
    return row


@transaction.atomic
def reopen_sheet(sheet: ScoreSheet, why: str, *, by: Who) -> ScoreSheet:
    """In the deliberation, once, by the chair, with a reason. Both versions stay."""
    locked(sheet.proposal)
    sheet = ScoreSheet.objects.select_for_update().select_related("proposal", "seat").get(pk=sheet.pk)
    if sheet.proposal.state not in policy.OPEN_TO_SCORES and policy.seat_of(by, sheet.proposal) is not None:
        raise MovedOn
    require(policy.can_reopen_sheet(by, sheet))
    if not why.strip():
        raise NotPossible(_("Please say why the sheet is opened once more."))
    sheet.state = ScoreSheet.State.REPLACED
    sheet.save(update_fields=["state", "changed"])
    new = ScoreSheet.objects.create(
        seat=sheet.seat, proposal=sheet.proposal, round=sheet.round, look=sheet.look, version=2, opinion=sheet.opinion,
        reopened_why=why.strip()[:400],
    )  # fmt: skip
    Score.objects.bulk_create(
        [
            Score(sheet=new, criterion=row.criterion, points=row.points, sentence=row.sentence)
            for row in sheet.scores.all()
        ]
    )
    ask("score", sheet.proposal, sheet.seat.actor, by=by, due=sheet.proposal.due, text=new.reopened_why)
    record("score_sheet.reopened", by=by, item=sheet.proposal, inside=True, sheet=new.pk)
    return new

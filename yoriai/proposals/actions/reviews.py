"""The panel at work: who stands too near, sheets, their freezing and the one re-opening, the count, the verdict."""

import datetime as dt
from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yoriai.engines.schemes import draw
from yoriai.kernel.actors.who import Who
from yoriai.kernel.asks.actions import ask, close_asks
from yoriai.kernel.items.actions import locked, save_item, touch
from yoriai.kernel.items.models import Visibility
from yoriai.kernel.policy import NotPossible, require
from yoriai.kernel.records.actions import record
from yoriai.proposals import policy
from yoriai.proposals.actions.steps import let_in, let_out, move
from yoriai.proposals.models import Interest, PanelQuestion, PanelSeat, Proposal, Score, ScoreSheet, Verdict
from yoriai.proposals.queries.reviews import count_of, known_ties, round_of
from yoriai.proposals.queries.sheets import ALL, sheet

RESULTS = ("pass", "hold", "turn_down", "adopt", "adopt_if", "refuse")


@transaction.atomic
def review_papers(proposal: Proposal, *, by: Who) -> Proposal:
    """The first look begins: the panel reads."""
    return _to_panel(move(proposal, "review_papers", by=by), by)


@transaction.atomic
def schedule(proposal: Proposal, at: dt.datetime, *, by: Who) -> Proposal:
    """A day and an hour for the presentation in public."""
    return _to_panel(move(proposal, "schedule", by=by, presents=at, due=timezone.localtime(at).date()), by)


@transaction.atomic
def review(proposal: Proposal, *, by: Who) -> Proposal:
    """The last look begins."""
    return _to_panel(move(proposal, "review", by=by), by)


def _to_panel(proposal: Proposal, by: Who) -> Proposal:
    """Those of the panel who do not stand too near see it from now on, and are asked to score where sheets are open."""
    seats = list(PanelSeat.objects.filter(scheme=proposal.scheme_id, ended=None).select_related("actor"))
    for seat, why in known_ties(proposal, seats):
        Interest.objects.get_or_create(seat=seat, proposal=proposal, defaults={"why": why})
    near = set(Interest.objects.filter(proposal=proposal).values_list("seat_id", flat=True))
    for seat in seats:
        if seat.pk in near:
            let_out(proposal, seat.actor)
            continue
        let_in(proposal, seat.actor)
        ask("score", proposal, seat.actor, by=by, due=proposal.due)
    return proposal


@transaction.atomic
def draw_lots(proposals: Iterable[Proposal], word: str, *, by: Who) -> list[Proposal]:
    """The order of the presentations, from their codes and one word said in the room; anybody can draw it again."""
    rows = {proposal.code: locked(proposal) for proposal in proposals}
    for proposal in rows.values():
        require(policy.can_run(by))
        if proposal.state != Proposal.State.PRESENTING:
            raise NotPossible(_("Only what is to be presented takes part in the lot."))
    if not word.strip():
        raise NotPossible(_("Please write the word that was said in the room."))
    ordered = [rows[code] for code in draw(rows, word.strip())]
    for place, proposal in enumerate(ordered, 1):
        proposal.turn_by_lot = place
        save_item(proposal, "turn_by_lot")
        record("proposal.lot_drawn", by=by, item=proposal, inside=True, word=word.strip(), place=place)
    return ordered


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
        let_out(proposal, seat.actor)
        close_asks("score", proposal, by=by, asked=[seat.actor_id])
        touch(proposal)
        record("panel.interest_declared", by=by, item=proposal, inside=True, seat=seat.pk)
    return row


def _sheet_of(proposal: Proposal, seat: PanelSeat, by: Who) -> ScoreSheet:
    if Interest.objects.filter(seat=seat, proposal=proposal).exists():
        raise NotPossible(_("This member stands too near to the proposal and has no sheet for it."))
    row, _new = (
        ScoreSheet.objects.select_for_update()
        .exclude(state=ScoreSheet.State.REPLACED)
        .get_or_create(seat=seat, proposal=proposal, round=round_of(proposal).key, defaults={"version": 1})
    )
    if row.state != ScoreSheet.State.OPEN:
        raise NotPossible(_("This sheet has been handed in. In the deliberation the chair can open it once more."))
    return row


@transaction.atomic
def begin_sheet(proposal: Proposal, *, by: Who) -> ScoreSheet:
    """The member has seen who is concerned, and says that nothing ties them: the sheet is open."""
    proposal = locked(proposal)
    require(policy.can_score(by, proposal))
    seat = policy.seat_of(by, proposal)
    assert seat is not None
    row = _sheet_of(proposal, seat, by)
    record("score_sheet.begun", by=by, item=proposal, inside=True, sheet=row.pk)
    return row


@transaction.atomic
def put_scores(
    proposal: Proposal, seat: PanelSeat, scores: Mapping[str, tuple[int | None, str]], *, by: Who, opinion: str = ""
) -> ScoreSheet:
    """Points and a sentence for each criterion, as far as they are there. Typed by the office from paper: the member confirms it."""
    proposal = locked(proposal)
    mine = policy.seat_of(by, proposal) == seat and policy.can_score(by, proposal)
    require(mine or policy.can_type_sheet(by, proposal))
    row, one = _sheet_of(proposal, seat, by), round_of(proposal)
    for criterion in one.criteria:
        points, sentence = scores.get(criterion.key, (None, ""))
        if points is None:
            Score.objects.filter(sheet=row, criterion=criterion.key).delete()
            continue
        if not 0 <= points <= one.scale:
            raise NotPossible(_("Points go from 0 to %(most)d.") % {"most": one.scale})
        Score.objects.update_or_create(
            sheet=row, criterion=criterion.key, defaults={"points": points, "sentence": sentence.strip()[:400]}
        )
    row.opinion, row.typed_by = opinion.strip(), None if mine else by.person
    row.save(update_fields=["opinion", "typed_by", "changed"])
    record("score_sheet.written", by=by, item=proposal, inside=True, sheet=row.pk)
    return row


@transaction.atomic
def hand_in_sheet(proposal: Proposal, *, by: Who) -> ScoreSheet:
    """Frozen from now on. By the member alone: also what the office typed counts only with this yes."""
    proposal = locked(proposal)
    require(policy.can_score(by, proposal))
    seat = policy.seat_of(by, proposal)
    assert seat is not None
    row, one = _sheet_of(proposal, seat, by), round_of(proposal)
    if Score.objects.filter(sheet=row, criterion__in=[c.key for c in one.criteria]).count() < len(one.criteria):
        raise NotPossible(_("Some criteria have no points yet."))
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
    require(policy.can_reopen_sheet(by, sheet))
    if not why.strip():
        raise NotPossible(_("Please say why it is opened again."))
    sheet.state = ScoreSheet.State.REPLACED
    sheet.save(update_fields=["state", "changed"])
    new = ScoreSheet.objects.create(
        seat=sheet.seat, proposal=sheet.proposal, round=sheet.round, version=2, opinion=sheet.opinion,
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


@transaction.atomic
def decide(
    proposal: Proposal,
    verb: str,
    *,
    by: Who,
    public_text: str = "",
    conditions: str = "",
    advice: str = "",
    other_way: str = "",
    note: str = "",
) -> Verdict:
    """What the round came to, with the count as it stands now. Whoever adopts needs a quorum and an answer of the section.

    An adopted project is public from now on: its name, group, purpose and contents, and the panel's words.
    """
    assert verb in RESULTS, verb
    proposal = locked(proposal)
    one, tally = round_of(proposal), count_of(proposal)
    if tally.mean is None:
        raise NotPossible(
            _("There are not enough sheets yet: the scheme asks for %(quorum)d.")
            % {"quorum": proposal.scheme.the_plan.rules.quorum}
        )
    if verb in ("pass", "adopt", "adopt_if") and not tally.passes:
        raise NotPossible(_("It stands below the line the scheme has set."))
    if verb == "adopt_if" and not conditions.strip():
        raise NotPossible(_("Please write the conditions."))
    if verb in ("turn_down", "refuse", "hold") and not advice.strip():
        raise NotPossible(_("Please give the group a reason and some advice."))
    proposal = move(proposal, verb, by=by, public_text=public_text, note=note)
    verdict = Verdict.objects.create(
        proposal=proposal, round=one.key, outcome=proposal.state, by=by.actor, public_text=public_text.strip(),
        conditions=conditions.strip(), advice=advice.strip(), other_way=other_way.strip(),
        count={
            "mean_tenths": tally.in_tenths,
            "sheets": len(tally.totals),
            "left_out": len(tally.left_out),
            "totals_tenths": [int(total * 10 + 0.5) for _member, total in tally.totals],
            "pass_at": proposal.scheme.the_plan.rules.pass_at,
        },
    )  # fmt: skip
    close_asks("score", proposal, by=by)
    if proposal.is_adopted:
        make_public(proposal)
    return verdict


@transaction.atomic
def decide_all(results: Iterable[tuple[Proposal, str, dict[str, str]]], *, by: Who) -> list[Verdict]:
    """Results of a round in one go: all of them, or none. What stands in the way is told with the name of its proposal."""
    found = []
    for proposal, verb, texts in results:
        try:
            found.append(decide(proposal, verb, by=by, **texts))
        except NotPossible as no:
            raise NotPossible(_("%(title)s: %(why)s") % {"title": proposal.title, "why": no}) from None
    return found


@transaction.atomic
def note_question(proposal: Proposal, text: str, answer: str = "", *, by: Who) -> PanelQuestion:
    """What was asked at the presentation, and what was answered."""
    proposal = locked(proposal)
    require(policy.can_note_question(by, proposal))
    if not text.strip():
        raise NotPossible(_("Please write the question."))
    row = PanelQuestion.objects.create(
        proposal=proposal, text=text.strip()[:400], answer=answer.strip()[:800], by=by.person
    )
    record("panel_question.noted", by=by, item=proposal, inside=True, question=row.pk)
    return row


def make_public(proposal: Proposal) -> None:
    """The project becomes an item for everybody, with what the scheme calls public in its summary."""
    found = sheet(proposal, "F2", ALL)
    assert found is not None
    public = {one.field.key: one.text for one in found.questions if one.field.shown == "public"}
    proposal.summary = public.get("purpose") or next(
        (text for key, text in public.items() if key != "title" and text), ""
    )
    proposal.visibility = Visibility.PUBLIC
    proposal.listed = proposal.listed or timezone.now()
    save_item(proposal, "summary", "visibility", "listed")


@transaction.atomic
def settle(proposal: Proposal, words: str, *, by: Who) -> Proposal:
    """The conditions are met: how, in words everybody may read."""
    if not words.strip():
        raise NotPossible(_("Please write how the conditions are met."))
    return move(proposal, "settle", by=by, public_text=words)

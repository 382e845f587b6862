"""The panel at work: its looks, the lot, questions at the presentation, what the rounds come to. Its sheets: `scoring`."""

import datetime as dt
from collections.abc import Iterable
from typing import Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yoriai.engines.schemes import draw
from yoriai.kernel.actors.who import Who
from yoriai.kernel.items.actions import locked, save_item
from yoriai.kernel.items.models import Visibility
from yoriai.kernel.policy import NotPossible, require
from yoriai.kernel.records.actions import record
from yoriai.people.queries import who_is
from yoriai.proposals import policy
from yoriai.proposals.actions.advice import release_bookings
from yoriai.proposals.actions.scoring import look_of
from yoriai.proposals.actions.seats import find_near, to_panel
from yoriai.proposals.actions.steps import Said, close_early_asks, move
from yoriai.proposals.lifecycle import RESULTS
from yoriai.proposals.models import PanelQuestion, PanelSeat, Proposal, ScoreSheet, Talk, Verdict
from yoriai.proposals.queries.panel import tie_of
from yoriai.proposals.queries.reviews import count_of, round_of
from yoriai.proposals.queries.sheets import ALL, sheet

REFUSALS = ("turn_down", "refuse")


@transaction.atomic
def review_papers(proposal: Proposal, *, by: Who, **words: Unpack[Said]) -> Proposal:
    """The first look begins: the panel reads."""
    return to_panel(move(proposal, "review_papers", by=by, **words), by)


@transaction.atomic
def schedule(proposal: Proposal, at: dt.datetime, *, by: Who, **words: Unpack[Said]) -> Proposal:
    """A day and an hour for the presentation in public."""
    return to_panel(move(proposal, "schedule", by=by, presents=at, due=timezone.localtime(at).date(), **words), by)


@transaction.atomic
def review(proposal: Proposal, *, by: Who, **words: Unpack[Said]) -> Proposal:
    """The last look begins."""
    return to_panel(move(proposal, "review", by=by, **words), by)


@transaction.atomic
def look_again(proposal: Proposal, *, by: Who) -> Proposal:
    """What was held has come back, mended: the sheets on what stood before are kept and count no more; the members are asked anew."""
    proposal = locked(proposal)
    sheets = ScoreSheet.objects.filter(proposal=proposal, round=round_of(proposal).key)
    sheets.filter(state=ScoreSheet.State.SUBMITTED).update(state=ScoreSheet.State.FORMER)
    # Whoever had not handed in goes on with what they have.
    sheets.filter(state=ScoreSheet.State.OPEN).update(look=look_of(proposal))
    record("score_sheet.set_aside", by=by, item=proposal, inside=True)
    return to_panel(proposal, who_is(proposal.scheme.by, signed_in=False))


def _pk(proposal: Proposal) -> int:
    """Lists are locked in one order, whoever sends them: two at once wait for each other and never both."""
    pk: int = proposal.pk
    return pk


@transaction.atomic
def draw_lots(proposals: Iterable[Proposal], word: str, *, by: Who) -> list[Proposal]:
    """The order of the presentations, from their codes and one word said in the room; anybody can draw it again."""
    rows = {proposal.code: locked(proposal) for proposal in sorted(proposals, key=_pk)}
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


def _refuse_new_ties(proposals: Iterable[Proposal], by: Who) -> None:
    """A last look before the result. Whoever has come to stand too near is out of the count; the result waits until it was read anew."""
    found: list[str] = []
    for proposal in proposals:
        if policy.can_move(by, proposal, "refuse") or policy.can_move(by, proposal, "turn_down"):
            seats = PanelSeat.objects.filter(scheme=proposal.scheme_id, ended=None).select_related("actor")
            found += [seat.actor.shown_name for seat in find_near(proposal, seats)]
    if found:
        words = _("Stands too near by now, and is out of the count: %(names)s. Please read the count again.")
        raise NotPossible(words % {"names": "、".join(dict.fromkeys(found))})


def decide(proposal: Proposal, verb: str, *, by: Who, **words: str) -> Verdict:
    """What the round came to (`_decide`), once no tie has begun since the panel began. Raises NotPossible."""
    _refuse_new_ties([proposal], by)
    return _decide(proposal, verb, by=by, **words)


@transaction.atomic
def _decide(
    proposal: Proposal,
    verb: str,
    *,
    by: Who,
    public_text: str = "",
    conditions: str = "",
    advice: str = "",
    other_way: str = "",
    again: str = "",
    reason: str = "",
    note: str = "",
) -> Verdict:
    """What the round came to, with the count as it stands now. Whoever adopts needs a quorum, and where the class does not leave the
    talks out, an answer of a section that has gone out. Raises NotPossible.

    An adopted project is public from now on: its name, group, purpose and contents, and the panel's words.
    """
    assert verb in RESULTS, verb
    proposal = locked(proposal)
    one, tally, tie = round_of(proposal), count_of(proposal), tie_of(proposal, policy.OPEN_TO_SCORES)
    if tally.mean is None:
        raise NotPossible(
            _("There are not enough sheets yet: the scheme asks for %(quorum)d.")
            % {"quorum": proposal.scheme.the_plan.rules.quorum}
        )
    if verb in ("pass", "adopt", "adopt_if") and not tally.passes:
        raise NotPossible(_("It stands below the line the scheme has set."))
    if verb in ("adopt", "adopt_if") and not _answered(proposal):
        raise NotPossible(_("No section has answered yet. In this class the city's answer comes before the result."))
    if verb == "adopt_if" and not conditions.strip():
        raise NotPossible(_("Please write the conditions."))
    if verb in ("turn_down", "refuse", "hold") and not advice.strip():
        raise NotPossible(_("Please give the group a reason and some advice."))
    if verb in REFUSALS and not other_way.strip():
        raise NotPossible(_("Please show the group another way: a grant, a forum, somebody else who could help."))
    # The step says why too: on the page of every step, in the letter by mail, in what is handed out.
    why = "\n".join(filter(None, (reason.strip(), conditions.strip(), advice.strip())))
    proposal = move(proposal, verb, by=by, reason=why, public_text=public_text, note=note)
    if verb in REFUSALS:
        close_early_asks(proposal, by=by)
        release_bookings(proposal, by=by)
    verdict = Verdict.objects.create(
        proposal=proposal, round=one.key, outcome=proposal.state, by=by.actor, public_text=public_text.strip(),
        conditions=conditions.strip(), advice=advice.strip(), other_way=other_way.strip(), again=again if verb in REFUSALS else "",
        count={
            "mean_tenths": tally.in_tenths,
            "sheets": len(tally.totals),
            "left_out": len(tally.left_out),
            "totals_tenths": [int(total * 10 + 0.5) for _member, total in tally.totals],
            "pass_at": proposal.scheme.the_plan.rules.pass_at,
            **({"tie": tie.pk} if tie else {}),
        },
    )  # fmt: skip
    if proposal.is_adopted:
        make_public(proposal)
    return verdict


def _answered(proposal: Proposal) -> bool:
    if "in_talks" in proposal.scheme.the_plan.type(proposal.type).skips:
        return True
    return Talk.objects.filter(proposal=proposal, ended=None, sent__isnull=False).exists()


def decide_all(results: Iterable[tuple[Proposal, str, dict[str, str]]], *, by: Who) -> list[Verdict]:
    """Results of a round in one go: all of them, or none. What stands in the way is told with the name of its proposal."""
    results = sorted(results, key=lambda row: row[0].pk)
    _refuse_new_ties([proposal for proposal, _verb, _texts in results], by)
    return _decide_all(results, by)


@transaction.atomic
def _decide_all(results: Iterable[tuple[Proposal, str, dict[str, str]]], by: Who) -> list[Verdict]:
    found = []
    for proposal, verb, texts in results:
        try:
            found.append(_decide(proposal, verb, by=by, **texts))
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
def settle(proposal: Proposal, words: str, *, by: Who, reason: str = "", note: str = "") -> Proposal:
    """The conditions are met: how, in words everybody may read."""
    if not words.strip():
        raise NotPossible(_("Please write how the conditions are met."))
    return move(proposal, "settle", by=by, reason=reason, public_text=words, note=note)

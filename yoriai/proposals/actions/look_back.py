"""ふりかえり (F12): each side alone, then together; a sheet that came on paper, one that never came; the summary for everybody."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yoriai.kernel.actors.who import Who
from yoriai.kernel.asks.actions import close_asks
from yoriai.kernel.items.actions import locked, touch
from yoriai.kernel.models import Actor
from yoriai.kernel.policy import NotPossible, require
from yoriai.kernel.records.actions import record
from yoriai.people.policy import is_office
from yoriai.proposals import policy
from yoriai.proposals.models import LookBack, NoLookBack, Proposal, Review
from yoriai.proposals.policy import both_sides
from yoriai.proposals.queries.agreements import signers
from yoriai.proposals.queries.work import LOOKED_AT, every_sheet_is_in, summary_digest


@transaction.atomic
def put_look_back(
    proposal: Proposal,
    actor: Actor,
    *,
    by: Who,
    marks: dict[str, int],
    good: str = "",
    better: str = "",
    learned: str = "",
    on_paper_from: str = "",
) -> LookBack:
    """One party's own sheet (F12), as far as it is written. Nobody else reads it before all are in.

    on_paper_from: whose paper the office types; it reads what it types, and no sheet that its party has begun here.
    """
    proposal = locked(proposal)
    row = LookBack.objects.select_for_update().filter(proposal=proposal, actor=actor).first()
    paper = "" if both_sides.can_look_back(by, proposal, actor) else on_paper_from.strip()[:120]
    require(
        both_sides.can_type_look_back(by, proposal, row) if paper else both_sides.can_look_back(by, proposal, actor)
    )
    if actor not in signers(proposal):
        raise NotPossible(_("Only those who signed look back here."))
    if NoLookBack.objects.filter(proposal=proposal, actor=actor).exists():
        raise NotPossible(_("The office has gone on without this sheet. Please telephone it."))
    if any(key not in LOOKED_AT or not 1 <= mark <= 5 for key, mark in marks.items()):
        raise NotPossible(_("Marks go from 1 to 5."))
    row = row or LookBack.objects.create(proposal=proposal, actor=actor, person=by.person)
    if row.handed_in is not None:
        raise NotPossible(_("This sheet has been handed in."))
    row.marks, row.good, row.better, row.learned, row.person = marks, good, better, learned, by.person
    row.on_paper_from = paper
    row.save(update_fields=["marks", "good", "better", "learned", "person", "on_paper_from", "changed"])
    record("look_back.written", by=by if paper else by.wearing(actor), item=proposal, inside=True, sheet=row.pk)
    return row


@transaction.atomic
def hand_in_look_back(row: LookBack, *, by: Who) -> LookBack:
    """Every question has its mark: in it goes."""
    proposal = locked(row.proposal)
    row = LookBack.objects.select_for_update().select_related("actor").get(pk=row.pk)
    own = both_sides.can_look_back(by, proposal, row.actor)
    require(own or both_sides.can_type_look_back(by, proposal, row))
    if set(row.marks) != set(LOOKED_AT):
        raise NotPossible(_("Some questions have no mark yet."))
    row.handed_in = row.handed_in or timezone.now()
    row.save(update_fields=["handed_in"])
    close_asks("look_back", proposal, by=by, asked=[row.actor_id])
    touch(proposal)
    record("look_back.handed_in", by=by.wearing(row.actor) if own else by, item=proposal, inside=True, sheet=row.pk)
    return row


@transaction.atomic
def go_on_without(proposal: Proposal, actor: Actor, reason: str, *, by: Who) -> NoLookBack:
    """The sheet of one side never came: the office goes on without it, and says why. The others can be read then."""
    proposal = locked(proposal)
    require(both_sides.can_go_on_without(by, proposal))
    if not reason.strip():
        raise NotPossible(_("Please say why."))
    if actor not in signers(proposal) or LookBack.objects.filter(
        proposal=proposal, actor=actor, handed_in__isnull=False
    ):
        raise NotPossible(_("This sheet is not missing."))
    facts = {"reason": reason.strip()[:400], "by": by.person}
    made, new = NoLookBack.objects.get_or_create(proposal=proposal, actor=actor, defaults=facts)
    if new:
        close_asks("look_back", proposal, by=by, asked=[actor.pk])
        touch(proposal)
        record("look_back.sheet_waived", by=by, item=proposal, inside=True, actor=actor.pk)
    return made


@transaction.atomic
def note_review(proposal: Proposal, *, by: Who, on: dt.date, coordinator: str, summary: str, said: str = "") -> Review:
    """The talk over both sheets, with a coordinator. Only once all sheets are in."""
    proposal = locked(proposal)
    require(is_office(by) and proposal.state == Proposal.State.LOOKING_BACK)
    if not every_sheet_is_in(proposal):
        raise NotPossible(_("Not every side has handed in its sheet yet."))
    if not summary.strip() or not coordinator.strip():
        raise NotPossible(_("Please name the coordinator and write the summary."))
    facts = {
        "on": on,
        "coordinator": coordinator.strip(),
        "summary": summary.strip(),
        "said": said.strip(),
        "by": by.actor,
    }
    row, _new = Review.objects.update_or_create(proposal=proposal, defaults=facts)
    # A summary that changed is another summary: whoever agreed to the old one is asked again.
    LookBack.objects.filter(proposal=proposal).update(public_since=None)
    touch(proposal)
    record("look_back.talked_over", by=by, item=proposal, inside=True)
    return row


@transaction.atomic
def agree_to_summary(proposal: Proposal, actor: Actor, *, by: Who, text_digest: str, on_paper_from: str = "") -> None:
    """One side's yes to the summary being public: to exactly the words whose digest the page showed.

    on_paper_from: whose word on paper or by telephone the office notes. Raises NotPossible where the words are others by now.
    """
    proposal = locked(proposal)
    own = by.wears(actor.pk) and bool(policy.sides(by, proposal))
    require(own or (bool(on_paper_from.strip()) and is_office(by)))
    review = Review.objects.filter(proposal=proposal).first()
    if review is None:
        raise NotPossible(_("There is no summary yet."))
    if summary_digest(review) != text_digest:
        raise NotPossible(_("The summary has changed since you opened it. Please read it again before you say yes."))
    new = LookBack.objects.filter(proposal=proposal, actor=actor, public_since=None, handed_in__isnull=False)
    if not new.update(public_since=timezone.now()):
        return
    touch(proposal)
    hat, paper = (by.wearing(actor), "") if own else (by, on_paper_from.strip()[:120])
    record("look_back.summary_agreed", by=hat, item=proposal, inside=True, actor=actor.pk, on_paper_from=paper)

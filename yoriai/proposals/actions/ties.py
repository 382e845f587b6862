"""同点: the chair's decision between equals, or the lot, kept with who, when and why."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from yoriai.engines.schemes import Round, draw
from yoriai.kernel.actors.who import Who
from yoriai.kernel.items.actions import locked
from yoriai.kernel.policy import NotPossible, require
from yoriai.kernel.records.actions import record
from yoriai.proposals import policy
from yoriai.proposals.models import Proposal, Scheme, TieBreak
from yoriai.proposals.policy.ties import can_break_tie
from yoriai.proposals.queries.panel import ties


@transaction.atomic
def break_tie(scheme: Scheme, one: Round, order: Sequence[Proposal], why: str, *, by: Who) -> TieBreak:
    """Who comes first among these equals: in this order by the chair, with a reason; by lot from the word said in the room, which
    anybody can draw again. Raises NotPossible where they are not equal (any more), or some of them are missing."""
    scheme = locked(scheme)
    require(can_break_tie(by, scheme, [row.pk for row in order]))
    by_lot = scheme.the_plan.rules.tie == "lot"
    if not why.strip():
        raise NotPossible(
            _("Please write the word that was said in the room.")
            if by_lot
            else _("Please say why; those who see the count read it.")
        )
    chosen = {row.pk for row in order}
    groups = [
        {row.proposal.pk for row in rows} for key, rows in ties(scheme, policy.OPEN_TO_SCORES) if key.key == one.key
    ]
    if len(chosen) != len(order) or chosen not in groups:
        raise NotPossible(_("These are not the proposals with the same mean any more. Please look at the list again."))
    codes = [row.code for row in order]
    made = TieBreak.objects.create(
        scheme=scheme, round=one.key, order=draw(codes, why.strip()) if by_lot else codes,
        how=TieBreak.How.LOT if by_lot else TieBreak.How.CHAIR,
        why=why.strip()[:400], by=by.person,
    )  # fmt: skip
    record("panel.tie_decided", by=by, item=scheme, inside=True, tie=made.pk)
    return made

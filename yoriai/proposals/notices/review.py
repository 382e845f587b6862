"""Panel and section: who is told. Nothing of a proposal is in a notice but its name; the rest stands behind the sign-in."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from yoriai.kernel.models import Record
from yoriai.kernel.records.registry import Notice, hears
from yoriai.proposals.models import PanelSeat, Proposal, ScoreSheet, Talk
from yoriai.proposals.queries.sheets import carriers
from yoriai.proposals.queries.talks import days_unsettled


def _proposal(happened: Record) -> Proposal | None:
    return Proposal.objects.select_related("scheme__by", "by").filter(pk=happened.item_id).first()


@hears("score_sheet.written")
def typed(happened: Record) -> Iterator[Notice]:
    """A member whose paper was typed by the office: it waits for their yes."""
    sheet = ScoreSheet.objects.select_related("seat__actor", "proposal").filter(pk=happened.data.get("sheet")).first()
    if sheet is None or sheet.typed_by_id is None or sheet.submitted is not None:
        return
    subject = _("Your sheet has been typed: %(title)s") % {"title": sheet.proposal.title}
    text = _("The office has typed your sheet from paper. Please look at it and hand it in; it counts from then on.")
    yield Notice(sheet.seat.actor, subject, text, sheet.proposal, singly=True)


@hears("panel.interest_declared")
def nearness(happened: Record) -> Iterator[Notice]:
    """The office hears at once that a member no longer judges: the quorum may be in danger."""
    proposal = _proposal(happened)
    seat = PanelSeat.objects.select_related("actor").filter(pk=happened.data.get("seat")).first()
    if proposal is not None and seat is not None and happened.person_id == seat.actor_id:
        subject = _("A member stands near: %(title)s") % {"title": proposal.title}
        text = _("%(who)s does not judge this proposal.") % {"who": seat.actor.shown_name}
        yield Notice(proposal.scheme.by, subject, text, proposal, singly=True)


@hears("proposal.lot_drawn")
def drawn(happened: Record) -> Iterator[Notice]:
    """The group and its partners: their place."""
    proposal = _proposal(happened)
    if proposal is None or proposal.turn_by_lot != happened.data.get("place"):
        return
    subject = _("Your place by lot: %(title)s") % {"title": proposal.title}
    text = _("You present as number %(place)d. The times stand on the page of the presentations.") % {
        "place": proposal.turn_by_lot
    }
    for actor in carriers(proposal):
        yield Notice(actor, subject, text, proposal, singly=True)


@hears("talk.answered")
def answered(happened: Record) -> Iterator[Notice]:
    """The group and its partners: the city has answered."""
    proposal = _proposal(happened)
    talk = Talk.objects.select_related("section").filter(pk=happened.data.get("talk"), sent__isnull=False).first()
    if proposal is None or talk is None:
        return
    subject = _("The city has answered: %(title)s") % {"title": proposal.title}
    text = _("%(section)s has answered. You read it on the page of your proposal.") % {"section": talk.section}
    for actor in carriers(proposal):
        yield Notice(actor, subject, text, proposal, singly=True)


@hears("talk.passed_on", "idea.passed_on")
def passed_on(happened: Record) -> Iterator[Notice]:
    """From the second time on the group hears that it is being sorted out, and that the office sees to it."""
    proposal = _proposal(happened)
    days = days_unsettled(proposal) if proposal is not None else None
    if proposal is None or days is None:
        return
    subject = _("Which section answers is being settled: %(title)s") % {"title": proposal.title}
    text = _("It has been passed on more than once. The office brings those concerned together (day %(days)d).") % {
        "days": days
    }
    yield Notice(proposal.by, subject, text, proposal)

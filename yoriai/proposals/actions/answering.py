"""Whoever is asked to carry a proposal answers: by themselves, or on paper the office notes."""

from django.utils.translation import gettext_lazy as _

from yoriai.kernel.actors.who import Who
from yoriai.kernel.asks.actions import answer, decline, note_answer
from yoriai.kernel.models import Actor, Ask
from yoriai.kernel.policy import NotAllowed, NotPossible, require
from yoriai.proposals import policy
from yoriai.proposals.models import Proposal
from yoriai.proposals.policy import both_sides

TOO_LATE = _("It is too late for this answer: the proposal has been handed in, or has come to its end.")


def take_answer(
    what: str, proposal: Proposal, said: str, *, by: Who, yes: bool, actor: Actor | None, on_paper_from: str
) -> tuple[Actor, Who, str]:
    """Answer what this person, or the actor whose paper the office notes, is asked. Returns whose answer it is, who gave or noted
    it, and whose hand the paper is in. Inside the transaction in which the proposal is locked.

    Raises NotPossible for a yes once it is handed in: who carries it stands in what was handed in.
    """
    waiting = Ask.objects.filter(what=what, item=proposal.pk, state=Ask.State.ASKED).select_related("asked")
    paper = on_paper_from.strip()[:120] if actor is not None else ""
    if paper:
        require(both_sides.can_note_invitation(by, proposal))
    open_ask = waiting.filter(asked=actor).first() if paper else waiting.filter(asked__in=by.hats).first()
    if open_ask is None:
        raise NotAllowed(_("Nothing waits for your answer here."))
    if yes and proposal.state not in policy.WITH_NEW_PARTNERS:
        raise NotPossible(TOO_LATE)
    hat = by if paper else by.wearing(open_ask.asked)
    if paper:
        note_answer(open_ask, said, by=hat, declined=not yes)
    elif yes:
        answer(open_ask, said, by=hat)
    else:
        decline(open_ask, said, by=hat)
    return open_ask.asked, hat, paper

"""協定書 (F9): made from what was agreed, versioned, signed by every party over exactly one text."""

from collections.abc import Sequence
from typing import Any, Unpack

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from yoriai.engines.schemes import digest
from yoriai.kernel.actors.who import Who
from yoriai.kernel.asks.actions import ask, close_asks
from yoriai.kernel.items.actions import locked, touch
from yoriai.kernel.models import Actor
from yoriai.kernel.policy import MovedOn, NotPossible, require
from yoriai.kernel.records.actions import record
from yoriai.people.policy import is_office
from yoriai.proposals import policy
from yoriai.proposals.actions.steps import Said, move
from yoriai.proposals.models import Agreement, Proposal, Signature
from yoriai.proposals.queries.agreements import (
    kind_is_open,
    kinds_of_agreement,
    latest,
    money_that_does_not_add_up,
    parts_from,
    retold,
    signers,
    unsaid,
    unsigned,
)
from yoriai.proposals.queries.span import span_signed
from yoriai.proposals.queries.tables import budget_rows, duty_rows

MOST_PARTS = 40


@transaction.atomic
def negotiate(proposal: Proposal, *, by: Who, **words: Unpack[Said]) -> Agreement:
    """The talks on the agreement begin, with a first version made from what was said and agreed so far."""
    if not is_office(by) and not signers(proposal)[1:]:
        raise NotPossible(_("There is nobody yet to sign with."))
    proposal = move(proposal, "negotiate", by=by, **words)
    kinds = kinds_of_agreement(proposal)
    return _new_version(proposal, parts_from(proposal), kinds[0] if len(kinds) == 1 else "", by)


@transaction.atomic
def put_agreement(
    proposal: Proposal, parts: Sequence[tuple[str, str]], *, by: Who, seen: int, contract: str | None = None
) -> Agreement:
    """Another version. seen: the version the writer had before them; what was written in the meantime is not lost.

    contract: the kind of agreement, among those of the scheme; None leaves it as it is.

    Who signed the last version is asked again: a signature belongs to one text.
    """
    proposal = locked(proposal)
    if proposal.state != Proposal.State.AGREEING and policy.can_read_work(by, proposal):
        raise MovedOn
    require(policy.can_draft_agreement(by, proposal))
    last = latest(proposal)
    if last is not None and last.version != seen:
        raise NotPossible(
            _("Somebody wrote a newer version in the meantime. Please look at it first; yours is still in the form.")
        )
    rows = [[heading.strip(), text.strip()] for heading, text in parts if heading.strip() or text.strip()]
    if not rows or len(rows) > MOST_PARTS:
        raise NotPossible(_("Please write between one and forty parts."))
    if contract is None:
        contract = last.contract if last is not None else ""
    if contract and contract not in kinds_of_agreement(proposal):
        raise NotPossible(_("Please choose one of the kinds of agreement."))
    return _new_version(proposal, rows, contract, by)


def follow_tables(proposal: Proposal, *, by: Who) -> None:
    """Budget or roles were written anew while the agreement is worked out: a new version carries them, and sentences that were made
    from the old ones say the new. Whoever signed the last version is asked again. The caller's transaction goes on.
    """
    last = latest(proposal)
    if proposal.state == Proposal.State.AGREEING and last is not None:
        _new_version(proposal, retold(last, proposal), last.contract, by)


def _new_version(proposal: Proposal, parts: list[list[str]], contract: str, by: Who) -> Agreement:
    """The next version; the last one where nothing in it is another."""
    last = latest(proposal)
    whole: dict[str, Any] = {"parts": parts, "contract": contract}
    whole |= {"budget": budget_rows(proposal), "duties": duty_rows(proposal)}
    mark = digest(whole)
    if last is not None and mark == last.digest:
        return last
    number = last.version + 1 if last else 1
    made = Agreement.objects.create(proposal=proposal, version=number, digest=mark, by=by.actor, **whole)
    close_asks("sign_agreement", proposal, by=by)
    touch(proposal)
    record("agreement.written", by=by, item=proposal, inside=True, version=made.version)
    return made


@transaction.atomic
def ask_to_sign(proposal: Proposal, *, by: Who) -> int:
    """The text is ready: every party is asked. Returns how many. Raises NotPossible where it cannot be signed as it stands."""
    proposal = locked(proposal)
    if proposal.state != Proposal.State.AGREEING and policy.can_read_work(by, proposal):
        raise MovedOn
    require(policy.can_draft_agreement(by, proposal))
    agreement = latest(proposal)
    if agreement is None:
        raise NotPossible(_("There is no text yet."))
    _fit_to_sign(agreement)
    waiting = unsigned(agreement)
    for actor in waiting:
        ask("sign_agreement", proposal, actor, by=by, due=proposal.due)
    record("agreement.signing_asked", by=by, item=proposal, inside=True, version=agreement.version)
    return len(waiting)


def _fit_to_sign(agreement: Agreement) -> None:
    """Nobody signs, or is asked to sign, what the scheme does not allow, or what leaves out what the scheme says it must fix."""
    if money_that_does_not_add_up(agreement):
        raise NotPossible(
            _(
                "The budget of this version cannot be signed yet. The page of the agreement says what is to be put right."
            )
        )
    if span_signed(agreement):
        raise NotPossible(
            _(
                "This version goes beyond the years its class allows. The page of the agreement says what is to be put right."
            )
        )
    if kind_is_open(agreement):
        kinds = {"kinds": "、".join(kinds_of_agreement(agreement.proposal))}
        raise NotPossible(_("Please choose the kind of agreement first, where the text is written: %(kinds)s") % kinds)
    gaps = unsaid(agreement)
    if gaps:
        said = {"parts": "、".join(gaps)}
        raise NotPossible(_("The scheme says the agreement must fix these. Please write them first: %(parts)s") % said)


@transaction.atomic
def sign(
    proposal: Proposal, actor: Actor, *, by: Who, text_digest: str, on_paper: str = "", scan: Any = None,
    **words: Unpack[Said],
) -> Signature:  # fmt: skip
    """One party signs the text whose digest the page showed. The last signature makes the agreement stand.

    on_paper: the office notes a signature on paper, and what it saw; scan: the paper as a file. words: go with the last one's step.
    Raises NotPossible where the text is another by now, or cannot be signed as it stands.
    """
    proposal = locked(proposal)
    agreement = latest(proposal)
    if agreement is None or proposal.state != Proposal.State.AGREEING:
        raise NotPossible(_("There is nothing to sign now."))
    by_hand = bool(on_paper.strip()) and policy.can_note_signature(by, proposal)
    require(by_hand or policy.can_sign(by, proposal, actor))
    if agreement.digest != text_digest:
        raise NotPossible(_("The text has changed since you opened it. Please read it again before you sign."))
    _fit_to_sign(agreement)
    parties = signers(proposal)
    if actor not in parties:
        raise NotPossible(_("Only the parties of the agreement sign it."))
    made, _new = Signature.objects.get_or_create(
        agreement=agreement,
        actor=actor,
        defaults={
            "person": by.person,
            "digest": agreement.digest,
            "on_paper": on_paper.strip()[:200],
            "scan": (scan if by_hand else None) or "",
        },
    )
    hat = by if by_hand else by.wearing(actor)
    close_asks("sign_agreement", proposal, by=hat, asked=[actor.pk])
    record("agreement.signed", by=hat, item=proposal, inside=True, version=agreement.version, actor=actor.pk)
    if not unsigned(agreement):
        _stands(proposal, hat, **words)
    return made


def _stands(proposal: Proposal, by: Who, **words: Unpack[Said]) -> None:
    """Every party has signed. Whoever signs last may be noted by the office; the step is still theirs."""
    move(proposal, "sign", by=by, **words)

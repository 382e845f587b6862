"""若者版: the organisation that takes the money is asked first; guardians agree on paper or by a link that works once."""

import datetime as dt
import secrets
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yoriai.directory.models import Party
from yoriai.kernel.actors.who import Who
from yoriai.kernel.asks.actions import ask, close_asks
from yoriai.kernel.items.actions import locked, touch
from yoriai.kernel.models import Actor, Record
from yoriai.kernel.policy import NotAllowed, NotPossible, require
from yoriai.kernel.records.actions import defer, record
from yoriai.people.guests import hashed
from yoriai.proposals.actions.answering import take_answer
from yoriai.proposals.actions.steps import as_group, let_in, let_out_unless_concerned
from yoriai.proposals.lifecycle import SUPPORT
from yoriai.proposals.models import AllOfAge, Consent, Proposal, Supporter
from yoriai.proposals.policy import early
from yoriai.proposals.queries.youth import answers_near, consent_by_key, past_their_purpose

TIME_TO_SAY = dt.timedelta(days=14)
# A second letter to a guardian only after this; and so many members at most.
AGAIN = dt.timedelta(hours=1)
MOST = 60
# So many letters to guardians in the name of one proposal, whoever stands on its list by now.
LETTERS, LETTERS_IN = MOST, dt.timedelta(days=7)


@transaction.atomic
def ask_supporter(proposal: Proposal, actor: Actor, *, by: Who, words: str = "") -> Supporter:
    """Ask an organisation to take the money and look after the group. It reads the proposal before it answers."""
    require(early.can_have_supporter(by, proposal))
    if actor.pk == proposal.by_id:
        raise NotPossible(_("That is your own group."))
    proposal = locked(proposal)
    if Supporter.objects.filter(proposal=proposal, ended=None).exists():
        raise NotPossible(_("Another organisation is asked already, or has said yes. One looks after the money."))
    made = Supporter.objects.create(proposal=proposal, actor=actor)
    let_in(proposal, actor)
    group = as_group(by, proposal)
    ask(SUPPORT, proposal, actor, by=group, text=words, due=timezone.localdate() + TIME_TO_SAY)
    record("supporter.asked", by=group, item=proposal, inside=True, supporter=made.pk)
    return made


@transaction.atomic
def answer_supporter(
    proposal: Proposal, *, by: Who, yes: bool, words: str = "", actor: Actor | None = None, on_paper_from: str = ""
) -> None:
    """Yes: it receives the money, and carries the project as a partner. No: it reads nothing any more, and needs no reason.

    actor, on_paper_from: whose answer on paper the office notes, and whose hand it is in.
    """
    proposal = locked(proposal)
    said = words or (_("Yes, we take the money and look after it.") if yes else _("Not this time."))
    given: dict[str, Any] = {"by": by, "yes": yes, "actor": actor, "on_paper_from": on_paper_from}
    asked, hat, paper = take_answer(SUPPORT, proposal, said, **given)
    row = Supporter.objects.select_for_update(of=("self",)).get(proposal=proposal, actor=asked, ended=None)
    if yes:
        row.agreed, row.agreed_by = timezone.now(), by.person
        row.save(update_fields=["agreed", "agreed_by"])
        _carries(row, hat)
    else:
        row.delete()
        let_out_unless_concerned(proposal, asked)
    touch(proposal)
    facts = {"yes": yes, "actor": asked.pk, "on_paper_from": paper}
    record("supporter.answered", by=hat, item=proposal, inside=True, **facts)


def _carries(row: Supporter, hat: Who) -> None:
    """It stands among the parties; whoever was a partner before stays one, whatever becomes of the money.

    Where it is asked to be a partner as well, this yes is the answer to both.
    """
    place = Party.objects.filter(item=row.proposal_id).count()
    facts = {"role": _("Supporting organisation"), "agreed": row.agreed, "agreed_by": hat.person}
    party, new = Party.objects.get_or_create(
        item_id=row.proposal_id, actor=row.actor, defaults={**facts, "place": place}
    )
    if not new and party.agreed is None:
        Party.objects.filter(pk=party.pk).update(**facts)
        close_asks("join_proposal", row.proposal, by=hat, asked=[row.actor_id])


@transaction.atomic
def part_with_supporter(proposal: Proposal, *, by: Who) -> None:
    """The group looks for another one, before it hands in. Whoever had said yes is told."""
    require(early.can_have_supporter(by, proposal))
    proposal = locked(proposal)
    row = Supporter.objects.filter(proposal=proposal, ended=None).select_related("actor").first()
    if row is None:
        raise NotPossible(_("There is no supporting organisation yet."))
    row.ended = timezone.now()
    row.save(update_fields=["ended"])
    close_asks(SUPPORT, proposal, by=by, asked=[row.actor_id])
    if row.agreed is not None:
        Party.objects.filter(item=proposal.pk, actor=row.actor, agreed=row.agreed).delete()
    let_out_unless_concerned(proposal, row.actor)
    touch(proposal)
    record("supporter.parted_with", by=as_group(by, proposal), item=proposal, inside=True, supporter=row.pk)


@transaction.atomic
def say_all_of_age(proposal: Proposal, *, by: Who) -> AllOfAge:
    """Nobody in the group is too young."""
    require(early.can_list_minors(by, proposal))
    proposal = locked(proposal)
    if Consent.objects.filter(proposal=proposal).exists():
        raise NotPossible(_("There are members on the list. Please take them out first, if it was a mistake."))
    made, _new = AllOfAge.objects.get_or_create(proposal=proposal, defaults={"by": by.person})
    record("consents.none_needed", by=as_group(by, proposal), item=proposal, inside=True)
    return made


@transaction.atomic
def list_minor(proposal: Proposal, known_as: str, *, by: Who) -> Consent:
    """A member who is too young to agree alone, by initials or what the group calls them."""
    require(early.can_list_minors(by, proposal))
    proposal, name = locked(proposal), known_as.strip()[:20]
    if not name:
        raise NotPossible(_("Please write what you call them, or their initials."))
    if Consent.objects.filter(proposal=proposal, known_as=name).exists():
        raise NotPossible(_("They stand on the list already. If two are called the same, add a sign."))
    if Consent.objects.filter(proposal=proposal).count() >= MOST:
        raise NotPossible(_("The list is full. Please speak with the office."))
    AllOfAge.objects.filter(proposal=proposal).delete()
    made = Consent.objects.create(proposal=proposal, known_as=name)
    record("consents.listed", by=as_group(by, proposal), item=proposal, inside=True)
    return made


@transaction.atomic
def unlist_minor(row: Consent, *, by: Who) -> None:
    """They are no longer in the group, or were written down by mistake. Nothing of them stays.

    One whose guardian has said no is taken off by the organisation that looks after the group, or by the office: else a no would be
    undone by whoever did not like it.
    """
    require(early.can_list_minors(by, row.proposal))
    row = _held(row)
    proposal = row.proposal
    if not early.can_unlist_minor(by, proposal, refused=row.refused is not None):
        raise NotPossible(
            _(
                "This guardian has said no. Please tell the supporting organisation or the office; they take the line out."
            )
        )
    row.delete()
    record("consents.removed", by=as_group(by, proposal), item=proposal, inside=True)


def _held(row: Consent) -> Consent:
    locked(row.proposal)
    return Consent.objects.select_for_update(of=("self",)).select_related("proposal__scheme").get(pk=row.pk)


@transaction.atomic
def note_consent(row: Consent, given: dt.date, *, by: Who, today: dt.date | None = None) -> Consent:
    """Somebody of the supporting organisation or the office has seen the signed paper. The paper stays with them."""
    require(early.can_note_consent(by, row.proposal))
    row = _held(row)
    if row.given is not None:
        raise NotPossible(_("The consent is there already."))
    if given > (today or timezone.localdate()):
        raise NotPossible(_("The day on the paper lies in the future."))
    row.how, row.given, row.noted_by = Consent.How.PAPER, given, by.person
    row.key_hash, row.refused = "", None
    row.save(update_fields=["how", "given", "noted_by", "key_hash", "refused"])
    record("consents.noted", by=by, item=row.proposal, inside=True, consent=row.pk)
    return row


@transaction.atomic
def ask_guardian(row: Consent, mail: str, *, by: Who) -> Consent:
    """A link goes to the guardian. The address is in the letter's job until it has gone, and nowhere else."""
    require(early.can_list_minors(by, row.proposal))
    row = _held(row)
    if row.given is not None:
        raise NotPossible(_("The consent is there already."))
    if row.sent is not None and timezone.now() - row.sent < AGAIN:
        raise NotPossible(_("A mail has only just gone to this guardian. Please wait an hour."))
    since = timezone.now() - LETTERS_IN
    sent = Record.objects.filter(item=row.proposal_id, verb="consents.guardian_asked", at__gt=since)
    if sent.count() >= LETTERS:
        raise NotPossible(
            _("Very many mails have gone to guardians this week. Please use the paper, or speak with the office.")
        )
    secret = secrets.token_urlsafe(24)
    # A no stands until a yes has come.
    row.key_hash, row.sent = hashed(secret), timezone.now()
    row.save(update_fields=["key_hash", "sent"])
    defer("mail_guardian", consent=row.pk, secret=secret, mail=mail)
    record("consents.guardian_asked", by=as_group(by, row.proposal), item=row.proposal, inside=True, consent=row.pk)
    return row


@transaction.atomic
def letter_not_sent(row: Consent) -> None:
    """The mail did not go, after every try: the link is void, and the list says so."""
    Consent.objects.filter(pk=row.pk, given=None).update(key_hash="", sent=None)
    record("consents.letter_returned", by=None, item=row.proposal, inside=True, consent=row.pk)


@transaction.atomic
def answer_as_guardian(secret: str, *, yes: bool) -> Consent:
    """The guardian's own yes or no, by the link. It works once."""
    found = consent_by_key(secret)
    if found is None:
        raise NotAllowed(_("Nothing waits for your answer here."))
    row = _held(found)
    if row.key_hash != hashed(secret):
        raise NotAllowed(_("Nothing waits for your answer here."))
    row.key_hash = ""
    if yes:
        row.how, row.given, row.refused = Consent.How.LINK, timezone.localdate(), None
    else:
        row.refused = timezone.now()
    row.save(update_fields=["key_hash", "how", "given", "refused"])
    record("consents.answered", by=None, item=row.proposal, inside=True, consent=row.pk, yes=yes)
    return row


@transaction.atomic
def forget_consents(today: dt.date) -> int:
    """The project is over: what guardians said has served its purpose. How many there were stays in the records."""
    gone = 0
    for proposal in past_their_purpose(today):
        number = Consent.objects.filter(proposal=proposal).delete()[0]
        record("consents.deleted", by=None, item=proposal, inside=True, number=number)
        gone += number
    return gone


@transaction.atomic
def remind_of_answers(today: dt.date) -> int:
    """What should be answered soon: the office hears of each once. Returns how many were new."""
    new = 0
    for proposal in answers_near(today):
        day = str(proposal.answer_by)
        if not Record.objects.filter(item=proposal.pk, verb="proposal.answer_reminded", data__due=day).exists():
            record("proposal.answer_reminded", by=None, item=proposal, inside=True, due=day)
            new += 1
    return new

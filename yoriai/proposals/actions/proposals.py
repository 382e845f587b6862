"""From the first word to the number on the receipt: idea, companion, consultation, partners, handing in, putting right."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from yoriai.directory.models import Party
from yoriai.kernel.actors.who import Who
from yoriai.kernel.asks.actions import answer, ask, close_asks, decline
from yoriai.kernel.city.queries import city
from yoriai.kernel.items.actions import add_item, locked, save_item, touch
from yoriai.kernel.items.models import Item, Visibility
from yoriai.kernel.links.actions import link
from yoriai.kernel.models import Actor, Area, Ask, Link, Theme
from yoriai.kernel.policy import NotAllowed, NotPossible, require
from yoriai.kernel.records.actions import record
from yoriai.people.policy import is_office
from yoriai.proposals import policy
from yoriai.proposals.actions.answers import copy_answers, freeze
from yoriai.proposals.actions.steps import as_group, let_in, let_out, move
from yoriai.proposals.models import Consultation, Proposal, Scheme, SchemeTheme
from yoriai.proposals.queries.handing_in import handed_in_forms, last_moment, what_is_missing

State = Proposal.State
TIME_TO_JOIN = dt.timedelta(days=14)


@transaction.atomic
def begin(
    scheme: Scheme,
    *,
    by: Who,
    type: str,
    title: str,
    theme: SchemeTheme | None = None,
    came_from: Item | None = None,
    follows: Proposal | None = None,
    themes: list[Theme] | None = None,
    areas: list[Area] | None = None,
) -> Proposal:
    """アイデアシート: the first word. Only the group and the office see it. What it came from (a card, a 芽, an offer) is tied to it."""
    require(policy.can_begin(by, scheme))
    if type not in {kind.key for kind in scheme.the_plan.types}:
        raise NotPossible(_("Please choose one of the classes."))
    if not title.strip():
        raise NotPossible(_("Please give it a name; it can change at any time."))
    here = city()
    assert here is not None
    proposal = Proposal(
        scheme=scheme, type=type, theme=theme, title=title.strip(), by=by.actor, state=State.IDEA,
        visibility=Visibility.AUDIENCE, follows=follows,
    )  # fmt: skip
    call = scheme.the_plan.phase("call")
    proposal.due = call.ends if call else None
    add_item(proposal, themes=themes or (), areas=areas or (), audience=[by.actor, here.office])
    for earlier, kind in ((came_from, Link.Kind.BECAME), (theme, Link.Kind.BECAME), (follows, Link.Kind.CONTINUED)):
        if earlier is not None:
            link(earlier, proposal, kind, by=by.actor)
    record("proposal.begun", by=by, item=proposal, inside=True)
    return proposal


@transaction.atomic
def consult(proposal: Proposal, companion: Actor, *, by: Who) -> Proposal:
    """The office takes it up and names who goes along with the group from now on (伴走者)."""
    proposal = move(proposal, "consult", by=by, companion=companion)
    let_in(proposal, companion)
    return proposal


@transaction.atomic
def note_consultation(proposal: Proposal, *, by: Who, **facts: Any) -> Consultation:
    """What was advised and what is to be done until next time; or an appointment."""
    require(policy.can_accompany(by, proposal))
    row = Consultation.objects.create(proposal=proposal, by=by.actor, **facts)
    touch(proposal)
    record("consultation.noted", by=by, item=proposal, inside=True, consultation=row.pk)
    return row


@transaction.atomic
def draft(proposal: Proposal, *, by: Who) -> Proposal:
    """Begin to write. Where the scheme asks for a consultation first, there must have been one."""
    rules = proposal.scheme.the_plan.rules
    skipped = "consulting" in proposal.scheme.the_plan.type(proposal.type).skips
    had = Consultation.objects.filter(proposal=proposal, at__lte=timezone.now()).exists()
    if rules.consultation and not skipped and not had:
        raise NotPossible(_("Please talk it over with the office first: this scheme asks for a consultation."))
    return move(proposal, "draft", by=as_group(by, proposal))


@transaction.atomic
def invite_partner(proposal: Proposal, actor: Actor, *, by: Who, role: str = "") -> Party:
    """Ask somebody to carry it with us. They read it from now on, and stand in it once they have said yes."""
    require(policy.can_invite_partner(by, proposal))
    if actor.pk == proposal.by_id:
        raise NotPossible(_("That is your own group."))
    proposal = locked(proposal)
    if Party.objects.filter(item=proposal.pk, actor=actor).exists():
        raise NotPossible(_("They have been asked already."))
    last = Party.objects.filter(item=proposal.pk).aggregate(last=Max("place"))["last"]
    party = Party.objects.create(item_id=proposal.pk, actor=actor, role=role, place=0 if last is None else last + 1)
    let_in(proposal, actor)
    group = as_group(by, proposal)
    ask("join_proposal", proposal, actor, by=group, text=role, due=timezone.localdate() + TIME_TO_JOIN)
    record("proposal.partner_invited", by=group, item=proposal, inside=True, party=party.pk)
    return party


@transaction.atomic
def answer_invitation(proposal: Proposal, *, by: Who, yes: bool, words: str = "") -> None:
    """The invited group says yes or no. A no needs no reason and leaves no trace but with the group that asked."""
    waiting = Ask.objects.filter(
        what="join_proposal", item=proposal.pk, asked__in=by.hats, state=Ask.State.ASKED
    ).select_related("asked")
    open_ask = waiting.first()
    if open_ask is None:
        raise NotAllowed(_("Nothing waits for your answer here."))
    hat, party = (
        by.wearing(open_ask.asked),
        Party.objects.select_for_update().get(item=proposal.pk, actor=open_ask.asked),
    )
    if yes:
        party.agreed, party.agreed_by = timezone.now(), by.person
        party.save(update_fields=["agreed", "agreed_by"])
        answer(open_ask, words or _("Yes, we carry it with you."), by=hat)
    else:
        decline(open_ask, words or _("Not this time."), by=hat)
        party.delete()
        let_out(proposal, open_ask.asked)
    touch(proposal)
    record("proposal.partner_answered", by=hat, item=proposal, inside=True, yes=yes)


@transaction.atomic
def submit(proposal: Proposal, *, by: Who, now: dt.datetime | None = None, on_paper_from: str = "") -> Proposal:
    """Hand it in: checked, frozen, with a number. Raises NotPossible with what is missing, or after the date and its grace.

    on_paper_from: who wrote it on paper, for the office that types it. Paper that lay on the counter in time is handed in in time.
    """
    now = now or timezone.now()
    scheme = locked(proposal.scheme)
    until = last_moment(proposal)
    if until is not None and now > until and not (on_paper_from and is_office(by)):
        raise NotPossible(_("The date has passed. Please ask the office; it can open it again with a reason."))
    missing = what_is_missing(proposal)
    if missing:
        raise NotPossible(_("Something is still missing. The list says what."))
    last = Proposal.objects.filter(scheme=scheme).aggregate(last=Max("number"))["last"] or 0
    group = as_group(by, proposal)
    proposal = move(proposal, "submit", by=group, number=last + 1, submitted=now)
    for form in handed_in_forms(proposal):
        freeze(proposal, form, by=group, on_paper_from=on_paper_from)
    return proposal


@transaction.atomic
def check_form(proposal: Proposal, *, by: Who) -> Proposal:
    """The office looks at the form."""
    return move(proposal, "check", by=by)


@transaction.atomic
def ask_correction(proposal: Proposal, what: str, *, by: Who, due: dt.date | None = None) -> Proposal:
    """補正依頼: what is missing, until when."""
    if not what.strip():
        raise NotPossible(_("Please say what is to be put right."))
    proposal = move(proposal, "ask_correction", by=by, reason=what, due=due)
    ask("correct", proposal, proposal.by, by=by, text=what, due=proposal.due)
    return proposal


@transaction.atomic
def correct(proposal: Proposal, *, by: Who) -> Proposal:
    """補正提出: the forms are frozen anew, as the next version."""
    if what_is_missing(proposal):
        raise NotPossible(_("Something is still missing. The list says what."))
    group = as_group(by, proposal)
    proposal = move(proposal, "correct", by=group)
    for form in handed_in_forms(proposal):
        freeze(proposal, form, by=group)
    close_asks("correct", proposal, by=group)
    return proposal


@transaction.atomic
def hand_in_again(proposal: Proposal, *, by: Who) -> Proposal:
    """What the panel held comes back, mended."""
    group = as_group(by, proposal)
    proposal = move(proposal, "hand_in_again", by=group)
    for form in handed_in_forms(proposal):
        freeze(proposal, form, by=group)
    return proposal


@transaction.atomic
def withdraw(proposal: Proposal, *, by: Who, reason: str = "") -> Proposal:
    """取下げ. The public list says so, and never why."""
    return _left(move(proposal, "withdraw", by=as_group(by, proposal), reason=reason), by)


@transaction.atomic
def give_up(proposal: Proposal, *, by: Who, reason: str) -> Proposal:
    """辞退: after adoption and before the agreement."""
    if not reason.strip():
        raise NotPossible(_("Please say why; the city has set money aside for it."))
    return _left(move(proposal, "give_up", by=as_group(by, proposal), reason=reason), by)


@transaction.atomic
def lapse(proposal: Proposal) -> Proposal:
    """The date has passed. Nothing is lost: the office may open it again."""
    verb = "lapse" if proposal.state == State.DRAFTING else "lapse_correction"
    return move(proposal, verb, by=None)


@transaction.atomic
def reopen(proposal: Proposal, *, by: Who, reason: str, due: dt.date) -> Proposal:
    """The office opens it again, with a reason and a new date."""
    if not reason.strip():
        raise NotPossible(_("Please say why it is opened again."))
    if due < timezone.localdate():
        raise NotPossible(_("The new date is in the past."))
    return move(proposal, "reopen", by=by, reason=reason, due=due)


def _left(proposal: Proposal, by: Who) -> Proposal:
    for what in ("correct", "section_talks", "score", "join_proposal", "sign_agreement"):
        close_asks(what, proposal, by=by)
    return proposal


@transaction.atomic
def begin_again(proposal: Proposal, scheme: Scheme, *, by: Who) -> Proposal:
    """再提案・継続: a new proposal tied to this one, with what was said already in it."""
    require(policy.can_begin_again(by, proposal))
    type_ = (
        proposal.type if proposal.type in {kind.key for kind in scheme.the_plan.types} else scheme.the_plan.types[0].key
    )
    new = begin(scheme, by=as_group(by, proposal), type=type_, title=proposal.title, follows=proposal)
    known = {field.key for field in scheme.the_plan.fields}
    copy_answers(proposal, new, known, by=as_group(by, proposal))
    return new


@transaction.atomic
def rename(proposal: Proposal, title: str, *, by: Who) -> Proposal:
    """Another name, while it is written."""
    require(policy.can_write(by, proposal, "F2") or policy.can_write(by, proposal, "F1"))
    if not title.strip():
        raise NotPossible(_("Please give it a name; it can change at any time."))
    proposal = locked(proposal)
    proposal.title = title.strip()[:200]
    save_item(proposal, "title")
    record("proposal.renamed", by=by, item=proposal, inside=True)
    return proposal

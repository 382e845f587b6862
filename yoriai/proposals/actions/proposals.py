"""From the first word to the number on the receipt: idea, companion, consultation, partners, handing in, putting right."""

import datetime as dt
from typing import Any, Unpack
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from yoriai.directory.actions.facts import put_rows
from yoriai.directory.models import Party
from yoriai.kernel.actors.who import Who
from yoriai.kernel.asks.actions import ask, close_asks
from yoriai.kernel.city.queries import city
from yoriai.kernel.items.actions import add_item, locked, save_item, touch
from yoriai.kernel.items.models import Item, Visibility
from yoriai.kernel.links.actions import link, unlink
from yoriai.kernel.models import Actor, Area, Link, Theme
from yoriai.kernel.policy import NotPossible, require
from yoriai.kernel.records.actions import record
from yoriai.people.policy import is_office
from yoriai.proposals import policy
from yoriai.proposals.actions.advice import handed_over, release_bookings
from yoriai.proposals.actions.answering import take_answer
from yoriai.proposals.actions.answers import copy_answers, freeze, give_receipt, name_in_answers
from yoriai.proposals.actions.papers import carry_papers_over
from yoriai.proposals.actions.reviews import look_again
from yoriai.proposals.actions.steps import (
    Said,
    Words,
    as_group,
    close_early_asks,
    let_in,
    let_out_unless_concerned,
    move,
)
from yoriai.proposals.models import Booking, CheckMark, Consultation, Proposal, Scheme, SchemeTheme
from yoriai.proposals.policy import early
from yoriai.proposals.queries.again import class_to_go_on_in, next_year_of
from yoriai.proposals.queries.handing_in import (
    asked_before_adoption,
    handed_in_forms,
    is_past_its_date,
    last_moment,
    what_is_missing,
)
from yoriai.proposals.queries.papers import papers_as_data
from yoriai.proposals.queries.span import over_its_years
from yoriai.proposals.sentences import sentence
from yoriai.ui.dates import full_date

State = Proposal.State
# What leads back to where something lapsed from, where that is not what is being written or put right.
REOPENED = {State.IDEA: "reopen_idea", State.CONSULTING: "reopen_consulting", State.HELD: "reopen_held"}
TIME_TO_JOIN = dt.timedelta(days=14)
PROPOSAL_ITSELF = "F2"


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
    group: Actor | None = None,
    once: UUID | None = None,
) -> Proposal:
    """アイデアシート: the first word. Only the group and the office see it. What it came from (a card, a 芽, an offer) is tied to it.

    themes, areas: None takes those of what it came from, of the theme it answers, of the proposal it follows.
    group: whose it is, where the office types what came on paper; they may have no account.
    """
    if scheme.state == Scheme.State.OPEN and not scheme.takes_ideas(timezone.now()):
        raise NotPossible(
            _("This scheme takes ideas between its first and its last day only. Please look at its dates.")
        )
    require(policy.can_begin(by, scheme) and (group is None or is_office(by)))
    group = group or by.actor
    _check_about(scheme, type, title)
    here = city()
    assert here is not None
    proposal = Proposal(
        scheme=scheme, type=type, theme=theme, title=title.strip(), by=group, state=State.IDEA,
        visibility=Visibility.AUDIENCE, follows=follows, once=once,
    )  # fmt: skip
    call = scheme.the_plan.phase("call")
    proposal.due = call.ends if call else None
    before = [one.pk for one in (came_from, theme, follows) if one is not None]
    themes = list(Theme.objects.filter(items__in=before).distinct()) if themes is None else themes
    areas = list(Area.objects.filter(items__in=before).defer("outline").distinct()) if areas is None else areas
    add_item(proposal, themes=themes, areas=areas, audience=[group, here.office])
    name_in_answers(proposal, by=by)
    for earlier, kind in ((came_from, Link.Kind.BECAME), (theme, Link.Kind.BECAME), (follows, Link.Kind.CONTINUED)):
        if earlier is not None:
            link(earlier, proposal, kind, by=by.actor)
    record("proposal.begun", by=by, item=proposal, inside=True)
    return proposal


@transaction.atomic
def consult(proposal: Proposal, companion: Actor, *, by: Who, **words: Unpack[Said]) -> Proposal:
    """The office takes it up and names who goes along with the group from now on (伴走者)."""
    before = locked(proposal).companion
    proposal = move(proposal, "consult", by=by, companion=companion, **words)
    handed_over(proposal, before)
    return proposal


@transaction.atomic
def note_consultation(proposal: Proposal, *, by: Who, booking: Booking | None = None, **facts: Any) -> Consultation:
    """What was advised and what is to be done until next time; or an appointment. booking: the hour the group had booked for it."""
    require(policy.can_accompany(by, proposal))
    row = Consultation.objects.create(proposal=proposal, by=by.actor, **facts)
    if booking is not None:
        Booking.objects.filter(pk=booking.pk, proposal=proposal, consultation=None).update(consultation=row)
    touch(proposal)
    record("consultation.noted", by=by, item=proposal, inside=True, consultation=row.pk)
    return row


@transaction.atomic
def draft(proposal: Proposal, *, by: Who, **words: Unpack[Said]) -> Proposal:
    """Begin to write. Where the scheme asks for a consultation first, there must have been one."""
    rules = proposal.scheme.the_plan.rules
    skipped = "consulting" in proposal.scheme.the_plan.type(proposal.type).skips
    had = Consultation.objects.filter(proposal=proposal, at__lte=timezone.now()).exists()
    if rules.consultation and not skipped and not had:
        raise NotPossible(_("Please talk it over with the office first: this scheme asks for a consultation."))
    return move(proposal, "draft", by=as_group(by, proposal), **words)


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
    touch(proposal)
    record("proposal.partner_invited", by=group, item=proposal, inside=True, party=party.pk)
    return party


@transaction.atomic
def answer_invitation(
    proposal: Proposal, *, by: Who, yes: bool, words: str = "", actor: Actor | None = None, on_paper_from: str = ""
) -> None:
    """The invited group says yes or no. A no needs no reason and leaves no trace but with the group that asked.

    actor, on_paper_from: whose answer on paper the office notes, and whose hand it is in. Raises NotPossible for a yes once it is
    handed in: later a partner comes in by a change.
    """
    proposal = locked(proposal)
    said = words or (_("Yes, we carry it with you.") if yes else _("Not this time."))
    given: dict[str, Any] = {"by": by, "yes": yes, "actor": actor, "on_paper_from": on_paper_from}
    asked, hat, paper = take_answer("join_proposal", proposal, said, **given)
    party = Party.objects.select_for_update().get(item=proposal.pk, actor=asked)
    if yes:
        party.agreed, party.agreed_by = timezone.now(), by.person
        party.save(update_fields=["agreed", "agreed_by"])
    else:
        party.delete()
        let_out_unless_concerned(proposal, asked)
    touch(proposal)
    record("proposal.partner_answered", by=hat, item=proposal, inside=True, yes=yes, on_paper_from=paper)


def _close_invitations(proposal: Proposal, by: Who) -> None:
    """It is handed in with those who said yes; whoever has not answered is told so and reads nothing more."""
    for party in Party.objects.filter(item=proposal.pk, agreed=None, actor__isnull=False).select_related("actor"):
        invited = party.actor
        assert invited is not None
        if close_asks("join_proposal", proposal, by=by, asked=[invited.pk]):
            party.delete()
            let_out_unless_concerned(proposal, invited)
            record("proposal.invitation_closed", by=by, item=proposal, inside=True, actor=invited.pk)


@transaction.atomic
def submit(
    proposal: Proposal, *, by: Who, now: dt.datetime | None = None, on_paper_from: str = "", **words: Unpack[Said]
) -> Proposal:
    """Hand it in: checked, frozen, with a number. Raises NotPossible with what is missing, or after the date and its grace.

    on_paper_from: who wrote it on paper, for the office that types it. Paper that lay on the counter in time is handed in in time.
    """
    now = now or timezone.now()
    scheme = locked(proposal.scheme)
    proposal = locked(proposal)
    until = last_moment(proposal)
    if until is not None and now > until and not (on_paper_from and is_office(by)):
        raise NotPossible(_("The date has passed. Please ask the office; it can open it again with a reason."))
    missing = what_is_missing(proposal)
    if missing:
        raise NotPossible(_("Something is still missing. The list says what."))
    last = Proposal.objects.filter(scheme=scheme).aggregate(last=Max("number"))["last"] or 0
    group = as_group(by, proposal)
    proposal = move(proposal, "submit", by=group, number=last + 1, submitted=now, **words)
    _freeze_all(proposal, group, on_paper_from)
    close_early_asks(proposal, by=group)
    _close_invitations(proposal, group)
    return proposal


def _freeze_all(proposal: Proposal, group: Who, on_paper_from: str = "") -> None:
    """The forms that go in together, with the copy for whoever hands in; on the proposal itself stand its papers, by their digests."""
    papers = papers_as_data(proposal)
    for form in handed_in_forms(proposal):
        more = {"papers": papers} if form == PROPOSAL_ITSELF and papers else None
        freeze(proposal, form, by=group, on_paper_from=on_paper_from, more=more)
    give_receipt(proposal, by=group)


@transaction.atomic
def check_form(proposal: Proposal, *, by: Who, **words: Unpack[Said]) -> Proposal:
    """The office looks at the form."""
    return move(proposal, "check", by=by, **words)


@transaction.atomic
def put_check(proposal: Proposal, marks: dict[str, tuple[str, str, str]], *, by: Who) -> None:
    """形式確認, line by line: key → (the line as it stands, yes, no or not looked at yet, a note). Nothing of it leaves city hall."""
    proposal = locked(proposal)
    require(policy.can_check(by, proposal))
    for key, (words, answered, note) in marks.items():
        CheckMark.objects.update_or_create(
            proposal=proposal,
            line=key,
            defaults={"words": words, "answer": answered, "note": note.strip(), "by": by.person},
        )
    record("form_check.written", by=by, item=proposal, inside=True)


@transaction.atomic
def ask_correction(
    proposal: Proposal, what: str, *, by: Who, due: dt.date | None = None, **words: Unpack[Words]
) -> Proposal:
    """補正依頼: what is missing, until when."""
    if not what.strip():
        raise NotPossible(_("Please say what is to be put right."))
    if due is not None and due < timezone.localdate():
        raise NotPossible(_("The new date is in the past."))
    proposal = move(proposal, "ask_correction", by=by, reason=what, due=due, **words)
    # The group hears of it by this ask alone, so that it says until when, too.
    day = _("%(what)s\nUntil %(day)s.") % {"what": what, "day": full_date(proposal.due)} if proposal.due else what
    ask("correct", proposal, proposal.by, by=by, text=day, due=proposal.due)
    return proposal


@transaction.atomic
def correct(proposal: Proposal, *, by: Who, **words: Unpack[Said]) -> Proposal:
    """補正提出: the forms are frozen anew, as the next version. Raises NotPossible after its day, which is exact."""
    proposal = locked(proposal)
    if is_past_its_date(proposal, timezone.now()):
        raise NotPossible(_("The date has passed. Please ask the office; it can open it again with a reason."))
    if what_is_missing(proposal):
        raise NotPossible(_("Something is still missing. The list says what."))
    group = as_group(by, proposal)
    proposal = move(proposal, "correct", by=group, **words)
    _freeze_all(proposal, group)
    _close_invitations(proposal, group)
    return proposal


@transaction.atomic
def hand_in_again(proposal: Proposal, *, by: Who, **words: Unpack[Said]) -> Proposal:
    """What the panel held comes back, mended, and is read and scored anew."""
    proposal = locked(proposal)
    if what_is_missing(proposal):
        raise NotPossible(_("Something is still missing. The list says what."))
    group = as_group(by, proposal)
    proposal = move(proposal, "hand_in_again", by=group, **words)
    _freeze_all(proposal, group)
    _close_invitations(proposal, group)
    return look_again(proposal, by=group)


@transaction.atomic
def withdraw(proposal: Proposal, *, by: Who, reason: str = "", **words: Unpack[Words]) -> Proposal:
    """取下げ. The public list says so, and never why."""
    return _left(move(proposal, "withdraw", by=as_group(by, proposal), reason=reason, **words), by)


@transaction.atomic
def give_up(proposal: Proposal, *, by: Who, reason: str, **words: Unpack[Words]) -> Proposal:
    """辞退: after adoption and before the agreement."""
    if not reason.strip():
        raise NotPossible(_("Please say why; the city has set money aside for it."))
    return _left(move(proposal, "give_up", by=as_group(by, proposal), reason=reason, **words), by)


@transaction.atomic
def lapse(proposal: Proposal, *, now: dt.datetime | None = None) -> Proposal:
    """The date has passed, or an idea's scheme is over. Nothing is lost: the office may open it again. What was handed in, or given
    another date, in the meantime stays as it is."""
    proposal = locked(proposal)
    if not is_past_its_date(proposal, now or timezone.now()):
        return proposal
    verb = "lapse_correction" if proposal.state in (State.CORRECTING, State.HELD) else "lapse"
    proposal = move(proposal, verb, by=None)
    close_early_asks(proposal, by=None)
    release_bookings(proposal, by=None)
    return proposal


@transaction.atomic
def reopen(proposal: Proposal, *, by: Who, reason: str, due: dt.date, **words: Unpack[Words]) -> Proposal:
    """The office opens it again where it lapsed, with a reason and a new date."""
    if not reason.strip():
        raise NotPossible(_("Please say why it is opened again."))
    if due < timezone.localdate():
        raise NotPossible(_("The new date is in the past."))
    proposal = locked(proposal)
    last = proposal.steps.filter(target=proposal.state).order_by("-id").first()
    verb = REOPENED.get(State(last.source), "reopen") if last is not None else "reopen"
    proposal = move(proposal, verb, by=by, reason=reason, due=due, **words)
    if proposal.state == State.CORRECTING:
        ask("correct", proposal, proposal.by, by=by, text=reason, due=due)
    return proposal


def _left(proposal: Proposal, by: Who) -> Proposal:
    for what in ("join_proposal", "sign_agreement"):
        close_asks(what, proposal, by=by)
    close_early_asks(proposal, by=by)
    release_bookings(proposal, by=by)
    return proposal


@transaction.atomic
def begin_again(
    proposal: Proposal, scheme: Scheme, *, by: Who, type: str = "", theme: SchemeTheme | None = None
) -> Proposal:
    """再提案・継続: a new proposal tied to this one, with what was said before the adoption already in it, and the papers that last.
    type: empty for the nearest class of the scheme."""
    require(policy.can_begin_again(by, proposal))
    group = as_group(by, proposal)
    type = type or class_to_go_on_in(proposal, scheme)
    if beyond := over_its_years(scheme, type, next_year_of(proposal)):
        raise NotPossible(sentence(beyond[0]))
    new = begin(scheme, by=group, type=type, title=proposal.title, theme=theme, follows=proposal)
    copy_answers(proposal, new, asked_before_adoption(scheme), by=group)
    carry_papers_over(proposal, new, by=group)
    return new


@transaction.atomic
def put_about(
    proposal: Proposal,
    *,
    by: Who,
    title: str,
    type: str,
    theme: SchemeTheme | None = None,
    themes: list[Theme] | None = None,
    areas: list[Area] | None = None,
) -> Proposal:
    """Its name, class, theme sheet, themes and areas, before it is handed in. Every answer stays, whatever its class asks for.

    Raises NotPossible where the scheme has no such class or the name is empty.
    """
    proposal = locked(proposal)
    require(early.can_put_about(by, proposal))
    _check_about(proposal.scheme, type, title)
    group, earlier = as_group(by, proposal), proposal.theme
    proposal.title, proposal.type, proposal.theme = title.strip()[:200], type, theme
    save_item(proposal, "title", "type", "theme")
    put_rows(proposal, themes, areas)
    name_in_answers(proposal, by=group)
    if earlier is not None and earlier != theme:
        unlink(earlier, proposal, Link.Kind.BECAME)
    if theme is not None:
        link(theme, proposal, Link.Kind.BECAME, by=group.actor)
    record("proposal.about_put", by=group, item=proposal, inside=True)
    return proposal


def _check_about(scheme: Scheme, type: str, title: str) -> None:
    if type not in {kind.key for kind in scheme.the_plan.types}:
        raise NotPossible(_("Please choose one of the classes."))
    if not title.strip():
        raise NotPossible(_("Please give it a name; it can change at any time."))

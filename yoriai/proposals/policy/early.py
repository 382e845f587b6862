"""Before it is handed in: money and guardians, advice and its hours, sections asked about a draft or an idea."""

import datetime as dt

from django.utils import timezone

from yoriai.kernel.actors.who import Who
from yoriai.kernel.models import Actor, Ask
from yoriai.people.policy import is_office
from yoriai.proposals import lifecycle as way
from yoriai.proposals.lifecycle import BEFORE_HANDING_IN, OFFICE, PARTNER, PROPOSER, THEME_SHEET
from yoriai.proposals.models import Booking, Proposal, Scheme, Slot, Supporter
from yoriai.proposals.policy import COMPANION, WITH_NEW_PARTNERS, can_begin, sides


def can_type_idea(who: Who | None, scheme: Scheme) -> bool:
    """Type an idea that came on paper, by fax or telephone: the office, while the scheme is open."""
    return is_office(who) and can_begin(who, scheme)


def is_before(proposal: Proposal) -> bool:
    """Whether it can be handed in still: what is missing is said until then."""
    return proposal.state in BEFORE_HANDING_IN


def can_put_about(who: Who | None, proposal: Proposal) -> bool:
    """Its name, class, themes and place: those who carry it and the office, until it is handed in."""
    return proposal.state in BEFORE_HANDING_IN and bool(sides(who, proposal) & {PROPOSER, PARTNER, OFFICE})


def can_name_companion(who: Who | None, proposal: Proposal) -> bool:
    """Who goes along with the group, and who does in their place: the office, at any step before the end."""
    return proposal.state not in way.OVER and OFFICE in sides(who, proposal)


def can_have_supporter(who: Who | None, proposal: Proposal) -> bool:
    """Ask an organisation to take the money, where the class knows one: the group, while partners can be asked."""
    knows = proposal.scheme.the_plan.type(proposal.type).supporter
    return knows and proposal.state in WITH_NEW_PARTNERS and PROPOSER in sides(who, proposal)


def supports(who: Who | None, proposal: Proposal) -> bool:
    """Whether this person speaks for the organisation that has agreed to take the money."""
    if who is None or not who.signed_in:
        return False
    rows = Supporter.objects.filter(proposal=proposal, ended=None, agreed__isnull=False)
    return rows.filter(actor__in=who.hats).exists()


def can_see_consents(who: Who | None, proposal: Proposal) -> bool:
    """Who is too young, and whose guardian has agreed: the group, the organisation that looks after it, the office."""
    return bool(sides(who, proposal) & {PROPOSER, OFFICE}) or supports(who, proposal)


def can_list_minors(who: Who | None, proposal: Proposal) -> bool:
    """Write who is too young, and ask their guardians: the group and the office, as long as the project lasts."""
    lasts = proposal.state not in way.OVER
    asks = proposal.scheme.the_plan.type(proposal.type).guardian
    return lasts and asks and bool(sides(who, proposal) & {PROPOSER, OFFICE})


def can_unlist_minor(who: Who | None, proposal: Proposal, *, refused: bool) -> bool:
    """Take one off the list. A guardian's no is not made undone by the group: whoever may see a paper takes that one off."""
    return can_list_minors(who, proposal) and (not refused or can_note_consent(who, proposal))


def can_note_consent(who: Who | None, proposal: Proposal) -> bool:
    """Say that a signed paper was seen: the organisation that looks after the group, or the office; never the group itself."""
    lasts = proposal.state not in way.OVER
    return lasts and (OFFICE in sides(who, proposal) or (supports(who, proposal) and not _own(who, proposal)))


def _own(who: Who | None, proposal: Proposal) -> bool:
    return who is not None and who.wears(proposal.by_id)


def can_offer_slots(who: Who | None, scheme: Scheme) -> bool:
    """Hours for groups with an idea: the office, and whoever accompanies a proposal of the scheme."""
    if is_office(who):
        return True
    return (
        who is not None
        and who.signed_in
        and Proposal.objects.filter(scheme=scheme.pk, companion__in=who.hats).exclude(state__in=way.OVER).exists()
    )


def can_offer_now(who: Who | None, scheme: Scheme) -> bool:
    """One more hour: while the scheme is open."""
    return scheme.state == Scheme.State.OPEN and can_offer_slots(who, scheme)


def can_withdraw_slot(who: Who | None, slot: Slot) -> bool:
    """Whoever offered it, and the office, until it begins."""
    to_come = slot.withdrawn is None and slot.starts > timezone.now()
    return to_come and (is_office(who) or (who is not None and who.signed_in and who.wears(slot.by_id)))


def can_book(who: Who | None, proposal: Proposal) -> bool:
    """An hour for advice: the group until it hands in, and the office for one that telephones."""
    return proposal.state in BEFORE_HANDING_IN and bool(sides(who, proposal) & {PROPOSER, OFFICE})


def can_cancel_booking(who: Who | None, proposal: Proposal) -> bool:
    """Give the hour back: the group and the office, whatever has become of the proposal."""
    return bool(sides(who, proposal) & {PROPOSER, OFFICE})


def can_open_booking(who: Who | None, proposal: Proposal, booking: Booking | None) -> bool:
    """The page of hours: whoever may book; and whoever has one still, to read and to give it back."""
    return can_book(who, proposal) or (booking is not None and can_cancel_booking(who, proposal))


def still_changes(who: Who | None, booking: Booking, now: dt.datetime) -> bool:
    """The group until the day before; the office until it begins."""
    starts = booking.slot.starts
    return starts > now and (is_office(who) or timezone.localtime(starts).date() > timezone.localtime(now).date())


def can_tick_homework(who: Who | None, proposal: Proposal) -> bool:
    """What was to be done until next time: those who carry it."""
    return bool(sides(who, proposal) & {PROPOSER, PARTNER})


def can_answer_for(who: Who | None, section: Actor) -> bool:
    """Whether a section sets a theme: the section itself, and the office that notes what it said."""
    return who is not None and who.sure and (who.office or who.wears(section.pk))


def can_set_themes(scheme: Scheme) -> bool:
    """Whether sections are asked and answer still: until the scheme has ended."""
    return scheme.state != Scheme.State.ENDED


def can_say_none(who: Who | None, ask: Ask, scheme: Scheme) -> bool:
    """今年はなし: while the question is open."""
    return ask.state == Ask.State.ASKED and can_set_themes(scheme) and can_answer_for(who, ask.asked)


def can_remark_on_draft(who: Who | None, scheme: Scheme, section: Actor) -> bool:
    """A word on a draft: a section that was asked about it, and the office."""
    if who is None or not who.sure or not who.wears(section.pk) or scheme.state != Scheme.State.DRAFT:
        return False
    return who.office or Ask.objects.filter(what=THEME_SHEET, item=scheme.pk, asked=section).exists()


def can_share_idea(who: Who | None, proposal: Proposal) -> bool:
    """Let sections read the idea sheet before the proposal is written: the group, where the scheme begins with matching."""
    first = proposal.scheme.the_plan.rules.matching_first
    return first and proposal.state in BEFORE_HANDING_IN and PROPOSER in sides(who, proposal)


def can_seek(who: Who | None, proposal: Proposal) -> bool:
    """Look whom it fits: the group, its companion, the office."""
    return bool(sides(who, proposal) & {PROPOSER, OFFICE, COMPANION})


def can_ask_to_imagine(who: Who | None, proposal: Proposal) -> bool:
    """Ask sections about the idea: the office, once it has taken it up."""
    first = proposal.scheme.the_plan.rules.matching_first
    return first and proposal.state in BEFORE_HANDING_IN[1:] and OFFICE in sides(who, proposal)

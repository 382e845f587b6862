"""The talks with sections: who answers, who passes on, who asks one more."""

from yoriai.kernel.actors.who import Who
from yoriai.proposals.models import Proposal, Talk
from yoriai.proposals.policy.near import is_its_office


def can_reply(who: Who | None, talk: Talk) -> bool:
    """The section that was asked, while the talks last: signed in, or by the link of its mail; the office for it."""
    asked = who is not None and who.wears(talk.section_id) and (who.sure or by_link(who, talk))
    return talk.proposal.state == "in_talks" and talk.ended is None and (asked or is_its_office(who, talk.proposal))


def by_link(who: Who, talk: Talk) -> bool:
    """Whether the section itself is at the keyboard: nobody signs in as a section, only the key of its mail says so."""
    return not who.signed_in and who.person.pk == talk.section_id


def can_pass_on(who: Who | None, talk: Talk) -> bool:
    """「うちではない」: whoever answers; also by the link of the mail, which is used up by it."""
    return can_reply(who, talk)


def can_read_memo(who: Who | None, talk: Talk) -> bool:
    """担当者メモ（庁内）: the section itself and the office."""
    return who is not None and who.sure and (who.wears(talk.section_id) or is_its_office(who, talk.proposal))


def can_ask_section(who: Who | None, proposal: Proposal) -> bool:
    """Ask one more section while the talks last: the office, and the section that answers for the city."""
    if proposal.state != "in_talks" or who is None or not who.sure:
        return False
    leads = Talk.objects.filter(proposal=proposal, ended=None, leads=True, section__in=who.hats)
    return is_its_office(who, proposal) or leads.exists()

"""Who might carry it with the group (R10, R38), and the consent of whoever is asked."""

import pytest

from yoriai.directory import actions as directory
from yoriai.directory.models import Activity
from yoriai.kernel.models import Ask, Record, Theme
from yoriai.kernel.policy import NotAllowed, NotPossible
from yoriai.proposals import actions
from yoriai.proposals.models import Proposal
from yoriai.proposals.queries.agreements import signers
from yoriai.proposals.queries.partners import likely_partners
from yoriai.proposals.queries.sheets import carriers
from yoriai.proposals.tests.test_agreement import told as told_of


def told(cast, person, body, title, *themes):
    who = cast.who(person, body)
    made = directory.add_entry(Activity(), by=who, title=title, themes=Theme.objects.filter(code__in=themes))
    return directory.show_entry(made, by=who)


def test_those_who_show_something_in_the_same_themes_are_named_with_the_reason(walk, cast):
    proposal = walk.begin(themes=list(Theme.objects.filter(code__in=["yukikaki", "mimamori"])))
    told(cast, cast.student, cast.students, "雪の朝の当番", "yukikaki")
    told(cast, cast.student, cast.students, "見守りの散歩", "mimamori")
    told(cast, cast.salesman, cast.company, "配達の見守り", "mimamori")
    told(cast, cast.worker, cast.npo, "自分たちのこと", "yukikaki")
    names = [Theme.objects.get(code=code).name for code in ("yukikaki", "mimamori")]
    assert [(one.actor, set(one.themes)) for one in likely_partners(proposal)] == [
        (cast.students, set(names)), (cast.company, {names[1]}),
    ]  # fmt: skip


def test_who_is_asked_already_or_rests_is_not_named(walk, cast):
    proposal = walk.begin(themes=list(Theme.objects.filter(code="yukikaki")))
    told(cast, cast.student, cast.students, "雪の朝の当番", "yukikaki")
    told(cast, cast.salesman, cast.company, "雪の朝の配達", "yukikaki")
    actions.invite_partner(proposal, cast.students, by=walk.group)
    directory.pause(by=cast.who(cast.salesman, cast.company))
    assert likely_partners(proposal) == []


def test_a_no_leaves_no_trace_and_needs_no_reason(walk, cast):
    proposal = walk.begin()
    actions.invite_partner(proposal, cast.students, by=walk.group, role="当番")
    actions.answer_invitation(proposal, by=walk.partner, yes=False)
    assert not proposal.parties.exists()
    assert not proposal.audience.filter(actor=cast.students).exists()


def asked(walk, cast):
    proposal = walk.to("drafting")
    actions.invite_partner(proposal, cast.company, by=walk.group, role="配達")
    return proposal


def test_the_office_notes_a_partners_answer_on_paper(walk, cast, client_of):
    """R53: a neighbourhood association without an account carries the project like everybody."""
    proposal = asked(walk, cast)
    address, office = f"/proposals/{proposal.code}/partners/{cast.company.pk}/on-paper/", client_of(cast.officer)
    assert client_of(cast.worker).get(address).status_code == 404
    assert office.post(address, {"answer": "yes"}).status_code == 422
    assert office.post(address, {"answer": "yes", "on_paper_from": "社長の署名"}).status_code == 302
    party = proposal.parties.get(actor=cast.company)
    assert (party.agreed is not None, party.agreed_by) == (True, cast.officer)
    assert Record.objects.get(verb="proposal.partner_answered").data["on_paper_from"] == "社長の署名"
    assert cast.company in carriers(proposal)
    with pytest.raises(NotAllowed):
        actions.answer_invitation(proposal, by=walk.group, yes=True, actor=cast.company, on_paper_from="紙")


def test_with_the_handing_in_whoever_has_not_answered_is_told_and_reads_nothing_more(walk, cast):
    proposal = asked(walk, cast)
    proposal = walk.step(proposal, "submit")
    assert not Ask.objects.filter(what="join_proposal", item=proposal.pk, state="asked").exists()
    assert not proposal.parties.filter(actor=cast.company).exists()
    assert not proposal.audience.filter(actor=cast.company).exists()
    assert [to for to, _text in told_of("proposal.invitation_closed", proposal)] == [cast.company]


@pytest.mark.parametrize("state", ["submitted", "agreed", "under_way"])
def test_a_late_yes_adds_nobody_and_a_signed_agreement_stands(walk, cast, client_of, state):
    proposal = walk.to("drafting")
    actions.invite_partner(proposal, cast.company, by=walk.group)
    Proposal.objects.filter(pk=proposal.pk).update(state=state)
    late = cast.who(cast.salesman, cast.company)
    with pytest.raises(NotPossible):
        actions.answer_invitation(proposal, by=late, yes=True)
    page = f"/proposals/{proposal.code}/invitation/"
    assert client_of(cast.salesman).post(page, {"answer": "yes"}).status_code == 422
    assert cast.company not in signers(proposal)
    actions.answer_invitation(proposal, by=late, yes=False)
    assert not proposal.parties.filter(actor=cast.company).exists()

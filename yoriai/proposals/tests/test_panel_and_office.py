"""Whoever runs the review does not judge in it; and whoever stands too near sees nothing by the office's hat either."""

import pytest
from django.utils import timezone

from yoriai.kernel.policy import NotAllowed, NotPossible
from yoriai.people.models import Representation
from yoriai.proposals import actions, policy
from yoriai.proposals.models import PanelSeat
from yoriai.proposals.tests.test_pages import words


def to_the_office(cast, person):
    """They take up work at the office: every record of the panel stays as it is."""
    Representation.objects.create(person=person, body=cast.office, accepted=timezone.now())
    return cast.who(person, cast.office)


def test_whoever_speaks_for_the_office_is_refused_a_seat_in_words(walk, cast, client_of):
    with pytest.raises(NotPossible):
        actions.seat_on_panel(walk.scheme, cast.officer, by=walk.office)
    facts = {"mail": cast.officer.user.email, "role": "member", "of": ""}
    page = client_of(cast.officer).post(f"/schemes/{walk.scheme.code}/panel/", facts)
    assert page.status_code == 422
    assert "事務局" in words(page)
    assert not PanelSeat.objects.filter(actor=cast.officer).exists()


def test_a_member_who_comes_to_the_office_judges_no_more(walk, cast):
    proposal = walk.to("first_review")
    who = to_the_office(cast, cast.member)
    assert not policy.can_score(who, proposal)
    assert policy.can_see_totals(who, proposal)


def test_who_was_near_sees_neither_sheets_nor_totals_by_the_office_s_hat_before_the_result(walk, cast, client_of):
    proposal = walk.to("first_review")
    seat = PanelSeat.objects.get(scheme=walk.scheme, actor=cast.member)
    actions.declare_interest(proposal, seat, "妹が会員です", by=cast.who(cast.member))
    walk.score(proposal)
    who, office = to_the_office(cast, cast.member), client_of(cast.member)
    actions.end_seat(seat, by=walk.office)
    scheme, url = f"/schemes/{walk.scheme.code}/", f"/proposals/{proposal.code}/"
    for page in ("", "scores/", "sheets/", "history/", "disclosure/"):
        assert office.get(url + page).status_code == 404, page
    for page in ("review/scores.xlsx", "results/", "book/", "book/book.pdf"):
        assert office.get(scheme + page).status_code == 404, page
    assert office.post(f"{scheme}desk/everything.xlsx").status_code == 403
    assert office.post(f"{scheme}desk/files/everything/").status_code == 403
    assert "80.0" not in words(office.get(f"{scheme}review/"))
    assert proposal.title not in words(office.get(f"{scheme}review/"))
    assert "80.0" not in words(office.get(f"{scheme}ties/"))
    with pytest.raises(NotAllowed):
        actions.decide(proposal, "turn_down", by=who, advice="だめ", other_way="助成金")
    actions.decide(proposal, "pass", by=walk.office)
    for step in ("schedule", "review", "adopt"):
        proposal = walk.step(proposal, step)
    assert office.get(f"{url}scores/").status_code == 200
    assert office.get(f"{scheme}results/").status_code == 200

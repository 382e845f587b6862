"""利害関係 the platform knows of: parties, those who speak for them, the companion, three years; and that it is kept (R35)."""

import datetime as dt

import pytest
from django.utils import timezone

from yoriai.directory.models import Party
from yoriai.kernel.models import Actor
from yoriai.kernel.policy import NotPossible
from yoriai.people.models import Representation
from yoriai.proposals import actions
from yoriai.proposals.models import Interest, PanelSeat, ScoreSheet
from yoriai.proposals.queries.reviews import count_of
from yoriai.proposals.tests.test_pages import words
from yoriai.proposals.tests.walk import ANSWERS

YEAR = dt.timedelta(days=365)


def speaks(person, body, *, ended=None):
    """A seat in this body, held now or until then."""
    now = timezone.now()
    return Representation.objects.create(person=person, body=body, accepted=now - 9 * YEAR, ended=ended)


@pytest.fixture
def talked(walk):
    """A proposal in talks, with a partner, a section and a companion; the panel has not begun."""
    return walk.to("in_talks")


def near(walk, proposal):
    """Whom the platform found when the panel began, with the reason."""
    walk.step(proposal, "review_papers")
    rows = Interest.objects.filter(proposal=proposal, declared_by=None)
    return dict(rows.values_list("seat__actor", "why"))


def test_who_speaks_for_a_party_a_partner_or_the_section_stands_near(walk, talked, cast):
    for person, body in ((cast.judge, cast.npo), (cast.member, cast.students), (cast.editor, cast.ward_office)):
        speaks(person, body)
    assert set(near(walk, talked)) == {cast.judge.pk, cast.member.pk, cast.editor.pk}


def test_three_years_of_known_ties_count_and_older_ones_do_not(walk, talked, cast):
    now, years = timezone.now(), walk.plan.rules.ties_years
    speaks(cast.judge, cast.npo, ended=now - years * YEAR + dt.timedelta(days=2))
    speaks(cast.member, cast.npo, ended=now - years * YEAR - dt.timedelta(days=2))
    Representation.objects.create(person=cast.editor, body=cast.npo)  # invited, never accepted
    assert set(near(walk, talked)) == {cast.judge.pk}


def test_a_party_that_is_a_member_and_the_companion_stand_near(walk, talked, cast):
    Party.objects.create(item_id=talked.pk, actor=cast.judge, agreed=timezone.now(), place=9)
    type(talked).objects.filter(pk=talked.pk).update(companion=cast.member)
    found = near(walk, talked)
    assert set(found) == {cast.judge.pk, cast.member.pk}
    assert "伴走" in found[cast.member.pk]


def test_who_speaks_for_a_body_of_the_companion_stands_near_but_not_by_the_city_s_office(walk, talked, cast):
    assert talked.companion == cast.supporter
    body = Actor.objects.create(kind=Actor.Kind.NPO, name="伴走の会（架空）", reading="ばんそうのかい")
    speaks(cast.supporter, body)
    speaks(cast.judge, body, ended=timezone.now() - YEAR)
    speaks(cast.supporter, cast.office)
    speaks(cast.member, cast.office)
    assert set(near(walk, talked)) == {cast.judge.pk}


def test_a_recused_member_sees_neither_sheets_nor_totals_before_the_result(walk, talked, client_of, cast):
    """R35: page, list, book, ranking, every file; and their sheet does not count."""
    speaks(cast.member, cast.npo)
    proposal = walk.step(talked, "review_papers")
    walk.score(proposal, but=[cast.reader])
    assert len(count_of(proposal).totals) == 3
    member = client_of(cast.member)
    # Who speaks for the group reads the group's pages by that hat: what the panel gave is on none of them.
    scheme, url = f"/schemes/{walk.scheme.code}/", f"/proposals/{proposal.code}/"
    for page in ("scores/", "scores/handing-in/", "scores/interest/"):
        assert member.get(url + page).status_code == 404
    for page in ("review/scores.xlsx", "results/"):
        assert member.get(scheme + page).status_code == 404
    for page in (
        url,
        f"{url}history/",
        f"{url}sheets/",
        f"{scheme}review/",
        f"{scheme}book/",
        f"{scheme}review/nearness/",
    ):
        read = words(member.get(page))
        for hidden in ("80.0", "よく考えられています", "よい提案です"):
            assert hidden not in read, page
    assert proposal.title not in words(member.get(f"{scheme}review/"))
    book = actions.ask_book(walk.scheme, by=cast.who(cast.member))
    from yoriai.proposals.tasks import make_panel_book

    make_panel_book(book.pk)
    book.refresh_from_db()
    assert book.proposals == []
    assert not ScoreSheet.objects.filter(proposal=proposal, seat__actor=cast.member).exists()


def test_a_recused_companion_goes_on_going_along_and_is_asked_nothing_by_the_panel(walk, client_of, cast):
    proposal = walk.to("in_talks")
    type(proposal).objects.filter(pk=proposal.pk).update(companion=cast.member)
    actions.steps.let_in(proposal, cast.member)
    walk.step(proposal, "review_papers")
    assert ANSWERS["F2"]["purpose"] in words(client_of(cast.member).get(f"/proposals/{proposal.code}/sheets/F2/"))
    assert client_of(cast.member).get(f"/proposals/{proposal.code}/scores/").status_code == 404
    assert cast.member.pk not in proposal.asks.filter(what="score", state="asked").values_list("asked", flat=True)


def test_who_is_seated_when_the_panel_has_begun_reads_and_is_asked_like_the_others(walk, client_of, cast):
    proposal = walk.to("first_review")
    asked = proposal.asks.filter(what="score", state="asked")
    seat = actions.seat_on_panel(walk.scheme, cast.outsider, by=walk.office)
    assert asked.filter(asked=cast.outsider).count() == 1
    url = f"/proposals/{proposal.code}/"
    assert client_of(cast.outsider).get(f"{url}scores/").status_code == 200
    near_one = actions.seat_on_panel(walk.scheme, cast.worker, by=walk.office)
    assert Interest.objects.get(seat=near_one).declared_by is None
    assert not asked.filter(asked=cast.worker).exists()
    actions.end_seat(seat, by=walk.office)
    assert not asked.filter(asked=cast.outsider).exists()
    assert client_of(cast.outsider).get(f"{url}scores/").status_code == 404


def test_who_comes_back_to_the_panel_has_one_sheet(walk, cast):
    proposal = walk.to("first_review")
    walk.score(proposal)
    seat = walk.panel[1]
    actions.end_seat(seat, by=walk.office)
    back = actions.seat_on_panel(walk.scheme, seat.actor, by=walk.office, of="大学")
    assert (back.pk, back.ended, back.of) == (seat.pk, None, "大学")
    assert PanelSeat.objects.filter(scheme=walk.scheme, actor=seat.actor).count() == 1
    assert not proposal.asks.filter(what="score", state="asked").exists()
    assert len(count_of(proposal).totals) == 5


def test_who_handed_in_while_it_was_presented_is_not_asked_again_at_the_last_look(walk, cast):
    proposal = walk.to("presenting")
    walk.score(proposal, but=[cast.reader])
    proposal = walk.step(proposal, "review")
    asked = proposal.asks.filter(what="score", state="asked").values_list("asked", flat=True)
    assert list(asked) == [cast.reader.pk]


@pytest.mark.parametrize(
    ("state", "verb", "what"),
    [
        ("in_talks", "review_papers", "section_talks"),
        ("first_review", "hold", "score"),
        ("first_review", "pass", "score"),
    ],
)
def test_going_on_closes_what_was_asked_only_there(walk, state, verb, what):
    proposal = walk.to(state)
    if verb == "review_papers":
        actions.review_papers(proposal, by=walk.office)
    else:
        walk.score(proposal, but=[walk.cast.reader])
        actions.decide(proposal, verb, by=walk.office, advice="もう少し")
    assert not proposal.asks.filter(what=what, state="asked").exists()


def test_a_correction_that_missed_its_date_is_asked_for_anew_when_it_is_opened_again(walk):
    proposal = walk.to("correcting")
    actions.lapse(proposal, now=timezone.now() + dt.timedelta(days=60))
    asked = proposal.asks.filter(what="correct", state="asked")
    assert not asked.exists()
    actions.reopen(proposal, by=walk.office, reason="入院していたため", due=timezone.localdate())
    assert (asked.get().asked_id, asked.get().text) == (walk.cast.npo.pk, "入院していたため")


def test_a_tie_that_began_while_the_panel_reads_is_found_when_a_sheet_is_begun(walk, client_of, cast):
    proposal = walk.to("first_review")
    speaks(cast.member, cast.npo)
    answer = client_of(cast.member).post(f"/proposals/{proposal.code}/scores/begin/")
    assert (answer.status_code, "利害関係" in words(answer)) == (409, True)
    assert Interest.objects.get(proposal=proposal).seat.actor == cast.member
    assert not proposal.asks.filter(what="score", state="asked", asked=cast.member).exists()
    speaks(cast.editor, cast.npo)
    actions.say_nearness([proposal], [], by=cast.who(cast.editor))
    assert not ScoreSheet.objects.exists()


def test_a_tie_that_began_since_is_found_when_the_sheet_is_handed_in(walk, cast):
    proposal, member = walk.to("first_review"), cast.who(cast.member)
    actions.begin_sheet(proposal, by=member)
    speaks(cast.member, cast.npo)
    with pytest.raises(NotPossible):
        actions.hand_in_sheet(proposal, by=cast.who(cast.member))
    assert Interest.objects.filter(proposal=proposal, seat__actor=cast.member, declared_by=None).exists()


@pytest.mark.parametrize("at_once", [False, True])
def test_a_tie_that_began_since_is_found_before_the_result_which_waits_for_a_look_at_the_new_count(walk, cast, at_once):
    proposal = walk.to("first_review")
    walk.score(proposal)
    speaks(cast.member, cast.npo)

    def decide():
        if at_once:
            return actions.decide_all([(proposal, "pass", {})], by=walk.office)
        return actions.decide(proposal, "pass", by=walk.office)

    with pytest.raises(NotPossible, match=cast.member.shown_name):
        decide()
    proposal.refresh_from_db()
    assert (proposal.state, len(count_of(proposal).totals)) == ("first_review", 4)
    decide()
    proposal.refresh_from_db()
    assert proposal.state == "passed_first"

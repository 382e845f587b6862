"""The reading desk: sheets kept, handed in, frozen, opened once; who stands too near reads nothing (R35)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yoriai.kernel.policy import NotPossible
from yoriai.proposals import actions
from yoriai.proposals.models import Interest, Score, ScoreSheet
from yoriai.proposals.queries.reviews import count_of, round_of
from yoriai.proposals.tests.test_pages import words
from yoriai.proposals.tests.walk import ANSWERS, PRIVATE


def sheet_sent(proposal, points=4, **more):
    """What a member's browser sends."""
    sent = {f"points_{row.key}": points for row in round_of(proposal).criteria}
    sent |= {f"sentence_{row.key}": f"{row.name}はよい" for row in round_of(proposal).criteria}
    return sent | {"opinion": "全体によく練られています"} | more


@pytest.fixture
def before_panel(walk):
    """A proposal in its first look; the chair, a member and the office each with a browser."""
    return walk.to("first_review")


def test_a_member_says_first_that_nothing_ties_them_then_reads_scores_and_hands_in(before_panel, client_of, cast, walk):
    """R35: the sheets as handed in beside one form; kept as it goes; frozen once handed in."""
    url, chair = f"/proposals/{before_panel.code}/scores/", client_of(cast.judge)
    page = words(chair.get(url))
    assert "関係" in page
    assert walk.cast.npo.name in page
    assert ANSWERS["F2"]["purpose"] not in page
    assert chair.post(f"{url}begin/").status_code == 302
    page = words(chair.get(url))
    assert ANSWERS["F2"]["purpose"] in page
    assert ANSWERS["F2"]["evidence"] in page
    assert "400,000" in page
    for hidden in PRIVATE:
        assert hidden not in page
    assert chair.post(url, {"points_public": 5}).url == url
    row = ScoreSheet.objects.get(proposal=before_panel, seat__actor=cast.judge)
    assert (row.state, row.typed_by) == ("open", None)
    assert chair.post(url, sheet_sent(before_panel, hand_in="1")).url == f"{url}handing-in/"
    assert "80.0" in words(chair.get(f"{url}handing-in/"))
    assert chair.post(f"{url}handing-in/").status_code == 302
    row.refresh_from_db()
    assert row.state == "submitted"
    assert "全体によく練られています" in words(chair.get(url))
    assert chair.post(url, sheet_sent(before_panel, 1)).status_code == 200
    assert set(row.scores.values_list("points", flat=True)) == {4}
    assert chair.get(f"{url}handing-in/").status_code == 404


def test_a_sheet_with_gaps_is_kept_and_cannot_be_handed_in(before_panel, client_of, cast):
    url, member = f"/proposals/{before_panel.code}/scores/", client_of(cast.member)
    member.post(url, {"points_public": 3, "sentence_public": "根拠が具体的"})
    answer = member.post(f"{url}handing-in/")
    assert answer.status_code == 422
    assert "まだ点数の入っていない観点があります" in words(answer)
    assert list(ScoreSheet.objects.get(seat__actor=cast.member).scores.values_list("points", "sentence")) == [
        (3, "根拠が具体的")
    ]
    assert member.post(url, {"points_public": 9}).status_code == 422


def test_a_sentence_without_its_points_is_kept_when_handing_in_is_refused(before_panel, client_of, cast):
    """R35: one button forgotten; the sentence written beside it is there when the member comes back."""
    url, member = f"/proposals/{before_panel.code}/scores/", client_of(cast.member)
    sent = sheet_sent(before_panel)
    del sent["points_public"]
    assert member.post(url, sent | {"sentence_public": "根拠が具体的", "hand_in": "1"}).url == f"{url}handing-in/"
    assert member.post(f"{url}handing-in/").status_code == 422
    assert "根拠が具体的" in words(member.get(url))
    member.post(url, sent | {"sentence_public": "根拠が具体的", "points_public": 4})
    assert member.post(f"{url}handing-in/").status_code == 302
    assert ScoreSheet.objects.get(seat__actor=cast.member).state == "submitted"


def test_who_stands_too_near_reads_neither_sheets_nor_totals(walk, before_panel, client_of, cast):
    """R35: declared in the middle of the work; pages, documents, the list and its counts."""
    url, member = f"/proposals/{before_panel.code}/scores/", client_of(cast.member)
    walk.score(before_panel)
    review = f"/schemes/{walk.scheme.code}/review/"
    assert before_panel.title in words(member.get(review))
    assert "1件中1件" in words(member.get(review))
    assert member.post(f"{url}interest/", {"why": ""}).status_code == 422
    assert member.post(f"{url}interest/", {"why": "理事をしています"}).url == review
    document = before_panel.documents.first().pk
    for page in ("", "scores/", "scores/handing-in/", "scores/interest/", "sheets/", "sheets/F2/", f"documents/{document}/",
                 "talks/", "history/", "partners/"):  # fmt: skip
        assert member.get(f"/proposals/{before_panel.code}/{page}").status_code == 404, page
    assert before_panel.title not in words(member.get(review))
    assert "審査票を待っている提案はありません" in words(member.get(review))
    office = words(client_of(cast.officer).get(url))
    assert "理事をしています" in office
    assert "4件の審査票がそろっています" in office


def test_the_office_notes_who_telephones_and_types_a_sheet_the_member_confirms(before_panel, client_of, cast):
    """R35: nothing the office typed counts before the member has handed it in."""
    url, office, member = f"/proposals/{before_panel.code}/scores/", client_of(cast.officer), client_of(cast.editor)
    seats = {seat.actor_id: seat for seat in before_panel.scheme.panel.all()}
    near = seats[cast.reader.pk]
    assert office.post(f"{url}interest/", {"seat": near.pk, "why": "家族が会員"}).status_code == 302
    row = Interest.objects.get(seat=near)
    assert (row.why, row.declared_by_id) == ("家族が会員", cast.officer.pk)
    assert office.get(f"{url}paper/{near.pk}/").status_code == 404
    paper = f"{url}paper/{seats[cast.editor.pk].pk}/"
    assert member.get(paper).status_code == 404
    assert office.post(paper, sheet_sent(before_panel, 3)).status_code == 302
    sheet = ScoreSheet.objects.get(seat__actor=cast.editor)
    assert (sheet.state, sheet.typed_by_id) == ("open", cast.officer.pk)
    assert "事務局が紙から入力しました" in words(member.get(url))
    member.post(f"{url}handing-in/")
    sheet.refresh_from_db()
    assert (sheet.state, sheet.typed_by_id) == ("submitted", cast.officer.pk)


def test_the_chair_opens_a_sheet_once_and_both_versions_stay(walk, before_panel, client_of, cast):
    """R35: the reason is shown to the office, the chair and the member."""
    walk.score(before_panel)
    url, chair, member = f"/proposals/{before_panel.code}/scores/", client_of(cast.judge), client_of(cast.member)
    sheet = ScoreSheet.objects.get(seat__actor=cast.member)
    reopening = f"{url}{sheet.pk}/reopening/"
    assert member.get(reopening).status_code == client_of(cast.officer).get(reopening).status_code == 404
    assert chair.post(reopening, {"why": ""}).status_code == 422
    assert chair.post(reopening, {"why": "保険の点を見落としていた"}).status_code == 302
    assert "保険の点を見落としていた" in words(member.get(url))
    member.post(url, sheet_sent(before_panel, 2))
    member.post(f"{url}handing-in/")
    for reader in (chair, client_of(cast.officer)):
        page = words(reader.get(url))
        for shown in ("保険の点を見落としていた", "80.0", "40.0"):
            assert shown in page
    second = ScoreSheet.objects.get(seat__actor=cast.member, version=2)
    assert chair.get(f"{url}{second.pk}/reopening/").status_code == 404


def test_a_member_reads_the_totals_without_names_and_only_after_their_own_sheet(walk, before_panel, client_of, cast):
    """R35: nobody leans on the others; single scores are the office's and the chair's."""
    for seat in walk.panel[2:]:
        who = cast.who(seat.actor)
        actions.put_scores(
            before_panel, seat, {row.key: (5, "強く推します") for row in round_of(before_panel).criteria}, by=who
        )
        actions.hand_in_sheet(before_panel, by=who)
    url, member, chair = f"/proposals/{before_panel.code}/scores/", client_of(cast.member), client_of(cast.judge)
    for reader in (member, chair):
        page = words(reader.get(url))
        assert "100.0" not in page
        assert "強く推します" not in page
    member.post(url, sheet_sent(before_panel, 2))
    member.post(f"{url}handing-in/")
    page = words(member.get(url))
    assert "100.0" in page
    assert "40.0" in page
    for hidden in ("強く推します", cast.editor.shown_name, cast.reader.shown_name):
        assert hidden not in page


def test_nobody_else_has_these_pages(walk, before_panel, client, client_of, cast):
    walk.score(before_panel)
    for reader in (
        client,
        *map(client_of, (cast.worker, cast.student, cast.outsider, cast.ward_officer, cast.supporter)),
    ):
        for page in ("scores/", "scores/handing-in/", "scores/interest/"):
            answer = reader.get(f"/proposals/{before_panel.code}/{page}")
            assert answer.status_code == (302 if reader is client else 404)
    assert client_of(cast.worker).get(f"/schemes/{walk.scheme.code}/review/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_the_panel_asks_as_often_whatever_its_length(
    walk, client_of, cast, number, django_assert_max_num_queries
):
    for _ in range(number):
        walk.score(walk.to("first_review"))
    for person, most in ((cast.judge, 12), (cast.officer, 16)):
        client = client_of(person)
        client.get(f"/schemes/{walk.scheme.code}/review/")
        with django_assert_max_num_queries(most):
            page = words(client.get(f"/schemes/{walk.scheme.code}/review/"))
        assert page.count("雪の朝、いっしょに") >= number


def test_what_was_held_and_mended_is_scored_anew_and_both_sheets_stay(walk, client_of, cast):
    """R35: after a hold the old sheets count no more; every member is asked again and leans on nobody."""
    proposal = walk.step(walk.to("first_review"), "hold")
    actions.hand_in_again(proposal, by=walk.group)
    proposal.refresh_from_db()
    assert set(proposal.score_sheets.values_list("state", flat=True)) == {"former"}
    asked = proposal.asks.filter(what="score", state="asked")
    assert set(asked.values_list("asked", "asker")) == {(seat.actor_id, cast.office.pk) for seat in walk.panel}
    url, member, office = f"/proposals/{proposal.code}/scores/", client_of(cast.member), client_of(cast.officer)
    page = words(member.get(url))
    assert "出し直す前の提案に出した票" in page
    assert count_of(proposal).mean is None
    walk.score(proposal, 2)
    page = words(office.get(url))
    for shown in ("80.0", "40.0", "出し直す前の提案についての票"):
        assert shown in page
    sheets = ScoreSheet.objects.filter(proposal=proposal, seat__actor=cast.member).order_by("look")
    assert list(sheets.values_list("look", "version", "state")) == [(1, 1, "former"), (2, 1, "submitted")]
    again = actions.reopen_sheet(sheets.last(), "もう一度", by=walk.cast.who(cast.judge))
    assert (again.look, again.version) == (2, 2)


def test_after_a_hold_nobody_reads_the_others_before_their_own_new_sheet(walk, client_of, cast):
    proposal = walk.step(walk.to("first_review"), "hold")
    actions.hand_in_again(proposal, by=walk.group)
    proposal.refresh_from_db()
    walk.score(proposal, 5, but=[cast.member])
    url, member = f"/proposals/{proposal.code}/scores/", client_of(cast.member)
    assert "100.0" not in words(member.get(url))
    member.post(url, sheet_sent(proposal, 2))
    member.post(f"{url}handing-in/")
    assert "100.0" in words(member.get(url))


def test_the_office_neither_reads_nor_overwrites_what_a_member_has_begun(before_panel, client_of, cast, walk):
    """R35: the page has promised the member that nobody else reads it."""
    url, office, member = f"/proposals/{before_panel.code}/scores/", client_of(cast.officer), client_of(cast.member)
    seat = walk.panel[1]
    paper = f"{url}paper/{seat.pk}/"
    member.post(f"{url}begin/")
    assert paper in words(office.get(url))
    assert office.get(paper).status_code == 200
    member.post(url, {"points_public": 3, "sentence_public": "まだだれにも"})
    assert paper not in words(office.get(url))
    assert office.get(paper).status_code == office.post(paper, sheet_sent(before_panel, 1)).status_code == 404
    with pytest.raises(NotPossible, match="委員がご自分で書き始めています"):
        actions.put_scores(before_panel, seat, {"public": (1, "")}, by=walk.office)
    row = ScoreSheet.objects.get(seat=seat)
    assert (row.typed_by, row.scores.get().points, row.scores.get().sentence) == (None, 3, "まだだれにも")


def test_keeping_a_sheet_asks_as_often_for_all_criteria_as_for_one_and_takes_back_what_was_emptied(walk):
    """It is kept as it is written: a radio button away from the network, and often."""
    proposal, (seat, *_others) = walk.to("first_review"), walk.panel
    member, keys = walk.cast.who(seat.actor), [one.key for one in walk.plan.rounds[0].criteria]
    actions.begin_sheet(proposal, by=member)
    counted = []
    for known in (keys[:1], keys, keys[1:]):
        with CaptureQueriesContext(connection) as queries:
            actions.put_scores(proposal, seat, dict.fromkeys(known, (4, "よい")), by=member)
        counted.append(len(queries))
        assert sorted(Score.objects.filter(sheet__seat=seat).values_list("criterion", flat=True)) == sorted(known)
    assert max(counted) - min(counted) <= 1  # what takes back
    actions.put_scores(proposal, seat, {keys[1]: (2, ""), keys[2]: (None, "まだ考えています")}, by=member)
    told = Score.objects.filter(sheet__seat=seat).order_by("points").values_list("points", "sentence")
    assert list(told) == [(2, ""), (None, "まだ考えています")]

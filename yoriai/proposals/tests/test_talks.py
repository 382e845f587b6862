"""担当課との協議: several sections, passing on, one form from which the answer goes out as it was looked at (R63)."""

import pytest
from django.utils import timezone

from yoriai.kernel.models import Actor, Ask
from yoriai.kernel.policy import NotPossible
from yoriai.proposals import actions
from yoriai.proposals.models import Talk
from yoriai.proposals.tests.test_pages import words


@pytest.fixture
def talked(walk):
    """A proposal in talks with one section."""
    return walk.to("in_talks")


@pytest.fixture
def roads(cast):
    """A second section."""
    return Actor.objects.create(kind=Actor.Kind.SECTION, name="道路課（架空）", reading="どうろか")


def asked(proposal):
    """Which sections are asked for an answer."""
    rows = Ask.objects.filter(what="section_talks", item=proposal.pk, state="asked")
    return set(rows.values_list("asked", flat=True))


def test_the_lead_is_passed_on_to_a_section_that_is_asked_already_and_nothing_is_lost(
    walk, talked, roads, cast, client_of
):
    """R63: the supporting section takes over; what it has written and what it is handed stay."""
    lead = talked.talks.get()
    actions.keep_reply(lead, by=walk.section, memo="道具は40本")
    second = actions.ask_section(talked, roads, by=walk.office, text="道路のことを")
    actions.keep_reply(second, by=walk.office, memo="路線を調べた", city_can="路面の写真を出します")
    officer = client_of(cast.ward_officer)
    sent = {"to": roads.pk, "reason": "道路課の仕事です"}
    assert officer.post(f"/proposals/{talked.code}/reply/{lead.pk}/passing-on/", sent).status_code == 302
    second.refresh_from_db()
    assert (second.leads, second.passes, second.city_can) == (True, 1, "路面の写真を出します")
    assert "路線を調べた" in second.memo
    assert "道具は40本" in second.memo
    assert asked(talked) == {roads.pk}
    assert list(talked.talks.filter(ended=None)) == [second]
    assert "道路課の仕事です" in words(client_of(cast.worker).get(f"/proposals/{talked.code}/talks/"))


def test_a_section_that_has_answered_takes_the_lead_without_being_asked_again(walk, talked, roads):
    second = actions.ask_section(talked, roads, by=walk.office)
    actions.keep_reply(second, by=walk.office, can="yes", city_can="写真を出します")
    actions.send_reply(second, timezone.localdate(), by=walk.office)
    actions.pass_talk_on(talked.talks.get(leads=True), roads, "道路課の仕事です", by=walk.section)
    second.refresh_from_db()
    assert (second.leads, second.city_can, second.sent is not None) == (True, "写真を出します", True)
    assert asked(talked) == set()


def test_the_lead_asks_one_more_section_and_the_group_reads_both_answers_side_by_side(
    walk, talked, roads, cast, client_of
):
    """R63: lead and support; the office answers for the second one on its own page."""
    page = f"/proposals/{talked.code}/talks/"
    officer, office, worker = client_of(cast.ward_officer), client_of(cast.officer), client_of(cast.worker)
    assert "さらに別の課にたずねる" not in words(worker.get(page))
    assert worker.post(f"{page}asking/", {"section": roads.pk}).status_code == 404
    assert asked(talked) == {cast.ward_office.pk}
    assert "さらに別の課にたずねる" in words(officer.get(page))
    assert officer.post(f"{page}asking/", {"section": cast.npo.pk}).status_code == 422
    assert officer.post(f"{page}asking/", {"section": roads.pk, "text": "道路のことを"}).status_code == 302
    assert asked(talked) == {cast.ward_office.pk, roads.pk}
    assert officer.post(f"{page}asking/", {"section": roads.pk}).status_code == 422
    lead, second = talked.talks.get(leads=True), talked.talks.get(leads=False)
    assert officer.get(f"/proposals/{talked.code}/reply/{second.pk}/").status_code == 404
    assert f"/reply/{second.pk}/" in words(office.get(page))
    today = timezone.localdate()
    for client, talk, can in ((office, second, "路面の写真を出します"), (officer, lead, "道具を貸します")):
        said = {"memo": "", "can": "yes", "city_can": can, "decided_on": today, "sure": "True"}
        assert client.post(f"/proposals/{talked.code}/reply/{talk.pk}/", said).status_code == 302
    read = words(worker.get(page))
    for shown in (
        "路面の写真を出します",
        "道具を貸します",
        "道路課（架空）",
        "市として回答する課",
        "協力して回答する課",
    ):
        assert shown in read
    assert asked(talked) == set()


def test_what_goes_out_is_what_was_looked_at_whatever_a_colleague_keeps_meanwhile(walk, talked, cast, client_of):
    """R63: one form; with the day it is shown once more, and a refusal takes nothing that was typed."""
    officer, talk = client_of(cast.ward_officer), talked.talks.get()
    url = f"/proposals/{talked.code}/reply/{talk.pk}/"
    assert officer.get(f"/proposals/{talked.code}/reply/").url == url
    typed = {"memo": "庫内に40本", "can": "", "city_can": "道具を貸します", "decided_on": timezone.localdate()}
    refused = officer.post(url, typed)
    assert refused.status_code == 422
    assert "道具を貸します" in words(refused)
    look = officer.post(url, typed | {"can": "yes"})
    assert (look.status_code, Talk.objects.get(pk=talk.pk).sent) == (200, None)
    page = words(look)
    assert "道具を貸します" in page
    actions.keep_reply(talk, by=walk.office, city_can="なにもできません")
    form = look.context["form"]
    officer.post(url, {bound.html_name: bound.value() or "" for bound in form})
    talk.refresh_from_db()
    assert (talk.city_can, talk.memo, talk.sent is not None) == ("道具を貸します", "庫内に40本", True)


def test_nothing_is_adopted_before_a_section_has_answered_where_the_class_has_talks(walk, cast):
    """R63: the office may leave the talks out on the way, and not the answer."""
    proposal = actions.review(walk.to("checking"), by=walk.office)
    walk.score(proposal)
    for verb in ("adopt", "adopt_if"):
        with pytest.raises(NotPossible, match="まだ、どの課も回答していません"):
            actions.decide(proposal, verb, by=walk.office, conditions="保険に入ること")
    actions.decide(
        proposal, "refuse", by=walk.office, advice="まず小さく試してください", other_way="地域づくり助成があります"
    )


def test_the_section_notes_its_talks_with_the_group_itself_while_they_last(walk, talked, cast, client_of):
    """R63: else what was said between them stands nowhere, unless the office was there."""
    officer, url = client_of(cast.ward_officer), f"/proposals/{talked.code}/"
    assert "相談の記録・予約を書く" in words(officer.get(f"{url}talks/"))
    assert "相談の記録・予約を書く" not in words(client_of(cast.worker).get(f"{url}talks/"))
    sent = {
        "day": "2026-11-02",
        "clock": "10:00",
        "with_whom": "長町区役所と団体",
        "advice": "道具の置き場所を話した",
        "homework": "",
    }
    assert client_of(cast.worker).post(f"{url}consultations/new/", sent).status_code == 404
    assert officer.post(f"{url}consultations/new/", sent).status_code == 302
    assert "道具の置き場所を話した" in words(client_of(cast.worker).get(f"{url}partners/"))
    walk.step(talked, "review_papers")
    assert officer.get(f"{url}consultations/new/").status_code == 404


@pytest.mark.parametrize(("state", "verb"), [("first_review", "turn_down"), ("final_review", "refuse")])
def test_a_no_always_shows_the_group_another_way(walk, cast, client_of, state, verb):
    proposal = walk.to(state)
    walk.score(proposal, 1)
    with pytest.raises(NotPossible, match="ほかの道"):
        actions.decide(proposal, verb, by=walk.office, advice="まず小さく試してください")
    office, step = client_of(cast.officer), f"/proposals/{proposal.code}/steps/{verb}/"
    said = {"advice": "まず小さく試してください", "again": "changed", "public_text": "", "note": "", "other_way": " "}
    assert office.post(step, said).status_code == 422
    assert office.post(step, said | {"other_way": "地域づくり助成があります"}).status_code == 302
    assert "地域づくり助成があります" in words(client_of(cast.worker).get(f"/proposals/{proposal.code}/"))

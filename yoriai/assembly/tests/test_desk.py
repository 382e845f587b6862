"""担当者ページ: from preparing an evening to its end, through the pages, by both sides of the team."""

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from pypdf import PdfReader

from yoriai.assembly import actions
from yoriai.assembly.models import Assembly, Commitment, FollowUp, Headcount, Material, Point, Reception, Session
from yoriai.assembly.tests.evening import a_forum, a_session, cards, team
from yoriai.kernel.models import Ask, Link, Record
from yoriai.people.models import Contact
from yoriai.voices.models import SetAside, Statement


@pytest.fixture
def desk(cast, client_of):
    return client_of(cast.facilitator)


def text_of(response) -> str:
    assert response.status_code == 200, response.status_code
    return response.content.decode().replace("<wbr>", "")


FACTS = {"title": "雪の朝、だれが、どこを？", "day": "2026-12-16", "begins": "18:30", "ends": "20:30", "tables": "6"}


def test_a_forum_is_founded_by_the_office_on_a_page(cast, client_of):
    facts = {"name": "浜野のこれから会議", "team": cast.team.pk, "areas": [cast.ward.pk]}
    assert client_of(cast.officer).post("/assemblies/foundation/", facts).status_code == 302
    assert Assembly.objects.get().title == "浜野のこれから会議"
    assert client_of(cast.facilitator).get("/assemblies/foundation/").status_code == 404


def test_a_forum_may_begin_with_a_team_of_its_own(cast, client_of):
    client = client_of(cast.officer)
    response = client.post("/assemblies/foundation/", {"name": "浜野のこれから会議"})
    assert response.status_code == 302
    assert client.get(response.headers["Location"]).status_code == 200


@pytest.mark.parametrize("person", ["facilitator", "officer"])
def test_both_sides_prepare_announce_and_open_with_the_same_buttons(cast, client_of, person):
    """R24."""
    forum, client = a_forum(cast), client_of(getattr(cast, person))
    response = client.post(
        f"/assemblies/{forum.code}/desk/session/", FACTS | {"place": "長町コミュニティセンター", "room": "大広間"}
    )
    session = Session.objects.get()
    assert response["Location"] == f"/sessions/{session.code}/desk/"
    assert session.room == "長町コミュニティセンター 大広間" and timezone.localtime(session.starts).hour == 18
    for verb, state in (("call", "called"), ("open", "open"), ("sum_up", "summing_up"), ("reopen", "open")):
        assert f'value="{verb}"' in text_of(client.get(f"/sessions/{session.code}/desk/"))
        assert client.post(f"/sessions/{session.code}/desk/state/", {"verb": verb}).status_code == 302
        session.refresh_from_db()
        assert session.state == state


def test_a_button_that_leads_nowhere_is_not_shown_and_refused(cast, desk):
    session = a_session(cast, "closed")
    page = text_of(desk.get(f"/sessions/{session.code}/desk/"))
    assert 'name="verb"' not in page
    assert desk.post(f"/sessions/{session.code}/desk/state/", {"verb": "open"}).status_code == 409
    assert desk.post(f"/sessions/{session.code}/desk/state/", {"verb": "<svg onload=1>"}).status_code == 409


@pytest.mark.parametrize(
    ("field", "value"), [("title", ""), ("day", "令和8年"), ("begins", "99:99"), ("tables", "0"), ("tables", "１００")]
)
def test_facts_that_cannot_be_are_told_at_their_field_and_kept(cast, desk, field, value):
    forum = a_forum(cast)
    response = desk.post(
        f"/assemblies/{forum.code}/desk/session/", FACTS | {"summary": "長い説明の文"} | {field: value}
    )
    assert response.status_code == 422 and "長い説明の文" in response.content.decode()
    assert not Session.objects.exists()


def test_an_evening_that_ends_after_midnight_ends_on_the_next_day(cast, desk):
    forum = a_forum(cast)
    desk.post(f"/assemblies/{forum.code}/desk/session/", FACTS | {"begins": "23:30", "ends": "01:00"})
    session = Session.objects.get()
    assert session.ends - session.starts == dt.timedelta(minutes=90)


def test_the_facts_are_changed_on_the_page_they_stand_on(cast, desk):
    session = a_session(cast, "called")
    page = text_of(desk.get(f"/sessions/{session.code}/desk/facts/"))
    assert session.title in page
    desk.post(f"/sessions/{session.code}/desk/facts/", FACTS | {"room": "和室"})
    session.refresh_from_db()
    assert (session.title, session.room) == (FACTS["title"], "和室")


def test_an_evening_is_cancelled_on_a_page_that_asks_why(cast, desk, client):
    session = a_session(cast, "called")
    assert desk.post(f"/sessions/{session.code}/desk/cancellation/", {"why": ""}).status_code == 200
    desk.post(f"/sessions/{session.code}/desk/cancellation/", {"why": "大雪のため"})
    assert "大雪のため" in text_of(client.get(f"/sessions/{session.code}/"))


def test_cards_are_made_once_and_the_pack_prints_them(cast, desk):
    session = a_session(cast, "called", agenda="18:30 はじめに | 佐々木 | 模造紙\n19:00 話す | 全員")
    desk.post(f"/sessions/{session.code}/desk/pack/", {"count": "8"})
    codes = list(Statement.objects.values_list("code", flat=True))
    assert len(codes) == 8
    for query, words in (
        ("?part=cards", codes),
        ("?part=big_qr", [session.code]),
        ("?part=run_sheet", ["はじめに", "佐々木"]),
        ("", codes),
    ):
        response = desk.get(f"/sessions/{session.code}/desk/pack.pdf{query}")
        assert response["Content-Type"] == "application/pdf"
        text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages).replace("\n", "")
        assert all(word in text for word in words), query
    assert Statement.objects.count() == 8


def test_cards_are_joined_by_ticking_into_a_new_or_an_old_sentence(cast, desk):
    session = a_session(cast)
    one, two, three = cards(cast, session, "ひとつめ", "ふたつめ", "みっつめ")
    path = f"/sessions/{session.code}/summing-up/"
    desk.post(path, {"cards": [one.code, two.code], "into": "new", "title": "まとめの一行", "sort": "could"})
    point = Point.objects.get()
    assert Link.objects.filter(target=point).count() == 2
    page = text_of(desk.get(path))
    assert "みっつめ" in page and "ふたつめ" not in page
    assert "ふたつめ" in text_of(desk.get(path + "?all"))
    desk.post(path, {"cards": [three.code], "into": point.code})
    assert Link.objects.filter(target=point).count() == 3
    desk.post(f"/points/{point.code}/desk/cards/", {"cards": [three.code]})
    assert Link.objects.filter(target=point).count() == 2


@pytest.mark.parametrize(
    "facts",
    [{"into": "new", "title": "", "sort": "could"}, {"into": "ZZZZZZ"}, {"into": "new", "title": "題", "sort": "x"}],
)
def test_ticks_stay_when_the_sentence_is_not_accepted(cast, desk, facts):
    session = a_session(cast)
    card = cards(cast, session, "ひとつめ")[0]
    response = desk.post(f"/sessions/{session.code}/summing-up/", {"cards": [card.code]} | facts)
    assert response.status_code == 422 and f'value="{card.code}" checked' in response.content.decode()
    assert not Point.objects.exists()


def test_a_point_is_mended_sent_to_the_city_and_taken_away(cast, desk, client):
    """R16."""
    session = a_session(cast)
    point = actions.add_point(session, "could", "街灯のこと", by=team(cast))
    desk.post(f"/points/{point.code}/desk/", {"sort": "see", "title": "暗い道がある", "summary": "駅の裏"})
    point.refresh_from_db()
    assert (point.title, point.sort) == ("暗い道がある", "see")
    assert desk.post(f"/points/{point.code}/desk/city/", {"why": ""}).status_code == 422
    desk.post(f"/points/{point.code}/desk/city/", {"why": "道路の照明は市の仕事"})
    assert "道路の照明は市の仕事" in text_of(client.get(f"/points/{point.code}/"))
    assert Ask.objects.get(what="city_reply").asked == cast.office
    assert desk.post(f"/points/{point.code}/desk/removal/").status_code == 409
    other = actions.add_point(session, "could", "まちがい", by=team(cast))
    desk.post(f"/points/{other.code}/desk/removal/")
    assert not Point.objects.filter(pk=other.pk).exists()


def test_the_citys_answer_stands_on_the_point(cast, desk, client_of):
    from yoriai.kernel.asks.actions import answer

    session = a_session(cast)
    point = actions.send_to_city(actions.add_point(session, "could", "街灯", by=team(cast)), "市の仕事", by=team(cast))
    answer(Ask.objects.get(what="city_reply"), "年度内に調べます。", by=cast.who(cast.officer, cast.section))
    assert "年度内に調べます。" in text_of(client_of(cast.resident).get(f"/points/{point.code}/"))


@pytest.mark.parametrize(
    ("facts", "owner"),
    [
        ({"name": "杜野新聞販売店"}, "company"),
        ({"name": "さくら", "way": "mail", "value": "SAKURA@morino.example"}, "resident"),
        ({"name": "はなこ", "way": "phone", "value": "000-000-0009"}, None),
        ({"name": "はなこ"}, "refused"),
    ],
)
def test_a_commitment_needs_an_owner_who_can_be_asked_again(cast, desk, facts, owner):
    """R19."""
    session = a_session(cast)
    point = actions.add_point(session, "could", "声かけ", by=team(cast))
    path = f"/sessions/{session.code}/commitments/?point={point.code}"
    assert "声かけ" in text_of(desk.get(path))
    response = desk.post(path, {"title": "声をかける", "due": "2026-12-31", "with_whom": "町内会"} | facts)
    if owner == "refused":
        assert response.status_code == 422 and "はなこ" in response.content.decode()
        assert not Commitment.objects.exists()
        return
    made = Commitment.objects.get()
    assert made.by == (getattr(cast, owner) if owner else made.by)
    assert Contact.objects.filter(item=made).count() == (0 if owner else 1)
    assert Link.objects.filter(source=point, target=made, kind="became").exists()


def test_the_end_asks_for_a_next_step_and_keeps_what_was_typed(cast, desk, client):
    """R20."""
    session = a_session(cast, "summing_up")
    path = f"/sessions/{session.code}/closing/"
    response = desk.post(path, {"next_step": "声かけを始める"})
    assert response.status_code == 422 and "声かけを始める" in response.content.decode()
    desk.post(
        path, {"next_step": "声かけを始める", "next_day": "2026-12-16", "next_clock": "18:30", "next_place": "大広間"}
    )
    page = text_of(client.get(f"/sessions/{session.code}/"))
    assert "声かけを始める" in page and "令和8年12月16日（水）午後6時30分" in page
    desk.post(path, {"next_step": "声かけを12軒で始める", "no_date_why": "会場待ち"})
    session.closing.refresh_from_db()
    assert session.closing.next_step == "声かけを12軒で始める"


def test_the_next_evening_of_the_same_forum_can_be_chosen(cast, desk):
    session = a_session(cast, "summing_up")
    following = a_session(cast, "called", forum=session.assembly, starts=timezone.now() + dt.timedelta(days=21))
    foreign_forum = actions.found_assembly("別の会議", by=cast.who(cast.officer), team=cast.team)
    foreign = a_session(cast, "called", forum=foreign_forum, starts=timezone.now() + dt.timedelta(days=21))
    path = f"/sessions/{session.code}/closing/"
    assert desk.post(path, {"next_step": "つづける", "next_session": foreign.pk}).status_code == 422
    desk.post(path, {"next_step": "つづける", "next_session": following.pk})
    assert Link.objects.get(kind="continued").target_id == following.pk


def test_heads_are_counted_by_kind(cast, desk):
    session = a_session(cast)
    path = f"/sessions/{session.code}/desk/headcounts/"
    assert desk.post(path, {"people_person": "3", "first_person": "4"}).status_code == 422
    desk.post(path, {"people_person": "31", "first_person": "12", "people_section": "2"})
    assert {(h.kind, h.people, h.first_time) for h in Headcount.objects.all()} == {
        ("person", 31, 12),
        ("section", 2, 0),
    }
    assert 'value="31"' in text_of(desk.get(path))


def test_only_who_looks_after_the_reception_sees_contact_data_and_each_look_is_recorded(cast, desk, client_of):
    """R24, threats.md: people."""
    session = a_session(cast)
    reach = actions.commitments.Reach("phone", "000-000-0009")
    actions.add_commitment(session, "花を植える", by=team(cast), due=timezone.localdate(), name="はなこ", reach=reach)
    path = f"/sessions/{session.code}/desk/reception/"
    assert desk.post(path, {"person": cast.outsider.pk}).status_code == 422
    desk.post(path, {"person": cast.worker.pk})
    assert desk.post(f"{path}contacts/").status_code == 403
    worker = client_of(cast.worker)
    assert worker.get(f"{path}contacts/").status_code == 405
    assert "000-000-0009" in text_of(worker.post(f"{path}contacts/"))
    assert Record.objects.filter(verb="contacts.looked_at", person=cast.worker).count() == 1
    for page in (
        f"/sessions/{session.code}/",
        f"/commitments/{Commitment.objects.get().code}/",
        f"/assemblies/{session.assembly.code}/follow-ups/",
    ):
        assert "000-000-0009" not in text_of(worker.get(page))
    desk.post(f"{path}{Reception.objects.get().pk}/end/")
    assert worker.post(f"{path}contacts/").status_code == 403


def test_a_door_is_set_aside_and_taken_back_on_a_page(cast, desk):
    session = a_session(cast)
    path = f"/sessions/{session.code}/desk/doors/"
    assert desk.post(path, {"door": "home", "reason": ""}).status_code == 422
    desk.post(path, {"door": "home", "reason": "1分に2,000件"})
    row = SetAside.objects.get()
    assert "1分に2,000件" in text_of(desk.get(path))
    desk.post(f"{path}{row.pk}/return/")
    row.refresh_from_db()
    assert row.lifted is not None


def test_what_became_of_it_is_typed_from_the_telephone_in_one_form(cast, desk):
    session = a_session(cast)
    reach = actions.commitments.Reach("phone", "000-000-0009")
    made = actions.add_commitment(
        session, "花を植える", by=team(cast), due=timezone.localdate(), name="はなこ", reach=reach
    )
    page = text_of(desk.get(f"/assemblies/{session.assembly.code}/follow-ups/"))
    assert "花を植える" in page and f"/commitments/{made.code}/follow-up/" in page
    facts = {f"{made.code}-state": "done", f"{made.code}-words": "咲きました", "desk": "1"}
    response = desk.post(f"/commitments/{made.code}/follow-up/", facts)
    assert response["Location"] == f"/assemblies/{session.assembly.code}/follow-ups/"
    told = FollowUp.objects.get()
    assert (told.state, told.words, told.typed_by) == ("done", "咲きました", cast.facilitator)


def test_the_owner_tells_it_themselves_on_its_page(cast, client_of):
    session = a_session(cast)
    made = actions.add_commitment(session, "見回る", by=team(cast), due=timezone.localdate(), owner=cast.resident)
    owner, other = client_of(cast.resident), client_of(cast.student)
    assert f"/commitments/{made.code}/follow-up/" in text_of(owner.get(f"/commitments/{made.code}/"))
    assert f"/commitments/{made.code}/follow-up/" not in text_of(other.get(f"/commitments/{made.code}/"))
    assert other.post(f"/commitments/{made.code}/follow-up/", {"state": "let_go"}).status_code == 403
    owner.post(f"/commitments/{made.code}/follow-up/", {"state": "under_way", "words": "12軒で始めました"})
    assert FollowUp.objects.get().typed_by is None
    assert "12軒で始めました" in text_of(other.get(f"/commitments/{made.code}/"))


def test_any_party_puts_material_on_the_table_and_files_are_known_by_their_content(cast, client_of, client):
    """R17, threats.md, files."""
    session = a_session(cast, "called")
    company = client_of(cast.salesman)
    path = f"/sessions/{session.code}/materials/"
    assert (
        company.post(path, {"title": "地図", "file": SimpleUploadedFile("a.pdf", b"<svg onload=1>")}).status_code == 422
    )
    company.post(
        path, {"title": "地図", "hat": cast.company.pk, "file": SimpleUploadedFile("../x.html", b"%PDF-1.7 ...")}
    )
    material = Material.objects.get()
    assert material.by == cast.company and material.file.name.endswith(".pdf")
    response = client.get(f"{path}{material.pk}/")
    assert response["Content-Disposition"].startswith("attachment") and response["X-Content-Type-Options"] == "nosniff"
    assert client_of(cast.resident).post(f"{path}{material.pk}/removal/").status_code == 403
    assert company.post(f"{path}{material.pk}/removal/").status_code == 302
    assert not Material.objects.exists()


def test_every_page_of_the_desk_opens_in_every_state(cast, desk):
    forum = a_forum(cast)
    pages = ["desk/", "desk/facts/", "desk/pack/", "entry/", "sheets/", "second-look/", "summing-up/", "commitments/", "closing/",
             "desk/headcounts/", "desk/reception/", "desk/doors/"]  # fmt: skip
    for state in Session.State.values:
        session = a_session(cast, state, forum=forum)
        for page in pages:
            assert desk.get(f"/sessions/{session.code}/{page}").status_code == 200, (state, page)
    assert desk.get(f"/assemblies/{forum.code}/desk/").status_code == 200


def test_without_the_second_factor_the_desk_leads_to_it_and_shows_nothing(cast, client_of):
    session = a_session(cast)
    client = client_of(cast.facilitator, sure=False)
    for page in ("desk/", "entry/", "summing-up/", "desk/reception/"):
        response = client.get(f"/sessions/{session.code}/{page}")
        assert response.status_code == 302 and "sure" in response["Location"], page
    assert client.post(f"/sessions/{session.code}/desk/state/", {"verb": "sum_up"}).status_code == 302
    session.refresh_from_db()
    assert session.state == "open"

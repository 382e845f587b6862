"""The rows of docs on threats that apply to the doors of an evening, each with the input that showed it elsewhere."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from yoriai.assembly import actions
from yoriai.assembly.models import Commitment, Point, Session
from yoriai.assembly.tests.evening import a_forum, a_session, team
from yoriai.kernel.models import Record
from yoriai.voices.actions import comment, set_aside
from yoriai.voices.models import Comment, Statement, Vote

EVIL = [
    "<svg onload=alert(1)>",
    "<img src=x onerror=alert(1)>",
    '"><script>alert(1)</script>',
    "javascript:alert(1)",
    "{{ 7*7 }}{% debug %}",
    "'; DROP TABLE kernel_item; --",
    "100%_\\%%",
]


def evil_evening(cast, evil: str) -> Session:
    """Everything somebody can type holds it."""
    by = team(cast)
    forum = actions.found_assembly(evil, by=cast.who(cast.officer), team=cast.team, summary=evil)
    actions.add_caller(forum, evil[:80], by=by, of=evil[:80])
    session = a_session(cast, forum=forum, question=evil, agenda=f"18:30 {evil} | {evil}", summary=evil)
    cast.facilitator.name = evil
    cast.facilitator.save()
    card = actions.print_cards(session, 2, by=by)[0]
    actions.write_card(
        card, session, evil, by=by, nickname=evil, said_as=evil, readings=[(evil, evil)], sort="see", wants_copy=True
    )
    point = actions.add_point(session, "could", evil, [card], by=by, summary=evil)
    actions.add_commitment(
        session, evil, by=by, due=timezone.localdate(), owner=cast.facilitator, with_whom=evil, points=[point]
    )
    actions.add_material(session, evil, by=by, text=evil)
    comment(session, evil, by=cast.who(cast.resident))
    set_aside(session, "home", evil, by=by)
    actions.name_reception(session, cast.facilitator, by=by)
    return session


def pages(session: Session) -> list[str]:
    """Every page that shows something of it."""
    s, f = f"/sessions/{session.code}/", f"/assemblies/{session.assembly.code}/"
    card, point, made = Statement.objects.order_by("number").first(), Point.objects.get(), Commitment.objects.get()
    return [
        s, f, "/assemblies/", f"{s}cards/", f"{s}voice/", f"{s}materials/", f"/s/{session.code}/", f"/s/{session.code}/answers/",
        f"/s/{session.code}/screen/", f"/s/{session.code}/screen/now/", f"/c/{card.code}/", f"/points/{point.code}/",
        f"/commitments/{made.code}/", f"/items/{session.code}/comments/", f"{f}desk/", f"{f}follow-ups/", f"{s}desk/",
        f"{s}desk/facts/", f"{s}desk/doors/", f"{s}desk/reception/", f"{s}entry/", f"{s}entry/?card={card.code}", f"{s}second-look/",
        f"{s}summing-up/?all", f"/points/{point.code}/desk/", f"{s}commitments/?point={point.code}", f"{s}closing/",
        f"/commitments/{made.code}/follow-up/",
    ]  # fmt: skip


@pytest.mark.parametrize("evil", EVIL)
def test_nothing_typed_becomes_script_on_any_page(cast, client_of, evil):
    """Stored script, injection."""
    session = evil_evening(cast, evil)
    desk = client_of(cast.editor)
    for path in pages(session):
        response = desk.get(path)
        assert response.status_code == 200, path
        page = response.content.decode()
        for sign in ("<svg onload", "<img src=x", "<script>alert", 'href="javascript:'):
            assert sign not in page, (path, sign)
        policy = response["Content-Security-Policy"]
        assert "script-src 'self'" in policy and "unsafe-inline" not in policy


def test_the_papers_take_evil_words_as_words(cast, client_of):
    session = evil_evening(cast, EVIL[2] + '#import "x" #eval("1")')
    desk = client_of(cast.editor)
    assert desk.get(f"/sessions/{session.code}/copies.pdf")["Content-Type"] == "application/pdf"
    assert desk.get(f"/sessions/{session.code}/desk/pack.pdf")["Content-Type"] == "application/pdf"


WRITING = [
    "/s/{}/", "/s/{}/card/", "/s/{}/answers/", "/sessions/{}/voice/", "/sessions/{}/entry/", "/sessions/{}/entry/undo/",
    "/sessions/{}/sheets/", "/sessions/{}/second-look/", "/sessions/{}/summing-up/", "/sessions/{}/commitments/",
    "/sessions/{}/closing/", "/sessions/{}/materials/", "/sessions/{}/desk/state/", "/sessions/{}/desk/facts/",
    "/sessions/{}/desk/pack/", "/sessions/{}/desk/headcounts/", "/sessions/{}/desk/reception/",
    "/sessions/{}/desk/reception/contacts/", "/sessions/{}/desk/doors/", "/sessions/{}/desk/cancellation/", "/items/{}/comments/",
]  # fmt: skip


def test_no_door_writes_without_a_token(cast, client_of):
    """CSRF."""
    session = a_session(cast)
    client = client_of(cast.facilitator)
    strict = Client(enforce_csrf_checks=True, cookies=client.cookies)
    strict.cookies = client.cookies
    records = Record.objects.count()
    for path in WRITING:
        response = strict.post(
            path.format(session.code),
            {"text": "外から", "verb": "sum_up", "nickname": "外", "count": "3", "answer": "agree"},
        )
        assert response.status_code == 403, path
    assert Record.objects.count() == records


def test_whoever_does_not_run_it_writes_nowhere_at_the_desk(cast, client_of):
    """Missing authorisation: each desk door by everybody outside the team."""
    session = a_session(cast)
    point = actions.add_point(session, "could", "できること", by=team(cast))
    made = actions.add_commitment(session, "やること", by=team(cast), due=timezone.localdate(), owner=cast.company)
    records = Record.objects.count()
    desks = [
        p.format(session.code)
        for p in WRITING
        if "/s/" not in p and "voice" not in p and "materials" not in p and "items" not in p
    ]
    forum = f"/assemblies/{session.assembly.code}/desk/"
    desks += [f"/points/{point.code}/desk/{rest}" for rest in ("", "cards/", "removal/", "city/")]
    desks += [forum, f"{forum}session/", "/assemblies/foundation/"]
    names = ("verb", "text", "title", "count", "why", "door", "reason", "sort", "next_step", "no_date_why")
    facts = dict.fromkeys(names, "1")
    for person in ("resident", "student", "member", "judge", "reader", "outsider", "salesman", "supporter"):
        client = client_of(getattr(cast, person))
        for path in desks:
            assert client.post(path, facts).status_code == 404, (person, path)
        if person != "salesman":
            assert client.post(f"/commitments/{made.code}/follow-up/", {"state": "let_go"}).status_code == 403
    assert Record.objects.count() == records


def test_the_team_of_one_forum_has_no_power_in_another(cast, client_of):
    """Foreign ids: a team of equals elsewhere is a stranger here."""
    from yoriai.kernel.actors.actions import add_actor
    from yoriai.people.models import Representation

    foreign_team = add_actor("team", "浜野の運営チーム")
    for person in (cast.resident, cast.student):
        Representation.objects.create(person=person, body=foreign_team, side="citizen", accepted=timezone.now())
    session = a_session(cast)
    point = actions.add_point(session, "could", "できること", by=team(cast))
    client = client_of(cast.resident)
    for path in (f"/sessions/{session.code}/desk/", f"/sessions/{session.code}/entry/", f"/points/{point.code}/desk/"):
        assert client.get(path).status_code == 404
    forum = actions.found_assembly("浜野の会議", by=cast.who(cast.officer), team=foreign_team)
    own = actions.prepare_session(
        forum,
        "浜の問い？",
        by=cast.who(cast.resident),
        starts=timezone.now(),
        ends=timezone.now() + dt.timedelta(hours=2),
        room="浜",
    )
    assert client.get(f"/sessions/{own.code}/desk/").status_code == 200
    assert client.post(f"/sessions/{own.code}/summing-up/", {"cards": [], "into": point.code}).status_code == 422


@pytest.mark.parametrize(
    "query",
    [
        "?older=%00",
        "?older=<svg onload=alert(1)>",
        "?newer=" + "A" * 500,
        "?sort=<script>",
        "?card=%27--",
        "?after=-1",
        "?after=９９",
        "?part=../../etc",
    ],
)
def test_broken_query_strings_are_read_as_nothing(cast, client_of, query):
    """Reflected script, foreign ids."""
    session = a_session(cast)
    actions.print_cards(session, 1, by=team(cast))
    desk = client_of(cast.facilitator)
    for path in (f"/sessions/{session.code}/", f"/sessions/{session.code}/cards/", f"/s/{session.code}/answers/", f"/s/{session.code}/",
                 f"/sessions/{session.code}/entry/", f"/sessions/{session.code}/summing-up/", f"/sessions/{session.code}/desk/pack.pdf",
                 f"/sessions/{session.code}/commitments/", f"/assemblies/{session.assembly.code}/"):  # fmt: skip
        response = desk.get(path + query)
        assert response.status_code == 200, (path, query)
        assert b"<svg onload" not in response.content and b"<script>" not in response.content


def test_a_null_byte_and_a_text_without_end_break_nothing(cast):
    """Injection, flooding."""
    session = a_session(cast)
    client = Client()
    assert client.post(f"/s/{session.code}/", {"nickname": "a\0b" * 300}).status_code == 422
    client.post(f"/s/{session.code}/", {"nickname": "すずめ"})
    assert client.post(f"/s/{session.code}/card/", {"text": "あ\0い", "sort": "see"}).status_code == 422
    assert client.post(f"/s/{session.code}/card/", {"text": "あ" * 200_000, "sort": "see"}).status_code == 422
    assert not Statement.objects.exists()


def test_a_copied_secret_is_the_same_device_and_a_made_up_one_is_nobody(cast):
    """CSRF, sessions: one device, one answer."""
    session = a_session(cast)
    card = actions.write_card(actions.print_cards(session, 1, by=team(cast))[0], session, "見守り", by=team(cast))
    phone = Client()
    phone.post(f"/s/{session.code}/", {"nickname": "すずめ"})
    copy = Client()
    copy.cookies["guest"] = phone.cookies["guest"].value
    forged = Client()
    forged.cookies["guest"] = "x" * 32
    for client, status in ((phone, 302), (copy, 302), (forged, 404)):
        assert client.post(f"/s/{session.code}/answers/", {"card": card.code, "answer": "agree"}).status_code == status
    assert Vote.objects.count() == 1


def test_a_link_of_a_material_leads_to_the_web_and_nowhere_else(cast, client_of):
    """Stored script: javascript: as an address."""
    session = a_session(cast, "called")
    client = client_of(cast.salesman)
    for link in ("javascript:alert(1)", "data:text/html,x", "file:///etc/passwd"):
        assert (
            client.post(f"/sessions/{session.code}/materials/", {"title": "資料", "link": link}).status_code == 422
        ), link


def test_what_a_person_left_behind_is_blank_and_the_record_whole(cast, client_of):
    """People: a name taken back from a card leaves no trace on its page."""
    session = a_session(cast)
    card = actions.print_cards(session, 1, by=team(cast))[0]
    actions.write_card(card, session, "消したいことば", by=team(cast), nickname="ほんみょう")
    actions.clear_card(card, session, by=team(cast))
    reader = client_of(cast.resident)
    for path in (f"/sessions/{session.code}/", f"/sessions/{session.code}/cards/", f"/c/{card.code}/"):
        page = reader.get(path).content.decode()
        assert "ほんみょう" not in page and "消したいことば" not in page
    assert "消したいことば" not in str(list(Record.objects.values_list("data", flat=True)))


def test_a_forum_shows_no_draft_by_its_numbers_or_neighbours(cast, client):
    """Inference: the next evening is a secret until it is announced."""
    forum = a_forum(cast)
    session = a_session(cast, forum=forum)
    draft = a_session(cast, "draft", forum=forum, question="ひみつの問い？")
    for path in (f"/sessions/{session.code}/", f"/assemblies/{forum.code}/", "/assemblies/"):
        assert draft.code not in client.get(path).content.decode()


def test_comments_flood_is_slowed(cast, client_of):
    session = a_session(cast, "called")
    client = client_of(cast.resident)
    statuses = [client.post(f"/items/{session.code}/comments/", {"text": f"{n}つめ"}).status_code for n in range(12)]
    assert statuses == [302] * 10 + [422] * 2 and Comment.objects.count() == 10

import pytest
from django.test import Client

from yoriai.assembly.actions.polis import take_statements, take_votes
from yoriai.assembly.tests.evening import a_session, team
from yoriai.engines.tables.headers import aliases_for
from yoriai.engines.tables.reading import read
from yoriai.kernel.city.queries import the_office
from yoriai.kernel.models import Actor
from yoriai.kernel.policy import NotAllowed, NotPossible
from yoriai.people.guests import GUEST_COOKIE, guest_of
from yoriai.people.models import Guest
from yoriai.voices.models import Statement, Vote
from yoriai.voices.queries import bursts, tally

COMMENTS = """timestamp,comment-id,author-id,agrees,disagrees,moderated,comment-body
1500282615559,0,1,0,0,1,朝のあいさつから始める
1500282615560,1,1,0,0,0,雪かきを当番にする
1500282615561,2,,0,0,-1,取り下げられたことば
"""
VOTES = """timestamp,datetime,comment-id,voter-id,vote
1500232652930,Mon,0,1,1
1500232652931,Mon,0,2,-1
1500232652939,Mon,1,2,0
1500232652938,Mon,1,2,1
1500232652940,Mon,0,2,1
1500232652941,Mon,2,2,1
1500232652942,Mon,0,3,5
"""
MATRIX = "participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,1,2\n1,0,2,1,1,0,1,,\n2,0,0,2,1,0,1,0,\n"


def table(text):
    return read(text.encode(), "polis.csv", [aliases_for(kind) for kind in ("votes", "votes_matrix", "statements")])


@pytest.fixture
def session(cast):
    made = a_session(cast)
    take_statements(made, table(COMMENTS), by=the_office())
    return made


def test_statements_come_with_their_authors_and_without_the_rejected(cast, session):
    first, second = Statement.objects.filter(about_id=session.pk).order_by("pk")
    assert (first.title, first.by == second.by, first.by.kind) == ("朝のあいさつから始める", True, "guest")
    again = take_statements(session, table(COMMENTS), by=the_office())
    assert (again.unchanged, len(again.skipped), Statement.objects.count()) == (2, 1, 2)


def test_the_latest_answer_counts_whatever_the_order_of_the_rows(cast, session):
    report = take_votes(session, table(VOTES), by=the_office())
    assert report.taken == 3
    assert [line for line, _reason in report.skipped] == [7, 8, 3, 5]
    first, second = Statement.objects.filter(about_id=session.pk).order_by("pk")
    counted = tally([first, second])
    assert (counted[first.pk].agree, counted[first.pk].disagree) == (2, 0)
    assert (counted[second.pk].agree, counted[second.pk].passed) == (0, 1)


def test_an_author_and_a_voter_of_one_number_are_one_person(cast, session):
    take_votes(session, table(VOTES), by=the_office())
    author = Statement.objects.filter(about_id=session.pk).first().by
    assert Vote.objects.filter(by=author).count() == 1


def test_the_same_votes_twice_change_nothing_in_either_layout(cast, session):
    take_votes(session, table(VOTES), by=the_office())
    before, people = list(Vote.objects.order_by("pk").values()), Actor.objects.count()
    again = take_votes(session, table(VOTES), by=the_office())
    matrix = take_votes(session, table(MATRIX), by=the_office())
    assert (again.taken, again.unchanged) == (0, 3)
    assert (matrix.taken, matrix.updated, matrix.unchanged) == (0, 0, 2)
    assert (list(Vote.objects.order_by("pk").values()), Actor.objects.count()) == (before, people)


def test_a_changed_answer_replaces_the_old_one(cast, session):
    take_votes(session, table(MATRIX), by=the_office())
    changed = take_votes(session, table(MATRIX.replace("1,0,2,1,1,0,1,,", "1,0,2,1,0,1,-1,,")), by=the_office())
    assert (changed.updated, changed.unchanged, Vote.objects.count()) == (1, 1, 3)


def test_votes_keep_the_time_they_were_given_and_so_look_like_no_flood(cast, session):
    take_votes(session, table(VOTES), by=the_office())
    assert {vote.created.year for vote in Vote.objects.all()} == {2017}
    assert bursts(session) == []


def test_votes_without_their_statements_stay_out(cast):
    report = take_votes(a_session(cast), table(VOTES), by=the_office())
    assert (report.taken, len(report.skipped)) == (0, 7)
    assert not Vote.objects.exists()


def test_the_people_of_two_sessions_are_not_the_same(cast, session):
    other = a_session(cast, forum=session.assembly)
    take_statements(other, table(COMMENTS), by=the_office())
    take_votes(session, table(MATRIX), by=the_office())
    take_votes(other, table(MATRIX), by=the_office())
    assert len(set(Vote.objects.values_list("by", flat=True))) == 4


def test_nobody_can_come_in_as_a_person_of_a_file(cast, session):
    """What stands instead of a secret's hash is no hash, and the mark it is made of opens nothing."""
    take_votes(session, table(VOTES), by=the_office())
    kept = list(Guest.objects.values_list("token_hash", flat=True))
    assert len(kept) == 3 - 1
    assert not any(set(token) <= set("0123456789abcdef") for token in kept)
    for secret in (*kept, f'["id", "voters", "{session.code}", "1"]'):
        assert guest_of(secret) is None
        client = Client()
        client.cookies[GUEST_COOKIE] = secret
        assert client.get("/").wsgi_request.who is None


def test_only_the_office_and_the_team_take_votes_in(cast, session):
    for who in (cast.who(cast.resident), cast.who(cast.officer, sure=False)):
        with pytest.raises(NotAllowed):
            take_votes(session, table(VOTES), by=who)
        with pytest.raises(NotAllowed):
            take_statements(session, table(COMMENTS), by=who)
    assert take_votes(session, table(VOTES), by=team(cast)).taken == 3


def test_a_closed_session_takes_no_votes(cast):
    with pytest.raises(NotPossible):
        take_votes(a_session(cast, "closed"), table(VOTES), by=the_office())


def test_the_statements_of_another_conversation_write_over_nothing(cast):
    session = a_session(cast)
    head = "comment-id,author-id,moderated,comment-body\n"
    take_statements(session, table(head + "".join(f"{n},0,1,あいさつの声 {n}\n" for n in range(5))), by=the_office())
    with pytest.raises(NotPossible):
        other = table(head + "".join(f"{n},0,1,海をきれいに保つ計画 {n}\n" for n in range(5)))
        take_statements(session, other, by=the_office())
    assert Statement.objects.filter(about_id=session.pk, title__startswith="あいさつ").count() == 5

import datetime as dt

import pytest
from django.utils import timezone

from yoriai.assembly import actions
from yoriai.assembly.actions.sessions import CLOSING_TIME
from yoriai.assembly.lifecycle import COMMITMENT, SESSION
from yoriai.assembly.models import Commitment, Session
from yoriai.assembly.policy import can_steer
from yoriai.assembly.tests.evening import a_forum, a_session, team
from yoriai.kernel.items.queries import can_see
from yoriai.kernel.models import Ask, Link, Record
from yoriai.kernel.policy import NotAllowed, NotPossible
from yoriai.people.actions import invite


def test_the_tables_name_every_state_and_nothing_else():
    assert {s for m in SESSION.moves for s in (m.source, m.target)} == set(Session.State.values)
    assert {s for m in COMMITMENT.moves for s in (m.source, m.target)} == set(Commitment.State.values)


def test_the_office_founds_a_forum_and_its_team_runs_it(cast):
    """R24: the officer who founded it has no power in it but what the team has."""
    forum = a_forum(cast)
    assert forum.by == cast.team and can_see(None, forum)
    assert list(forum.themes.all()) == [cast.themes[0]]
    for nobody in (cast.who(cast.facilitator), cast.who(cast.resident), cast.who(cast.officer, sure=False)):
        with pytest.raises(NotAllowed):
            actions.found_assembly("もうひとつ", by=nobody, team=cast.team)
    with pytest.raises(NotPossible):
        actions.found_assembly("課の会議", by=cast.who(cast.officer), team=cast.section)


def test_a_city_without_any_team_founds_its_first_forum_and_its_founder_invites_the_citizens(cast):
    """R24, R26: in a new city there is no team to choose."""
    forum = actions.found_assembly("浜野のこれから会議", by=cast.who(cast.officer))
    assert (forum.team.kind, forum.team.name) == ("team", "浜野のこれから会議 運営チーム")
    seat = forum.team.representatives.get()
    assert (seat.person, seat.side) == (cast.officer, "staff")
    again = cast.who(cast.officer)
    assert can_steer(again, forum)
    assert invite(forum.team, by=again, email="sakura@morino.example", side="citizen")[0].side == "citizen"


def test_members_of_the_committee_call_for_it_and_each_is_named_once(cast):
    """R26."""
    forum = a_forum(cast)
    actions.add_caller(forum, "伊達 文子", of="杜野市市民協働推進委員会", by=team(cast), actor=cast.member)
    actions.add_caller(forum, "伊達 文子", by=team(cast))
    caller = forum.callers.get()
    assert (caller.name, caller.of, caller.actor) == ("伊達 文子", "杜野市市民協働推進委員会", cast.member)
    actions.remove_caller(forum, caller, by=team(cast))
    assert not forum.callers.exists()


def test_a_draft_is_seen_by_the_team_and_by_nobody_else(cast):
    session = a_session(cast, "draft")
    assert can_see(team(cast), session) and can_see(cast.who(cast.ward_officer), session)
    for reader in (None, cast.who(cast.resident), cast.who(cast.outsider)):
        assert not can_see(reader, session)
    session = actions.call_session(session, by=team(cast))
    assert can_see(None, session)


def test_sessions_are_numbered_one_after_the_other(cast):
    forum = a_forum(cast)
    assert [a_session(cast, "draft", forum=forum).number for _n in range(3)] == [1, 2, 3]


def test_the_question_and_the_place_must_be_there_before_it_is_announced(cast):
    """R21: a visible place."""
    session = a_session(cast, "draft")
    session = actions.change_session(session, by=team(cast), room="")
    with pytest.raises(NotPossible):
        actions.call_session(session, by=team(cast))
    with pytest.raises(NotPossible):
        actions.change_session(session, by=team(cast), title=" ")
    with pytest.raises(NotPossible):
        actions.change_session(session, by=team(cast), ends=session.starts)


def test_what_changed_after_the_announcement_is_told(cast):
    session = a_session(cast, "called")
    later = session.starts + dt.timedelta(hours=1)
    actions.change_session(session, by=team(cast), starts=later, ends=later + dt.timedelta(hours=2))
    told = Record.objects.get(verb="session.changed", item=session)
    assert told.data["facts"] == ["starts", "ends"] and told.shown == "with_item"
    session.refresh_from_db()
    assert session.when == later


def test_the_evening_goes_through_its_states_and_each_step_is_recorded_under_the_teams_hat(cast):
    session = a_session(cast, "closed")
    verbs = ["session.called", "session.opened", "session.summed_up", "session.closed"]
    rows = Record.objects.filter(item=session, verb__in=verbs).order_by("id")
    assert [row.verb for row in rows] == verbs
    assert {(row.hat, row.person) for row in rows} == {(cast.team, cast.facilitator)}


@pytest.mark.parametrize("state", Session.State.values)
def test_only_the_moves_of_the_table_are_possible(cast, state):
    by = team(cast)
    verbs = {
        "call": lambda s: actions.call_session(s, by=by),
        "open": lambda s: actions.open_session(s, by=by),
        "cancel": lambda s: actions.cancel_session(s, "雪", by=by),
        "sum_up": lambda s: actions.sum_up(s, by=by),
        "reopen": lambda s: actions.reopen_session(s, by=by),
        "close": lambda s: actions.close_session(s, by=by, next_step="つづける", no_date_why="未定"),
    }
    forum = a_forum(cast)
    for verb, act in verbs.items():
        session = a_session(cast, state, forum=forum)
        if SESSION.allows(state, verb):
            assert act(session).state == SESSION.after(state, verb)
        else:
            with pytest.raises(NotPossible):
                act(session)


def test_a_cancelled_session_says_why(cast):
    session = a_session(cast, "called")
    with pytest.raises(NotPossible):
        actions.cancel_session(session, " ", by=team(cast))
    assert actions.cancel_session(session, "大雪のため", by=team(cast)).cancelled_why == "大雪のため"


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"next_step": "つづける"},
        {"no_date_why": "未定"},
        {"not_decided_why": "話し足りない", "no_date_why": "未定"},
        {"contact": "市民協働課", "no_date_why": "未定"},
    ],
)
def test_closing_asks_for_a_next_step_or_a_reason_and_for_a_date_or_a_reason(cast, facts):
    """R20."""
    session = a_session(cast, "summing_up")
    with pytest.raises(NotPossible):
        actions.close_session(session, by=team(cast), **facts)
    session.refresh_from_db()
    assert session.state == "summing_up"


def test_a_session_may_end_openly_without_a_decision(cast):
    """R20, 「今回は決めない」."""
    session = a_session(cast, "summing_up")
    actions.close_session(
        session,
        by=team(cast),
        not_decided_why="話し足りない",
        contact="市民協働課 000-000-0000",
        no_date_why="会場を探しています",
    )
    assert session.closing.not_decided_why == "話し足りない"


def test_the_next_session_is_tied_to_this_one(cast):
    """R20."""
    session = a_session(cast, "summing_up")
    following = a_session(cast, "called", forum=session.assembly, starts=timezone.now() + dt.timedelta(days=21))
    actions.close_session(session, by=team(cast), next_step="試してみる", next_session=following)
    assert session.closing.next_date == following.starts
    assert Link.objects.get(kind="continued").target_id == following.pk


def test_the_closing_may_be_finished_within_72_hours_and_not_later(cast):
    session = a_session(cast, "closed")
    actions.change_closing(session, by=team(cast), next_step="声かけを12軒で始める")
    assert session.closing.next_step == "新聞受けの声かけを始める"
    session.closing.refresh_from_db()
    assert session.closing.next_step == "声かけを12軒で始める"
    long_ago = timezone.now() - CLOSING_TIME - dt.timedelta(hours=3)
    Session.objects.filter(pk=session.pk).update(starts=long_ago, ends=long_ago + dt.timedelta(hours=2))
    with pytest.raises(NotPossible):
        actions.change_closing(session, by=team(cast), next_step="ちがう話")


def test_a_late_closing_stands_on_the_teams_list_until_it_is_done(cast):
    session = a_session(cast, "summing_up")
    ask = Ask.objects.get(what="close_session")
    assert (ask.asked, ask.due) == (cast.team, timezone.localtime(session.ends + CLOSING_TIME).date())
    actions.close_session(session, by=team(cast), next_step="つづける", no_date_why="未定")
    ask.refresh_from_db()
    assert ask.state == "closed"

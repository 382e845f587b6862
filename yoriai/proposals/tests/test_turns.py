"""Whose turn it is: the page, the desk, its filter and the export say the same (issue 4: what waits for whom and how long)."""

import datetime as dt
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from yoriai.engines.schemes import Phase, plain
from yoriai.proposals import actions
from yoriai.proposals.models import LookBack, NoLookBack, Proposal, Scheme, Talk
from yoriai.proposals.queries.export import everything
from yoriai.proposals.queries.office import TURNS, WORDS, at_the_desk, rows_of
from yoriai.proposals.queries.turns import whose_turn
from yoriai.proposals.queries.work import every_sheet_is_in
from yoriai.proposals.tests.test_pages import words
from yoriai.proposals.tests.walk import Walk

TODAY = timezone.localdate


def answered(walk):
    proposal = walk.to("in_talks")
    walk._answer_first(proposal)
    Talk.objects.filter(proposal=proposal).update(sent=timezone.now())
    return proposal


def presented(walk):
    proposal = walk.to("presenting")
    Proposal.objects.filter(pk=proposal.pk).update(presents=timezone.now() - dt.timedelta(hours=3))
    return proposal


def looked_back(walk):
    proposal = walk.to("looking_back")
    walk.look_back(proposal)
    return proposal


def asked_by_the_city(walk):
    proposal = walk.to("under_way")
    return actions.ask_change(proposal, by=walk.section, reason="雪が少ない", before="週3回", after="週2回")


@pytest.mark.parametrize(
    ("made", "key"),
    [
        (answered, "office"), (presented, "office"), (looked_back, "office"), (asked_by_the_city, "group"),
        (lambda walk: walk.to("in_talks"), "section"), (lambda walk: walk.to("presenting"), "group"),
        (lambda walk: walk.to("looking_back"), "group"), (lambda walk: walk.to("changing"), "section"),
    ],
)  # fmt: skip
def test_page_desk_filter_and_export_tell_the_same_turn(walk, cast, client_of, made, key):
    made(walk)
    proposal = Proposal.objects.get()
    Proposal.objects.filter(pk=proposal.pk).update(due=TODAY() + dt.timedelta(days=5))
    side, word = TURNS[key]
    assert whose_turn(proposal) == side
    for turn in TURNS:
        rows = rows_of(at_the_desk(walk.scheme, turn=turn), walk.scheme, TODAY())
        assert [str(row.turn) for row in rows] == ([str(word)] if turn == key else []), turn
    _name, _heads, lines = next(everything(walk.scheme))
    assert next(lines)[6] == str(WORDS[side])
    page = words(client_of(cast.officer).get(f"/proposals/{proposal.code}/"))
    day = TODAY() + dt.timedelta(days=5)
    assert f"{word!s}の番です。" in page.replace("市の担当課", "担当課").replace("提案した団体", "団体")
    assert f"{day.month}月{day.day}日" in page


def test_the_turn_and_the_look_backs_agree_whoever_is_missing(walk, cast):
    proposal = looked_back(walk)
    rows = list(LookBack.objects.filter(proposal=proposal))
    assert len(rows) == 3
    for row in rows:
        LookBack.objects.filter(pk=row.pk).update(handed_in=None)
        assert (whose_turn(proposal), every_sheet_is_in(proposal)) == ("the proposing group", False), row.actor
        gone = NoLookBack.objects.create(proposal=proposal, actor=row.actor, by=cast.officer, reason="返事がない")
        assert (whose_turn(proposal), every_sheet_is_in(proposal)) == ("the office", True), row.actor
        gone.delete()
        LookBack.objects.filter(pk=row.pk).update(handed_in=timezone.now())


def test_the_desk_costs_the_same_for_one_and_for_many_in_talks(walk, cast, client_of):
    office, counted = client_of(cast.officer), []
    for rows in (1, 3):
        while Proposal.objects.count() < rows:
            answered(walk)
        office.get(f"/schemes/{walk.scheme.code}/desk/?turn=office")
        with CaptureQueriesContext(connection) as queries:
            office.get(f"/schemes/{walk.scheme.code}/desk/?turn=office")
        counted.append(len(queries))
    assert counted[0] == counted[1]


@pytest.mark.parametrize(("state", "phase"), [("agreed", "agreement"), ("completed", "meeting")])
def test_what_follows_the_agreement_and_the_end_has_the_day_of_its_phase(cast, state, phase):
    day = TODAY() + dt.timedelta(days=400)
    walk = Walk(cast)
    phases = [one for one in walk.plan.phases if one.key != phase]
    plan = replace(walk.plan, phases=(*phases, Phase(phase, "その日", day, day)))
    Scheme.objects.filter(pk=walk.scheme.pk).update(plan=plain(plan))
    walk.scheme = Scheme.objects.get(pk=walk.scheme.pk)
    assert walk.to(state).due == day


def test_an_answer_to_a_change_is_due_like_every_answer(walk):
    rules = walk.plan.rules
    assert walk.to("changing").due == TODAY() + dt.timedelta(days=rules.answer_days)


@pytest.mark.parametrize(
    ("state", "phase"), [("agreed", "agreement"), ("under_way", "completion"), ("completed", "meeting")]
)
def test_where_no_day_is_fixed_the_page_says_the_words_of_the_plan(cast, client_of, state, phase):
    walk = Walk(cast)
    phases = [one for one in walk.plan.phases if one.key != phase]
    plan = replace(walk.plan, phases=(*phases, Phase(phase, "そのころ", about="春ごろ、雪がとけたら")))
    proposal = walk.to(state)
    Scheme.objects.filter(pk=walk.scheme.pk).update(plan=plain(plan))
    Proposal.objects.filter(pk=proposal.pk).update(due=None)
    page = client_of(cast.worker).get(f"/proposals/{proposal.code}/")
    assert "春ごろ、雪がとけたら" in words(page)
    Proposal.objects.filter(pk=proposal.pk).update(due=TODAY())
    assert "春ごろ、雪がとけたら" not in words(client_of(cast.worker).get(f"/proposals/{proposal.code}/"))

"""threats.md: races. Two sides do what cannot both be: the first counts, the second is told in words, nothing is half done (R35, R42).

No luck with the clock: the second begins when the first has acted and not yet committed, and the first commits once the second waits
for it, or has come through without waiting.
"""

import datetime as dt
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Event

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from yoriai.kernel.policy import Refusal
from yoriai.proposals import actions
from yoriai.proposals.models import Document, Pending, Proposal, ScoreSheet, Signature, Step
from yoriai.proposals.queries.agreements import latest, signers
from yoriai.proposals.tests.walk import Walk

WAITING = """SELECT EXISTS (SELECT 1 FROM pg_locks JOIN pg_stat_activity USING (pid)
WHERE NOT granted AND datname = current_database())"""
PATIENCE = 60
MOVED_ON = "その間に先へ進みました。もう一度ページを見てください。"


def said(act: Callable[[], object]) -> str:
    """ "done", or the words of the refusal."""
    try:
        act()
    except Refusal as no:
        return str(no)
    return "done"


def one_after_the_other(first: Callable[[], object], second: Callable[[], object]) -> list[str]:
    """What each came to, where the second came before the first was through."""
    acted, through = Event(), Event()

    def holds() -> str:
        try:
            with transaction.atomic():
                words = said(first)
                acted.set()
                _until_somebody_waits(through)
            return words
        finally:
            acted.set()
            connections.close_all()

    def comes() -> str:
        assert acted.wait(PATIENCE)
        try:
            return said(second)
        finally:
            through.set()
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        return [one.result() for one in (pool.submit(holds), pool.submit(comes))]


def _until_somebody_waits(through: Event) -> None:
    until = time.monotonic() + PATIENCE
    while not through.wait(0.02):
        with connection.cursor() as cursor:
            cursor.execute(WAITING)
            if cursor.fetchone()[0]:
                return
        assert time.monotonic() < until, "the second neither waits nor comes through"


@pytest.fixture
def walk(transactional_db, cast):
    return Walk(cast)


def state(proposal):
    return Proposal.objects.get(pk=proposal.pk).state


def in_one_piece(proposal):
    """Every step begins where the one before it has led, and the last leads to where the proposal stands."""
    way = list(proposal.steps.order_by("id").values_list("source", "target"))
    assert [target for _source, target in way[:-1]] == [source for source, _target in way[1:]]
    assert way[-1][1] == state(proposal)


def signs(walk, proposal, actor):
    """The signature of this party under the text it has before it now."""
    people = {walk.cast.npo: walk.group, walk.cast.students: walk.partner, walk.cast.ward_office: walk.section}
    text = latest(proposal).digest
    return partial(actions.sign, proposal, actor, by=people[actor], text_digest=text)


def writes(walk, proposal):
    """Another version of the agreement, by somebody who has seen the last."""
    seen = latest(proposal)
    parts = [(heading, f"{text}あらためて話し合いました。") for heading, text in seen.parts]
    return partial(actions.put_agreement, proposal, parts, by=walk.section, seen=seen.version)


def almost_signed(walk):
    """Only the group's signature is missing."""
    proposal = walk.to("agreeing")
    for actor in signers(proposal)[1:]:
        signs(walk, proposal, actor)()
    return proposal


def test_nobody_is_signed_under_a_text_they_have_not_seen(walk):
    """The last signature against a new version."""
    proposal = almost_signed(walk)
    ends = one_after_the_other(signs(walk, proposal, walk.cast.npo), writes(walk, proposal))
    assert ends == ["done", MOVED_ON]
    assert (state(proposal), latest(proposal).version) == ("agreed", 1)

    proposal = almost_signed(walk)
    ends = one_after_the_other(writes(walk, proposal), signs(walk, proposal, walk.cast.npo))
    assert ends == ["done", "開いたあとで文面が変わりました。署名の前に、もう一度読んでください。"]
    assert (state(proposal), latest(proposal).version) == ("agreeing", 2)
    assert not Signature.objects.filter(agreement=latest(proposal)).exists()
    assert all(row.digest == row.agreement.digest for row in Signature.objects.select_related("agreement"))
    in_one_piece(proposal)


def test_a_result_and_a_sheet_that_is_opened_again_do_not_pass_each_other(walk, cast):
    """Four sheets are in, and four are needed: the chair opens one again while the office decides."""

    def before_the_panel():
        proposal = walk.to("first_review")
        walk.score(proposal, but=[cast.resident])
        sheet = ScoreSheet.objects.get(proposal=proposal, seat__actor=cast.member)
        opens = partial(actions.reopen_sheet, sheet, "読みちがえました", by=cast.who(cast.judge))
        return proposal, opens, partial(actions.decide, proposal, "pass", by=walk.office)

    proposal, opens, decides = before_the_panel()
    ends = one_after_the_other(opens, decides)
    assert ends == ["done", "審査票がまだ足りません。この制度では4人分が必要です。"]
    assert (state(proposal), proposal.verdicts.count()) == ("first_review", 0)
    proposal, opens, decides = before_the_panel()
    ends = one_after_the_other(decides, opens)
    assert ends == ["done", MOVED_ON]
    assert state(proposal) == "passed_first"
    assert proposal.verdicts.get().count["sheets"] == 4
    assert not ScoreSheet.objects.filter(proposal=proposal).exclude(state="submitted").exists()
    in_one_piece(proposal)


def asked_to_stop(walk):
    proposal = walk.to("under_way")
    waits = actions.ask_stop(proposal, by=walk.group, reason="担い手がいない", money="返還額 12,000円")
    answers = {yes: partial(actions.answer_pending, waits, by=walk.section, yes=yes) for yes in (True, False)}
    return proposal, answers, partial(actions.carry_out, proposal, by=walk.group)


def test_what_is_carried_out_is_not_stopped_and_what_is_stopped_is_not_carried_out(walk):
    proposal, answers, carries_out = asked_to_stop(walk)
    ends = one_after_the_other(answers[True], carries_out)
    assert ends == ["done", MOVED_ON]
    assert state(proposal) == "stopped"
    in_one_piece(proposal)
    # The no is waited for as well, and then the way is free.
    proposal, answers, carries_out = asked_to_stop(walk)
    assert one_after_the_other(answers[False], carries_out) == ["done", "done"]
    assert state(proposal) == "carried_out"
    in_one_piece(proposal)


def test_an_early_end_is_not_asked_for_while_the_work_is_said_to_be_done(walk):
    proposal = walk.to("under_way")
    asks = partial(actions.ask_stop, proposal, by=walk.section, reason="会場がない", money="0円")
    carries_out = partial(actions.carry_out, proposal, by=walk.group)
    ends = one_after_the_other(asks, carries_out)
    assert ends == ["done", "中止の申し出が、返事を待っています。先に返事をしてください。"]
    assert state(proposal) == "under_way"
    actions.answer_pending(Pending.objects.get(proposal=proposal), by=walk.group, yes=False)
    ends = one_after_the_other(carries_out, asks)
    assert ends == ["done", MOVED_ON]
    assert state(proposal) == "carried_out"
    assert not Pending.objects.filter(proposal=proposal, agreed=None, dropped=None).exists()


def test_nothing_is_signed_that_was_given_up_and_nothing_given_up_that_all_have_signed(walk):
    gives_up = partial(actions.give_up, by=walk.group, reason="会計の人が見つからない")
    proposal = walk.to("agreeing")
    ends = one_after_the_other(partial(gives_up, proposal), signs(walk, proposal, walk.cast.students))
    assert ends == ["done", "いま署名するものはありません。"]
    assert (state(proposal), Signature.objects.filter(agreement__proposal=proposal).count()) == ("given_up", 0)
    in_one_piece(proposal)
    proposal = almost_signed(walk)
    ends = one_after_the_other(signs(walk, proposal, walk.cast.npo), partial(gives_up, proposal))
    assert ends == ["done", MOVED_ON]
    assert (state(proposal), Step.objects.filter(proposal=proposal, verb="give_up").count()) == ("agreed", 0)
    in_one_piece(proposal)


def test_what_is_handed_in_in_time_does_not_lapse_and_what_has_lapsed_is_not_handed_in(walk):
    """The day's job comes while somebody presses; the group pressed before the end, the job looks after it."""
    long_after = timezone.now() + dt.timedelta(days=800)
    for in_time in (True, False):
        proposal = walk.step(walk.to("drafting"), "submit_ready")
        hands_in = partial(actions.submit, proposal, by=walk.group)
        lapses = partial(actions.lapse, proposal, now=long_after)
        acts = (hands_in, lapses) if in_time else (lapses, hands_in)
        ends = one_after_the_other(*acts)
        if in_time:
            assert ends == ["done", "done"]  # the job leaves it as it is
            assert state(proposal) == "submitted"
        else:
            assert ends == ["done", MOVED_ON]
            assert state(proposal) == "lapsed"
        handed_in = Document.objects.filter(proposal=proposal, form="F2").count()
        assert handed_in == int(in_time)
        in_one_piece(proposal)

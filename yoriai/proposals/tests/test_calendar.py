"""年間の予定 (issue 4): public dates for everybody, every date that waits for the office."""

import datetime as dt
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar

from yoriai.engines.schemes import Phase, plain
from yoriai.proposals.models import Duty, Proposal, Scheme
from yoriai.proposals.queries.calendar import by_month, office_entries, overdue, public_entries, undated
from yoriai.proposals.tests.test_pages import words
from yoriai.ui.dates import short_date


def address(walk, file="calendar/"):
    return f"/schemes/{walk.scheme.code}/{file}"


def with_phases(walk, *phases, grace=0):
    plan = replace(walk.plan, phases=phases, rules=replace(walk.plan.rules, grace_minutes=grace))
    Scheme.objects.filter(pk=walk.scheme.pk).update(plan=plain(plan))
    return Scheme.objects.get(pk=walk.scheme.pk)


def test_a_part_of_the_year_has_its_first_and_its_last_day_and_the_call_says_until_which_minute(walk):
    call = Phase("call", "募集", dt.date(2027, 5, 6), dt.date(2027, 7, 30))
    once = Phase("meeting", "公開報告会", dt.date(2028, 6, 3), dt.date(2028, 6, 3))
    some_day = Phase("budget", "予算の成立", about="6月ごろの市議会")
    scheme = with_phases(walk, call, once, some_day, grace=5)
    assert [(one.on, one.words, one.note) for one in public_entries(scheme)] == [
        (dt.date(2027, 5, 6), "募集：始まり", ""),
        (dt.date(2027, 7, 30), "募集：最終日", "翌日の午前0時5分まで受け付けます。"),
        (dt.date(2028, 6, 3), "公開報告会", ""),
    ]
    assert undated(scheme) == [some_day]
    assert [month.words for month in by_month(public_entries(scheme), dt.date(2027, 6, 1))] == [
        "令和9年5月", "令和9年6月", "令和9年7月", "令和10年6月",
    ]  # fmt: skip


def test_the_office_has_what_is_past_its_day_first_and_everybody_else_has_none_of_it(walk, client, client_of, cast):
    today = timezone.localdate()
    late, talks = walk.to("correcting"), walk.to("in_talks")
    Proposal.objects.filter(pk=late.pk).update(due=today - dt.timedelta(days=2), title="遅れた提案")
    Proposal.objects.filter(pk=talks.pk).update(due=today + dt.timedelta(days=3))
    page = client_of(cast.officer).get(address(walk))
    past = page.content.decode().partition('<h2 id="late"')[2].partition("</section>")[0]
    assert (past.count("<li"), past.count("遅れた提案")) == (1, 1)
    assert short_date(today - dt.timedelta(days=2)) in past
    for other in (client, client_of(cast.worker), client_of(cast.judge), client_of(cast.outsider)):
        seen = other.get(address(walk))
        assert (seen.status_code, 'id="late"' in seen.content.decode()) == (200, False)
        text = words(seen)
        assert "遅れた提案" not in text
        assert "補正" not in text
    assert [one for one in overdue(office_entries(walk.scheme), today) if not one.waits] == []


def test_asks_and_duties_that_wait_stand_in_it_for_the_office(walk):
    project = walk.to("under_way")
    Duty.objects.filter(proposal=project).update(due=dt.date(2027, 9, 1))
    waiting = walk.to("in_talks")
    waiting.asks.filter(what="section_talks").update(due=dt.date(2027, 9, 2))
    found = {
        (one.on, one.words): [name for name, _url in one.names] for one in office_entries(walk.scheme) if one.waits
    }
    assert found[dt.date(2027, 9, 1), "取り決めた役割の期日"] == [
        "当番を組む（雪の朝、いっしょに）", "道具を貸す（雪の朝、いっしょに）",
    ]  # fmt: skip
    assert found[dt.date(2027, 9, 2), "あなたの課と一緒に行いたいという提案です"] == [
        f"{walk.cast.ward_office.shown_name}（雪の朝、いっしょに）"
    ]


def test_many_that_wait_for_one_day_are_one_line(walk):
    for _row in range(7):
        walk.begin()
    Proposal.objects.update(due=dt.date(2027, 9, 1))
    entry = next(one for one in office_entries(walk.scheme) if one.waits)
    assert (len(entry.names), entry.more) == (5, 2)


def test_the_file_holds_the_public_dates_alone(walk, client, client_of, cast):
    waits = walk.to("correcting")
    Proposal.objects.filter(pk=waits.pk).update(title="まだ知られていない提案")
    for reader in (client, client_of(cast.officer)):
        answer = reader.get(address(walk, "calendar.ics"))
        assert answer["Content-Type"] == "text/calendar; charset=utf-8"
        events = list(Calendar.from_ical(answer.content).walk("VEVENT"))
        assert len({str(one["uid"]) for one in events}) == len(events) == len(public_entries(walk.scheme))
        assert "まだ知られていない提案" not in answer.content.decode()


def test_a_presentation_stands_there_once_it_is_in_the_list(walk, client):
    client.cookies["fresh"] = "1"  # past the page kept whole for ten seconds
    staged = walk.to("presenting")
    assert "公開プレゼンテーション" not in [
        one.words for one in public_entries(walk.scheme) if one.key.startswith("presentations")
    ]
    assert staged.title not in words(client.get(address(walk)))
    Proposal.objects.filter(pk=staged.pk).update(listed=timezone.now())
    assert staged.title in words(client.get(address(walk)))


@pytest.mark.parametrize("ended", ["withdrawn", "not_adopted"])
def test_what_was_taken_back_or_refused_no_longer_stands_under_its_presentation(walk, client, ended):
    """threats.md: of what is not adopted everybody knows that it came in and how it ended; never the steps between."""
    staged = walk.to("presenting")
    Proposal.objects.filter(pk=staged.pk).update(listed=timezone.now(), title="取り下げた提案")
    assert "取り下げた提案" in client.get(address(walk, "calendar.ics")).content.decode()
    client.cookies["fresh"] = "1"
    Proposal.objects.filter(pk=staged.pk).update(state=ended)
    for file in ("calendar/", "calendar.ics"):
        assert "取り下げた提案" not in client.get(address(walk, file)).content.decode()
    assert [one for one in office_entries(walk.scheme) if one.key.startswith("presentations")] == []


def test_the_second_stranger_gets_the_kept_file_under_its_name_and_as_something_to_ask_for_again(walk, client):
    for _stranger in range(2):
        answer = client.get(address(walk, "calendar.ics"))
        assert answer["Content-Disposition"] == f'inline; filename="scheme-{walk.scheme.code}.ics"'
        assert answer["Cache-Control"] == "no-cache"


def test_a_draft_has_no_calendar_for_others(walk, client, cast, client_of):
    Scheme.objects.filter(pk=walk.scheme.pk).update(state="draft", visibility="audience")
    assert client.get(address(walk)).status_code == 404
    assert client.get(address(walk, "calendar.ics")).status_code == 404
    assert client_of(cast.outsider).get(address(walk)).status_code == 404


def test_it_costs_the_same_for_one_and_for_many(walk, client_of, cast):
    office, counted = client_of(cast.officer), []
    for rows in (1, 3, 50):
        while Proposal.objects.count() < rows:
            walk.begin()
        Proposal.objects.update(due=timezone.localdate())
        office.get(address(walk))
        with CaptureQueriesContext(connection) as queries:
            office.get(address(walk))
        counted.append(len(queries))
    assert counted[0] == counted[1] == counted[2]


@pytest.mark.parametrize("grace", [0, 30])
def test_the_last_minute_is_said_as_it_is_taken(walk, grace):
    scheme = with_phases(walk, Phase("call", "募集", None, dt.date(2027, 7, 30)), grace=grace)
    notes = {0: "その日の終わりまで受け付けます。", 30: "翌日の午前0時30分まで受け付けます。"}
    assert [one.note for one in public_entries(scheme)] == [notes[grace]]

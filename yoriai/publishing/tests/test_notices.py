"""Who is told of a result: followers by mail or by hand, once; the team when a key is waited for."""

import datetime as dt

from django.utils import timezone

from yoriai.kernel.models import Record
from yoriai.people.actions import tell
from yoriai.people.models import Follow, Outgoing
from yoriai.publishing import actions
from yoriai.publishing.models import Result
from yoriai.publishing.tests.conftest import agreed, read


def told_of(verb):
    """Run the job of the newest record of the verb; the rows of the outbox it made."""
    rows = tell(Record.objects.filter(verb=verb).order_by("-pk").first())
    return {(row.to.name, row.way) for row in rows}


def follow(evening):
    Follow.objects.create(actor=evening.cast.reader)
    Follow.objects.create(actor=evening.cast.resident, item=evening.assembly.item)
    Follow.objects.create(actor=evening.cast.resident, theme=evening.cast.themes[0])
    Follow.objects.create(actor=evening.cast.head, area=evening.cast.ward)
    Follow.objects.create(actor=evening.cast.judge, theme=evening.cast.themes[3])


def test_followers_of_the_forum_its_themes_and_areas_are_told_once_each(evening, released):
    follow(evening)
    actions.publish(released, ["web", "mail", "by_hand"], by=evening.citizen)
    assert told_of("result.published") == {
        ("グエン・ティ・ラン", "mail"),
        ("大友 さくら", "mail"),
        ("髙橋 勇", "by_hand"),
    }
    assert told_of("result.published") == {
        ("グエン・ティ・ラン", "mail"),
        ("大友 さくら", "mail"),
        ("髙橋 勇", "by_hand"),
    }
    assert Outgoing.objects.count() == 3


def test_mail_waits_for_the_weekly_digest(evening, released):
    follow(evening)
    actions.publish(released, ["web", "mail"], by=evening.citizen)
    tell(Record.objects.get(verb="result.published"))
    row = Outgoing.objects.get(to=evening.cast.reader)
    assert (row.singly, row.goes > timezone.now(), row.subject) == (
        False,
        True,
        "よりあい かわら版 第1号 たまった新聞に気づいたら、声をかける。",
    )


def test_without_the_tick_for_mail_or_for_the_list_nobody_is_told_that_way(evening, released):
    follow(evening)
    actions.publish(released, ["web", "by_hand"], by=evening.citizen)
    assert told_of("result.published") == {("髙橋 勇", "by_hand")}
    actions.publish(released, ["feed"], by=evening.citizen)
    assert told_of("result.published") == set()


def test_no_voice_is_quoted_in_what_is_sent(evening, released):
    """A mail cannot be called back when consent is withdrawn."""
    follow(evening)
    actions.publish(released, ["web", "mail"], by=evening.citizen)
    tell(Record.objects.get(verb="result.published"))
    text = Outgoing.objects.get(to=evening.cast.reader).text
    assert "50人が話し" in text
    assert not any(quote.text in text for quote in released.quotes.all())


def test_when_it_was_withdrawn_before_the_job_ran_nobody_is_told_of_it(evening, released):
    follow(evening)
    actions.publish(released, ["web", "mail"], by=evening.citizen)
    actions.withdraw(released, "誤り", by=evening.staff)
    assert told_of("result.published") == set()


def test_a_correction_is_told_as_a_correction(evening, released):
    follow(evening)
    actions.publish(released, ["web", "mail"], by=evening.citizen)
    actions.correct(released, "50人を51人に直しました", by=evening.citizen)
    result = agreed(evening, Result.objects.get(pk=released.pk))
    actions.publish(result, ["web", "mail"], by=evening.staff)
    tell(Record.objects.filter(verb="result.published").order_by("-pk").first())
    row = Outgoing.objects.get(to=evening.cast.reader)
    assert row.subject.startswith("【訂正】")
    assert "50人を51人に直しました" in row.text


def test_the_other_side_is_asked_by_mail_at_once_and_not_in_the_digest(evening, draft):
    actions.turn_key(draft, "citizen", by=evening.citizen, digest=read(draft))
    assert told_of("ask.asked") == {("石﨑 葵", "mail")}
    row = Outgoing.objects.get()
    assert (row.singly, row.subject) == (True, "結果を読んで、確かめてください")


def test_the_deputy_is_asked_after_three_days(evening, draft):
    actions.turn_key(draft, "citizen", by=evening.citizen, digest=read(draft))
    actions.pass_keys_on(timezone.now() + dt.timedelta(days=3, minutes=1))
    assert told_of("ask.asked") == {("千葉 直人", "mail")}


def test_the_whole_team_hears_of_a_withdrawal_at_once(evening, public):
    actions.withdraw(public, "人数に誤りがありました", by=evening.staff)
    names = {name for name, _way in told_of("result.withdrawn")}
    assert names == {"佐々木 道", "𠮷田 恵", "沢田 みどり", "千葉 直人"}
    assert all(row.singly and "人数に誤りがありました" in row.text for row in Outgoing.objects.all())

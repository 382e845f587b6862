import datetime as dt

from django.utils import timezone, translation

from yoriai.assembly import actions
from yoriai.assembly.actions.commitments import Reach
from yoriai.assembly.models import Commitment
from yoriai.assembly.tests.evening import QUESTION, a_forum, a_session, team
from yoriai.kernel.models import Record
from yoriai.people.actions import tell
from yoriai.people.models import Follow, Outgoing


def outbox(verb: str) -> list[Outgoing]:
    with translation.override("ja"):
        return tell(Record.objects.filter(verb=verb).latest("id"))


def test_followers_of_the_forum_the_theme_or_the_session_hear_of_a_new_evening_once(cast):
    forum = a_forum(cast)
    Follow.objects.create(actor=cast.resident, item=forum)
    Follow.objects.create(actor=cast.resident, theme=cast.themes[0])
    Follow.objects.create(actor=cast.student, area=cast.ward)
    Follow.objects.create(actor=cast.outsider, area=cast.north)
    a_session(cast, "called", forum=forum)
    rows = outbox("session.called")
    assert {row.to for row in rows} == {cast.resident, cast.student} and len(rows) == 2
    assert QUESTION in rows[0].text and "長町コミュニティセンター 大広間" in rows[0].text
    assert not rows[0].singly


def test_a_cancelled_evening_is_told_at_once(cast):
    forum = a_forum(cast)
    Follow.objects.create(actor=cast.resident, item=forum)
    a_session(cast, "cancelled", forum=forum)
    (row,) = outbox("session.cancelled")
    assert row.singly and "大雪のため" in row.text


def test_followers_hear_how_it_ended_and_what_comes_next(cast):
    """R20."""
    forum = a_forum(cast)
    Follow.objects.create(actor=cast.resident, item=forum)
    a_session(cast, "closed", forum=forum)
    (row,) = outbox("session.closed")
    assert "新聞受けの声かけを始める" in row.text and "会場を探しています" in row.text


def test_an_owner_without_mail_is_asked_by_telephone(cast):
    """No notice ends nowhere: the line stands on the office's list."""
    session = a_session(cast)
    made = actions.add_commitment(
        session,
        "花を植える",
        by=team(cast),
        due=timezone.localdate(),
        name="はなこ",
        reach=Reach("phone", "000-000-0009"),
    )
    Commitment.objects.filter(pk=made.pk).update(due=timezone.localdate() - dt.timedelta(days=1))
    assert actions.ask_what_became(timezone.localdate()) == 1
    (row,) = outbox("ask.asked")
    assert (row.to.name, row.way, row.singly) == ("はなこ", "by_hand", True)
    assert "花を植える" in row.text and "000-000-0009" not in row.text


def test_an_owner_with_mail_is_asked_by_mail(cast):
    session = a_session(cast)
    made = actions.add_commitment(session, "見回る", by=team(cast), due=timezone.localdate(), owner=cast.resident)
    Commitment.objects.filter(pk=made.pk).update(due=timezone.localdate() - dt.timedelta(days=1))
    actions.ask_what_became(timezone.localdate())
    (row,) = outbox("ask.asked")
    assert (row.to, row.way) == (cast.resident, "mail")

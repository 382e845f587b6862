"""The jobs, run by a real worker: after the commit, again when their worker died, and once."""

import datetime as dt

import pytest
from django.core import mail
from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from yoriai.directory.models import Place
from yoriai.kernel.asks.actions import ask, remind_of_asks
from yoriai.kernel.items.actions import add_item
from yoriai.kernel.models import Ask, Record
from yoriai.people import actions
from yoriai.people.models import Outgoing


def work():
    """Run all that waits, and what that leaves to do, as a worker does; leave no connection behind."""
    connection.settings_dict["CONN_MAX_AGE"] = 0
    with app.replace_connector(app.connector.get_worker_connector()):
        while ProcrastinateJob.objects.filter(status="todo", scheduled_at=None).exists():
            app.run_worker(wait=False, install_signal_handlers=False, listen_notify=False, queues=["default"])


@pytest.fixture(autouse=True)
def no_jobs_of_other_tests(db):
    """The library's tables are not Django's to empty after a test."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_events")
        cursor.execute("DELETE FROM procrastinate_periodic_defers")
        cursor.execute("DELETE FROM procrastinate_jobs")


@pytest.fixture
def item(cast):
    return add_item(Place(title="長町集会所", by=cast.section))


@pytest.mark.django_db(transaction=True)
def test_an_ask_with_a_date_reaches_the_asked_by_mail_through_the_worker(item, cast):
    due = timezone.localdate() + dt.timedelta(days=7)
    ask("join", item, cast.resident, by=cast.who(cast.officer, cast.section), text="いっしょにどうですか", due=due)
    work()
    assert [m.to for m in mail.outbox] == [["sakura@morino.example"]]
    assert "いっしょにどうですか" in mail.outbox[0].body


@pytest.mark.django_db(transaction=True)
def test_a_change_that_is_rolled_back_tells_nobody(item, cast):
    with pytest.raises(RuntimeError), transaction.atomic():
        ask("join", item, cast.resident, by=cast.who(cast.officer), due=timezone.localdate())
        raise RuntimeError
    assert not ProcrastinateJob.objects.filter(task_name="tell").exists()


@pytest.mark.django_db(transaction=True)
def test_a_job_whose_worker_died_runs_again_and_tells_once(item, cast):
    # Far off: by day, a worker that starts soon after a quarter past would remind of a date that is near.
    due = timezone.localdate() + dt.timedelta(days=9)
    ask("join", item, cast.resident, by=cast.who(cast.officer), due=due)
    record = Record.objects.get(verb="ask.asked")
    actions.tell(record)  # what the worker had done before it was killed
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '5 minutes') RETURNING id"
        )
        (dead,) = cursor.fetchone()
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s WHERE task_name = 'tell'", [dead]
        )
        # A round that died too must not keep the others from running: another of the same lock waits already.
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, queueing_lock, worker_id)"
            " VALUES ('default', 'end_contacts', '{\"timestamp\": 1}', 'doing', 'end_contacts', %s),"
            " ('default', 'end_contacts', '{\"timestamp\": 2}', 'todo', 'end_contacts', NULL)",
            [dead],
        )
    app.configure_task("retry_stalled").defer(timestamp=0)
    work()
    work()
    assert not ProcrastinateJob.objects.filter(status="doing").exists()
    assert not ProcrastinateJob.objects.filter(task_name="tell").exists()  # done and gone
    assert Outgoing.objects.filter(record=record).count() == 1
    assert len(mail.outbox) == 1


def test_each_ask_near_its_date_is_reminded_of_once(item, cast):
    today = timezone.localdate()
    by = cast.who(cast.officer)
    ask("join", item, cast.resident, by=by, due=today + dt.timedelta(days=2))
    ask("join", item, cast.worker, by=by, due=today + dt.timedelta(days=9))
    assert remind_of_asks(today) == 1
    assert remind_of_asks(today) == 0
    assert Record.objects.get(verb="ask.reminded").data["ask"] == Ask.objects.get(asked=cast.resident).pk


def test_in_february_everybody_with_a_seat_hears_once_of_the_hand_over(cast):
    """R24's seats outlive people: people leave in March."""
    assert not actions.remind_of_hand_over(dt.date(2027, 1, 31))
    assert actions.remind_of_hand_over(dt.date(2027, 2, 1))
    assert not actions.remind_of_hand_over(dt.date(2027, 2, 20))
    rows = actions.tell(Record.objects.get(verb="seats.reminded"))
    officer = next(row for row in rows if row.to == cast.officer)
    assert "市民協働課" in officer.text and "運営チーム" in officer.text
    assert cast.outsider.pk not in {row.to_id for row in rows}

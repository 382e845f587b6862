"""A long file that goes in by the worker: killed midway it goes on where it stood; what it changes is turned over page by page."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from yoriai.directory.models import Place
from yoriai.kernel.models import Record
from yoriai.people.models import Representation
from yoriai.web import tasks
from yoriai.web.actions import begin_upload, keep_upload
from yoriai.web.actions.uploads import Overtaken, Standing
from yoriai.web.demo.cast import make_cast
from yoriai.web.models import ChangedRow, Upload

ROOT = Path(__file__).parents[3]
ROWS = 1_500
HALLS = "ID,名称,住所\n" + "".join(f"{number},集会所{number},杜野市{number}\n" for number in range(ROWS))
TWICE = HALLS + "7,集会所7,杜野市7\n9999,,杜野市\n"  # a row that stood there before, and one without a name


def waiting(cast, content, kind="places"):
    """A file that was looked through and given to the worker."""
    office = cast.who(cast.officer, cast.section)
    upload = keep_upload(kind, content.encode(), "halls.csv", by=office)
    tasks.rehearse(upload.pk)
    return begin_upload(Upload.objects.get(pk=upload.pk), by=office)


WORKER = """
import sys
import django
django.setup()
from django.conf import settings
from django.db import connection
connection.settings_dict["NAME"], settings.MEDIA_ROOT = sys.argv[2], sys.argv[3]
from yoriai.web import tasks
tasks.take(int(sys.argv[1]))
"""


def worker(pk, files):
    """Another process that takes the file in, in the database of this test."""
    facts = [str(pk), connection.settings_dict["NAME"], str(files)]
    return subprocess.Popen([sys.executable, "-c", WORKER, *facts], cwd=ROOT)


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_a_worker_killed_midway_is_followed_by_one_that_goes_on_where_it_stood(settings):
    upload = waiting(make_cast(), TWICE)
    child = worker(upload.pk, settings.MEDIA_ROOT)
    while not Upload.objects.get(pk=upload.pk).upto and child.poll() is None:
        time.sleep(0.01)
    child.kill()
    child.wait(30)
    upload.refresh_from_db()
    stood, there = upload.upto, Place.objects.count()
    first = list(Place.objects.order_by("pk").values_list("pk", "version"))
    assert (upload.state, 0 < there < ROWS, stood == there + 1) == ("taking", True, True)
    tasks.take(upload.pk)
    upload.refresh_from_db()
    assert (upload.state, Place.objects.count(), upload.report["taken"]) == ("taken", ROWS, ROWS)
    assert [(row[0], row[1]) for row in upload.report["skipped"]] == [
        (ROWS + 2, "row_repeated"),
        (ROWS + 3, "value_missing"),
    ]
    assert list(Place.objects.order_by("pk").values_list("pk", "version"))[:there] == first
    assert Record.objects.filter(verb="places.imported").count() == 1
    tasks.take(upload.pk)
    assert Place.objects.count() == ROWS


def test_two_workers_at_one_file_are_one(cast):
    upload = waiting(cast, HALLS)
    slow, quick = Standing(Upload.objects.get(pk=upload.pk)), Standing(Upload.objects.get(pk=upload.pk))
    quick.put(251)
    with pytest.raises(Overtaken):
        slow.put(251)


def test_whoever_lost_the_office_after_a_break_takes_no_more_in_and_the_page_says_how_far_it_had_come(cast, client_of):
    upload = waiting(cast, HALLS)
    Standing(Upload.objects.get(pk=upload.pk)).put(251)
    Representation.objects.filter(person=cast.officer, body=cast.section).update(ended=timezone.now())
    tasks.take(upload.pk)
    upload.refresh_from_db()
    assert (upload.state, upload.upto, Place.objects.exists()) == ("refused", 251, False)


@pytest.mark.parametrize(
    ("kind", "header", "row"),
    [
        ("organizations", "団体名,住所", "みちくさ会{0},杜野市{0}"),
        ("events", "イベント名,開始日", "朝の市{0},2027-05-16"),
        ("cases", "題名,概要", "橋の話{0},川に橋をかけた"),
    ],
)
def test_every_kind_that_goes_in_by_bits_counts_as_if_it_went_in_at_once(cast, kind, header, row):
    content = header + "\n" + "".join(row.format(number) + "\n" for number in range(1_001))
    upload = waiting(cast, content, kind)
    rehearsed = dict(upload.report)
    tasks.take(upload.pk)
    upload.refresh_from_db()
    assert (upload.state, upload.upto) == ("taken", 1_002)
    assert {name: upload.report[name] for name in ("taken", "updated", "unchanged", "skipped", "flagged")} == {
        name: rehearsed[name] for name in ("taken", "updated", "unchanged", "skipped", "flagged")
    }
    assert upload.report["taken"] == 1_001


def test_every_row_that_changes_is_kept_and_turned_over_page_by_page(cast, client_of):
    upload = waiting(cast, HALLS)
    tasks.take(upload.pk)
    again = waiting(cast, HALLS.replace("杜野市", "杜野市長町"))
    assert not ChangedRow.objects.filter(upload=again).exists()
    tasks.take(again.pk)
    lines = list(ChangedRow.objects.filter(upload=again).order_by("line").values_list("line", flat=True))
    assert lines == list(range(2, ROWS + 2))
    desk, met, address = client_of(cast.officer), [], f"/imports/{again.pk}/"
    for after in (0, 101, 1401):
        page = desk.get(f"{address}?after={after}").content.decode()
        met += [
            page.count("<del>"),
            f"<ins>杜野市長町{max(after - 1, 0)}</ins>" in page,
            f"?after={after + 100}" in page,
        ]
    assert met == [100, True, False, 100, True, True, 100, True, False]
    assert desk.get(f"{address}?after=x").status_code == 200

import csv
import datetime as dt
import io
import json
import zipfile

import pytest
from django.utils import timezone
from openpyxl import load_workbook
from procrastinate.contrib.django.models import ProcrastinateJob

from yoriai.directory import actions as directory
from yoriai.directory.models import Case, Event, Occurrence, Organisation, Party
from yoriai.kernel.city.queries import the_office
from yoriai.kernel.models import Record
from yoriai.kernel.moderation import actions as moderation
from yoriai.people.actions import tell
from yoriai.web import actions
from yoriai.web.imports import KINDS, open_file, take
from yoriai.web.open_data import FORMS, SETS, names


@pytest.fixture
def shown_page(cast):
    """The page of the NPO, shown to everybody."""
    by = cast.who(cast.worker, cast.npo)
    made = directory.add_page(
        cast.npo, by=by, summary="=HYPERLINK(1)", phone="000-000-0010", address="杜野市長町1", areas=[cast.towns[0]]
    )
    return directory.show_entry(made, by=by)


@pytest.fixture
def event(cast):
    """Two days of the NPO's."""
    by = cast.who(cast.worker, cast.npo)
    made = directory.show_entry(
        directory.add_entry(Event(), by=by, title="朝の市", price="無料", meets_at="北の広場"), by=by
    )
    for day in (16, 17):
        starts = timezone.make_aware(dt.datetime(2027, 5, day, 9))
        Occurrence.objects.create(event=made, starts=starts, ends=starts + dt.timedelta(hours=3))
    return made


def got(client, name):
    answer = client.get(f"/open-data/{name}")
    assert answer.status_code == 200, name
    return b"".join(answer.streaming_content)


def rows(client, name):
    return list(csv.DictReader(io.StringIO(got(client, name).decode("utf-8-sig"))))


def test_everybody_may_have_every_sheet_in_every_form(cast, client, shown_page, event):
    for name in names():
        answer = client.get(f"/open-data/{name}")
        assert (answer.status_code, answer["Access-Control-Allow-Origin"]) == (200, "*"), name
        assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
        assert b"".join(answer.streaming_content)
    shown = client.get("/open-data/").content.decode()
    assert "CC BY 4.0" in shown
    assert all(f"/open-data/{stem}.csv" in shown for stem in SETS)


def test_the_forms_say_the_same(cast, client, shown_page):
    (told,) = rows(client, "organizations.csv")
    (same,) = json.loads(got(client, "organizations.json"))
    sheet = load_workbook(io.BytesIO(got(client, "organizations.xlsx"))).active
    assert (told["名称"], same["名称"], sheet["C2"].value) == (cast.npo.name,) * 3
    assert told["電話番号"] == "000-000-0010"


def test_no_cell_runs_in_a_spreadsheet(cast, client, shown_page):
    (told,) = rows(client, "organizations.csv")
    assert told["活動内容"] == "'=HYPERLINK(1)"
    book = load_workbook(io.BytesIO(got(client, "organizations.xlsx")))
    assert "f" not in {cell.data_type for row in book.active.rows for cell in row}


def test_drafts_ended_and_hidden_ones_are_in_no_file(cast, client, shown_page, event):
    by = cast.who(cast.worker, cast.npo)
    directory.add_entry(Event(), by=by, title="まだ下書き")
    ended = directory.show_entry(directory.add_entry(Event(), by=by, title="終わった市"), by=by)
    assert {row["イベント名"] for row in rows(client, "events.csv")} == {"朝の市", "終わった市"}
    directory.end_entry(ended, by=by)
    assert [row["イベント名"] for row in rows(client, "events.csv")] == ["朝の市"]
    moderation.hide(event.item, by=cast.who(cast.officer, cast.section), reason="personal", text="名前があります。")
    for name in names():
        if name.startswith("events"):
            assert "朝の市".encode("cp932" if "sjis" in name else "utf-8") not in got(client, name), name


def test_what_is_hidden_leaves_the_file_of_everything_at_once(cast, client, event):
    def said():
        with zipfile.ZipFile(io.BytesIO(got(client, "all.zip"))) as archive:
            assert "README.txt" in archive.namelist()
            return archive.read("events.csv").decode("utf-8-sig")

    assert "朝の市" in said()
    moderation.hide(event.item, by=cast.who(cast.officer, cast.section), reason="personal", text="名前があります。")
    tell(Record.objects.get(verb="item.hidden"))
    assert ProcrastinateJob.objects.filter(task_name="write_dump_now").count() == 1
    actions.write_dump()
    assert "朝の市" not in said()


def test_contacts_for_introductions_only_and_parties_that_did_not_agree_stay_out(cast, client):
    by = cast.who(cast.worker, cast.npo)
    made = directory.add_page(cast.npo, by=by, phone="000-000-0010", contact="裏口", contact_by="introduction")
    directory.show_entry(made, by=by)
    case = directory.show_entry(directory.add_entry(Case(), by=by, title="見守りの地図"), by=by)
    Party.objects.create(item=case, name="ひみつの会", kind="group", role="声かけ")
    for name in names():
        content = got(client, name)
        for words in ("000-000-0010", "裏口", "ひみつの会"):
            assert words.encode() not in content, (name, words)
            assert words.encode("cp932") not in content, (name, words)


def test_what_old_programs_cannot_show_is_said_beside_the_file(cast, client, shown_page):
    directory.change_entry(shown_page, by=cast.who(cast.worker, cast.npo), days="𠮷日 𠮷日")
    shown = client.get("/open-data/organizations/shift-jis/").content.decode()
    assert "𠮷<b>2</b>" in shown
    assert "〓日 〓日".encode("cp932") in got(client, "organizations.sjis.csv")
    assert "すべて" in client.get("/open-data/places/shift-jis/").content.decode()


def test_a_sheet_that_comes_back_changes_nothing(cast, client, shown_page, event):
    for name, kind in (("organizations", "organizations"), ("events", "events"), ("events-2017", "events")):
        report = take(open_file(KINDS[kind], got(client, f"{name}.xlsx"), f"{name}.xlsx"), by=the_office())
        assert (report.taken, report.updated, report.unchanged) == (0, 0, 1), name
    assert (Organisation.objects.count(), Event.objects.count()) == (1, 1)


@pytest.mark.parametrize("name", ["nothing.csv", "events.pdf", "events", "..%2Fsettings.py", "all.zip.csv", "uploads"])
def test_other_names_are_nothing(cast, client, name):
    assert client.get(f"/open-data/{name}").status_code == 404
    assert client.get("/open-data/nothing/shift-jis/").status_code == 404


def test_a_file_nobody_changed_is_made_once(cast, client, shown_page, settings):
    got(client, "organizations.csv")
    (first,) = (settings.MEDIA_ROOT / "open-data").iterdir()
    made = first.stat().st_mtime_ns
    got(client, "organizations.csv")
    assert [path.stat().st_mtime_ns for path in (settings.MEDIA_ROOT / "open-data").iterdir()] == [made]
    directory.change_entry(shown_page, by=cast.who(cast.worker, cast.npo), days="火曜")
    assert rows(client, "organizations.csv")[0]["活動日"] == "火曜"
    assert len(list((settings.MEDIA_ROOT / "open-data").iterdir())) == 1


def test_files_have_a_licence_and_a_row_in_the_catalogue(cast, client, settings):
    told = rows(client, "catalogue.csv")
    assert len(told) == len(SETS)
    assert {row["ライセンス"] for row in told} == {settings.OPEN_DATA_LICENCE}
    assert set(FORMS) == {"csv", "sjis.csv", "xlsx", "json"}

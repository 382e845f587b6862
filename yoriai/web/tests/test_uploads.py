import csv
import datetime as dt
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from yoriai.assembly.tests.evening import a_session, team
from yoriai.directory.models import Place
from yoriai.engines.tables.tests.test_decidim import PARTS, zipped
from yoriai.kernel.models import Reading, Record
from yoriai.people.models import Representation
from yoriai.voices.models import Statement
from yoriai.web import actions, tasks
from yoriai.web.models import Upload
from yoriai.web.progress import rows_done, tell

HALLS = "名称,住所,緯度,経度,色\n長町集会所,杜野市長町1,38.2282,140.8853,赤\n加茂集会所,杜野市加茂2,140.8673,38.3241,\n,杜野市浜野3,,,\n"


@pytest.fixture
def desk(cast, client_of):
    """The officer of the office, with the second factor."""
    return client_of(cast.officer)


def brought(desk, content, kind="places", name="halls.csv", **more):
    """The answer to a file sent by the form."""
    content = content if isinstance(content, bytes) else content.encode()
    data = {"kind": kind, "session": "", "source": "", "file": SimpleUploadedFile(name, content), **more}
    return desk.post("/imports/", data)


def kept(desk, *args, **more):
    """The upload that came of it."""
    answer = brought(desk, *args, **more)
    assert answer.status_code == 302, answer.content.decode()
    return Upload.objects.get(pk=int(answer["Location"].split("/")[2]))


def words_of(answer):
    return answer.content.decode().replace("<wbr>", "")


def test_first_the_file_is_shown_as_it_was_understood_and_nothing_is_changed(cast, desk):
    upload = kept(desk, HALLS)
    page = words_of(desk.get(f"/imports/{upload.pk}/"))
    assert not Place.objects.exists()
    for words in (
        "長町集会所",
        "緯度と経度が入れかわっていたので、直しました。",
        "4行目：「名称」が空です。",
        "使わなかった列：色",
    ):
        assert words in page
    assert [upload.report[name] for name in ("taken", "updated", "unchanged")] == [2, 0, 0]
    assert upload.state == "waiting"


def test_then_it_is_taken_in_whole_and_a_second_press_changes_nothing(cast, desk):
    upload = kept(desk, HALLS, source="杜野市オープンデータ (CC BY 4.0)")
    for _press in range(2):
        assert desk.post(f"/imports/{upload.pk}/taking/").status_code == 302
    upload.refresh_from_db()
    assert (upload.state, upload.report["taken"], Place.objects.count()) == ("taken", 2, 2)
    assert set(Place.objects.values_list("source", flat=True)) == {"杜野市オープンデータ (CC BY 4.0)"}
    assert Record.objects.get(verb="places.imported").person == cast.officer
    assert "入れなかった行" in words_of(desk.get(f"/imports/{upload.pk}/"))


def test_the_rows_that_stayed_out_come_back_with_their_reason_and_go_in_mended(cast, desk):
    upload = kept(desk, HALLS)
    desk.post(f"/imports/{upload.pk}/taking/")
    answer = desk.get(f"/imports/{upload.pk}/faults.csv")
    assert answer["Content-Disposition"].startswith("attachment;")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows == [
        ["連番", "名称", "住所", "緯度", "経度", "色", "理由"],
        ["4", "", "杜野市浜野3", "", "", "", "「名称」が空です。"],
    ]
    old = desk.get(f"/imports/{upload.pk}/faults.csv?encoding=cp932")
    assert "「名称」が空です。" in old.content.decode("cp932")
    mended = answer.content.decode("utf-8-sig").replace("4,,", "4,浜野集会所,")
    again = kept(desk, mended)
    assert (again.report["taken"], again.report["skipped"]) == (1, [])


def test_voices_go_into_the_session_that_was_chosen(cast, desk):
    session = a_session(cast)
    assert brought(desk, "本文\n声\n", "voices").status_code == 422
    upload = kept(desk, "本文\n声\n", "voices", session=session.pk)
    desk.post(f"/imports/{upload.pk}/taking/")
    card = Statement.objects.get(about_id=session.pk)
    assert (card.title, card.typed_by, card.door) == ("声", cast.officer, "paper")


@pytest.mark.parametrize("state", ["draft", "closed"])
def test_sessions_that_take_no_voices_cannot_be_chosen(cast, desk, state):
    session = a_session(cast, state)
    assert brought(desk, "本文\n声\n", "voices", session=session.pk).status_code == 422
    assert not Upload.objects.exists()


def test_a_session_closed_meanwhile_takes_nothing_and_says_why(cast, desk):
    from yoriai.assembly import actions as assembly

    session = a_session(cast)
    upload = kept(desk, "本文\n声\n", "voices", session=session.pk)
    assembly.sum_up(session, by=team(cast))
    assembly.close_session(session, by=team(cast), next_step="次へ", no_date_why="相談中")
    desk.post(f"/imports/{upload.pk}/taking/")
    upload.refresh_from_db()
    assert (upload.state, Statement.objects.exists()) == ("refused", False)
    assert "開会中とまとめ中" in words_of(desk.get(f"/imports/{upload.pk}/"))


def bomb():
    """A workbook that unpacks to more than is accepted."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 150_000_000)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", ""),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 40, "表のファイル"),
        (b"<!doctype html><script>alert(1)</script>", "表のファイル"),
        ("名称\n" + "集会所\n" * 100_000, "行が20000行より多く"),
        ("日付\n1\n", "必要な列が見つかりません：名称"),
        ("名称\n" + '"' + "あ" * 30_000 + '"\n', "20000文字より長い"),
    ],
)
def test_a_bad_file_is_refused_with_a_sentence_and_leaves_nothing_behind(cast, desk, settings, content, words):
    answer = brought(desk, content)
    assert answer.status_code == 422
    assert words in words_of(answer)
    assert not Upload.objects.exists()
    assert not list(settings.MEDIA_ROOT.rglob("*")) or not any(p.is_file() for p in settings.MEDIA_ROOT.rglob("*"))


def test_a_zip_bomb_is_not_unpacked(cast, desk):
    answer = brought(desk, bomb(), name="bomb.xlsx")
    assert (answer.status_code, Upload.objects.exists()) == (422, False)
    assert "大きすぎて" in words_of(answer)


def test_a_file_over_ten_megabytes_is_refused_unread(cast, desk):
    answer = brought(desk, b"\xe5" * 10_000_001)
    assert (answer.status_code, Upload.objects.exists()) == (422, False)


def test_scripts_and_formulas_in_cells_names_and_columns_stay_letters(cast, desk):
    nasty = "<svg onload=alert(1)>"
    upload = kept(desk, f"名称,{nasty}\n{nasty},=cmd()\n,@SUM(1)\n", name=f"../../etc/{nasty}\u202e.csv")
    page = desk.get(f"/imports/{upload.pk}/").content.decode()
    assert nasty not in page
    assert "&lt;svg onload=alert(1)&gt;" in page
    assert not {"/", "\\", "<", "\u202e"} & set(upload.name)
    desk.post(f"/imports/{upload.pk}/taking/")
    faults = desk.get(f"/imports/{upload.pk}/faults.csv").content.decode("utf-8-sig")
    assert "'@SUM(1)" in faults
    listed = desk.get("/imports/").content.decode()
    assert nasty not in listed


def test_the_kept_file_has_a_name_of_ours_and_no_address(cast, desk, client):
    upload = kept(desk, HALLS, name="名簿.csv")
    assert upload.file.name.startswith("uploads/")
    assert "名簿" not in upload.file.name
    for address in (f"/{upload.file.name}", f"/files/{upload.file.name}", f"/media/{upload.file.name}"):
        assert desk.get(address).status_code == 404


@pytest.mark.parametrize("name", ["resident", "facilitator", "ward_officer", "outsider"])
def test_for_others_there_is_no_such_page(cast, desk, client_of, name):
    upload = kept(desk, HALLS)
    other = client_of(getattr(cast, name))
    for address in ("/imports/", f"/imports/{upload.pk}/", f"/imports/{upload.pk}/faults.csv", "/readings/"):
        assert other.get(address).status_code == 404, address
    assert brought(other, HALLS).status_code == 404
    assert other.post(f"/imports/{upload.pk}/taking/").status_code == 404
    assert (Upload.objects.count(), Place.objects.count()) == (1, 0)


def test_without_the_second_factor_the_office_is_led_to_it(cast, desk, client_of, client):
    upload = kept(desk, HALLS)
    unsure = client_of(cast.officer, sure=False)
    for address in ("/imports/", f"/imports/{upload.pk}/", "/readings/"):
        assert unsure.get(address)["Location"].startswith("/sure/")
        assert client.get(address).status_code == 302
    assert unsure.post(f"/imports/{upload.pk}/taking/").status_code == 302
    assert not Place.objects.exists()


def test_a_large_file_is_looked_through_and_taken_by_the_worker(cast, desk):
    many = "名称,住所\n" + "".join(f"集会所{number},杜野市{number}\n" for number in range(1_001))
    upload = kept(desk, many)
    assert upload.report is None
    assert "<progress" in words_of(desk.get(f"/imports/{upload.pk}/"))
    tasks.rehearse(upload.pk)
    assert "こう読みました" in words_of(desk.get(f"/imports/{upload.pk}/"))
    desk.post(f"/imports/{upload.pk}/taking/")
    assert "<progress" in words_of(desk.get(f"/imports/{upload.pk}/"))
    assert list(ProcrastinateJob.objects.order_by("id").values_list("task_name", flat=True)) == [
        "rehearse_upload",
        "take_upload",
    ]
    for _run in range(2):  # a job may run twice
        tasks.take(upload.pk)
    upload.refresh_from_db()
    assert (upload.state, upload.report["taken"], Place.objects.count()) == ("taken", 1_001, 1_001)


def test_whoever_lost_the_office_before_the_worker_came_takes_nothing_in(cast, desk):
    many = "名称\n" + "".join(f"集会所{number}\n" for number in range(1_001))
    upload = kept(desk, many)
    tasks.rehearse(upload.pk)
    desk.post(f"/imports/{upload.pk}/taking/")
    Representation.objects.filter(person=cast.officer).update(ended=timezone.now())
    tasks.take(upload.pk)
    upload.refresh_from_db()
    assert (upload.state, Place.objects.exists()) == ("refused", False)


def test_after_a_day_the_file_is_gone(cast, desk, settings):
    upload = kept(desk, HALLS)
    path = settings.MEDIA_ROOT / upload.file.name
    now = timezone.now()
    actions.end_uploads(now + dt.timedelta(hours=23))
    assert path.exists()
    actions.end_uploads(now + dt.timedelta(hours=25))
    assert (path.exists(), Upload.objects.exists()) == (False, False)
    assert desk.get(f"/imports/{upload.pk}/").status_code == 404


def test_a_reading_is_corrected_found_and_taken_out_by_hand(cast, desk):
    sent = desk.post("/readings/", {"surface": "愛子", "reading": "アヤシ", "kind": "place"})
    assert sent.status_code == 302
    row = Reading.objects.get()
    assert (row.reading, row.by) == ("あやし", cast.officer)
    assert "あやし" in words_of(desk.get("/readings/?q=愛"))
    assert "あやし" not in words_of(desk.get("/readings/?q=浜"))
    assert desk.get(f"/readings/{row.pk}/removal/").status_code == 200
    desk.post(f"/readings/{row.pk}/removal/")
    assert not Reading.objects.exists()


def test_what_is_no_reading_comes_back_with_what_was_typed(cast, desk):
    answer = desk.post("/readings/", {"surface": "愛子", "reading": "海!", "kind": "place"})
    assert answer.status_code == 422
    assert "よみに、かな以外の文字があります。" in words_of(answer)
    assert 'value="愛子"' in words_of(answer)


@pytest.mark.parametrize("address", ["/imports/", "/readings/"])
def test_a_list_asks_as_often_with_one_row_as_with_fifty(cast, desk, address):
    def more(number):
        session = a_session(cast)
        for _ in range(number):
            row = Upload.objects.create(
                kind="voices", session=session, name="x.csv", file="uploads/x", rows=1, by=cast.officer
            )
            Reading.objects.create(surface=f"町{row.pk}", key=f"町{row.pk}", reading="まち")

    def asked():
        with CaptureQueriesContext(connection) as context:
            assert desk.get(address).status_code == 200
        return len(context)

    more(1)
    asked()
    few = asked()
    more(50)
    assert asked() == few


EVENTS = "イベント名,開始日,開始時間,場所名称\n朝の市,R9.5.16,午前9時,北の広場\n夜の市,来月のどこか,,北の広場\n"


def test_each_cell_shows_how_it_was_read_and_what_stands_in_the_file(cast, desk):
    upload = kept(desk, EVENTS, "events", name="events.csv")
    page = words_of(desk.get(f"/imports/{upload.pk}/"))
    for words in ("2027-05-16", "ファイルでは：R9.5.16", "09:00", "ファイルでは：午前9時", "日付として読めません。"):
        assert words in page, words


def test_a_changed_file_shows_what_would_change_before_it_is_taken(cast, desk):
    first = "団体名,住所,電話番号\nみちくさ会,杜野市加茂5,022-000-0002\n"
    desk.post(f"/imports/{kept(desk, first, 'organizations').pk}/taking/")
    upload = kept(desk, first.replace("0002", "0009"), "organizations")
    page = words_of(desk.get(f"/imports/{upload.pk}/"))
    assert "変わるところ" in page
    assert "<del>022-000-0002</del>" in page
    assert "<ins>022-000-0009</ins>" in page


def test_how_far_a_long_file_has_come_is_told_while_nothing_is_committed(cast, desk):
    many = "名称\n" + "".join(f"集会所{number}\n" for number in range(1_001))
    upload = kept(desk, many)
    tell(upload.pk, 400)
    assert "400/1001" in words_of(desk.get(f"/imports/{upload.pk}/"))
    assert rows_done(upload.pk + 1) == 0


def test_the_export_of_decidim_is_shown_and_taken_in(cast, desk):
    upload = kept(desk, zipped(PARTS), "decidim", name="open-data.zip")
    page = words_of(desk.get(f"/imports/{upload.pk}/"))
    for words in ("川に橋を", "川の集い", "川の会", "書いた人が取り下げています。（proposals）"):
        assert words in page, words
    desk.post(f"/imports/{upload.pk}/taking/")
    assert Statement.objects.filter(title="川に橋を").exists()
    assert brought(desk, bomb(), "decidim", name="bomb.zip").status_code == 422


def test_one_doubt_of_many_rows_is_told_once_with_its_rows(cast, desk):
    rows = "".join(f"集会所{number},140.8673,38.3241\n" for number in range(20))
    page = words_of(desk.get(f"/imports/{kept(desk, f'名称,緯度,経度\n{rows}').pk}/"))
    told = "2、3、4、5、6、7、8、9、10、11、12、13行目ほか8行：緯度と経度が入れかわっていたので、直しました。"
    assert page.count(told) == 1

"""The whole job on real files, at the platform's own doors: ground, places, voices, votes; then まとめ, close, release;
and everything that comes out is read back. Nothing of the real data is taken for words of the invented city's people.
"""

import csv
import datetime as dt
import io
import json
import re
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.utils import timezone
from docx import Document

from yoriai.assembly import actions as assembly
from yoriai.assembly.models import Point, Session
from yoriai.directory.models import Place
from yoriai.kernel.links.queries import story
from yoriai.kernel.models import Actor, Area, Item, Link, Reading, Record
from yoriai.kernel.readings import queries as readings
from yoriai.publishing.files import OUTLETS
from yoriai.publishing.models import Result
from yoriai.publishing.tasks import make_files
from yoriai.ui.tests.paper_reading import pages, squeezed, text_of
from yoriai.voices.models import Statement, Vote
from yoriai.voices.queries import tally, written
from yoriai.web.demo import evenings
from yoriai.web.demo.newsletter import tell

pytestmark = pytest.mark.slow

ATOM = "{http://www.w3.org/2005/Atom}"
YAIZU = {"beachclean-venues": 12, "community-center": 9, "facilities": 28, "preschool": 60}
TEXTS = (
    "三百枚の声から、二つのやることへ",
    "ほんとうのファイルを読みこんで、まとめ、約束し、知らせるまでの記録です。",
    "紙に書かれた声を一枚ずつ読みました。\n\n道がわかりにくいという声が、いちばん多くありました。",
    "たくさんの人が紙に書きました。道がわかるように、しるしを作ります。",
    "次の回は、市民センターで話します。",
)


def take(capsys, kind: str, path: Path, *words: str) -> dict:
    """`yoriai import … --json`."""
    call_command("import", kind, str(path), "--json", *words)
    return json.loads(capsys.readouterr().out)


def numbers(report: dict) -> tuple[int, int, int, int]:
    return report["rows"], report["taken"], report["updated"], report["unchanged"]


def three_hundred(shared: Path, folder: Path) -> Path:
    """The first 300 answers of the real file, byte for byte what the csv module makes of them."""
    whole = (shared / "ja" / "fukui-visitor-opinions.csv").read_text("utf-8-sig")
    rows = list(csv.reader(io.StringIO(whole, newline="")))[:301]
    path = folder / "opinions.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def everything() -> dict[str, int]:
    """How many rows there are of what imports write."""
    models = (Actor, Area, Item, Link, Place, Reading, Record, Statement, Vote)
    return {model.__name__: model._base_manager.count() for model in models}


def take_all(capsys, shared: Path, opinions: Path, session: Session) -> dict[str, dict]:
    """Every file, in the order a city would take them."""
    ja, polis, here = shared / "ja", shared / "polis" / "brexit-consensus", ("--session", session.code)
    taken = {"readings": take(capsys, "readings", ja / "readings-sendai.csv")}
    cache.clear()
    readings.refresh()
    taken["towns"] = take(capsys, "areas", ja / "sendai-towns-ccby.csv")
    taken["codes"] = take(capsys, "areas", ja / "localgov-codes-cc0.csv")
    taken["wards"] = take(capsys, "areas", ja / "sendai-wards-ksj.geojson")
    for name in YAIZU:
        taken[name] = take(capsys, "places", ja / f"yaizu-{name}.csv", "--source", "焼津市オープンデータ (CC BY 4.0)")
    taken["voices"] = take(capsys, "voices", opinions, *here)
    taken["votes"] = take(capsys, "votes", polis / "votes.csv", *here)
    taken["matrix"] = take(capsys, "votes", polis / "participants-votes.csv", *here)
    return taken


def look_at_the_ground(taken: dict) -> None:
    assert numbers(taken["towns"]) == (2195, 2195, 0, 0)
    assert numbers(taken["wards"]) == (5, 0, 5, 0)
    assert numbers(taken["codes"])[2] == 5  # the five wards, and nobody else's of 1,916
    wards = Area.objects.filter(code__startswith="0410", kind=Area.Kind.WARD)
    assert list(wards.order_by("code").values_list("name", "reading")) == [
        ("青葉区", "あおばく"),
        ("宮城野区", "みやぎのく"),
        ("若林区", "わかばやしく"),
        ("太白区", "たいはくく"),
        ("泉区", "いずみく"),
    ]
    counted = Counter(area.path.split("/")[1] for area in Area.objects.filter(code__startswith="0410", kind="town"))
    assert sorted(counted.values()) == [331, 346, 453, 511, 554]
    assert all(ward.outline["type"] == "MultiPolygon" for ward in wards)
    assert len(json.dumps([ward.outline for ward in wards])) < 60_000  # a phone's map
    assert Area.objects.get(code="041017-愛子中央一丁目").reading == "あやしちゅうおういっちょうめ"


def look_at_the_places(taken: dict) -> None:
    for name, rows in YAIZU.items():
        assert (taken[name]["rows"], taken[name]["skipped"]) == (rows, [])
    # Nine centres stand in two of the files under one id.
    assert (
        sum(taken[name]["taken"] for name in YAIZU) == Place.objects.filter(source__startswith="焼津市").count() == 100
    )
    school = Place.objects.get(title="焼津市立大富幼稚園")  # of the file whose header says コ―ド
    assert (school.phone, school.hours) == ("054-624-3668", "月火水木金 9:00〜14:30 水曜日は午後2時まで利用可能")
    assert (school.latitude, school.longitude) == (34.833747, 138.293767)
    beach = Place.objects.get(title="浜当目海岸")
    assert "2025年11月16日（日曜日）" in beach.summary
    assert "申込は不要です" in beach.summary


def look_at_the_voices(taken: dict, session: Session, opinions: Path) -> None:
    assert numbers(taken["voices"]) == (300, 300, 0, 0)
    paper = Statement.objects.filter(about_id=session.pk, door="paper", number=None)
    assert paper.count() == len(set(paper.values_list("by", flat=True))) == 300
    with opinions.open(encoding="utf-8", newline="") as file:
        raw = [row["text"] for row in csv.DictReader(file)]
    assert any("&" in text for text in raw) and any("\n" in text for text in raw)
    kept = [card.summary + card.title for card in paper]
    assert not any(re.search(r"&(hellip|amp|lt|gt|quot|#\d+);", text) for text in kept)
    assert not any("\n" in card.title for card in paper)
    assert all(card.typed_by_id and card.typed_at for card in paper)
    long = [text for text in raw if len(text) > 200]
    assert [any(squeezed(text)[-40:] in squeezed(one) for one in kept) for text in long] == [True] * len(long)


def look_at_the_votes(taken: dict, session: Session) -> None:
    assert numbers(taken["votes"]) == (5312, 5303, 0, 0)
    assert len(taken["votes"]["skipped"]) == 9
    assert numbers(taken["matrix"]) == (204, 0, 0, 204)
    votes = Vote.objects.filter(statement__about=session.pk)
    assert (votes.count(), votes.values("by").distinct().count()) == (5303, 204)
    cards = list(written(session).filter(door="home"))
    assert len(cards) == 50
    counted = tally(cards)
    assert sum(one.total for one in counted.values()) == 5303


def sum_up(cast, session: Session) -> list[Point]:
    """まとめ: points joined from real cards, two commitments, the end with a next step."""
    team = cast.who(cast.worker, cast.team)
    assembly.sum_up(session, by=team)
    made = []
    for sort, title, word in (
        ("see", "道や案内がわかりにくい", "わか"),
        ("could", "案内のしるしを、みんなで作れる", "案内"),
        ("could", "駐車場の空きを知らせ合える", "駐車場"),
    ):
        cards = list(Statement.objects.filter(about_id=session.pk, door="paper", title__contains=word)[:40])
        assert cards, word
        made.append(assembly.add_point(session, sort, title, cards, by=team))
    for title, owner, point in (
        ("案内のしるしを十か所に立てる", cast.neighbourhood, made[1]),
        ("空きを知らせる札を試す", cast.company, made[2]),
    ):
        due = timezone.localdate() + dt.timedelta(days=40)
        assembly.add_commitment(session, title, by=team, owner=owner, due=due, points=[point])
    assembly.close_session(session, by=team, next_step="しるしの見本を持ち寄る", no_date_why="会場を探しています。")
    return made


def words_of(content: bytes, name: str) -> str:
    """The text of a file that came out, without what one cannot see."""
    if name.endswith(".pdf"):
        return text_of(content)
    if name.endswith(".docx"):
        document = Document(io.BytesIO(content))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return squeezed("".join([paragraph.text for paragraph in document.paragraphs] + cells))
    return squeezed(content.decode())


def look_at_the_files(client, result: Result) -> None:
    """Every outlet, as anybody downloads it."""
    headline, lead = squeezed(TEXTS[0]), squeezed(TEXTS[1])
    for name in OUTLETS:
        answer = client.get(f"/results/{result.code}/{name}")
        assert answer.status_code == 200, name
        text = words_of(answer.content, name)
        if name.startswith("minutes"):
            assert squeezed("道や案内がわかりにくい") in text, name
        else:
            assert headline in text, name
        if name.startswith("kawaraban"):
            assert lead in text, name
            for words in ("案内のしるしを十か所に立てる", "長町北町内会", "しるしの見本を持ち寄る"):
                assert squeezed(words) in text, (name, words)
        assert "�" not in text, name
    furigana = client.get(f"/results/{result.code}/kawaraban.pdf?furigana=on")
    assert furigana.status_code == 200


def look_at_the_team_s_papers(desk, session: Session) -> None:
    """The print pack and the 控え."""
    cards = Statement.objects.filter(about_id=session.pk, number__isnull=False)
    copies = desk.get(f"/sessions/{session.code}/copies.pdf")
    assert copies.status_code == 200
    assert squeezed("夜道に小さな灯りをともす") in text_of(copies.content)
    assert cards.count() == 16


def look_at_the_pack(desk, session: Session) -> None:
    pack = desk.get(f"/sessions/{session.code}/desk/pack.pdf")
    assert pack.status_code == 200
    text = text_of(pack.content)
    assert pages(pack.content) >= 4
    for card in Statement.objects.filter(about_id=session.pk, number__isnull=False):
        assert card.code in text
    assert squeezed(session.title) in text


def look_at_the_feed(client, result: Result) -> None:
    feed = ElementTree.fromstring(client.get("/feed.atom").content)
    entry = feed.find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == TEXTS[0]
    assert entry.find(f"{ATOM}link").get("href").endswith(f"/results/{result.code}/")
    assert TEXTS[1] in (entry.findtext(f"{ATOM}summary") or entry.findtext(f"{ATOM}content"))


def look_at_the_stub(client, point: Point, result: Result) -> None:
    """The code of a real card shows what became of it, to anybody."""
    card = Statement.objects.filter(links_out__target=point.pk).order_by("pk").first()
    page = client.get(f"/c/{card.code}/").content.decode().replace("<wbr>", "")
    assert card.title.split("　")[0][:20] in page
    assert point.title in page
    assert "案内のしるしを十か所に立てる" in page
    thread = story(card, None)
    assert {knot.item.kind for knot in thread.after} >= {"point", "commitment", "result"}
    assert Item.objects.get(pk=result.pk) in {knot.item for knot in thread.after}
    back = story(result.item, None)
    assert card.pk in {knot.item.pk for knot in back.before}
    assert client.get(f"/items/{card.code}/story/").status_code == 200


def test_the_whole_job_on_real_files(cast, shared, tmp_path, capsys, client, client_of):
    """R15–R24, R43: nothing is lost between the file that comes in and the page that goes out."""
    where = evenings.place(cast)
    session = evenings.evening(cast, evenings.forum(cast), where, "歩いて楽しい町にするには？", 0, cast.themes[3])
    editor = cast.who(cast.editor, cast.team)
    printed = assembly.print_cards(session, 16, by=editor)
    look_at_the_pack(client_of(cast.editor), session)
    assembly.write_card(
        printed[0], session, "夜道に小さな灯りをともす", by=editor, may_be_quoted=True, wants_copy=True, said_as="60代"
    )

    opinions = three_hundred(shared, tmp_path)
    taken = take_all(capsys, shared, opinions, session)
    look_at_the_ground(taken)
    look_at_the_places(taken)
    look_at_the_voices(taken, session, opinions)
    look_at_the_votes(taken, session)

    before = everything()
    again = take_all(capsys, shared, opinions, session)
    assert everything() == before
    assert {name: (report["taken"], report["updated"]) for name, report in again.items()} == dict.fromkeys(
        again, (0, 0)
    )
    for name, report in again.items():
        assert (report["rows"], report["flagged"], report["skipped"]) == (
            taken[name]["rows"],
            taken[name]["flagged"],
            taken[name]["skipped"],
        ), name

    assert client.get(f"/sessions/{session.code}/cards/").status_code == 200
    points = sum_up(cast, session)
    result = tell(cast, session, TEXTS)
    make_files(result.editions.get().pk)
    result.refresh_from_db()
    assert result.state == Result.State.PUBLISHED

    page = client.get(f"/results/{result.code}/").content.decode().replace("<wbr>", "")
    assert TEXTS[0] in page
    look_at_the_files(client, result)
    look_at_the_feed(client, result)
    look_at_the_team_s_papers(client_of(cast.editor), session)
    look_at_the_stub(client, points[1], result)

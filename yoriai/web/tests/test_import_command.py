import json

import pytest
from django.core.management import call_command
from django.db import connection

from yoriai.assembly.tests.evening import a_session
from yoriai.directory.models import Place
from yoriai.kernel.models import Actor, Record
from yoriai.voices.models import Statement, Vote

ANSWERS = "本文,公開可\n朝のあいさつから始める,はい\n,いいえ\n雪かきを当番にする,たぶん\n"
SHAPE = ["rows", "taken", "updated", "unchanged", "flagged", "skipped"]


@pytest.fixture
def run(tmp_path, capsys):
    """`run("voices", text, "--session", code)`: what was printed and the exit code."""

    def called(kind, content, *words, name="file.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        try:
            call_command("import", kind, str(path), *words)
            code = 0
        except SystemExit as end:
            code = end.code
        told = capsys.readouterr()
        return code, told.out, told.err

    return called


def test_the_report_is_json_of_exactly_the_promised_shape(cast, run):
    session = a_session(cast)
    code, out, err = run("voices", ANSWERS, "--session", session.code, "--json")
    told = json.loads(out)
    assert (code, err, list(told)) == (0, "", SHAPE)
    assert (told["rows"], told["taken"], told["updated"], told["unchanged"]) == (3, 2, 0, 0)
    assert told["flagged"] == [{"line": 4, "reason": "「はい」とも「いいえ」とも読めません。"}]
    assert told["skipped"] == [{"line": 3, "reason": "この行には、ことばが書かれていません。"}]


def test_a_rehearsal_changes_nothing_and_says_the_same(cast, run):
    session = a_session(cast)
    people, records = Actor.objects.count(), Record.objects.count()
    _code, rehearsed, _err = run("voices", ANSWERS, "--session", session.code, "--json", "--dry-run")
    assert not Statement.objects.filter(about_id=session.pk).exists()
    assert (Actor.objects.count(), Record.objects.count()) == (people, records)
    _code, taken, _err = run("voices", ANSWERS, "--session", session.code, "--json")
    assert rehearsed == taken
    _code, again, _err = run("voices", ANSWERS, "--session", session.code, "--json")
    assert json.loads(again)["unchanged"] == 2


def test_people_read_the_report_in_japanese(cast, run):
    _code, out, _err = run("places", "名称,住所,色\n集会所,杜野市長町,赤\n,,青\n", "--dry-run")
    assert out.splitlines() == [
        "file.csv（場所）",
        "2行：新しい 1、変わった 0、変わらない 0。",
        "使わなかった列：色",
        "入れなかった行 1行：",
        "  3行目：「名称」が空です。",
        "試しに読んだだけです。何も変えていません。",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_files_of_any_usual_encoding_are_read(cast, run, encoding):
    code, _out, _err = run("places", "名称\n長町集会所\n".encode(encoding))
    assert (code, Place.objects.get().title) == (0, "長町集会所")


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("places", b""),
        ("places", b"\x89PNG\r\n\x1a\n" + b"0" * 40),
        ("places", "名称\n集会所\n".encode() + b"\xff\xfe\x00"),
        ("places", b"PK\x03\x04" + b"0" * 40),
        ("voices", "日付,部署\n1,2\n".encode()),
        ("areas", b'{"type": "FeatureCollection", "features": []}'),
    ],
)
def test_an_unreadable_file_is_one_sentence_and_exit_code_two(cast, run, kind, content):
    words = ["--session", a_session(cast).code] if kind == "voices" else []
    code, out, err = run(kind, content, *words)
    assert (code, out) == (2, "")
    assert len(err.strip().splitlines()) == 1
    assert "Traceback" not in err


def test_a_missing_file_says_so(cast, capsys, tmp_path):
    with pytest.raises(SystemExit) as end:
        call_command("import", "places", str(tmp_path / "ない.csv"))
    assert (end.value.code, capsys.readouterr().err.strip()) == (2, "ファイルを開けません。")


def test_without_a_session_or_with_one_nobody_knows_nothing_happens(cast, run):
    for words in ([], ["--session", "ZZZZZZ"], ["--session", "なにか"]):
        code, out, err = run("voices", ANSWERS, *words)
        assert (code, out, len(err.strip().splitlines())) == (2, "", 1)
    assert not Statement.objects.exists()


def test_a_code_is_read_however_it_is_typed(cast, run):
    session = a_session(cast)
    typed = f"{session.code[:3].lower()}-{session.code[3:]}"
    assert run("voices", ANSWERS, "--session", typed)[0] == 0
    assert Statement.objects.filter(about_id=session.pk).count() == 2


def test_before_the_city_is_set_up_nothing_is_taken(db, run):
    code, _out, err = run("places", "名称\n集会所\n")
    assert (code, err.strip()) == (2, "市の設定がまだです。")


def test_somebody_may_be_named_who_acts(cast, run):
    session = a_session(cast)
    code, _out, _err = run("voices", ANSWERS, "--session", session.code, "--as", "Ishizaki@morino.example")
    assert (code, Statement.objects.filter(typed_by=cast.officer).count()) == (0, 2)
    for mail in ("sakura@morino.example", "nobody@morino.example"):
        code, _out, err = run("voices", ANSWERS + "もう一枚,\n", "--session", session.code, "--as", mail)
        assert (code, len(err.strip().splitlines())) == (2, 1)
    assert Statement.objects.filter(about_id=session.pk).count() == 2


def test_the_office_itself_acts_where_nobody_is_named(cast, run):
    session = a_session(cast)
    run("voices", ANSWERS, "--session", session.code)
    assert set(Statement.objects.values_list("typed_by", flat=True)) == {cast.office.pk}
    record = Record.objects.get(verb="voices.imported")
    assert (record.hat, record.item_id, record.shown) == (cast.office, session.pk, "inside")


COMMENTS = "comment-id,author-id,moderated,comment-body\n0,0,1,あいさつ\n1,0,1,雪かき\n"
VOTES = "timestamp,comment-id,voter-id,vote\n1,0,7,1\n2,1,7,-1\n3,1,8,0\n"


def test_votes_bring_their_statements_from_the_file_beside_them(cast, run, tmp_path):
    session = a_session(cast)
    (tmp_path / "comments.csv").write_text(COMMENTS)
    code, out, _err = run("votes", VOTES, "--session", session.code, "--json", name="votes.csv")
    assert (code, json.loads(out)["taken"], json.loads(out)["rows"]) == (0, 3, 3)
    assert (Statement.objects.filter(about_id=session.pk).count(), Vote.objects.count()) == (2, 3)


def test_the_folder_of_an_export_is_as_good(cast, tmp_path):
    session = a_session(cast)
    (tmp_path / "comments.csv").write_text(COMMENTS)
    (tmp_path / "votes.csv").write_text(VOTES)
    call_command("import", "votes", str(tmp_path), "--session", session.code)
    assert Vote.objects.count() == 3


def test_statements_and_votes_go_in_together_or_not_at_all(cast, run, tmp_path):
    session = a_session(cast)
    (tmp_path / "comments.csv").write_text(COMMENTS)
    code, _out, _err = run("votes", b"comment-id,voter-id\n1,2\n", "--session", session.code, name="votes.csv")
    assert (code, Statement.objects.filter(about_id=session.pk).exists()) == (2, False)


def test_a_flood_of_rows_is_told_only_in_part(cast, run):
    _code, out, _err = run("places", "名称,住所\n" + ",杜野市\n" * 500)
    assert len(out.splitlines()) == 5 + 20
    assert "ほかに480件" in out


def test_nothing_is_open_after_a_refusal(cast, run):
    run("places", b"")
    assert not connection.needs_rollback

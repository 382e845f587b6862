import json
from datetime import date

import pytest

from yoriai.engines.matching.__main__ import main
from yoriai.engines.matching.ends import End, Side
from yoriai.engines.matching.lines import end_of, read_ends
from yoriai.engines.matching.tests.board import DATA

CSV = (
    "key,side,text,actor,themes,areas,months,last_day,amount,unit,open\n"
    "o1,offer,車で送迎できます,a,ido/mimamori,kamo naga,10-2,2026-12-31,5,人,yes\n"
    "n1,need,買い物に行けない,b,,,,,,,\n"
    "n2,need,買い物に行けない,c,,,,,,,no\n"
)


def test_a_row_becomes_an_end():
    row = {"key": "o1", "side": "offer", "text": "車", "actor": "a", "themes": "ido/mimamori", "months": "10-2 5"}
    row |= {"last_day": "2026-12-31", "amount": "5", "unit": "人", "open": "no"}
    assert end_of(row) == End(
        "o1",
        Side.OFFER,
        "車",
        "a",
        themes=("ido", "mimamori"),
        months=frozenset({10, 11, 12, 1, 2, 5}),
        last_day=date(2026, 12, 31),
        amount=5.0,
        unit="人",
        open=False,
    )


def test_csv_and_json_lines_say_the_same(tmp_path):
    table, lines = tmp_path / "ends.csv", tmp_path / "ends.jsonl"
    table.write_text(CSV, encoding="utf-8-sig")
    head, *rows = [line.split(",") for line in CSV.splitlines()]
    lines.write_text("\n".join(json.dumps(dict(zip(head, row, strict=True))) for row in rows), encoding="utf-8")
    assert list(read_ends(table)) == list(read_ends(lines))
    assert [end.key for end in read_ends(table)] == ["o1", "n1", "n2"]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("o1,sells,x,a", "row 2: 'sells'"),
        (",offer,x,a", "row 2: missing: key"),
        ("o1,offer,x,", "row 2: missing: actor"),
        ("o1,offer,x,a,,,13", "row 2: months: 13"),
        ("o1,offer,x,a,,,,2026-13-01", "row 2: "),
        ("o1,offer,x,a,,,,,many", "row 2: "),
    ],
)
def test_a_row_that_cannot_be_read_is_named(tmp_path, row, said):
    path = tmp_path / "ends.csv"
    path.write_text(CSV.splitlines()[0] + "\nn0,need,x,z\n" + row + "\n", encoding="utf-8")
    with pytest.raises(ValueError, match=f"ends.csv, {said}"):
        list(read_ends(path))


def test_the_command_prints_suggestions_as_json_lines(tmp_path, capsys):
    path = tmp_path / "ends.csv"
    path.write_text(CSV, encoding="utf-8")
    assert main([str(path), "--areas", str(DATA / "city.toml"), "--today", "2026-11-24"]) == 0
    said = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(one["end"], one["partner"]) for one in said] == [("o1", "n1"), ("n1", "o1")]
    assert said[0]["reason"]["shared"] == ["送迎・おでかけの足"]


@pytest.mark.parametrize("content", ["key,side,text,actor\nx,sells,y,z\n", "key,side\n1,need\n"])
def test_the_command_says_what_it_cannot_read(tmp_path, capsys, content):
    path = tmp_path / "ends.csv"
    path.write_text(content, encoding="utf-8")
    assert main([str(path)]) == 2
    assert "row 1" in capsys.readouterr().err
    assert main([str(tmp_path / "absent.csv")]) == 2

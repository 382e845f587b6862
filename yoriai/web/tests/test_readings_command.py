"""`yoriai readings` after `yoriai import readings`: on the real names of a city."""

import io

from django.core.cache import cache
from django.core.management import call_command

from yoriai.engines.japanese.entries import entry
from yoriai.engines.tables.reading import read


def readings(monkeypatch, lines):
    """What the command prints for these lines."""
    cache.clear()
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines) + "\n"))
    printed = io.StringIO()
    call_command("readings", stdout=printed)
    return printed.getvalue().splitlines()


def test_each_line_is_answered_by_its_reading(db, monkeypatch):
    said = readings(monkeypatch, ["協働で町を見守る", "", "令和8年11月25日（水）午後6時半"])
    assert said == [
        "きょうどうでまちをみまもる",
        "",
        "れいわはちねんじゅういちがつにじゅうごにち（すい）ごごろくじはん",
    ]


def test_a_city_s_own_names_are_read_right_in_a_sentence(cast, monkeypatch, tmp_path):
    listed = tmp_path / "readings.csv"
    listed.write_text("name,kana\n愛子,アヤシ\n愛子東,アヤシヒガシ\n", "cp932")
    call_command("import", "readings", str(listed), "--json", stdout=io.StringIO())
    said = readings(monkeypatch, ["愛子の集会所で集まります", "愛子さんが来ました"])
    assert said == ["あやしのしゅうかいじょであつまります", "あいこさんがきました"]


def test_of_four_hundred_real_names_at_least_ninety_nine_in_a_hundred_are_right(cast, shared, monkeypatch):
    path = shared / "ja" / "readings-sendai.csv"
    call_command("import", "readings", str(path), "--json", stdout=io.StringIO())
    # Where the list has a figure in its kana (ヒガシ６バンチョウ), the figure is read out.
    names = {row.cells["name"]: entry(row.cells["name"], row.cells["kana"]).reading for row in read(path).rows}
    said = readings(monkeypatch, [f"{name}の集会所で集まります" for name in names])
    right = sum(
        line == f"{kana}のしゅうかいじょであつまります" for line, kana in zip(said, names.values(), strict=True)
    )
    assert len(names) >= 400
    assert right / len(names) >= 0.99
    assert readings(monkeypatch, ["愛子さん"]) == ["あいこさん"]

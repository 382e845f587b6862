import io

from yoriai.engines.japanese.__main__ import main


def test_each_line_is_read_in_hiragana(monkeypatch, capsys, tmp_path):
    names = tmp_path / "names.csv"
    names.write_text("name,kana\n愛子,アヤシ\n以下に掲載がない場合,イカ\n", "utf-8-sig")
    monkeypatch.setattr("sys.stdin", io.StringIO("愛子の集会所\n愛子さん\n\n"))
    assert main([str(names)]) == 0
    assert capsys.readouterr().out == "あやしのしゅうかいじょ\nあいこさん\n\n"


def test_a_list_that_cannot_be_read_is_told_in_a_sentence(capsys, tmp_path):
    assert main([str(tmp_path / "absent.csv")]) == 2
    assert "cannot be read" in capsys.readouterr().err

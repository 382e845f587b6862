import io

import pytest

from yoriai.engines.similarity.__main__ import main


def test_the_command_prints_the_nearest_lines_with_their_score(tmp_path, monkeypatch, capsys):
    texts = tmp_path / "texts.txt"
    texts.write_text("雪かきを手伝う\n花の苗を配る\n\n", encoding="utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO("花の苗を配る\n"))
    assert main([str(texts)]) == 0
    first = capsys.readouterr().out.splitlines()[0]
    assert first == "1.00\t花の苗を配る"


@pytest.mark.parametrize("arguments", [[], ["absent.txt"], ["a", "b"]])
def test_without_a_file_to_read_it_says_so(arguments, capsys):
    assert main(arguments) == 2
    assert capsys.readouterr().err != ""

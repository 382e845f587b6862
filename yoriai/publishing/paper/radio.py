"""ラジオ原稿: a script of about one minute, to be read aloud: on paper (PDF) and as plain text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from yoriai.engines.japanese.dates import era_date
from yoriai.ui.paper.press import render
from yoriai.ui.paper.text import Exact, clean


@dataclass(frozen=True)
class Line:
    """One line: when it starts (seconds from the beginning), who speaks, what, and how it is read (kana, numbers read out)."""

    at: int
    speaker: str
    words: str
    reading: str = ""


@dataclass(frozen=True)
class RadioScript:
    """One script. `characters` and `seconds` are counted by the caller (300 characters a minute); `checkers` are the two who checked it."""

    programme: str
    on_air: date
    title: str
    lines: Sequence[Line]
    characters: int
    seconds: int
    checkers: tuple[str, str] = ("", "")
    speakers: Sequence[str] = ()
    music: str = ""
    source: str = ""
    notes: Sequence[str] = ()


def radio_pdf(script: RadioScript) -> bytes:
    """The script as PDF, A4: time, speaker, words, reading."""
    return render("publishing/paper/radio.typ", _data(script))


def radio_txt(script: RadioScript) -> bytes:
    """The script as text: UTF-8 with BOM and CRLF, so that an office's editor opens it right."""
    head = [
        f"【{_line(script.title)}】",
        f"番組名　{_line(script.programme)}",
        f"放送日　{era_date(script.on_air)}",
        f"長さ　　{script.characters}字・約{script.seconds}秒（1分300字）",
        *([f"出演　　{_line('、'.join(script.speakers))}"] if script.speakers else []),
        *([f"音楽　　{_line(script.music)}"] if script.music else []),
        f"確認者　市民：{_line(script.checkers[0])}　市：{_line(script.checkers[1])}",
        "",
    ]
    body: list[str] = []
    for line in script.lines:
        body.append(f"[{_clock(line.at)}] {_line(line.speaker)}")
        body.append(f"　　{_line(line.words)}")
        if line.reading and line.reading != line.words:
            body.append(f"　　（よみ）{_line(line.reading)}")
        body.append("")
    tail = [f"※ {_line(note)}" for note in script.notes] + ([f"出典　{_line(script.source)}"] if script.source else [])
    return ("\r\n".join([*head, *body, *tail]).rstrip() + "\r\n").encode("utf-8-sig")


def _line(text: str) -> str:
    return clean(text).replace("\n", " ").replace("\u200b", "")


def _clock(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02d}"


def _data(script: RadioScript) -> dict[str, Any]:
    return {
        "programme": script.programme,
        "on_air": era_date(script.on_air),
        "title": script.title,
        "lines": [
            {
                "at": Exact(_clock(line.at)),
                "speaker": line.speaker,
                "words": line.words,
                "reading": Exact("" if line.reading == line.words else line.reading),
            }
            for line in script.lines
        ],
        "characters": script.characters,
        "seconds": script.seconds,
        "checkers": script.checkers,
        "speakers": script.speakers,
        "music": script.music,
        "source": script.source,
        "notes": script.notes,
    }

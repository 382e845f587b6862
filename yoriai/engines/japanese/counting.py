"""Speaking time: a text as it is read out on the radio, its characters and its seconds."""

import re
from typing import Final

from yoriai.engines.japanese.kana import hiragana, is_kana, katakana
from yoriai.engines.japanese.readings import Piece, Reader, current_reader

CHARACTERS_A_MINUTE: Final = 300
PARAGRAPH_PAUSE: Final = 1.0
"""Seconds of silence behind a paragraph."""

_LATIN = re.compile(r"[A-Za-zＡ-Ｚａ-ｚ]")
_SIGN_OR_DIGIT = re.compile(r"[0-9０-９%％℃㎡°〒&＆+＋=＝@＠]")
_WEEKDAY = re.compile(r"(?<=[日\d])[(（]([月火水木金土日])([・･]祝)?[)）]")
_NO_PAUSE = re.compile(r"[のにはがをともでか]|\W|$")
_RANGE = re.compile(r"(?<=[\d日月年時分人名円歳回％%）)])\s*[~～〜]\s*(?=[\d午令平昭])")
_SIGNS: Final = {
    **{"〒": "ゆうびんばんごう", "☎": "でんわ", "℡": "でんわ", "№": "ナンバー", "&": "アンド", "＆": "アンド"},
    **{"+": "プラス", "＋": "プラス", "=": "イコール", "＝": "イコール", "@": "アットマーク", "＠": "アットマーク"},
    **{"→": "、", "⇒": "、", "※": "", "●": "", "○": "", "◎": "", "■": "", "□": "", "◆": "", "★": "", "☆": "", "▼": ""},
}
_HOMOPHONES: Final = (("市立", "いちりつ"), ("私立", "わたくしりつ"))
_UNSPOKEN: Final = frozenset("「」『』（）()［］[]【】〈〉《》〔〕“”\"'")


def spoken_text(text: str, reader: Reader | None = None) -> str:
    """Return the text as an announcer says it: figures, dates, telephone numbers, Latin letters and signs in kana.

    Kanji stay, but 市立 and 私立, which sound alike, become いちりつ and わたくしりつ; a reading in brackets behind its
    own word is dropped. None takes the city's current reader.
    """
    text = _RANGE.sub("から", _WEEKDAY.sub(_weekday, text))
    said: list[str] = []
    read: list[str] = []
    for piece in (reader or current_reader()).read(text):
        said.append(_said(piece))
        read.append(piece.reading if piece.reading is not None else piece.surface)
        _drop_repeated_reading(said, read)
    spoken = "".join(said)
    for word, apart in _HOMOPHONES:
        spoken = spoken.replace(word, apart)
    return spoken


def spoken_characters(text: str, reader: Reader | None = None) -> int:
    """Return how many characters are spoken: kanji, kana and 、。; no spaces, no brackets."""
    return sum(1 for sign in spoken_text(text, reader) if not sign.isspace() and sign not in _UNSPOKEN)


def seconds_to_read(text: str, reader: Reader | None = None) -> float:
    """Return the seconds it takes at 300 characters a minute, with one second behind each paragraph (line)."""
    paragraphs = sum(1 for line in text.splitlines() if line.strip())
    return spoken_characters(text, reader) * 60 / CHARACTERS_A_MINUTE + paragraphs * PARAGRAPH_PAUSE


def _weekday(found: re.Match[str]) -> str:
    spoken = f"、{found[1]}曜日" + ("、祝日" if found[2] else "")
    return spoken if _NO_PAUSE.match(found.string, found.end()) else spoken + "、"


def _said(piece: Piece) -> str:
    if piece.reading is None:
        return _SIGNS.get(piece.surface, piece.surface)
    if _LATIN.search(piece.surface):
        return piece.reading if is_kana(piece.surface) else katakana(piece.reading)
    return piece.reading if _SIGN_OR_DIGIT.search(piece.surface) else piece.surface


def _drop_repeated_reading(said: list[str], read: list[str]) -> None:
    """Drop 「（とくしま）」 behind 徳島."""
    if not said or said[-1] not in ("）", ")"):
        return
    opening = max((index for index in range(len(said)) if said[index] in ("（", "(")), default=0)
    inside = hiragana("".join(said[opening + 1 : -1]))
    if opening and is_kana(inside) and "".join(read[:opening]).endswith(inside):
        del said[opening:], read[opening:]

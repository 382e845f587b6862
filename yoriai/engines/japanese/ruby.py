"""Furigana: the reading above the kanji only, the kana of a word left as they are."""

import re
from html import escape
from typing import NamedTuple

from yoriai.engines.japanese.kana import HIRAGANA, KANJI, KATAKANA, has_kanji, hiragana
from yoriai.engines.japanese.readings import Piece, Reader, current_reader

# 旭ケ丘 and 三ヶ月 are read as one; so are 々 and 〆.
_RUNS = re.compile(f"[{KANJI}](?:[{KANJI}ヶケヵ]*[{KANJI}])?|[{HIRAGANA}{KATAKANA}ー]+|.", re.DOTALL)
_DIGIT_OR_LATIN = re.compile(r"[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]")


class RubyPiece(NamedTuple):
    """A stretch of text and the hiragana above it; None where nothing stands above."""

    base: str
    rt: str | None


def ruby(text: str, reader: Reader | None = None) -> list[RubyPiece]:
    """Return the text with its furigana; the bases joined are the text. None takes the city's current reader."""
    result: list[RubyPiece] = []
    for piece in (reader or current_reader()).read(text):
        for base, above in _over(piece):
            if above is None and result and result[-1].rt is None:
                result[-1] = RubyPiece(result[-1].base + base, None)
            else:
                result.append(RubyPiece(base, above))
    return result


def pieces(text: str, reader: Reader | None = None) -> list[tuple[str, str]]:
    """Return the same as plain pairs with "" where nothing stands above, for paper."""
    return [(base, above or "") for base, above in ruby(text, reader)]


def to_html(pieces: list[RubyPiece]) -> str:
    """Return escaped HTML: <ruby>新聞<rt>しんぶん</rt></ruby>が."""
    return "".join(
        f"<ruby>{escape(base)}<rt>{escape(above)}</rt></ruby>" if above else escape(base) for base, above in pieces
    )


def _over(piece: Piece) -> list[tuple[str, str | None]]:
    surface, reading = piece.surface, piece.reading
    if not reading or not has_kanji(surface) or _DIGIT_OR_LATIN.search(surface):
        return [(surface, None)]
    runs = _RUNS.findall(surface)
    pattern = "".join(
        "(.+?)" if has_kanji(run) else re.escape(hiragana(run)) if _is_read(run) else ".?" for run in runs
    )
    found = re.fullmatch(pattern, hiragana(reading))
    if found is None:
        return [(surface, reading)]
    above = iter(found.groups())
    return [(run, next(above) if has_kanji(run) else None) for run in runs]


def _is_read(run: str) -> bool:
    return re.fullmatch(f"[{HIRAGANA}{KATAKANA}ー]+", run) is not None

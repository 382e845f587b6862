"""Text on its way to paper.

What must not be printed is taken out, what cannot be drawn becomes 〓, phrases and readings take the form the templates read.
"""

import re
import unicodedata
from collections import deque
from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise
from typing import Any

from yoriai.engines.japanese.phrases import phrases
from yoriai.ui.paper.glyphs import drawable

Reader = Callable[[str], Sequence[tuple[str, str]]]
"""Gives a text's pieces and their readings in order: `[("新聞", "しんぶん"), ("が", "")]`; the pieces joined are the text."""

BREAK = "\u200b"
GETA = "〓"  # what Japanese printers set where a type is missing; older readers know it

_NEWLINE = re.compile("\r\n?|[\u0085\u2028\u2029\v\f]")
# Controls, soft hyphens, joiners, byte-order marks, and the direction marks that can make a text read as another one.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u180e\u200c-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff0-\ufffc\ufffe\uffff\ud800-\udfff]"
)
_DECOMPOSED = re.compile("[A-Za-zぁ-ヿ][\u0300-\u036f\u3099\u309a]+")
_MARK = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a]"
_PILED = re.compile(f"({_MARK}{{4}}){_MARK}+")
_EMOJI_TAIL = re.compile("[\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
_MANY_GETA = re.compile(f"{GETA}{{2,}}")
_OPENING = re.compile("^[「『（［｛〈《【〔“‘(\\[]+")
# Only marks before which no line breaks even after a box (Unicode classes CL, CP, EX, IS, QU); ・ and … are not.
_CLOSING = re.compile("[、。，．」』）］｝〉》】〕”’)\\],.!?！？:;]+$")


class Exact(str):
    """A string that is not prose (a telephone number, a code, an SVG): no phrases, no readings."""


def clean(text: str) -> str:
    """The text without what must not stand on paper: NUL and other controls, direction marks, joiners.

    Line ends become `\\n`, at most two in a row; letters written in parts (か + ゛) become one.
    """
    text = _UNSEEN.sub("", _NEWLINE.sub("\n", text).replace("\t", " "))
    text = _DECOMPOSED.sub(lambda found: unicodedata.normalize("NFC", found[0]), text)
    return re.sub("\n{3,}", "\n\n", _PILED.sub(r"\1", text)).strip(" \n")


def unprintable(text: str) -> str:
    """The different characters of a text that our fonts cannot draw, in order, for a warning at the preview."""
    return "".join(dict.fromkeys(sign for sign in _EMOJI_TAIL.sub("", clean(text)) if not _can_draw(sign)))


def printable(text: str) -> str:
    """The cleaned text with 〓 for each run of characters that our fonts cannot draw."""
    text = _EMOJI_TAIL.sub("", clean(text))
    if text.isascii():
        return text
    drawn = "".join(sign if _can_draw(sign) else GETA for sign in text)
    return drawn if GETA in text else _MANY_GETA.sub(GETA, drawn)


def _can_draw(sign: str) -> bool:
    """True for what has a glyph or needs none: line ends, phrase breaks, selectors of a kanji's shape (葛󠄀 and 葛)."""
    return ord(sign) in drawable() or sign in ("\n", BREAK) or 0xE0100 <= ord(sign) <= 0xE01EF


def prose(text: str, reader: Reader | None = None) -> Any:
    """A text as the templates read it: a list of phrases, or the string itself where it is one phrase without a reading.

    Phrase breaks (U+200B) that stand in the text are obeyed; a line without any is cut by the engine.
    A phrase is {o, c, e, w}: opening marks, core (a string or [base, reading] pairs), ending marks, width in em; a line
    break is {n: true}. Marks stand outside the core so that the template can keep the core on one line and the marks
    still obey the rules of line breaking.
    """
    text = printable(text)
    lines = [line if BREAK in line else BREAK.join(phrases(line)) for line in text.split("\n")]
    if not text.strip(BREAK) or (reader is None and not any(BREAK in line for line in lines)):
        return text.strip(BREAK)
    found: list[dict[str, Any]] = []
    for number, line in enumerate(lines):
        if number:
            found.append({"n": True})
        found.extend(_phrase(pieces) for pieces in _phrases(line, reader))
    return found


def _phrases(line: str, reader: Reader | None) -> list[list[tuple[str, str]]]:
    """The line's phrases as (base, reading) pieces. A break inside a word with one reading moves behind the word."""
    *parts, _ = line.split(BREAK)
    ends = deque(accumulate(len(part) for part in parts))
    plain = line.replace(BREAK, "")
    read = [(printable(base), printable(above)) for base, above in reader(plain)] if reader else [(plain, "")]
    if "".join(base for base, _ in read) != plain:
        read = [(plain, "")]
    found: list[list[tuple[str, str]]] = [[]]
    place = 0
    for base, above in read:
        cuts = []
        while ends and ends[0] <= place + len(base):
            cuts.append(ends.popleft() - place)
        if above:
            found[-1].append((base, above))
            found += [[]] if cuts else []
        else:
            first, *others = [base[start:end] for start, end in pairwise([0, *cuts, len(base)])]
            found[-1].append((first, ""))
            found += [[(other, "")] for other in others]
        place += len(base)
    return [phrase for phrase in found if any(base for base, _ in phrase)]


def _phrase(pieces: list[tuple[str, str]]) -> dict[str, Any]:
    opening = closing = ""
    if not pieces[0][1] and (found := _OPENING.match(pieces[0][0])):
        opening, pieces = found[0], [(pieces[0][0][found.end() :], ""), *pieces[1:]]
    if not pieces[-1][1] and (found := _CLOSING.search(pieces[-1][0])):
        closing, pieces = found[0], [*pieces[:-1], (pieces[-1][0][: found.start()], "")]
    pieces = [piece for piece in pieces if piece[0]]
    width = sum(0.6 if sign.isascii() else 1 for base, _ in pieces for sign in base)
    plain = not any(above for _, above in pieces)
    return {"o": opening, "c": "".join(base for base, _ in pieces) if plain else pieces, "e": closing, "w": width}


def ready(data: Any, reader: Reader | None = None) -> Any:
    """The data of a sheet with every string made ready for its template: `prose`, or only `printable` where it is `Exact`."""
    if isinstance(data, Exact):
        return printable(data)
    if isinstance(data, str):
        return prose(data, reader)
    if isinstance(data, dict):
        return {key: ready(value, reader) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [ready(value, reader) for value in data]
    return data

"""Entries of a city's reading dictionary: how they are written, checked and ranked."""

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal, get_args

from yoriai.engines.japanese.kana import KANJI, hiragana, is_kana, katakana, plain_shapes
from yoriai.engines.japanese.letters import spelled
from yoriai.engines.japanese.numbers import digits_kana, number_kana

Kind = Literal["correction", "place", "word", "person"]
"""In order of precedence: a correction always wins; a person's name wins over a place before さん and the like."""

LONGEST: Final = 60
"""Characters of an entry at most."""

_BRACKETS = re.compile(r"[(（][^()（）]*(?:[)）]|$)|^[^()（）]*[)）]")
_NO_NAME = re.compile(r"以下に掲載がない場合|の次に番地がくる場合|一円$|^\W*$")
_BLOCK_NUMBER = re.compile(r"\d+(?=バンチョウ)")
_OLD_BLOCKS: Final = {"4": "ヨ", "7": "シチ", "9": "ク"}
_SIDES: Final = {
    **{"上": "かみ", "下": "しも", "東": "ひがし", "西": "にし", "南": "みなみ", "北": "きた"},
    **{"中央": "ちゅうおう", "本町": "ほんちょう"},
}
_KA = re.compile(f"(?<=[{KANJI}])[ケヶがガ](?=[{KANJI}])")
_AVENUE = re.compile(r"通$")


class NotAnEntry(ValueError):
    """The row is no entry; `code` is one of "no name", "no reading", "too long", "not kana"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Entry:
    """One word of the reading dictionary: as written, in hiragana, and what it is."""

    surface: str
    reading: str
    kind: Kind = "word"


def entry(name: str, kana: str, kind: str = "place") -> Entry:
    """Return the checked entry of a row (a town list, a correction).

    Parts in brackets are dropped from both sides; half-width and full-width kana are taken, digits and letters in the
    reading are read out (６バンチョウ). Raises NotAnEntry with a code where nothing remains to be read.
    """
    surface = _BRACKETS.sub("", unicodedata.normalize("NFKC", name)).strip()
    reading = _BRACKETS.sub("", unicodedata.normalize("NFKC", kana))
    if not surface or _NO_NAME.search(surface):
        raise NotAnEntry("no name")
    if len(surface) > LONGEST or len(reading) > 3 * LONGEST or "\n" in surface:
        raise NotAnEntry("too long")
    reading = _BLOCK_NUMBER.sub(lambda found: _OLD_BLOCKS.get(found[0], katakana(number_kana(found[0]))), reading)
    reading = re.sub(r"\d+", lambda found: _number(found[0]), reading)
    reading = re.sub(r"[A-Za-z]+", lambda found: spelled(found[0]), reading)
    reading = hiragana(re.sub(r"[\s・・‐－-]", "", reading))
    if not reading:
        raise NotAnEntry("no reading")
    if not is_kana(reading):
        raise NotAnEntry("not kana")
    if kind not in get_args(Kind):
        raise ValueError(f"no such kind of entry: {kind}")
    return Entry(surface, reading, kind)  # type: ignore[arg-type]


def key(surface: str) -> str:
    """Return the form under which an entry is looked up: NFKC, lower case, common shapes."""
    return plain_shapes(unicodedata.normalize("NFKC", surface)).lower()


def spellings(surface: str) -> Iterator[str]:
    """Yield the entry's key and the other usual spellings: 旭ケ丘, 旭ヶ丘, 旭が丘; 定禅寺通, 定禅寺通り."""
    plain = key(surface)
    yield plain
    if _KA.search(plain):
        yield from (_KA.sub(sign, plain) for sign in "ケヶが")
    if _AVENUE.search(plain):
        yield plain + "り"


def stems(entries: Iterable[Entry]) -> list[Entry]:
    """Return the place at least two names of a list are built on: 上愛子, 下愛子 and 愛子東 say how 愛子 is read."""
    found: Counter[tuple[str, str]] = Counter()
    written = set()
    for one in entries:
        written.add(one.surface)
        for side, reading in _SIDES.items():
            if one.kind != "place":
                continue
            if one.surface.startswith(side) and one.reading.startswith(reading):
                found[one.surface.removeprefix(side), one.reading.removeprefix(reading)] += 1
            if one.surface.endswith(side) and one.reading.endswith(reading):
                found[one.surface.removesuffix(side), one.reading.removesuffix(reading)] += 1
    return [
        Entry(surface, reading, "place")
        for (surface, reading), times in found.items()
        if times > 1 and len(surface) > 1 and reading and surface not in written
    ]


@cache
def builtin_entries() -> tuple[Entry, ...]:
    """Return the words of civic life that the dictionary by itself reads wrong."""
    return tuple(read_entries(Path(__file__).parent / "data" / "readings.csv", "word"))


def read_entries(path: Path, kind: str = "place") -> Iterable[Entry]:
    """Yield the entries of a CSV with the columns `name,kana`; rows that are none are passed over."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            try:
                yield entry(row["name"], row["kana"], kind)
            except NotAnEntry:
                continue


def _number(digits: str) -> str:
    return digits_kana(digits) if len(digits) > 16 else number_kana(digits)

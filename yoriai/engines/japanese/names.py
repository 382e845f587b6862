"""A city's names, laid over the words of the dictionary where they fit the sentence.

Why not a user dictionary of Sudachi's own: compiling one takes 3 to 20 s of a core and a file for every correction, it
pulls words apart that hold a name by accident (不|明通|話), and it was no more often right.
"""

import dataclasses
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import Final

from yoriai.engines.japanese.entries import Entry, builtin_entries, spellings, stems
from yoriai.engines.japanese.kana import half_width, katakana, plain_shapes
from yoriai.engines.japanese.numbers import KANJI_NUMERALS
from yoriai.engines.japanese.tokens import Token, long_words

PERSON_SUFFIXES: Final = frozenset({"さん", "様", "さま", "ちゃん", "くん", "君", "氏", "先生", "さんたち", "夫妻"})

_RANK: Final = {"correction": 0, "place": 1, "word": 1, "person": 2}
_NOUN: Final = ("名詞", "普通名詞", "一般", "*", "*", "*")
_PLACE: Final = ("名詞", "固有名詞", "地名", "一般", "*", "*")
_PERSON: Final = ("名詞", "固有名詞", "人名", "一般", "*", "*")
_SPEECH: Final = {"correction": _NOUN, "word": _NOUN, "place": _PLACE, "person": _PERSON}
_SMALL_LETTERS: Final = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}
_AREAS: Final = ("市", "区", "郡", "県", "町", "村")
_AROUND: Final = 2
"""Words to the right that are cut anew with a name, since its end may free the start of the next (高砂|中学校)."""


class Names:
    """The chosen entry for each spelling: a correction first, then the city's own, the built-in last."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.chosen: dict[str, Entry] = {}
        self._people: dict[str, str] = {}
        listed = list(entries)
        for entry in [*sorted([*listed, *stems(listed)], key=lambda one: _RANK[one.kind]), *builtin_entries()]:
            for spelling in spellings(entry.surface):
                self.chosen.setdefault(spelling, entry)
                if entry.kind == "person":
                    self._people.setdefault(spelling, entry.reading)
        self._lengths: dict[str, list[int]] = {}
        for spelling in sorted(self.chosen, key=len, reverse=True):
            lengths = self._lengths.setdefault(spelling[0], [])
            if len(spelling) not in lengths:
                lengths.append(len(spelling))

    def laid_over(self, text: str) -> list[Token]:
        """Return the words of the text with the city's names in their places, marked `own`."""
        tokens = long_words().tokenise(text, parts=True)
        plain = {(token.start, token.end): token for token in tokens}
        done = 0
        for start, end in self._spots(_folded(text)):
            if start < done:
                continue
            if self._lay(text, tokens, start, end):
                done = end
        return self._with_people(tokens, plain)

    def _spots(self, folded: str) -> Iterator[tuple[int, int]]:
        """Yield where names may stand, from the left, the longest first."""
        for start, sign in enumerate(folded):
            for length in self._lengths.get(sign, ()):
                end = start + length
                if end <= len(folded) and folded[start:end] in self.chosen:
                    yield start, end

    def _lay(self, text: str, tokens: list[Token], start: int, end: int) -> bool:
        """Put the name between these positions in its place; False when something else is meant there."""
        first = bisect_right(tokens, start, key=lambda token: token.end)
        last = bisect_left(tokens, end, key=lambda token: token.end)
        covered = tokens[first : last + 1]
        name = self._name(text, start, end)
        units = [unit for token in covered for unit in (token.parts or (token,))]
        if not self._meant(name, covered, tokens[first - 1] if first else None, units):
            return False
        if start in {unit.start for unit in units} and end in {unit.end for unit in units}:
            left = [unit for unit in units if unit.end <= start]
            right = [unit for unit in units if unit.start >= end]
            tokens[first : last + 1] = [*left, name, *right]
            return True
        recut = self._recut(text, tokens[first : last + 1 + _AROUND], name)
        if recut:
            tokens[first : last + 1 + _AROUND] = recut
        return bool(recut)

    def _recut(self, text: str, theirs: list[Token], name: Token) -> list[Token]:
        """Cut the words the name lies across anew; empty if that leaves more or smaller pieces than there were."""
        ours = [*_cut(text, theirs[0].start, name.start), name, *_cut(text, name.end, theirs[-1].end)]
        measure, limit = (len(ours), _single(ours)), (len(theirs), _single(theirs))
        kind = self._entry(name).kind
        one_end = name.start in {one.start for one in theirs} or name.end in {one.end for one in theirs}
        town = kind == "place" and (
            measure == limit or (measure[0] == limit[0] and text[name.start - 1 : name.start] in _AREAS)
        )
        return ours if measure < limit or town or (kind == "correction" and one_end) else []

    def _meant(self, name: Token, covered: list[Token], before: Token | None, units: list[Token]) -> bool:
        if self._entry(name).kind == "correction":
            return True
        if any(one.pos[2] == "人名" and one.start <= name.start < name.end < one.end for one in covered):
            return False  # 新田次郎
        left = [unit for unit in units if unit.end <= name.start]
        noun_before = _noun_before(name, left[-1] if left else before)
        if len(name.surface) == 1:
            return len(covered) == 1 and len(covered[0].surface) == 1 and not noun_before
        if name.surface.endswith("丁目") and name.surface[0] in KANJI_NUMERALS:
            return not noun_before  # 本町六丁目 is the sixth block, 六丁目 alone the town
        return True

    def _name(self, text: str, start: int, end: int) -> Token:
        surface = text[start:end]
        entry = self.chosen[_folded(surface)]
        return Token(surface, start, end, katakana(entry.reading), surface, _SPEECH[entry.kind], True, True)

    def _entry(self, name: Token) -> Entry:
        return self.chosen[_folded(name.surface)]

    def _with_people(self, tokens: list[Token], plain: dict[tuple[int, int], Token]) -> list[Token]:
        """Read a place as the person's name it is before さん, behind a family name or before a given one."""
        named = list(tokens)
        for index, token in enumerate(tokens):
            if not token.own or self._entry(token).kind == "correction":
                continue
            before = tokens[index - 1] if index else None
            after = tokens[index + 1] if index + 1 < len(tokens) else None
            known = plain.get((token.start, token.end))
            known = known if known and known.pos[2] == "人名" else None
            titled = after is not None and after.surface in PERSON_SUFFIXES
            behind_family = before is not None and before.end == token.start and before.pos[3] == "姓"
            before_given = after is not None and after.pos[2:4] == ("人名", "名")
            if titled or (known and (behind_family or before_given)):
                person = self._people.get(_folded(token.surface))
                reading = katakana(person) if person else known.reading if known else token.reading
                named[index] = dataclasses.replace(token, reading=reading)
        return named


def _folded(text: str) -> str:
    """Fold a text as `key` does an entry, but without moving any character."""
    return plain_shapes(half_width(text)).translate(_SMALL_LETTERS)


def _cut(text: str, start: int, end: int) -> list[Token]:
    return [
        dataclasses.replace(
            token,
            start=token.start + start,
            end=token.end + start,
            parts=tuple(
                dataclasses.replace(part, start=part.start + start, end=part.end + start) for part in token.parts
            ),
        )
        for token in long_words().tokenise(text[start:end], parts=True)
    ]


def _noun_before(name: Token, before: Token | None) -> bool:
    if before is None or before.end != name.start or before.surface.endswith(_AREAS[:4]):
        return False
    return before.pos[0] in ("名詞", "接尾辞", "接頭辞")


def _single(tokens: list[Token]) -> int:
    return sum(len(token.surface) == 1 for token in tokens)

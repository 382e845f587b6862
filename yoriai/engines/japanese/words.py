"""Search: the words of a text, and the two texts PostgreSQL takes: a `tsvector` to store and a `tsquery` to ask with.

Every lexeme is NFKC, lower case, hiragana instead of katakana and without a closing long-vowel mark, so that half and
full width, サーバ and サーバー, こども and コドモ are one. A reading of a kanji word carries READING_MARK in front (a
katakana, which no other lexeme can hold): きょうどう typed in kana finds 協働, yet 協働 does not find 共同.

Positions are characters counted from the start of the text, so `<2>` in a query means "two characters further".
"""

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Final

from yoriai.engines.japanese.kana import HIRAGANA, KANJI, KATAKANA, has_kanji, hiragana, is_kana, plain_shapes
from yoriai.engines.japanese.tokens import Token, middle_words, short_words

READING_MARK: Final = "ヨ"
LAST_POSITION: Final = 16383
"""The highest position PostgreSQL keeps."""

_POSITIONS_EACH: Final = 255
_LEXEME_CHARACTERS: Final = 60
_VECTOR_BYTES: Final = 400_000
_TEXT_CHARACTERS: Final = 60_000
_GAP: Final = 10
"""Characters between title and body, so that no phrase runs over the border."""

_QUERY_CHARACTERS: Final = 200
_QUERY_WORDS: Final = 12
_CHAIN: Final = 5
_LOOSE: Final = 3
"""How many characters may stand between two parts of a compound: 市民活動 finds 市民の公益活動."""

_SEPARATORS = re.compile(r"[\W_\u30fb]+")
_ENDLESS = re.compile("ー{2,}")
_COUNTED_KA = re.compile(r"(?<=[\d一二三四五六七八九十百千数何])[ヶケヵカか箇](?=[月所国年条村町])")
_PLACE_GA = re.compile(f"(?<=[{KANJI}])[ヶケ](?=[{KANJI}])")
_JAPANESE = re.compile(f"[{KANJI}{HIRAGANA}{KATAKANA}ー]+")
_LIGHT_VERBS = frozenset({"為る", "居る", "有る", "成る", "出来る"})


@dataclass(frozen=True, slots=True)
class _Found:
    """One lexeme at one place; `sure` is False for two characters that straddle two words."""

    lexeme: str
    position: int
    sure: bool


def search_terms(text: str) -> list[str]:
    """Return what the text can be found by, each once, in order: surface, dictionary form, reading, character pairs.

    Readings stand here without their mark. Particles, auxiliaries and punctuation are left out.
    """
    found = (item.lexeme.removeprefix(READING_MARK) for item in _lexemes(_fold(text)))
    return list(dict.fromkeys(found))


def search_vector(title: str, body: str, names: Mapping[str, str] | None = None) -> str:
    """Return a PostgreSQL `tsvector` literal (cast it: `%s::tsvector`) with the title at weight A and the body at B.

    Character pairs that straddle two words have weight D, so that 京都 finds 東京都 last. `names` maps place names to
    their readings in hiragana (`Reader.names`), so that あやし finds 愛子. Long texts are cut, never an error.
    """
    places: dict[str, dict[int, str]] = {}
    size = offset = 0
    for text, weight in ((title, "A"), (body, "B")):
        folded = _fold(text[:_TEXT_CHARACTERS])
        for item in (*_named(folded, names or {}), *_lexemes(folded)):
            at = offset + item.position + 1
            if size > _VECTOR_BYTES:
                break
            known = places.get(item.lexeme)
            if known is None:
                known = places[item.lexeme] = {}
                size += len(item.lexeme.encode()) + 8
            if at <= LAST_POSITION and len(known) < _POSITIONS_EACH:
                mark = weight if item.sure else ""
                known[at] = max(known.get(at, ""), mark)
                size += 2
        offset += len(folded) + _GAP
    return " ".join(f"{_quoted(lexeme)}{_positions(at)}" for lexeme, at in places.items())


def search_query(text: str, synonyms: Mapping[str, Sequence[str]] | None = None) -> str:
    """Return `tsquery` text (cast it: `%s::tsquery`) for what a person typed; "" when it holds nothing to search for.

    All words must be found, each by any of its forms. `synonyms` maps a word to others that mean the same and works
    both ways; None takes the built-in list (市民活動 = 市民公益活動, R3).
    """
    same = _both_ways(builtin_synonyms() if synonyms is None else synonyms)
    clauses = []
    for word in _fold(text[:_QUERY_CHARACTERS]).split()[:_QUERY_WORDS]:
        variants = [word]
        for known, others in same.items():
            if known in word:
                variants.extend(word.replace(known, other) for other in others if other not in word)
        clause = _any(_word_query(variant) for variant in variants)
        if clause:
            clauses.append(clause)
    return " & ".join(dict.fromkeys(clauses))


@cache
def builtin_synonyms() -> Mapping[str, Sequence[str]]:
    """Return the words that mean the same in every city."""
    same: dict[str, list[str]] = {}
    with (Path(__file__).parent / "data" / "synonyms.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            same.setdefault(row["word"], []).append(row["same"])
    return same


def _fold(text: str) -> str:
    """Return NFKC lower-case text with one space for every run of signs that are neither letter nor digit."""
    text = plain_shapes(unicodedata.normalize("NFKC", text)).lower()
    text = _PLACE_GA.sub("が", _COUNTED_KA.sub("か", _ENDLESS.sub("ー", text)))
    return _SEPARATORS.sub(" ", text).strip()


@lru_cache(maxsize=8192)
def _folded_name(name: str) -> str:
    return _fold(name)


def _lexeme(word: str) -> str:
    word = hiragana(word).replace("ゔぁ", "ば").replace("ゔ", "ぶ")
    return (word.rstrip("ー") or word)[:_LEXEME_CHARACTERS]


def _normal(token: Token) -> str:
    return _lexeme(_fold(token.normal).replace(" ", ""))


def _lexemes(folded: str) -> Iterator[_Found]:
    run: list[Token] = []
    for token in short_words().tokenise(folded):
        linking = token.surface == "の" and bool(run)  # 道の駅, 虹の丘: written in one, cut in three
        if run and not linking and (not token.content or token.start != run[-1].end):
            yield from _pairs(run)
            run = []
        if token.content or linking:
            run.append(token)
        if not token.content:
            continue
        surface = _lexeme(token.surface)
        yield _Found(surface, token.start, True)
        if (normal := _normal(token)) not in ("", surface):
            yield _Found(normal, token.start, True)
        if not is_kana(token.surface) and is_kana(token.reading):
            yield _Found(READING_MARK + _lexeme(token.reading), token.start, True)
        if len(surface) > 1 and has_kanji(surface[-1]):
            yield _Found(surface[-1], token.end - 1, False)  # 橋 finds 大橋
    if run:
        yield from _pairs(run)


def _pairs(run: list[Token]) -> Iterator[_Found]:
    """Yield every two neighbouring kanji or kana of adjoining words."""
    borders = {token.start for token in run}
    start = run[0].start
    text = _written(run)
    for found in _JAPANESE.finditer(text):
        for index in range(found.start(), found.end() - 1):
            at = start + index
            yield _Found(hiragana(text[index : index + 2]), at, at + 1 not in borders)


def _named(folded: str, names: Mapping[str, str]) -> Iterator[_Found]:
    for name, reading in names.items():
        if (at := folded.find(_folded_name(name))) >= 0:
            yield _Found(READING_MARK + _lexeme(reading), at, True)


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a word as typed: where it stands, its quoted lexemes, and its character pairs as a phrase."""

    start: int
    end: int
    written: str
    lexemes: list[str]
    phrase: str

    @property
    def choices(self) -> list[str]:
        return [*self.lexemes, self.phrase]


def _word_query(word: str) -> str:
    choices = []
    if is_kana(word) and len(word) > 1:
        choices += [_quoted(_lexeme(word)), _quoted(READING_MARK + _lexeme(word))]
    choices.append(_phrase(word))
    tokens = [token for token in middle_words().tokenise(word) if token.content]
    if is_kana(word) and any(len(token.surface) < 2 for token in tokens):
        tokens = []  # kana in pieces: the cut is a guess, and the pieces are in every text
    parts = _parts([token for token in tokens if token.normal not in _LIGHT_VERBS])
    if len(parts) == 1:
        choices += parts[0].choices
    elif parts:
        choices.append(_together(parts))
    return _any(choices)


def _parts(tokens: list[Token]) -> list[_Part]:
    """Cut a word into parts, a lone kanji joined to its neighbour: 区 or 者 alone is everywhere."""
    groups: list[list[Token]] = []
    for token in tokens:
        touching = bool(groups) and groups[-1][-1].end == token.start
        lone = 1 in (len(token.surface), len(_written(groups[-1]))) if touching else False
        if lone and _JAPANESE.fullmatch(_written([*groups[-1], token])):
            groups[-1].append(token)
        else:
            groups.append([token])
    return [_part(group) for group in groups]


def _written(tokens: list[Token]) -> str:
    return "".join(token.surface for token in tokens)


def _part(group: list[Token]) -> _Part:
    written = _written(group)
    lexemes = [_lexeme(written)]
    if len(group) == 1:
        reading = group[0].reading
        lexemes.append(_normal(group[0]))
        if is_kana(written):
            lexemes.append(READING_MARK + _lexeme(written))
        elif is_kana(reading) and len(reading) > 2:
            lexemes.append(_lexeme(reading))
    quoted = [_quoted(lexeme) for lexeme in dict.fromkeys(lexemes) if lexeme]
    return _Part(group[0].start, group[-1].end, written, quoted, _phrase(written))


def _together(parts: list[_Part]) -> str:
    """Return: every part is there, those written as one compound near each other and in this order."""
    clauses = []
    linked: set[int] = set()
    if len(parts) <= _CHAIN:
        for index, (left, right) in enumerate(pairwise(parts)):
            if left.end == right.start:
                clauses.append(_near(left, right))
                linked |= {index, index + 1}
    clauses += [_any(part.choices) for index, part in enumerate(parts) if index not in linked]
    return clauses[0] if len(clauses) == 1 else f"({' & '.join(clauses)})"


def _near(left: _Part, right: _Part) -> str:
    """PostgreSQL measures from the start of a lexeme, but from the last pair of a phrase."""
    length = len(left.written)
    nearest = 1 if is_kana(left.written) else max(1, length - 1)
    after = _any(right.choices)
    choices = [f"{_any(left.lexemes)} <{distance}> {after}" for distance in range(nearest, length + _LOOSE + 1)]
    if left.phrase not in ("", *left.lexemes):
        choices += [f"{left.phrase} <{distance}> {after}" for distance in range(2, 2 + _LOOSE + 1)]
    return _any(choices)


def _phrase(word: str) -> str:
    """Return the word as neighbouring character pairs, or "" when it is not Japanese writing of two signs or more."""
    if len(word) < 2 or not _JAPANESE.fullmatch(word):
        return ""
    pairs = [_quoted(hiragana(word[index : index + 2])) for index in range(len(word) - 1)]
    return pairs[0] if len(pairs) == 1 else f"({' <-> '.join(pairs)})"


def _any(choices: Iterable[str]) -> str:
    kept = [choice for choice in dict.fromkeys(choices) if choice]
    return kept[0] if len(kept) == 1 else f"({' | '.join(kept)})" if kept else ""


def _quoted(lexeme: str) -> str:
    """Return the lexeme between quotes. Folding leaves letters and digits only; the doubling is a second lock."""
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"


def _positions(at: dict[int, str]) -> str:
    return ":" + ",".join(f"{position}{weight}" for position, weight in sorted(at.items())) if at else ""


def _both_ways(synonyms: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    same: dict[str, list[str]] = {}
    for word, others in synonyms.items():
        for other in others:
            left, right = _fold(word).replace(" ", ""), _fold(other).replace(" ", "")
            if left and right and left != right:
                same.setdefault(left, []).append(right)
                same.setdefault(right, []).append(left)
    return same

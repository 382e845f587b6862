"""Tokens: a text cut by Sudachi into words with place, reading, dictionary form and part of speech."""

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

import sudachipy

# Sudachi refuses more than 65,535 bytes after its own normalisation, which makes some signs many times longer (㍿, ﷺ).
CHUNK_CHARACTERS: Final = 4000

# Without the plug-in that swallows 「（とくしま）」 behind a kanji word: every character must be in a token.
INPUT_PLUGINS: Final = [{"class": "com.worksap.nlp.sudachi.DefaultInputTextPlugin"}]

_BREAKS = re.compile(r"[。！？!?\n]|[、，,\s]")
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Token:
    """One word as it stands in the text; `start` and `end` are character positions, `reading` is katakana."""

    surface: str
    start: int
    end: int
    reading: str
    normal: str
    pos: tuple[str, ...]
    known: bool
    own: bool
    """Whether it is one of the city's names, laid over the dictionary."""
    parts: tuple["Token", ...] = ()
    """The short units of a long word; empty when it has none."""
    meanings: tuple[int, ...] = ()
    """Groups of the dictionary's thesaurus: トイレ, 便所 and 化粧室 share one. Numbers mean nothing by themselves."""

    @property
    def content(self) -> bool:
        """Whether the word carries meaning by itself: no particle, auxiliary, punctuation or space."""
        return self.pos[0] not in ("助詞", "助動詞", "補助記号", "空白")


class Tokenizer:
    """A Sudachi tokenizer any thread may use: each thread gets its own, the dictionary is shared."""

    def __init__(self, mode: str) -> None:
        self._mode = mode
        self._dictionary = _dictionary()
        self._threads = threading.local()

    def tokenise(self, text: str, *, parts: bool = False) -> list[Token]:
        """Return the tokens of a text of any length, in order, covering every character; `parts` adds short units."""
        text = _SURROGATE.sub("\ufffd", text)
        return [token for start, end in _chunks(text) for token in self._chunk(text[start:end], start, parts)]

    def words(self, text: str, *, parts: bool = False) -> list[Token]:
        """Return the tokens of a text without their places (each begins at 0): what the dictionary knows of a word is kept.

        For whoever reads many texts: three times as fast.
        """
        text = _SURROGATE.sub("\ufffd", text)
        return [
            _kept(morpheme, parts)
            for start, end in _chunks(text)
            for morpheme, _ in self._morphemes(text[start:end], 0)
        ]

    def _chunk(self, text: str, offset: int, parts: bool) -> Iterator[Token]:
        for morpheme, before in self._morphemes(text, offset):
            yield _token(morpheme, before, parts)

    def _morphemes(self, text: str, offset: int) -> Iterator[tuple[sudachipy.Morpheme, int]]:
        tokenizer = getattr(self._threads, "tokenizer", None)
        if tokenizer is None:
            tokenizer = self._threads.tokenizer = self._dictionary.tokenizer(mode=self._mode)
        try:
            morphemes = tokenizer.tokenize(text)
        except sudachipy.errors.SudachiError:
            if len(text) < 2:
                raise
            middle = len(text) // 2
            yield from self._morphemes(text[:middle], offset)
            yield from self._morphemes(text[middle:], offset + middle)
            return
        for morpheme in morphemes:
            yield morpheme, offset


@cache
def _dictionary() -> sudachipy.Dictionary:
    return sudachipy.Dictionary(config=sudachipy.Config(inputTextPlugin=INPUT_PLUGINS))


_KEPT: dict[tuple[int, str, bool], Token] = {}
_MOST_KEPT: Final = 50_000


def _kept(morpheme: sudachipy.Morpheme, parts: bool) -> Token:
    """The token of a word of the dictionary, made once; one that stands in no dictionary is made each time."""
    if morpheme.is_oov():
        return _token(morpheme, -morpheme.begin(), parts)
    key = (morpheme.word_id(), morpheme.raw_surface(), parts)
    token = _KEPT.get(key)
    if token is None:
        if len(_KEPT) >= _MOST_KEPT:
            _KEPT.clear()
        token = _KEPT[key] = _token(morpheme, -morpheme.begin(), parts)
    return token


def _token(morpheme: sudachipy.Morpheme, offset: int, parts: bool) -> Token:
    short: tuple[Token, ...] = ()
    if parts and morpheme.end() - morpheme.begin() > 1:
        units = morpheme.split("A", add_single=False)
        short = tuple(_token(unit, offset, False) for unit in units)
    return Token(
        surface=morpheme.raw_surface(),
        start=offset + morpheme.begin(),
        end=offset + morpheme.end(),
        reading=morpheme.reading_form(),
        normal=morpheme.normalized_form(),
        pos=morpheme.part_of_speech(),
        known=not morpheme.is_oov(),
        own=False,
        parts=short,
        meanings=tuple(morpheme.synonym_group_ids()),
    )


def _chunks(text: str) -> Iterator[tuple[int, int]]:
    """Cut at the last end of sentence before the limit, else at a comma or space, else at the limit."""
    start = 0
    while len(text) - start > CHUNK_CHARACTERS:
        window = text[start : start + CHUNK_CHARACTERS]
        breaks = list(_BREAKS.finditer(window, CHUNK_CHARACTERS // 2))
        full_stops = [found for found in breaks if found[0] in "。！？!?\n"]
        cut = (full_stops or breaks)[-1].end() if breaks else CHUNK_CHARACTERS
        yield start, start + cut
        start += cut
    if start < len(text):
        yield start, len(text)


@cache
def short_words() -> Tokenizer:
    """Return the tokenizer of short units (A mode) for search, opened at its first use."""
    return Tokenizer("A")


@cache
def middle_words() -> Tokenizer:
    """Return the tokenizer of middle units (B mode) for what a person types to search, opened at its first use."""
    return Tokenizer("B")


@cache
def long_words() -> Tokenizer:
    """Return the tokenizer of long units (C mode) for readings and phrases, opened at its first use."""
    return Tokenizer("C")

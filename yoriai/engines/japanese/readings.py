"""Readings: how a text is read aloud, with a city's own names and corrections laid over the dictionary."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from yoriai.engines.japanese.context import in_context
from yoriai.engines.japanese.entries import Entry
from yoriai.engines.japanese.figures import Figure, figures
from yoriai.engines.japanese.kana import half_width, hiragana, is_kana, plain_shapes
from yoriai.engines.japanese.letters import spelled
from yoriai.engines.japanese.names import Names
from yoriai.engines.japanese.numbers import kanji_number, number_kana
from yoriai.engines.japanese.tokens import Token

_SPELLED_LETTERS: Final = 4


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text and its reading in hiragana; None for signs and spaces. "" is read as nothing (10:00)."""

    surface: str
    reading: str | None


class Reader:
    """Reads texts by Sudachi's dictionary, the built-in corrections and a city's own entries. Any thread may use it."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        """Take the entries. Of two for one spelling a correction wins, then the city's over the built-in, then the first."""
        self._names = Names(entries)

    @property
    def names(self) -> Mapping[str, str]:
        """Map each written name to its reading in hiragana, for the search index."""
        return {spelling: entry.reading for spelling, entry in self._names.chosen.items()}

    def read(self, text: str) -> list[Piece]:
        """Return the text cut into pieces with their readings; the surfaces joined are the text."""
        return [Piece(text[start:end], reading) for start, end, reading in self._spans(text)]

    def hiragana(self, text: str) -> str:
        """Return the whole text in hiragana; punctuation, spaces and what cannot be read stay."""
        return "".join(piece.surface if piece.reading is None else piece.reading for piece in self.read(text))

    def _spans(self, text: str) -> Iterator[tuple[int, int, str | None]]:
        plain = plain_shapes(text)
        tokens = list(in_context(self._names.laid_over(plain)))
        fitting = {figure.start: figure for figure in _fitting(figures(plain), tokens)}
        done = 0
        for token in tokens:
            if token.start < done:
                continue
            figure = fitting.get(token.start)
            if figure:
                yield from ((part.start, part.end, part.reading) for part in figure.parts)
                done = figure.end
            else:
                yield from self._units(token)
                done = token.end

    def _units(self, token: Token) -> Iterator[tuple[int, int, str | None]]:
        """Yield the short units of a long word where their readings join up to its own, else the word."""
        if len(token.parts) > 1 and "".join(part.reading for part in token.parts) == token.reading:
            yield from ((part.start, part.end, _reading(part)) for part in token.parts)
        else:
            yield token.start, token.end, _reading(token)


class _Current:
    """The reader of this process: a city's, once somebody has made it known."""

    reader = Reader()


def use_reader(reader: Reader) -> None:
    """Make this the reader of the process: at start, and whenever the city's dictionary changed."""
    _Current.reader = reader


def current_reader() -> Reader:
    """Return the reader of the process; until one is made known, one with the built-in words only."""
    return _Current.reader


def _reading(token: Token) -> str | None:
    if token.pos[0] in ("補助記号", "空白"):
        return None
    if token.pos[1] == "数詞":
        value = kanji_number(token.surface)
        if value is not None:
            return number_kana(value)
    letters = half_width(token.surface)
    if letters.isascii() and letters.isalpha() and len(letters) == 1:
        return spelled(letters)  # the dictionary has ares and metres in mind
    reading = hiragana(token.reading)
    if is_kana(reading):
        return reading
    if is_kana(token.surface):
        return hiragana(token.surface)
    if letters.isascii() and letters.isupper() and len(letters) <= _SPELLED_LETTERS:
        return spelled(letters)
    return None


def _fitting(found: list[Figure], tokens: list[Token]) -> Iterator[Figure]:
    """Yield the figures that begin and end where words do and touch no word of the city's (二日町, 三百人町).

    A figure whose counting word is a piece of a longer word (3本立て) is cut down to its number.
    """
    starts = {token.start: token for token in tokens}
    ends = {token.end for token in tokens}
    taken = [(token.start, token.end) for token in tokens if token.own]
    for figure in found:
        if any(start < figure.end and figure.start < end for start, end in taken):
            continue
        first = starts.get(figure.start)
        if first is None or (first.end > figure.end):
            continue
        if figure.end in ends:
            yield figure
        elif len(figure.parts) > 1 and figure.parts[0].end in ends:
            yield Figure(figure.parts[:1], figure.kanji)

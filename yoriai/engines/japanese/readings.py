"""Readings: how a text is read aloud, with a city's own names and corrections laid over the dictionary."""

import dataclasses
import tempfile
import threading
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from yoriai.engines.japanese.context import in_context
from yoriai.engines.japanese.dictionary import compiled, default_folder
from yoriai.engines.japanese.entries import Entry, builtin_entries, key, spellings, stems
from yoriai.engines.japanese.figures import Figure, figures
from yoriai.engines.japanese.kana import half_width, hiragana, is_kana, katakana, plain_shapes
from yoriai.engines.japanese.letters import spelled
from yoriai.engines.japanese.numbers import KANJI_NUMERALS, kanji_number, number_kana
from yoriai.engines.japanese.tokens import Token, Tokenizer, long_words

PERSON_SUFFIXES: Final = frozenset({"さん", "様", "さま", "ちゃん", "くん", "君", "氏", "先生", "さんたち", "夫妻"})

_RANK: Final = {"correction": 0, "place": 1, "word": 1, "person": 2}
_SPELLED_LETTERS: Final = 6


@dataclasses.dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text and its reading in hiragana; None for signs and spaces. "" is read as nothing (10:00)."""

    surface: str
    reading: str | None


class Reader:
    """Reads texts by Sudachi's dictionary, the built-in corrections and a city's own entries. Any thread may use it."""

    def __init__(self, entries: Iterable[Entry], folder: Path) -> None:
        """Compile the entries into `folder` (made if absent; about 3 s, once for the same entries) and open them.

        Of two entries for one spelling a correction wins, then the city's over the built-in, then the first.
        Raises OSError when the folder cannot be written.
        """
        self._chosen: dict[str, Entry] = {}
        self._people: dict[str, str] = {}
        listed = list(entries)
        for entry in sorted([*listed, *stems(listed)], key=lambda one: _RANK[one.kind]):
            for spelling in spellings(entry.surface):
                self._chosen.setdefault(spelling, entry)
                if entry.kind == "person":
                    self._people.setdefault(spelling, entry.reading)
        for entry in builtin_entries():
            for spelling in spellings(entry.surface):
                self._chosen.setdefault(spelling, entry)
        self._tokenizer = Tokenizer("C", str(compiled(self._chosen, folder)))

    @property
    def names(self) -> Mapping[str, str]:
        """Map each written name of the dictionary to its reading in hiragana, for the search index."""
        return {entry.surface: entry.reading for entry in self._chosen.values()}

    def read(self, text: str) -> list[Piece]:
        """Return the text cut into pieces with their readings; the surfaces joined are the text."""
        return [Piece(text[start:end], reading) for start, end, reading in self._spans(text)]

    def hiragana(self, text: str) -> str:
        """Return the whole text in hiragana; punctuation, spaces and what cannot be read stay."""
        return "".join(piece.surface if piece.reading is None else piece.reading for piece in self.read(text))

    def _spans(self, text: str) -> Iterator[tuple[int, int, str | None]]:
        plain = plain_shapes(text)
        tokens = list(in_context(self._tokens(plain)))
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
        parts = tuple(self._city_part(part) for part in token.parts)
        if parts != token.parts:
            yield from ((part.start, part.end, _reading(part)) for part in parts)
            return
        if not token.own and len(parts) > 1 and "".join(part.reading for part in parts) == token.reading:
            yield from ((part.start, part.end, _reading(part)) for part in parts)
        else:
            yield token.start, token.end, _reading(token)

    def _city_part(self, part: Token) -> Token:
        """Read a place within a long word of the dictionary (八幡公園, 仙台市東七番丁) as the city does."""
        entry = self._chosen.get(key(part.surface)) if len(part.surface) > 1 and part.pos[2] != "人名" else None
        return _with_reading(part, katakana(entry.reading)) if entry else part

    def _tokens(self, text: str) -> list[Token]:
        tokens = self._tokenizer.tokenise(text, parts=True)
        if not any(token.own for token in tokens):
            return tokens
        return self._judged(tokens, long_words().tokenise(text, parts=True))

    def _judged(self, own: list[Token], plain: list[Token]) -> list[Token]:
        """Take the city's words where they fit the sentence, and the dictionary's reading where they do not."""
        judged: list[Token] = []
        for ours, theirs in _regions(own, plain):
            wanted = [token for token in ours if token.own]
            if not wanted:
                judged += ours
                continue
            units = [unit for word in theirs for unit in (word.parts or (word,))]
            starts, ends = {unit.start for unit in units}, {unit.end for unit in units}
            aligned = [token for token in wanted if token.start in starts and token.end in ends]
            fit = [token for token in wanted if self._fits(token, ours, theirs, judged, token in aligned)]
            keep = len(fit) == len(wanted) and len(aligned) < len(wanted)
            chosen = ours if keep else _replaced(theirs, [token for token in fit if token in aligned])
            judged += [self._read(token) if token.own else token for token in chosen]
        return self._people_named(judged, plain)

    def _read(self, token: Token) -> Token:
        return _with_reading(token, katakana(self._chosen[key(token.surface)].reading))

    def _fits(self, token: Token, ours: list[Token], theirs: list[Token], before: list[Token], aligned: bool) -> bool:
        """Tell whether one of the city's words is meant here, and is no accident of two other words' letters."""
        if self._chosen[key(token.surface)].kind == "correction":
            return aligned or len(ours) <= len(theirs) or not _cuts_both(token, theirs)
        noun_before = _noun_before(token, [*before, *(one for one in ours if one.end <= token.start)])
        if len(token.surface) == 1:
            return any((one.start, one.end) == (token.start, token.end) for one in theirs) and not noun_before
        if token.surface.endswith("丁目") and token.surface[0] in KANJI_NUMERALS:
            return not noun_before  # 本町六丁目 is the sixth block, 六丁目 alone the town
        return aligned or (len(ours), _single(ours)) <= (len(theirs), _single(theirs))

    def _people_named(self, tokens: list[Token], plain: list[Token]) -> list[Token]:
        """Read a place as the person's name it is before さん, or behind a family name."""
        names = {(token.start, token.end): token for token in plain if token.pos[:3] == ("名詞", "固有名詞", "人名")}
        named = list(tokens)
        for index, token in enumerate(tokens):
            if not token.own or self._chosen[key(token.surface)].kind == "correction":
                continue
            after = tokens[index + 1].surface if index + 1 < len(tokens) else ""
            before = tokens[index - 1] if index else None
            known = names.get((token.start, token.end))
            family = before is not None and before.end == token.start and before.pos[3:4] == ("姓",)
            if after in PERSON_SUFFIXES or (family and known is not None and known.pos[3] == "名"):
                person = self._people.get(key(token.surface)) or (known.reading if known else None)
                named[index] = _with_reading(token, katakana(person)) if person else token
        return named


class _Current:
    """The reader of this process: a city's, once somebody has made it known."""

    lock = threading.Lock()
    reader: Reader | None = None


def use_reader(reader: Reader | None) -> None:
    """Make this the reader of the process (at start and whenever the dictionary changed); None forgets it."""
    _Current.reader = reader


def current_reader() -> Reader:
    """Return the reader of the process; until one is made known, one with the built-in words only.

    That one is compiled in the user's cache folder, or in a folder of its own where that cannot be written.
    """
    with _Current.lock:
        if _Current.reader is None:
            try:
                _Current.reader = Reader([], default_folder())
            except OSError:
                _Current.reader = Reader([], Path(tempfile.mkdtemp(prefix="yoriai-readings-")))
        return _Current.reader


def _with_reading(token: Token, reading: str) -> Token:
    return dataclasses.replace(token, reading=reading)


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


def _regions(own: list[Token], plain: list[Token]) -> Iterator[tuple[list[Token], list[Token]]]:
    """Pair the stretches between the borders both cuts of one text have."""
    borders = {token.end for token in own} & {token.end for token in plain}
    ours = _split(own, borders)
    theirs = _split(plain, borders)
    yield from zip(ours, theirs, strict=True)


def _split(tokens: list[Token], borders: set[int]) -> Iterator[list[Token]]:
    stretch: list[Token] = []
    for token in tokens:
        stretch.append(token)
        if token.end in borders:
            yield stretch
            stretch = []


def _replaced(theirs: list[Token], wanted: list[Token]) -> list[Token]:
    """Lay words over the dictionary's, whose long words open up where a wanted one covers a part of them."""

    def covered(token: Token) -> bool:
        return any(one.start < token.end and token.start < one.end for one in wanted)

    left = []
    for token in theirs:
        left += [unit for unit in token.parts or (token,) if not covered(unit)] if covered(token) else [token]
    return sorted([*left, *wanted], key=lambda one: one.start)


def _noun_before(token: Token, before: list[Token]) -> bool:
    previous = before[-1] if before else None
    if previous is None or previous.end != token.start or previous.surface.endswith(("区", "市", "郡", "県")):
        return False
    return previous.pos[0] in ("名詞", "接尾辞", "接頭辞")


def _cuts_both(token: Token, theirs: list[Token]) -> bool:
    units = [unit for word in theirs for unit in (word.parts or (word,))]
    return token.start not in {unit.start for unit in units} and token.end not in {unit.end for unit in units}


def _single(tokens: list[Token]) -> int:
    return sum(len(token.surface) == 1 for token in tokens)

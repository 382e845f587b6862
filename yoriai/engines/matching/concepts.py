"""Concepts: what goes together though the words differ. The table is data; a city may bring its own."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from yoriai.engines.japanese.tokens import Token, long_words
from yoriai.engines.similarity.features import folded

# Particles are dropped, so that 声かける finds 声をかけて; a "not" stays, since 聞こえない is no 聞こえる.
_NEGATIONS: Final = frozenset({"ない", "無い", "ぬ", "ず"})


@dataclass(frozen=True, slots=True)
class Concept:
    """A thing people speak of in many words; its name is shown to them as the reason."""

    name: str
    words: tuple[str, ...]


class Concepts:
    """A table of concepts, ready to be found in texts."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self.names: list[str] = []
        self._meant: dict[tuple[str, ...], list[tuple[int, str]]] = {}
        self._longest: dict[str, int] = {}
        for number, concept in enumerate(concepts):
            self.names.append(concept.name)
            for word in concept.words:
                # A word alone may be taken for a name: 河原 is a riverside only in a sentence. So it is read both ways.
                for said in (word, f"{word}の"):
                    forms = _forms(long_words().tokenise(folded(said), parts=True))
                    if forms and (number, word) not in self._meant.setdefault(forms, []):
                        self._meant[forms].append((number, word))
                        self._longest[forms[0]] = max(self._longest.get(forms[0], 0), len(forms))

    def found(self, tokens: Sequence[Token]) -> dict[int, tuple[str, ...]]:
        """Return the concepts of a text cut into long units with their parts, each with the words of the table found."""
        forms = _forms(tokens)
        found: dict[int, dict[str, None]] = {}
        at = 0
        while at < len(forms):
            step = 1
            for size in range(self._longest.get(forms[at], 0), 0, -1):
                if meant := self._meant.get(forms[at : at + size]):
                    for number, word in meant:
                        found.setdefault(number, {})[word] = None
                    step = size
                    break
            at += step
        return {number: tuple(words) for number, words in found.items()}


def read_concepts(path: Path) -> Concepts:
    """Return the table of a TOML file. Raises OSError, tomllib.TOMLDecodeError, or ValueError where a block lacks its parts."""
    return parsed_concepts(tomllib.loads(path.read_text(encoding="utf-8")))


def parsed_concepts(table: Mapping[str, object]) -> Concepts:
    """Return the table of a parsed file. Raises ValueError with the number of the block that lacks its name or words."""
    blocks = table.get("concepts")
    if not isinstance(blocks, list):
        raise ValueError("concepts: no block")
    concepts = []
    for number, block in enumerate(blocks, 1):
        name, words = (block.get("name"), block.get("words")) if isinstance(block, dict) else (None, None)
        if not (isinstance(name, str) and name and isinstance(words, list) and all(isinstance(w, str) for w in words)):
            raise ValueError(f"concepts: block {number} needs a name and a list of words")
        concepts.append(Concept(name, tuple(words)))
    return Concepts(concepts)


@cache
def builtin_concepts() -> Concepts:
    """Return the table that comes along."""
    return read_concepts(Path(__file__).parent / "data" / "concepts.toml")


def _forms(tokens: Iterable[Token]) -> tuple[str, ...]:
    """Return the dictionary forms of the short units that carry meaning; what only counts is marked: 50本 is no 本."""
    forms: list[str] = []
    number = False
    for token in tokens:
        for short in token.parts or (token,):
            if short.content or short.normal in _NEGATIONS:
                forms.append(f"#{short.normal}" if number else short.normal)
            number = short.pos[1] == "数詞"
    return tuple(forms)

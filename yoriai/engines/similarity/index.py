"""An index of texts in memory: which are nearest to this one?

The weights are those of BM25 without counting repetitions: a rare feature says more than a common one, and a long text
does not win by having a little of everything. One query is one addition per feature; 10,000 texts take a few ms.
"""

import math
from array import array
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np

from yoriai.engines.similarity.features import features

LENGTH_COUNTS: Final = 0.4
"""How much a text longer than the others is held back: 0 not at all, 1 fully (the b of BM25)."""

UNWRITTEN: Final = 100
"""So many texts are thought to stand beside those added, without their features: among four texts, a word that one of them
has would else say little beside a word that none has, and a young city would hear of nothing."""


@dataclass(frozen=True, slots=True)
class Near[Key: Hashable]:
    """A text that is near; `score` is 1 for the very text asked with, 0 for one that has nothing of it."""

    key: Key
    score: float


class Index[Key: Hashable]:
    """Texts under keys of the caller's. Adding is cheap at any time; a key added twice is two texts."""

    def __init__(self) -> None:
        self._keys: list[Key] = []
        self._sizes = array("I")
        self._places: dict[str, array[int]] = {}

    def __len__(self) -> int:
        return len(self._keys)

    def add(self, key: Key, text: str | Iterable[str]) -> None:
        """Add a text, or its features where the caller kept them."""
        found = features(text) if isinstance(text, str) else frozenset(text)
        place = len(self._keys)
        self._keys.append(key)
        self._sizes.append(len(found))
        for feature in found:
            self._places.setdefault(feature, array("I")).append(place)

    def nearest(self, text: str | Iterable[str], most: int = 5, *, least: float = 0.0) -> list[Near[Key]]:
        """Return at most so many texts with a score above `least`, best first, equal ones in the order they came."""
        scores = self._scores(features(text) if isinstance(text, str) else frozenset(text))
        if most < 1 or not len(scores):
            return []
        # Whoever ties with the last one stays in, so that the order does not hang on how numpy parts the heap.
        edge = np.partition(scores, -most)[-most] if most < len(scores) else scores.min()
        best = np.flatnonzero((scores >= edge) & (scores > least))
        best = best[np.argsort(-scores[best], kind="stable")][:most]
        return [Near(self._keys[place], min(1.0, float(scores[place]))) for place in best]

    def _scores(self, asked: frozenset[str]) -> np.ndarray:
        if not self._keys:
            return np.zeros(0, dtype=np.float32)
        scores = np.zeros(len(self._keys), dtype=np.float32)
        full = 0.0
        for feature in sorted(asked):
            places = self._places.get(feature)
            weight = _weight(len(self._keys), len(places) if places else 0)
            full += weight
            if places:
                scores[np.frombuffer(places, dtype=np.uint32)] += weight
        if not full:
            return scores
        sizes = np.frombuffer(self._sizes, dtype=np.uint32)
        usual = max(1.0, float(sizes.mean()))
        scores /= 1 - LENGTH_COUNTS + LENGTH_COUNTS * (sizes / usual)
        return scores / (full / (1 - LENGTH_COUNTS + LENGTH_COUNTS * (len(asked) / usual)))


def _weight(texts: int, having: int) -> float:
    return math.log1p((texts + UNWRITTEN - having + 0.5) / (having + 0.5))

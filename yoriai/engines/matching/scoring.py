"""How well an offer and a need go together: numbers for all pairs, block by block.

    score = content x fit
    content = (0.5 meaning + words + 0.4 theme) / 1.9  what they are about; without any there is no suggestion
    (for halls and gatherings being near is a part of the content, with the weight Rules.nearness)
    fit = area x resource x time x amount x freshness  whether it can work; each takes away at most a part

Each part is a number from 0 to 1. The weights were chosen on one half of the test set (docs/decisions).
"""

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from yoriai.engines.matching.ends import End, Ground
from yoriai.engines.matching.reading import Read
from yoriai.engines.matching.spaces import Space

CONTENT: Final = {"meaning": 0.5, "words": 1.0, "theme": 0.4}
FIT: Final = {"area": 0.4, "resource": 0.5, "time": 0.7, "amount": 0.1, "freshness": 0.1}
"""How much of the score a part takes away when it does not fit at all."""

REACH_KM: Final = 4.0
"""At this distance the part "area" is a third."""
HALF_LIFE_DAYS: Final = 365.0
UNKNOWN: Final = 0.5
"""What a part counts when one side says nothing: neither with nor against."""
RELATED: Final = frozenset({frozenset({"people", "skill"})})
"""Kinds of resource that often are one thing seen from two ends."""
RELATED_COUNTS: Final = 0.7
BLOCK: Final = 256
"""Rows at a time: with 5,000 columns 5 MB a part."""
ALL_YEAR: Final = (1 << 12) - 1


@dataclass(frozen=True, slots=True)
class Block:
    """The scores of some asking ends (rows, numbers into the list of ends) with all giving ends (columns)."""

    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    scores: NDArray[np.float32]


class Scores:
    """All there is to say about pairs of a list of ends."""

    def __init__(self, ends: Sequence[End], texts: Sequence[Read], ground: Ground, today: date) -> None:
        self.ends, self.texts, self.ground = ends, texts, ground
        self.asking = np.array([i for i, end in enumerate(ends) if end.side != "offer"], dtype=np.int64)
        self.giving = np.array([i for i, end in enumerate(ends) if end.side != "need"], dtype=np.int64)
        self.words = Space([text.features for text in texts])
        self.meanings = Space([frozenset(text.concepts) for text in texts])
        self.themes = Space([frozenset(end.themes) for end in ends])
        self._areas = _Areas(ends, ground)
        self._actors = _codes([end.actor for end in ends])
        self._resources, self._fits = _resources(ends)
        self._months = np.array([_mask(end.months) for end in ends], dtype=np.uint16)
        self._units = _codes([end.unit if end.amount else "" for end in ends])
        self._amounts = np.array([end.amount or 0.0 for end in ends], dtype=np.float32)
        self._fresh = np.array([_freshness(end, today) for end in ends], dtype=np.float32)

    def between(self, asking: NDArray[np.int64], giving: NDArray[np.int64]) -> Self:
        """Return the same scores for these ends, by number, as those who ask and those who give."""
        some = copy.copy(self)
        some.asking, some.giving = asking, giving
        return some

    def blocks(self, nearness: float = 0.0) -> Iterator[Block]:
        """Yield the scores of all pairs, BLOCK asking ends at a time."""
        spaces = [
            (space.between(self.asking, self.giving), np.float32(CONTENT[name]))
            for name, space in (("meaning", self.meanings), ("words", self.words), ("theme", self.themes))
        ]
        for first in range(0, len(self.asking), BLOCK):
            rows = self.asking[first : first + BLOCK]
            last = first + len(rows)
            content = np.zeros((len(rows), len(self.giving)), dtype=np.float32)
            for space, weight in spaces:
                content += space.block(first, last) * weight
            if nearness:
                content += self.near(rows[:, None], self.giving) * np.float32(nearness)
            content /= np.float32(sum(CONTENT.values()) + nearness)
            for part, most in FIT.items():
                same = self._for_all(part)
                fit = np.float32(same) if same is not None else self.fit(part, rows[:, None], self.giving)
                content *= fit * np.float32(most) + np.float32(1 - most)
            content[self._actors[rows][:, None] == self._actors[self.giving]] = 0.0
            yield Block(rows, self.giving, content)

    def _for_all(self, part: str) -> float | None:
        """What a part is for every pair where all of one side say nothing about it, as halls and gatherings do; else None."""
        sides = (self.asking, self.giving)
        if part == "resource" and any((self._resources[side] == 0).all() for side in sides):
            return UNKNOWN
        if part == "amount" and any((self._units[side] == 0).all() for side in sides):
            return UNKNOWN
        if part == "time" and any((self._months[side] == ALL_YEAR).all() for side in sides):
            return 1.0
        return None

    def near(self, left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return how near they are, as a reason: what one side does not say is none."""
        return self._areas.near(left, right) * self._areas.both_known(left, right)

    def fit(self, part: str, left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return one part of the fit for ends by number: arrays that are laid over each other as numpy does it."""
        if part == "area":
            return self._areas.near(left, right)
        if part == "resource":
            return self._fits[self._resources[left], self._resources[right]]
        if part == "time":
            together: NDArray[np.float32] = ((self._months[left] & self._months[right]) != 0).astype(np.float32)
            return together
        if part == "amount":
            return self._amount(left, right)
        both: NDArray[np.float32] = (self._fresh[left] + self._fresh[right]) / np.float32(2)
        return both

    def _amount(self, left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.float32]:
        """The smaller share of the larger: 5 chairs for 40 are an eighth. Callers lay asking on the left."""
        same = (self._units[left] == self._units[right]) & (self._units[left] > 0)
        enough = np.minimum(self._amounts[right] / np.maximum(self._amounts[left], np.float32(1e-6)), np.float32(1))
        return np.where(same, enough, np.float32(UNKNOWN))


class _Areas:
    """Nearness of ends that may name several areas each."""

    def __init__(self, ends: Sequence[End], ground: Ground) -> None:
        places, near = ground.nearness(REACH_KM)
        known = [tuple(sorted({places[area] for area in end.areas if area in places})) for end in ends]
        combinations = list(dict.fromkeys(known))
        codes = {combination: code for code, combination in enumerate(combinations)}
        self._codes = np.array([codes[one] for one in known], dtype=np.int64)
        self._known = np.array([bool(one) for one in known])
        self._table = np.full((len(combinations), len(combinations)), UNKNOWN, dtype=np.float32)
        some = [code for code, combination in enumerate(combinations) if combination]
        if some:
            flat = np.concatenate([np.array(combinations[code]) for code in some])
            starts = np.concatenate([[0], np.cumsum([len(combinations[code]) for code in some])[:-1]])
            for code in some:
                best = near[list(combinations[code])].max(axis=0)
                self._table[code, some] = np.maximum.reduceat(best[flat], starts)

    def near(self, left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.float32]:
        return self._table[self._codes[left], self._codes[right]]

    def both_known(self, left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.bool_]:
        both: NDArray[np.bool_] = self._known[left] & self._known[right]
        return both


def _codes(words: Sequence[str]) -> NDArray[np.int64]:
    """Number words; "" is 0."""
    numbers = {"": 0}
    return np.array([numbers.setdefault(word, len(numbers)) for word in words], dtype=np.int64)


def _resources(ends: Sequence[End]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    names = ["", *sorted({end.resource for end in ends} - {""})]
    fits = np.zeros((len(names), len(names)), dtype=np.float32)
    for here, one in enumerate(names):
        for there, two in enumerate(names):
            fits[here, there] = 1.0 if one == two else RELATED_COUNTS if frozenset({one, two}) in RELATED else 0.0
    fits[0, :] = fits[:, 0] = UNKNOWN
    numbers = {name: number for number, name in enumerate(names)}
    return np.array([numbers[end.resource] for end in ends], dtype=np.int64), fits


def _mask(months: frozenset[int]) -> int:
    return sum(1 << (month - 1) for month in months if 1 <= month <= 12) or ALL_YEAR


def _freshness(end: End, today: date) -> float:
    if end.written is None:
        return UNKNOWN
    return float(0.5 ** (max(0, (today - end.written).days) / HALF_LIFE_DAYS))

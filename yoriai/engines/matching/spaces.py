"""Spaces: how near sets of features are by what they share, in blocks that fit into memory."""

import math
from collections import Counter
from collections.abc import Collection, Sequence
from typing import Final

import numpy as np

COMMON_SHARE: Final = 0.3
COMMON_COUNT: Final = 50
"""A feature in more sets than this share, and more than this count, says nothing: 地域, 探す."""
UNWRITTEN: Final = 100
"""So many sets are thought to stand beside those given, without any of their features: on a board of two, what both of
them say would else be said by everybody, and a city that has just begun would see no suggestion at all."""


class Space[Feature: (str, int)]:
    """The cosine between sets, a feature weighing more the fewer sets have it (idf, of BM25's shape).

    `asking` and `giving` are the numbers of the sets that become rows and columns of the blocks.
    """

    def __init__(self, sets: Sequence[Collection[Feature]], asking: np.ndarray, giving: np.ndarray) -> None:
        # Sorted, so that no sum hangs on the order in which a set gives its members.
        counts = Counter(feature for one in sets for feature in sorted(set(one)))
        most = max(COMMON_COUNT, COMMON_SHARE * len(sets))
        kept = {feature: having for feature, having in counts.items() if having <= most}
        self._number: dict[Feature, int] = {feature: number for number, feature in enumerate(kept)}
        having = np.fromiter(kept.values(), dtype=np.float64, count=len(kept))
        self._squares = np.log1p((len(sets) + UNWRITTEN - having + 0.5) / (having + 0.5)) ** 2
        self._sets: list[list[int]] = [
            sorted({self._number[feature] for feature in one if feature in self._number}) for one in sets
        ]
        self._lengths = np.array([math.sqrt(math.fsum(self._squares[one])) if one else 0.0 for one in self._sets])
        self._rows: list[list[int]] = [self._sets[number] for number in asking]
        self._row_lengths = self._lengths[asking]
        self._width = len(giving)
        self._turn(giving)

    def weight(self, feature: Feature) -> float:
        """Return how much a feature says; 0 for one that is in no set or in nearly all."""
        number = self._number.get(feature)
        return 0.0 if number is None else math.sqrt(self._squares[number])

    def cosine(self, one: int, two: int) -> float:
        """Return the cosine of two sets by number."""
        lengths = self._lengths[one] * self._lengths[two]
        shared = set(self._sets[one]).intersection(self._sets[two])
        return float(self._squares[sorted(shared)].sum() / lengths) if shared else 0.0

    def block(self, first: int, last: int) -> np.ndarray:
        """Return the cosines of rows `first` to `last` (without it) with all columns."""
        out = np.zeros((last - first, self._width), dtype=np.float32)
        for line, row in enumerate(self._rows[first:last]):
            spans = [slice(self._begins[number], self._begins[number + 1]) for number in row]
            if spans:
                owners = np.concatenate([self._owners[span] for span in spans])
                shares = np.concatenate([self._shares[span] for span in spans])
                out[line] = np.bincount(owners, weights=shares, minlength=self._width)
        lengths = self._row_lengths[first:last, None]
        np.divide(out, lengths, out=out, where=lengths > 0, casting="same_kind")
        return out

    def _turn(self, giving: np.ndarray) -> None:
        """Lay the columns down feature by feature: who has it, and which share of their length it is."""
        columns = [self._sets[number] for number in giving]
        sizes = np.array([len(column) for column in columns], dtype=np.int64)
        numbers = np.fromiter((number for one in columns for number in one), dtype=np.int64, count=int(sizes.sum()))
        order = np.argsort(numbers, kind="stable")
        owners = np.repeat(np.arange(len(columns)), sizes)[order]
        numbers = numbers[order]
        self._owners = owners
        self._shares = self._squares[numbers] / self._lengths[giving][owners]
        self._begins = np.searchsorted(numbers, np.arange(len(self._number) + 1)).tolist()

"""Spaces: how near sets of features are by what they share, in blocks that fit into memory."""

import math
from collections import Counter
from collections.abc import Collection, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

COMMON_SHARE: Final = 0.3
COMMON_COUNT: Final = 50
"""A feature in more sets than this share, and more than this count, says nothing: 地域, 探す."""
UNWRITTEN: Final = 100
"""So many sets are thought to stand beside those given, without any of their features: on a board of two, what both of
them say would else be said by everybody, and a city that has just begun would see no suggestion at all."""


class Space[Feature: (str, int)]:
    """The cosine between sets, a feature weighing more the fewer sets have it (idf, of BM25's shape).

    What becomes rows and columns of its blocks is said by `between`.
    """

    def __init__(self, sets: Sequence[Collection[Feature]]) -> None:
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
        self._members = [frozenset(one) for one in self._sets]
        self._weights: list[float] = self._squares.tolist()
        self._lengths = np.array([math.sqrt(math.fsum(self._squares[one])) if one else 0.0 for one in self._sets])

    def cosines(self, left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the cosines of pairs of sets by number."""
        shared = [self._members[one] & self._members[two] for one, two in zip(left, right, strict=True)]
        squares = self._weights
        sums = np.array([math.fsum([squares[number] for number in one]) for one in shared], dtype=np.float64)
        lengths: NDArray[np.float64] = self._lengths[left] * self._lengths[right]
        np.divide(sums, lengths, out=sums, where=lengths > 0)
        return sums

    def between(self, asking: np.ndarray, giving: np.ndarray) -> "Between":
        """Return the cosines of these sets, by number, with those."""
        rows, columns = [self._sets[number] for number in asking], [self._sets[number] for number in giving]
        return Between(rows, self._lengths[asking], columns, self._lengths[giving], self._squares)

    def weight(self, feature: Feature) -> float:
        """Return how much a feature says, squared; 0 for one that is in no set or in nearly all."""
        number = self._number.get(feature)
        return 0.0 if number is None else self._weights[number]


class Between:
    """The cosines of some sets (rows) with others (columns), a few rows at a time."""

    def __init__(
        self,
        rows: list[list[int]],
        row_lengths: np.ndarray,
        columns: list[list[int]],
        lengths: np.ndarray,
        squares: np.ndarray,
    ) -> None:
        self._rows, self._row_lengths, self._width = rows, row_lengths, len(columns)
        # The columns are laid down feature by feature: who has it, and which share of their length it is.
        sizes = np.array([len(column) for column in columns], dtype=np.int64)
        numbers = np.fromiter((number for one in columns for number in one), dtype=np.int64, count=int(sizes.sum()))
        order = np.argsort(numbers, kind="stable")
        self._owners = np.repeat(np.arange(len(columns)), sizes)[order]
        numbers = numbers[order]
        self._shares = squares[numbers] / lengths[self._owners]
        self._begins = np.searchsorted(numbers, np.arange(len(squares) + 1)).tolist()

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

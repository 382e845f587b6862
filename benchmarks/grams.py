"""Plain text similarity, what engines are compared with."""

import math
import unicodedata
from collections import Counter
from collections.abc import Sequence

import numpy as np


class Grams:
    """The plain way: TF-IDF of character n-grams with cosine (what scikit-learn's TfidfVectorizer(analyzer="char") gives)."""

    def __init__(self, texts: Sequence[str], shortest: int, longest: int) -> None:
        self._sizes = range(shortest, longest + 1)
        counts = [self._count(text) for text in texts]
        having = Counter(gram for count in counts for gram in count)
        self._idf = {gram: math.log((1 + len(texts)) / (1 + number)) + 1 for gram, number in having.items()}
        lists: dict[str, tuple[list[int], list[float]]] = {gram: ([], []) for gram in having}
        for place, count in enumerate(counts):
            for gram, weight in self._unit(count).items():
                lists[gram][0].append(place)
                lists[gram][1].append(weight)
        self._lists = {gram: (np.array(places), np.array(weights)) for gram, (places, weights) in lists.items()}
        self._total = len(texts)

    def scores(self, text: str) -> np.ndarray:
        """Return the cosine with every text."""
        out = np.zeros(self._total)
        for gram, weight in self._unit(self._count(text)).items():
            places, weights = self._lists[gram]
            out[places] += weight * weights
        return out

    def _count(self, text: str) -> Counter[str]:
        text = unicodedata.normalize("NFKC", text).lower()
        return Counter(text[at : at + size] for size in self._sizes for at in range(len(text) - size + 1))

    def _unit(self, count: Counter[str]) -> dict[str, float]:
        weights = {gram: number * self._idf[gram] for gram, number in count.items() if gram in self._idf}
        length = math.sqrt(sum(weight**2 for weight in weights.values())) or 1.0
        return {gram: weight / length for gram, weight in weights.items()}

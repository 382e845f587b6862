"""The whole way: ends in, a few suggestions for each out, with the reasons as data."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

import numpy as np

from yoriai.engines.matching.choosing import TRAITS, Rules, choose, pools, trait_of
from yoriai.engines.matching.concepts import Concepts, builtin_concepts
from yoriai.engines.matching.ends import End, Ground
from yoriai.engines.matching.reading import read
from yoriai.engines.matching.scoring import CONTENT, FIT, Scores
from yoriai.engines.matching.spaces import Space

MOST_SHARED: Final = 3
"""How many shared words or concepts a reason names."""


class Part(NamedTuple):
    """One part of a score: its name, how far it holds from 0 to 1, and what both sides share."""

    name: str
    """meaning, words, theme: what they are about; area, resource, time, amount, freshness: whether it can work."""
    value: float
    shared: tuple[str, ...] = ()
    """Of the reason: names of concepts, words or themes; and the area both lie in."""
    here: tuple[str, ...] = ()
    """Of the reason, for meaning and words: the words of this end that stand for it."""
    there: tuple[str, ...] = ()
    """The words of the partner."""
    kilometres: float | None = None
    """For area: the way between the two, where neither lies in the other."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A partner worth a talk. A template makes one sentence of `reason` (and of `area`, if it likes)."""

    partner: str
    score: float
    parts: tuple[Part, ...]
    reason: Part
    """The part of the content that counted most."""
    unlike: frozenset[str]
    """In what the partner's actor differs: kind, field, ward; only what is known of both."""
    like: frozenset[str]

    def part(self, name: str) -> Part:
        """Return the part of this name. Raises KeyError."""
        return {part.name: part for part in self.parts}[name]


def suggest(
    ends: Sequence[End],
    ground: Ground,
    *,
    today: date,
    concepts: Concepts | None = None,
    rules: Rules | None = None,
) -> dict[str, list[Suggestion]]:
    """Return for every open end its suggestions, best first.

    Ends that are paused or past their last day are nowhere. Raises ValueError where two ends have one key.
    """
    board = Board(ends, ground, today=today, concepts=concepts)
    return {end.key: [] for end in board.ends} | board.meet(rules or Rules())


class Board:
    """Ends read once, for several meetings: offers with needs, both with gatherings, those who want a room with halls."""

    def __init__(self, ends: Sequence[End], ground: Ground, *, today: date, concepts: Concepts | None = None) -> None:
        self._concepts = concepts or builtin_concepts()
        if len({end.key for end in ends}) < len(ends):
            raise ValueError("two ends have the same key")
        self.ends = [end for end in ends if end.open and not (end.last_day and end.last_day < today)]
        self._scores = Scores(self.ends, [read(end.text, self._concepts) for end in self.ends], ground, today)
        self._traits = [tuple(trait_of(end, ground, trait) for trait in TRAITS) for end in self.ends]

    def meet(
        self,
        rules: Rules,
        asking: Callable[[End], bool] = lambda end: end.side != "offer",
        giving: Callable[[End], bool] = lambda end: end.side != "need",
    ) -> dict[str, list[Suggestion]]:
        """Return for the key of each end that has any its suggestions, best first."""
        left = np.array([number for number, end in enumerate(self.ends) if asking(end)], dtype=np.int64)
        right = np.array([number for number, end in enumerate(self.ends) if giving(end)], dtype=np.int64)
        scores = self._scores.between(left, right)
        found = pools(scores.blocks(rules.nearness), len(self.ends), rules)
        chosen = choose(found, self.ends, scores.ground, rules)
        suggestions: dict[str, list[Suggestion]] = {}
        for here, suggestion in _Explaining(scores, self._concepts, self._traits, chosen, rules).suggestions():
            suggestions.setdefault(self.ends[here].key, []).append(suggestion)
        return suggestions


class _Explaining:
    """Why a pair was chosen, worked out for the chosen ones only."""

    def __init__(
        self,
        scores: Scores,
        concepts: Concepts,
        traits: Sequence[tuple[frozenset[str], ...]],
        found: Sequence[Sequence[tuple[int, float]]],
        rules: Rules,
    ) -> None:
        self._scores, self._concepts, self._ends, self._traits = scores, concepts, scores.ends, traits
        self._compared: dict[tuple[tuple[frozenset[str], ...], ...], tuple[frozenset[str], frozenset[str]]] = {}
        self._rules, self._weights = rules, CONTENT | {"area": rules.nearness}
        self._pairs = [(here, there, score) for here, chosen in enumerate(found) for there, score in chosen]

    def suggestions(self) -> Iterator[tuple[int, Suggestion]]:
        """Yield the number of an end and a suggestion for it; what nobody could say a reason for is left out."""
        # The asking side on the left, as in the blocks.
        turned = [
            self._rules.both_look and (self._ends[here].side == "offer" or self._ends[there].side == "need")
            for here, there, _ in self._pairs
        ]
        asking = np.array(
            [there if turn else here for turn, (here, there, _) in zip(turned, self._pairs, strict=True)],
            dtype=np.int64,
        )
        giving = np.array(
            [here if turn else there for turn, (here, there, _) in zip(turned, self._pairs, strict=True)],
            dtype=np.int64,
        )
        scores = self._scores
        values = {
            "meaning": scores.meanings.cosines(asking, giving).tolist(),
            "words": scores.words.cosines(asking, giving).tolist(),
            "theme": scores.themes.cosines(asking, giving).tolist(),
            **{name: scores.fit(name, asking, giving).tolist() for name in FIT},
        }
        for place, (here, there, score) in enumerate(self._pairs):
            parts = {name: Part(name, some[place]) for name, some in values.items()}
            parts["area"] = self._area(parts["area"].value, here, there)
            reason = self._reason(parts, here, there)
            if reason is not None:
                parts[reason.name] = reason
                like, unlike = self._alike(here, there)
                yield here, Suggestion(self._ends[there].key, score, tuple(parts.values()), reason, unlike, like)

    def _reason(self, parts: dict[str, Part], here: int, there: int) -> Part | None:
        """The part that counts most of those of which one can say what both share."""
        said = {"meaning": self._meaning, "words": self._words, "theme": self._theme}
        counted = sorted((-parts[name].value * weight, name) for name, weight in self._weights.items())
        for counts, name in counted:
            if not counts:
                return None
            part = said[name](here, there, parts[name].value) if name in said else parts[name]
            if part.shared or part.kilometres is not None:
                return part
        return None

    def _alike(self, here: int, there: int) -> tuple[frozenset[str], frozenset[str]]:
        traits = (self._traits[here], self._traits[there])
        if traits not in self._compared:
            both = zip(TRAITS, *traits, strict=True)
            known = [(trait, mine.isdisjoint(theirs)) for trait, mine, theirs in both if mine and theirs]
            self._compared[traits] = (
                frozenset(trait for trait, apart in known if not apart),
                frozenset(trait for trait, apart in known if apart),
            )
        return self._compared[traits]

    def _meaning(self, here: int, there: int, value: float) -> Part:
        mine, theirs = self._scores.texts[here].concepts, self._scores.texts[there].concepts
        shared = _heaviest(self._scores.meanings, mine.keys() & theirs.keys())
        return Part(
            "meaning",
            value,
            tuple(self._concepts.names[number] for number in shared),
            _each_once(word for number in shared for word in mine[number]),
            _each_once(word for number in shared for word in theirs[number]),
        )

    def _words(self, here: int, there: int, value: float) -> Part:
        mine, theirs = self._scores.texts[here].words, self._scores.texts[there].words
        shared = _heaviest(self._scores.words, mine.keys() & theirs.keys())
        words = _each_once(mine[feature] for feature in shared)
        return Part("words", value, words, words, _each_once(theirs[feature] for feature in shared))

    def _theme(self, here: int, there: int, value: float) -> Part:
        shared = _heaviest(self._scores.themes, set(self._ends[here].themes) & set(self._ends[there].themes))
        return Part("theme", value, tuple(shared))

    def _area(self, value: float, here: int, there: int) -> Part:
        one, two = self._ends[here].areas, self._ends[there].areas
        inside = self._scores.ground.shared(one, two)
        way = None if inside else self._scores.ground.kilometres(one, two)
        return Part("area", value, (inside,) if inside else (), kilometres=way)


def _heaviest[Feature: (str, int)](space: Space[Feature], shared: set[Feature]) -> list[Feature]:
    """Return the shared features that say most; those that say nothing are no reason."""
    if not shared:
        return []
    said = [(-weight, feature) for feature in shared if (weight := space.weight(feature))]
    return [feature for _weight, feature in sorted(said)[:MOST_SHARED]]


def _each_once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))[:MOST_SHARED]

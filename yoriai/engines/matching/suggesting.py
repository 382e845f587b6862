"""The whole way: ends in, a few suggestions for each out, with the reasons as data."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from yoriai.engines.matching.choosing import TRAITS, Rules, choose, pools, trait_of
from yoriai.engines.matching.concepts import Concepts, builtin_concepts
from yoriai.engines.matching.ends import End, Ground
from yoriai.engines.matching.reading import read
from yoriai.engines.matching.scoring import CONTENT, FIT, Scores
from yoriai.engines.matching.spaces import Space

MOST_SHARED: Final = 3
"""How many shared words or concepts a reason names."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a score: its name, how far it holds from 0 to 1, and what both sides share."""

    name: str
    """meaning, words, theme: what they are about; area, resource, time, amount, freshness: whether it can work."""
    value: float
    shared: tuple[str, ...] = ()
    """Names of concepts, words, themes, the area both lie in, or the resource."""
    here: tuple[str, ...] = ()
    """For meaning and words: the words of this end that stand for it."""
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
    rules, concepts = rules or Rules(), concepts or builtin_concepts()
    if len({end.key for end in ends}) < len(ends):
        raise ValueError("two ends have the same key")
    ends = [end for end in ends if end.open and not (end.last_day and end.last_day < today)]
    scores = Scores(ends, [read(end.text, concepts) for end in ends], ground, today)
    found = choose(pools(scores.blocks(), len(ends), rules), ends, ground, rules)
    suggestions: dict[str, list[Suggestion]] = {end.key: [] for end in ends}
    for here, suggestion in _Explaining(scores, concepts, found).suggestions():
        suggestions[ends[here].key].append(suggestion)
    return suggestions


class _Explaining:
    """Why a pair was chosen, worked out for the chosen ones only."""

    def __init__(self, scores: Scores, concepts: Concepts, found: Sequence[Sequence[tuple[int, float]]]) -> None:
        self._scores, self._concepts, self._ends = scores, concepts, scores.ends
        self._traits = [tuple(trait_of(end, scores.ground, trait) for trait in TRAITS) for end in scores.ends]
        self._pairs = [(here, there, score) for here, chosen in enumerate(found) for there, score in chosen]

    def suggestions(self) -> Iterator[tuple[int, Suggestion]]:
        """Yield the number of an end and a suggestion for it; what nobody could say a reason for is left out."""
        # The asking side on the left, as in the blocks.
        turned = [
            self._ends[here].side == "offer" or self._ends[there].side == "need" for here, there, _ in self._pairs
        ]
        asking = np.array([there if turn else here for turn, (here, there, _) in zip(turned, self._pairs, strict=True)])
        giving = np.array([here if turn else there for turn, (here, there, _) in zip(turned, self._pairs, strict=True)])
        fits = {name: self._scores.fit(name, asking.astype(np.int64), giving.astype(np.int64)).tolist() for name in FIT}
        for place, (here, there, score) in enumerate(self._pairs):
            content = (self._meaning(here, there), self._words(here, there), self._theme(here, there))
            reason = max(content, key=lambda part: bool(part.shared) * part.value * CONTENT[part.name])
            if reason.shared:
                fit = [self._fit(name, values[place], here, there) for name, values in fits.items()]
                like, unlike = self._alike(here, there)
                yield here, Suggestion(self._ends[there].key, score, (*content, *fit), reason, unlike, like)

    def _alike(self, here: int, there: int) -> tuple[frozenset[str], frozenset[str]]:
        both = zip(TRAITS, self._traits[here], self._traits[there], strict=True)
        known = [(trait, mine.isdisjoint(theirs)) for trait, mine, theirs in both if mine and theirs]
        return frozenset(t for t, apart in known if not apart), frozenset(t for t, apart in known if apart)

    def _meaning(self, here: int, there: int) -> Part:
        mine, theirs = self._scores.texts[here].concepts, self._scores.texts[there].concepts
        shared = _heaviest(self._scores.meanings, mine.keys() & theirs.keys())
        return Part(
            "meaning",
            self._scores.meanings.cosine(here, there),
            tuple(self._concepts.names[number] for number in shared),
            _each_once(word for number in shared for word in mine[number]),
            _each_once(word for number in shared for word in theirs[number]),
        )

    def _words(self, here: int, there: int) -> Part:
        mine, theirs = self._scores.texts[here].words, self._scores.texts[there].words
        shared = _heaviest(self._scores.words, mine.keys() & theirs.keys())
        words = _each_once(mine[feature] for feature in shared)
        value = self._scores.words.cosine(here, there)
        return Part("words", value, words, words, _each_once(theirs[feature] for feature in shared))

    def _theme(self, here: int, there: int) -> Part:
        shared = _heaviest(self._scores.themes, set(self._ends[here].themes) & set(self._ends[there].themes))
        return Part("theme", self._scores.themes.cosine(here, there), tuple(shared))

    def _fit(self, name: str, value: float, here: int, there: int) -> Part:
        one, two = self._ends[here], self._ends[there]
        if name == "area":
            inside = self._scores.ground.shared(one.areas, two.areas)
            way = None if inside else self._scores.ground.kilometres(one.areas, two.areas)
            return Part(name, value, (inside,) if inside else (), kilometres=way)
        if name == "resource" and one.resource == two.resource != "":
            return Part(name, value, (one.resource,))
        return Part(name, value)


def _heaviest[Feature: (str, int)](space: Space[Feature], shared: set[Feature]) -> list[Feature]:
    """Return the shared features that say most; those that say nothing are no reason."""
    said = [(-weight, feature) for feature in shared if (weight := space.weight(feature))]
    return [feature for _weight, feature in sorted(said)[:MOST_SHARED]]


def _each_once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))[:MOST_SHARED]

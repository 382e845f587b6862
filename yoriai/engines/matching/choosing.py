"""Choosing: of all good pairs, a few for each end, like and unlike, and nobody shown to everybody.

Rounds as when sides are picked for a game: in each round every end names the best partner it does not have yet, the
best pairs go first, and whoever has been shown often enough is out. So the first pick of all comes before anybody's second.
A partner is worth more when it brings a kind of actor, a field or a ward that the end has not seen yet (its own are
seen from the start): this is where unlike partners come from (R54).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from yoriai.engines.matching.ends import End, Ground
from yoriai.engines.matching.scoring import Block

TRAITS: Final = ("kind", "field", "ward")


@dataclass(frozen=True, slots=True)
class Rules:
    """What may be shown to whom."""

    each: int = 5
    """Suggestions for an end."""
    most_shown: int = 12
    """How often an actor may be suggested to others, with all of its ends taken together."""
    least: float = 0.05
    """Scores below are noise, and an empty list is better."""
    unlike: float = 2.0
    """How much more a partner counts that is new in all three traits; 0: by score alone."""
    pool: int = 30
    """How many candidates an end is chosen from."""
    nearness: float = 0.0
    """What being near is worth by itself, beside words (1.0): a hall round the corner is a reason, whatever is written on it."""
    both_look: bool = True
    """False: only the asking side is given partners, since a hall or a gathering looks for nobody."""


@dataclass(frozen=True, slots=True)
class Pools:
    """For each end its candidates, best first: numbers into the ends, -1 where there are no more."""

    partners: np.ndarray
    scores: np.ndarray


def pools(blocks: Iterable[Block], ends: int, rules: Rules) -> Pools:
    """Gather the best candidates of every end, never holding more than one block and the pools."""
    owners: list[np.ndarray] = []
    others: list[np.ndarray] = []
    worth: list[np.ndarray] = []
    best: tuple[np.ndarray, np.ndarray] | None = None
    columns = np.zeros(0, dtype=np.int64)
    for block in blocks:
        columns = block.columns
        top = _top(block.scores, rules.pool)
        owners.append(np.repeat(block.rows, top.shape[1]))
        others.append(columns[top].ravel())
        worth.append(np.take_along_axis(block.scores, top, axis=1).ravel())
        if not rules.both_look:
            continue
        here, numbers = block.scores.T, np.broadcast_to(block.rows, block.scores.T.shape)
        if best is not None:
            here, numbers = np.hstack([best[0], here]), np.hstack([best[1], numbers])
        top = _top(here, rules.pool)
        best = np.take_along_axis(here, top, axis=1), np.take_along_axis(numbers, top, axis=1)
    if best is not None:
        owners.append(np.repeat(columns, best[0].shape[1]))
        others.append(best[1].ravel())
        worth.append(best[0].ravel())
    if not owners:
        return Pools(np.full((ends, 0), -1), np.zeros((ends, 0)))
    return _sorted(np.concatenate(owners), np.concatenate(others), np.concatenate(worth), ends, rules)


def choose(found: Pools, ends: Sequence[End], ground: Ground, rules: Rules) -> list[list[tuple[int, float]]]:
    """Return for each end its partners and scores, best first."""
    total, width = found.partners.shape
    chosen: list[list[tuple[int, float]]] = [[] for _ in range(total)]
    if not width:
        return chosen
    traits = [_bits(ends, ground, trait) for trait in TRAITS]
    seen = [bits.copy() for bits in traits]
    actors = _numbered([end.actor for end in ends])
    room = np.full(total, rules.most_shown)
    scores = np.where(found.partners >= 0, found.scores, -np.inf)
    everyone = np.arange(total)
    for _round in range(rules.each):
        news = sum(((bits[found.partners] & ~had[:, None]) != 0) for bits, had in zip(traits, seen, strict=True))
        values = scores * (1 + rules.unlike * news / len(TRAITS))
        waiting = everyone
        while len(waiting):
            picks = values[waiting].argmax(axis=1)
            worth = values[waiting, picks]
            waiting, picks, worth = waiting[worth > 0], picks[worth > 0], worth[worth > 0]
            order = np.argsort(-worth, kind="stable")
            waiting, picks = waiting[order], picks[order]
            partners = found.partners[waiting, picks]
            free = _turn(actors[partners]) < room[actors[partners]]
            np.subtract.at(room, actors[partners[free]], 1)
            for end, pick, partner in zip(waiting[free], picks[free], partners[free], strict=True):
                chosen[end].append((int(partner), float(scores[end, pick])))
                for bits, had in zip(traits, seen, strict=True):
                    had[end] |= bits[partner]
            scores[waiting, picks] = values[waiting, picks] = -np.inf  # had, or full: nobody asks twice
            waiting = waiting[~free]
    return [sorted(one, key=lambda pick: -pick[1]) for one in chosen]


def _top(scores: np.ndarray, most: int) -> np.ndarray:
    if scores.shape[1] <= most:
        return np.broadcast_to(np.arange(scores.shape[1]), scores.shape)
    return np.argpartition(-scores, most - 1, axis=1)[:, :most]


def _sorted(owners: np.ndarray, others: np.ndarray, worth: np.ndarray, ends: int, rules: Rules) -> Pools:
    kept = worth >= max(rules.least, 1e-9)
    owners, others, worth = owners[kept], others[kept], worth[kept]
    # Two ends that both give and ask meet twice, with one score.
    _pairs, first = np.unique(owners * ends + others, return_index=True)
    owners, others, worth = owners[first], others[first], worth[first]
    order = np.lexsort((others, -worth, owners))
    owners, others, worth = owners[order], others[order], worth[order]
    place = _turn(owners)
    inside = place < rules.pool
    partners = np.full((ends, rules.pool), -1, dtype=np.int64)
    scores = np.zeros((ends, rules.pool), dtype=np.float64)
    partners[owners[inside], place[inside]] = others[inside]
    scores[owners[inside], place[inside]] = worth[inside]
    return Pools(partners, scores)


def _turn(groups: np.ndarray) -> np.ndarray:
    """Return how many equal numbers stand before each."""
    order = np.argsort(groups, kind="stable")
    ordered = groups[order]
    starts = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]])) if len(groups) else order
    turns = np.empty(len(groups), dtype=np.int64)
    turns[order] = np.arange(len(groups)) - np.repeat(starts, np.diff(np.concatenate([starts, [len(groups)]])))
    return turns


def _numbered(words: Sequence[str]) -> np.ndarray:
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(word, len(numbers)) for word in words], dtype=np.int64)


def _bits(ends: Sequence[End], ground: Ground, trait: str) -> np.ndarray:
    """One bit for each word of the trait; two of more than 62 words may share one, and then count as alike."""
    numbers: dict[str, int] = {}
    return np.array(
        [
            sum({1 << (numbers.setdefault(word, len(numbers)) % 62) for word in sorted(trait_of(end, ground, trait))})
            for end in ends
        ],
        dtype=np.int64,
    )


def trait_of(end: End, ground: Ground, trait: str) -> frozenset[str]:
    """Return the kinds, fields or wards of an end's actor; empty where nothing is known."""
    if trait == "kind":
        return frozenset({end.actor_kind} - {""})
    if trait == "field":
        return frozenset(end.fields)
    return frozenset({ground.ward(end.home)} - {""})

"""What matching reaches: `python benchmarks/matching.py [board|mix|speed]…` (all when none).

board     precision@5 on the hand-written offers and needs, against plain text similarity
mix       what people see: kinds, fields and wards in the lists, and how often one actor is shown
speed     5,000 organisations, an offer and a need each
"""

import math
import random
import resource
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.grams import Grams
from yoriai.engines.matching.choosing import Rules
from yoriai.engines.matching.concepts import Concepts, builtin_concepts
from yoriai.engines.matching.ends import Area, End, Ground, Side
from yoriai.engines.matching.reading import read
from yoriai.engines.matching.scoring import Scores
from yoriai.engines.matching.suggesting import Board, Suggestion, suggest
from yoriai.engines.matching.tests.board import TODAY, board, grades, ground

Keep = Callable[[str], bool]


def run_board() -> None:
    """Precision@5, what could be had, and nDCG@5: first needs looking for offers, then offers looking for needs."""
    ends, known = board(), grades()
    plainly = {f"character {a}-{b}-grams": gram_scores(ends, a, b) for a, b in ((2, 3), (1, 2))}
    ours = {"without the table of concepts": our_scores(ends, Concepts([])), "engine": our_scores(ends)}
    parts: list[tuple[str, Keep, Keep]] = [
        ("odd with odd (looked at)", odd, odd),
        ("even, against all", even, anyone),
        ("even with even", even, even),
    ]
    for name, asking, others in parts:
        print(f"{name}: P@5 (most possible) nDCG@5, needs → offers | offers → needs")
        for how, scores in (plainly | ours).items():
            print(f"  {how:32}{figures(scores, known, asking, others)}")
    for name, part, asking in (
        ("written when the engine stood (no measure: the table has seen them)", "later", later),
        ("by another hand, before they were tried", "fresh", anyone),
    ):
        ends, known = board(part), grades(part)
        print(name)
        for how, scores in {
            **{f"character {a}-{b}-grams": gram_scores(ends, a, b) for a, b in ((2, 3), (1, 2))},
            "without the table of concepts": our_scores(ends, Concepts([])),
            "engine": our_scores(ends),
        }.items():
            print(f"  {how:32}{figures(scores, known, asking, anyone)}")


def run_mix() -> None:
    """What people see: at most five, nobody shown too often, like and unlike."""
    ends, known = board(), grades()
    by_key = {end.key: end for end in ends}
    where = ground()
    grams = gram_scores(ends, 2, 3)
    plainly: dict[str, list[str]] = {}
    for side in ("N", "O"):
        for end in ends:
            if end.key.startswith(side):
                best = sorted((-grams.get(pair(end.key, other.key), 0.0), other.key) for other in ends)
                plainly[end.key] = [key for score, key in best[:5] if score]
    by_hand: dict[str, list[str]] = {}
    for (need, offer), grade in known.items():
        if grade:
            by_hand.setdefault(need, []).append(offer)
            by_hand.setdefault(offer, []).append(need)
    for name, chosen in {
        "the pairs people made": by_hand,
        "character 2-3-grams": plainly,
        "engine, by score alone": shown(suggest(ends, where, today=TODAY, rules=Rules(unlike=0.0))),
        "engine, as shown": shown(suggest(ends, where, today=TODAY)),
    }.items():
        pairs = [(key, partner) for key, partners in chosen.items() for partner in partners]
        hits = sum(known.get(pair(*one), 0) > 0 for one in pairs) / (5 * len(ends))
        often = max(Counter(by_key[partner].actor for _key, partner in pairs).values())
        traits: dict[str, Callable[[End], frozenset[str]]] = {
            "kind": lambda end: frozenset({end.actor_kind}),
            "field": lambda end: frozenset(end.fields),
            "ward": lambda end: frozenset({where.ward(end.home)} - {""}),
        }
        said = []
        for trait, of in traits.items():
            both = [(of(by_key[a]), of(by_key[b])) for a, b in pairs]
            apart = statistics.mean(not mine & theirs for mine, theirs in both if mine and theirs)
            each = statistics.mean(len(set().union(*(of(by_key[b]) for b in some))) for some in chosen.values() if some)
            said.append(f"{trait} {apart:.2f} other, {each:.2f} a list")
        mixed = statistics.mean(has_both(key, some, by_key, where) for key, some in chosen.items() if some)
        print(
            f"  {name:26}P@5 {hits:.3f}; {'; '.join(said)}; like and unlike in one list {mixed:.2f}; most shown {often}"
        )


def has_both(key: str, partners: Iterable[str], ends: dict[str, End], where: Ground) -> bool:
    """Whether somebody of one's own ward or field and somebody of another stand in the list."""
    mine = {where.ward(ends[key].home), *ends[key].fields} - {""}
    theirs = [{where.ward(ends[one].home), *ends[one].fields} - {""} for one in partners]
    return any(mine & one for one in theirs) and any(one and not mine >= one for one in theirs)


def shown(found: dict[str, list[Suggestion]]) -> dict[str, list[str]]:
    """Keys alone."""
    return {key: [one.partner for one in some] for key, some in found.items()}


def odd(key: str) -> bool:
    """Ids that may be looked at while tuning."""
    return int(key[1:]) % 2 == 1


def even(key: str) -> bool:
    """Ids whose results count."""
    return not odd(key)


def later(key: str) -> bool:
    """Ids written when the engine stood."""
    return int(key[1:]) > 80


def anyone(key: str) -> bool:
    """All."""
    return bool(key)


def pair(one: str, two: str) -> tuple[str, str]:
    """(need, offer), whichever came first."""
    return (one, two) if one.startswith("N") else (two, one)


def gram_scores(ends: Sequence[End], shortest: int, longest: int) -> dict[tuple[str, str], float]:
    """Scores of plain text similarity for all pairs of a need and an offer of two actors."""
    grams = Grams([end.text for end in ends], shortest, longest)
    found = {}
    for end in ends:
        if end.side == "need":
            for other, score in zip(ends, grams.scores(end.text), strict=True):
                if other.side == "offer" and other.actor != end.actor:
                    found[end.key, other.key] = float(score)
    return found


def our_scores(ends: Sequence[End], concepts: Concepts | None = None) -> dict[tuple[str, str], float]:
    """Scores of the engine for all pairs, before caps and mix."""
    table = concepts or builtin_concepts()
    scores = Scores(ends, [read(end.text, table) for end in ends], ground(), TODAY)
    found = {}
    for block in scores.blocks():
        for row, line in zip(block.rows, block.scores, strict=True):
            for column, score in zip(block.columns, line, strict=True):
                found[ends[row].key, ends[column].key] = float(score)
    return found


def figures(scores: dict[tuple[str, str], float], known: dict[tuple[str, str], int], asking: Keep, others: Keep) -> str:
    """P@5 (ceiling) nDCG@5 of needs and of offers, for those that have a partner at all."""
    said = []
    for mine in (0, 1):
        lists: dict[str, list[tuple[float, int]]] = {}
        for one, score in scores.items():
            if asking(one[mine]) and others(one[1 - mine]):
                lists.setdefault(one[mine], []).append((score, known.get(one, 0)))
        hits, most, gains = [], [], []
        for rows in lists.values():
            ideal = sorted((grade for _score, grade in rows), reverse=True)[:5]
            if ideal[0]:
                best = [grade for score, grade in sorted(rows, key=lambda row: -row[0])[:5] if score > 0]
                hits.append(sum(grade > 0 for grade in best) / 5)
                most.append(sum(grade > 0 for grade in ideal) / 5)
                gains.append(gain(best) / gain(ideal))
        said.append(f"{statistics.mean(hits):.3f} ({statistics.mean(most):.3f}) {statistics.mean(gains):.3f}")
    return " | ".join(said)


def gain(listed: Sequence[int]) -> float:
    """Discounted gain of a list of grades."""
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(listed))


def run_speed(organisations: int = 5000) -> None:
    """Texts put together from sentences of the board, so words repeat more than in a real city: the harder case."""
    draw = random.Random(1)
    towns = [f"t{number}" for number in range(400)]
    areas = [Area("city", "", 38.2, 140.9), *(Area(f"w{number}", "city", 38.2, 140.9) for number in range(5))]
    areas += [
        Area(town, f"w{draw.randrange(5)}", 38.1 + draw.random() / 4, 140.8 + draw.random() / 4) for town in towns
    ]
    sentences = {side: [end for end in board() if end.side == side] for side in (Side.OFFER, Side.NEED)}
    ends: list[End] = []
    for number in range(organisations):
        for side, some in sentences.items():
            shape = draw.choice(some)
            said = [shape.text.split("\n")[0], *(draw.choice(draw.choice(some).text.split("。")) for _ in range(3))]
            place = (draw.choice(towns),)
            ends.append(
                replace(
                    shape, key=f"{side}{number}", actor=f"a{number}", text="。".join(said), areas=place, home=place[0]
                )
            )
    beside = {"venue": 2000, "gathering": 500, "project": 2000}
    for matched, number in beside.items():
        likes = [draw.choice(ends) for _ in range(number)]
        ends += [
            replace(
                end,
                key=f"{matched} {place}",
                side=Side.BOTH,
                actor=f"{matched} {place}",
                resource="place" if matched == "venue" else "",
                months=frozenset(),
                amount=None,
            )
            for place, end in enumerate(likes)
        ]
    builtin_concepts()
    where = Ground.of(areas)
    suggest(ends[:20], where, today=TODAY)
    length = statistics.mean(len(end.text) for end in ends)
    for name, some, meetings in (
        (f"{organisations} offers x {organisations} needs", ends[: 2 * organisations], ["exchange"]),
        (f"the same and {beside}", ends, list(RULES)),
    ):
        began, worked = time.perf_counter(), time.process_time()
        everybody = Board(some, where, today=TODAY)
        found = [one for matched in meetings for one in _meet(everybody, matched)]
        spent, worked = time.perf_counter() - began, time.process_time() - worked
        most = Counter(found).most_common(1)[0][1]
        print(
            f"{name}, {length:.0f} signs each: {spent:.1f} s ({worked:.1f} s CPU), "
            f"{len(found)} suggestions, nobody more than {most} times, "
            f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most"
        )


RULES = {
    "exchange": Rules(),
    "venue": Rules(each=3, most_shown=100, nearness=0.6, both_look=False),
    "gathering": Rules(each=2, most_shown=200, nearness=0.2, both_look=False),
    "project": Rules(each=3, both_look=False),
}


def _meet(board: Board, matched: str) -> list[str]:
    """As the job does it (directory/actions/suggestions.py): whoever is suggested, each time."""
    asks = {
        "exchange": lambda end: end.side == "need",
        "venue": lambda end: end.side == "need" and end.resource == "place",
    }.get(matched, lambda end: end.side != "both" or matched == "project" == end.key.partition(" ")[0])
    gives = {"exchange": lambda end: end.side == "offer"}.get(matched, lambda end: end.key.startswith(matched))
    return [one.partner for some in board.meet(RULES[matched], asks, gives).values() for one in some]


PARTS = {"board": run_board, "mix": run_mix, "speed": run_speed}

if __name__ == "__main__":
    for part in sys.argv[1:] or PARTS:
        print(f"== {part}")
        PARTS[part]()

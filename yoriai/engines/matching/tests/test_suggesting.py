from dataclasses import replace
from datetime import date
from itertools import permutations
from random import Random

import pytest

from yoriai.engines.matching.choosing import Rules
from yoriai.engines.matching.ends import Area, End, Ground, Side
from yoriai.engines.matching.suggesting import suggest
from yoriai.engines.matching.tests.board import board, ground

TODAY = date(2026, 11, 24)
CITY = Ground.of(
    [
        Area("city", "", 38.27, 140.87),
        Area("north", "city", 38.32, 140.86),
        Area("south", "city", 38.22, 140.88),
        Area("kamo", "north", 38.324, 140.867),
        Area("sato", "north", 38.330, 140.853),
        Area("naga", "south", 38.228, 140.885),
    ]
)
DRIVER = End("driver", Side.OFFER, "自分の軽で病院まで運転できます", "murakami", "person", ("ido",), "sato", "people")
SHOPPING = End(
    "shopping", Side.NEED, "買い物に行けない人がいます", "danchi", "neighbourhood", ("ido",), "kamo", "people"
)
SNOW = End("snow", Side.NEED, "雪かきの人手が足りない", "school", "school", (), "naga", "people")
SHOVELS = End("shovels", Side.OFFER, "朝、除雪機を出せます", "builder", "company", (), "kamo", "things")
BOTH = [DRIVER, SHOPPING, SNOW, SHOVELS]


def partners(ends, **rules):
    found = suggest(ends, CITY, today=TODAY, rules=Rules(**rules) if rules else None)
    return {key: [one.partner for one in some] for key, some in found.items()}


def test_offers_and_needs_without_a_word_in_common_meet_both_ways():
    assert partners(BOTH) == {
        "driver": ["shopping"],
        "shopping": ["driver"],
        "snow": ["shovels"],
        "shovels": ["snow"],
    }


def test_the_reason_names_the_concept_and_the_words_of_both_sides():
    reason = suggest(BOTH, CITY, today=TODAY)["shopping"][0].reason
    assert (reason.name, reason.shared) == ("meaning", ("送迎・おでかけの足",))
    assert (reason.here, reason.there) == (("買い物",), ("病院", "運転"))


def test_a_shared_word_is_a_reason_where_no_concept_knows_it():
    ends = [
        End("a", Side.OFFER, "陶芸の窯をお貸しします", "a"),
        End("b", Side.NEED, "窯のある所で陶芸をしたい", "b"),
    ]
    reason = suggest(ends, CITY, today=TODAY, concepts=None)["b"][0].reason
    assert set(reason.shared) >= {"窯"}


def test_a_shared_theme_alone_is_a_reason():
    ends = [
        End("a", Side.OFFER, "できます", "a", themes=("mimamori",)),
        End("b", Side.NEED, "ください", "b", themes=("mimamori",)),
    ]
    reason = suggest(ends, CITY, today=TODAY)["b"][0].reason
    assert (reason.name, reason.shared, reason.value) == ("theme", ("mimamori",), pytest.approx(1.0))


def test_every_part_of_the_score_is_there_and_between_nothing_and_one():
    parts = suggest(BOTH, CITY, today=TODAY)["driver"][0].parts
    names = ["meaning", "words", "theme", "area", "resource", "time", "amount", "freshness"]
    assert [part.name for part in parts] == names
    assert all(0 <= part.value <= 1 for part in parts)


def test_like_and_unlike_are_told_by_trait():
    one = suggest(BOTH, CITY, today=TODAY)["driver"][0]
    assert (one.like, one.unlike) == (frozenset({"field", "ward"}), frozenset({"kind"}))
    other = suggest(BOTH, CITY, today=TODAY)["snow"][0]
    assert (other.like, other.unlike) == (frozenset(), frozenset({"kind", "ward"}))


def test_nobody_is_introduced_to_themselves():
    assert partners([DRIVER, replace(SHOPPING, actor="murakami")]) == {"driver": [], "shopping": []}


def test_a_paused_end_is_nowhere_and_asks_nothing():
    assert partners([*BOTH, replace(DRIVER, key="paused", actor="x", open=False)]) == partners(BOTH)


def test_what_is_past_its_last_day_is_nowhere_and_on_the_day_it_is_still_there():
    gone = replace(DRIVER, last_day=date(2026, 11, 23))
    assert partners([gone, SHOPPING]) == {"shopping": []}
    assert partners([replace(gone, last_day=TODAY), SHOPPING])["shopping"] == ["driver"]


def test_two_offers_and_two_needs_never_meet():
    assert partners([DRIVER, replace(DRIVER, key="d2", actor="x")]) == {"driver": [], "d2": []}


def test_a_project_meets_offers_needs_and_other_projects_each_once():
    project = End("project", Side.BOTH, "買い物の送迎をする車の会", "circle")
    other = End("other", Side.BOTH, "買い物バスを走らせる会", "town")
    found = partners([DRIVER, SHOPPING, project, other])
    assert sorted(found["project"]) == ["driver", "other", "shopping"]
    assert sorted(found["other"]) == ["driver", "project", "shopping"]


def test_near_comes_before_far_and_the_way_is_told():
    near = replace(DRIVER, key="near", actor="n", areas=("kamo",), home="")
    far = replace(DRIVER, key="far", actor="f", areas=("naga",), home="")
    found = suggest([far, near, replace(SHOPPING, areas=("kamo",))], CITY, today=TODAY)["shopping"]
    assert [one.partner for one in found] == ["near", "far"]
    assert (found[0].part("area").shared, found[0].part("area").kilometres) == (("kamo",), None)
    assert found[1].part("area").kilometres == pytest.approx(10.8, abs=0.2)


def test_whoever_helps_in_the_whole_ward_is_not_far_from_a_town_in_it():
    found = suggest([replace(DRIVER, areas=("north",)), replace(SHOPPING, areas=("kamo",))], CITY, today=TODAY)
    part = found["shopping"][0].part("area")
    assert (part.value, part.shared) == (1.0, ("kamo",))


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"months": frozenset({1, 2})}, {"months": frozenset({8})}),
        ({"resource": "people"}, {"resource": "place"}),
        ({"amount": 20.0, "unit": "人"}, {"amount": 1.0, "unit": "人"}),
        ({"written": date(2026, 11, 1)}, {"written": date(2020, 1, 1)}),
    ],
)
def test_what_fits_comes_before_what_does_not(better, worse):
    asking = replace(SNOW, months=frozenset({1}), amount=10.0, unit="人")
    offer = End("", Side.OFFER, "雪かきに行けます", "")
    ends = [replace(offer, key="w", actor="w", **worse), replace(offer, key="b", actor="b", **better), asking]
    assert partners(ends)["snow"] == ["b", "w"]


def test_amounts_of_different_things_are_not_compared():
    ends = [replace(SHOVELS, amount=2.0, unit="台"), replace(SNOW, amount=400.0, unit="m")]
    assert suggest(ends, CITY, today=TODAY)["snow"][0].part("amount").value == 0.5


def test_nobody_is_shown_to_more_than_the_rules_allow_and_the_best_pairs_go_first():
    needs = [
        replace(SHOPPING, key=f"n{place}", actor=f"n{place}", areas=(area,)) for place, area in enumerate(CITY.areas)
    ]
    offer = replace(DRIVER, areas=("kamo",))
    found = partners([offer, *needs], most_shown=2)
    near = [key for key, some in found.items() if some and key != "driver"]
    assert near == ["n0", "n1"]


def test_everybody_gets_a_first_partner_before_anybody_gets_a_second():
    offers = [replace(DRIVER, key=f"o{number}", actor=f"o{number}") for number in range(3)]
    needs = [replace(SHOPPING, key=f"n{number}", actor=f"n{number}") for number in range(3)]
    found = partners([*offers, *needs], most_shown=1)
    assert sorted(len(found[need.key]) for need in needs) == [1, 1, 1]


def test_a_partner_of_a_new_kind_field_and_ward_is_preferred_to_one_more_of_the_same():
    same = [replace(DRIVER, key=f"s{number}", actor=f"s{number}", actor_kind="neighbourhood") for number in range(5)]
    unlike = replace(
        DRIVER, key="u", actor="u", actor_kind="university", fields=("study",), home="naga", areas=("naga",)
    )
    assert "u" in partners([*same, unlike, replace(SHOPPING, areas=("kamo",))], each=2)["shopping"]
    assert "u" not in partners([*same, unlike, replace(SHOPPING, areas=("kamo",))], each=2, unlike=0.0)["shopping"]


def test_nothing_in_common_is_no_suggestion_however_near():
    ends = [
        End("a", Side.OFFER, "囲碁", "a", areas=("kamo",), resource="people"),
        End("b", Side.NEED, "ピアノ", "b", areas=("kamo",), resource="people"),
    ]
    assert partners(ends) == {"a": [], "b": []}


def test_an_empty_city_one_end_and_empty_texts_give_no_suggestion():
    assert suggest([], Ground(), today=TODAY) == {}
    assert suggest([DRIVER], Ground(), today=TODAY) == {"driver": []}
    assert suggest([replace(DRIVER, text=""), replace(SHOPPING, text="")], Ground(), today=TODAY) == {
        "driver": [],
        "shopping": [],
    }


def test_areas_nobody_knows_count_as_not_said():
    ends = [replace(DRIVER, areas=("moon",)), replace(SHOPPING, areas=("kamo",))]
    part = suggest(ends, CITY, today=TODAY)["shopping"][0].part("area")
    assert (part.value, part.shared, part.kilometres) == (0.5, (), None)


def test_two_ends_of_one_key_are_refused():
    with pytest.raises(ValueError, match="same key"):
        suggest([DRIVER, DRIVER], CITY, today=TODAY)


def test_the_order_of_the_ends_changes_nothing():
    first = suggest(BOTH, CITY, today=TODAY)
    for some in permutations(BOTH):
        again = suggest(list(some), CITY, today=TODAY)
        for key, found in first.items():
            assert [one.partner for one in again[key]] == [one.partner for one in found]
            assert [one.score for one in again[key]] == pytest.approx([one.score for one in found], rel=1e-5)


def test_a_pair_has_one_score_whoever_looks():
    found = suggest(board(), ground(), today=TODAY)
    scores = {(key, one.partner): one.score for key, some in found.items() for one in some}
    seen = [(pair, score) for pair, score in scores.items() if pair[::-1] in scores]
    assert len(seen) > 100
    assert all(score == scores[pair[::-1]] for pair, score in seen)


def test_with_more_than_one_block_nobody_is_lost_or_doubled():
    draw, shapes = Random(3), board()
    ends = [
        replace(draw.choice(shapes), key=str(number), actor=str(draw.randrange(600)), home="", areas=())
        for number in range(700)
    ]
    found = suggest(ends, CITY, today=TODAY, rules=Rules(most_shown=1000))
    by_key = {end.key: end for end in ends}
    assert found.keys() == by_key.keys()
    assert sum(map(len, found.values())) > 0.9 * 5 * len(ends)
    for key, some in found.items():
        mine = [by_key[one.partner] for one in some]
        assert len({end.key for end in mine}) == len(mine)
        assert {end.side for end in mine} <= {"need" if by_key[key].side == "offer" else "offer"}
        assert by_key[key].actor not in {end.actor for end in mine}


def test_on_a_board_of_two_what_both_say_still_counts():
    assert partners([DRIVER, SHOPPING]) == {"driver": ["shopping"], "shopping": ["driver"]}


def test_words_that_every_text_has_are_no_reason():
    ends = [
        End("a", Side.OFFER, "できることがあれば、言ってください", "a"),
        End("b", Side.NEED, "できる方がいれば助かります。言ってください", "b"),
    ]
    assert partners(ends) == {"a": [], "b": []}

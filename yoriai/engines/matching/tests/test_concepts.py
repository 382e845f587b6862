import pytest

from yoriai.engines.japanese.tokens import long_words
from yoriai.engines.matching.concepts import Concept, Concepts, builtin_concepts, parsed_concepts, read_concepts
from yoriai.engines.similarity.features import folded

TABLE = Concepts(
    [
        Concept("送迎", ("運転", "車", "買い物に行けない")),
        Concept("障害", ("車いす", "聞こえない")),
        Concept("運ぶ", ("運ぶ", "トラック")),
        Concept("本", ("本", "20代")),
    ]
)


def found(text, table=TABLE):
    text = folded(text)
    return {table.names[one]: words for one, words in table.found(long_words().tokenise(text, parts=True)).items()}


@pytest.mark.parametrize("said", ["運びます", "運んでください", "運べる", "はこぶのは運ぶ人"])
def test_a_verb_is_found_in_any_form(said):
    assert found(said) == {"運ぶ": ("運ぶ",)}


def test_of_two_that_overlap_the_longer_one_counts():
    assert found("車いすで行く") == {"障害": ("車いす",)}
    assert found("車で行く") == {"送迎": ("車",)}


def test_particles_do_not_matter_and_a_not_does():
    assert found("買い物、行けない") == {"送迎": ("買い物に行けない",)}
    assert found("買い物に行ける") == {}
    assert found("よく聞こえる") == {}


def test_what_only_counts_is_no_word():
    assert found("竹が50本") == {}
    assert found("20代の本") == {"本": ("20代", "本")}
    assert found("20人") == {}


def test_full_width_and_capitals_are_one():
    assert found("ﾄﾗｯｸ") == {"運ぶ": ("トラック",)}


def test_every_word_of_the_table_that_comes_along_finds_its_concept():
    import tomllib
    from importlib.resources import files

    table = builtin_concepts()
    blocks = tomllib.loads(files("yoriai.engines.matching").joinpath("data/concepts.toml").read_text("utf-8"))[
        "concepts"
    ]
    lost = [
        (block["name"], word) for block in blocks for word in block["words"] if block["name"] not in found(word, table)
    ]
    assert lost == []
    assert len({block["name"] for block in blocks}) == len(blocks)
    assert [block["name"] for block in blocks if len(set(block["words"])) < len(block["words"])] == []


def test_an_empty_text_speaks_of_nothing():
    assert found("") == {}


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({}, "no block"),
        ({"concepts": [{"name": "a", "words": ["b"]}, {"name": "c"}]}, "block 2"),
        ({"concepts": [{"name": "", "words": []}]}, "block 1"),
        ({"concepts": ["a"]}, "block 1"),
        ({"concepts": [{"name": "a", "words": [1]}]}, "block 1"),
    ],
)
def test_a_table_that_lacks_something_is_refused_with_the_place(table, said):
    with pytest.raises(ValueError, match=said):
        parsed_concepts(table)


def test_a_city_may_bring_its_own_table(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text('[[concepts]]\nname = "芋煮"\nwords = ["いも煮", "河原"]\n', encoding="utf-8")
    assert found("河原で会う", read_concepts(path)) == {"芋煮": ("河原",)}

"""On real opinions and how somebody else would say them; figures in docs/benchmarks.md (`benchmarks/similarity.py`)."""

import pytest

from yoriai.engines.similarity.index import Index
from yoriai.engines.similarity.tests.opinions import OPINIONS, opinions, paraphrases


@pytest.fixture(scope="module")
def texts():
    if not OPINIONS.exists():
        pytest.skip(
            f"REAL DATA ABSENT: {OPINIONS} (set YORIAI_SHARED): near-duplicates were NOT checked on real opinions"
        )
    return opinions()


def pairs_of(text):
    return {text[at : at + 2] for at in range(len(text) - 1)}


def test_there_are_two_hundred_rewritten_opinions_each_of_another_original():
    said = paraphrases()
    assert len(said) >= 200
    assert len({key for key, _text in said}) == len(said)


def test_each_was_really_said_again_and_not_only_edited(texts):
    for key, said in paraphrases():
        mine, theirs = pairs_of(texts[key]), pairs_of(said)
        assert len(mine & theirs) / len(mine | theirs) < 0.3


def test_half_of_what_was_said_again_finds_its_original_among_six_thousand(texts):
    index = Index()
    for key, text in texts.items():
        index.add(key, text)
    # Even ids only: the others were looked at while the weights were chosen.
    asked = [(key, said) for key, said in paraphrases() if int(key) % 2 == 0]
    found = sum(key in [near.key for near in index.nearest(said, 5)] for key, said in asked)
    assert found / len(asked) >= 0.5

"""R16: a request to the city gets a hint; what people would do themselves gets none."""

from pathlib import Path

import pytest

from yoriai.engines.japanese.requests import asks_the_city

ROWS = [line.split("\t") for line in (Path(__file__).parent / "asking.tsv").read_text("utf-8").splitlines()]
ASKING = [text for asks, text in ROWS if asks == "1"]
OFFERING = [text for asks, text in ROWS if asks == "0"]


@pytest.mark.parametrize("text", OFFERING)
def test_an_offer_a_wish_or_an_invitation_is_let_pass(text):
    assert asks_the_city(text) is None


def test_nine_of_ten_requests_are_noticed():
    assert sum(asks_the_city(text) is not None for text in ASKING) >= 0.9 * len(ASKING)


def test_the_excerpt_is_the_asking_and_not_the_whole_card():
    text = "いい天気でした。市は街灯を増やしてほしい。みんなで歩きます。"
    hint = asks_the_city(text)
    assert hint is not None
    assert (hint.code, hint.excerpt, text[hint.start : hint.end]) == (
        "asks-the-city",
        "市は街灯を増やしてほしい",
        "市は街灯を増やしてほしい",
    )


def test_nothing_asks_nothing():
    assert asks_the_city("") is None

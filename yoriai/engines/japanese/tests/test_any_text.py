"""Whatever people write, nothing breaks, nothing is lost and nothing takes for ever."""

import datetime as dt
import random

import pytest

from yoriai.engines.japanese.counting import seconds_to_read, spoken_text
from yoriai.engines.japanese.dates import parse_date, parse_time
from yoriai.engines.japanese.figures import figures
from yoriai.engines.japanese.phrases import phrases
from yoriai.engines.japanese.plain import plain_hints
from yoriai.engines.japanese.requests import asks_the_city
from yoriai.engines.japanese.ruby import ruby, to_html

SIGNS = (
    "市民の会議を開く愛子さん館六丁目十二日月火（）「」、。〜～ー々〆ヶ何方令和年12３：:/-,.%＠&<>'\" \t\n\x00aＡｱﾞ㍿ﷺ𠮷髙😀"
    "\u200b\u0301\u3099"
)
LONG = [
    "市は" * 5000,
    "なくない" * 2000,
    "お" + "願い" * 5000,
    "1,234" * 2000,
    "(((（（" * 2000,
    "一二三億兆" * 2000,
    "0-" * 5000,
]


def texts():
    chance = random.Random(11)
    for length in [*range(8), *([40] * 250)]:
        yield "".join(chance.choice(SIGNS) for _ in range(length))
        yield "".join(
            chr(chance.choice((chance.randrange(0x110000), chance.randrange(0x3000, 0xA000)))) for _ in range(length)
        )


def test_any_text_can_be_read_cut_spoken_and_judged(city):
    for text in texts():
        assert "".join(piece.surface for piece in city.read(text)) == text
        assert "".join(base for base, _ in ruby(text, city)) == text
        assert "".join(phrases(text)) == text
        assert "<b" not in to_html(ruby(text, city))
        assert all(0 <= figure.start < figure.end <= len(text) for figure in figures(text))
        assert all(text[hint.start : hint.end] == hint.excerpt for hint in plain_hints(text))
        assert seconds_to_read(text, city) >= 0
        spoken_text(text, city), asks_the_city(text), parse_date(text, dt.date(2026, 11, 23)), parse_time(text)


@pytest.mark.parametrize("text", LONG, ids=range(len(LONG)))
def test_a_long_text_of_one_sign_ends(city, text):
    assert city.hiragana(text) and plain_hints(text) is not None
    assert "".join(phrases(text)) == text
    asks_the_city(text), parse_date(text, dt.date(2026, 11, 23)), parse_time(text), spoken_text(text, city)

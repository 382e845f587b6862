import pytest

from yoriai.engines.matching.filled import amount_of, months_of


@pytest.mark.parametrize(
    ("said", "months"),
    [
        ("12月～3月の雪の朝", {12, 1, 2, 3}),
        ("7月から9月", {7, 8, 9}),
        ("７・８月の平日", {7, 8}),
        ("10-11月", {10, 11}),
        ("夏休み", {6, 7, 8}),
        ("春と秋", {3, 4, 5, 9, 10, 11}),
        ("毎週土曜 午前8時～10時", set()),
        ("13月", set()),
        ("秋分の日", set()),
        ("", set()),
    ],
)
def test_months_are_read_out_of_what_people_write(said, months):
    assert months_of(said) == months


@pytest.mark.parametrize(
    ("said", "amount"),
    [
        ("いす 20脚", (20.0, "脚")),
        ("４０着", (40.0, "着")),
        ("1,200食/月", (1200.0, "食")),
        ("8人まで", (8.0, "人まで")),
        ("少し", (None, "")),
        ("", (None, "")),
    ],
)
def test_an_amount_is_the_first_number_with_what_it_counts(said, amount):
    assert amount_of(said) == amount

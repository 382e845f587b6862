"""Versions of an agreement side by side."""

from yoriai.engines.schemes import Sentence, compare

OLD = [["目的", "雪の朝に外へ出られる。安全に。"], ["期間", "3月まで"]]


def test_a_changed_sentence_is_marked_on_both_sides_and_the_rest_stays():
    rows = compare(OLD, [["目的", "雪の朝に外へ出られる。けがをしない。"], ["期間", "3月まで"]])
    assert rows[0].before == (Sentence("雪の朝に外へ出られる。"), Sentence("安全に。", "gone"))
    assert rows[0].after == (Sentence("雪の朝に外へ出られる。"), Sentence("けがをしない。", "new"))
    assert [row.changed for row in rows] == [True, False]


def test_a_part_that_came_or_went_stands_where_it_is():
    rows = compare(OLD, [["目的", OLD[0][1]], ["費用", "40万円"], ["期間", "3月まで"]])
    assert [(row.heading_before, row.heading_after, row.changed) for row in rows] == [
        ("目的", "目的", False), ("", "費用", True), ("期間", "期間", False),
    ]  # fmt: skip
    assert [row.heading_after for row in compare(OLD, OLD[:1])] == ["目的", ""]


def test_line_breaks_of_another_computer_are_no_change():
    assert not any(row.changed for row in compare([["a", "一行\r\n二行"]], [["a", "一行\n二行"]]))

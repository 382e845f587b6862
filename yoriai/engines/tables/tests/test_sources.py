"""The same file twice changes nothing, nor does the same file in another order or dress."""

import random

from yoriai.engines.tables.reading import read
from yoriai.engines.tables.sources import Sources, row_text, source_key
from yoriai.engines.tables.tests.files import xlsx


def keys(source: bytes, kind: str = "voices", target: str = "P7K2M4") -> list[str]:
    sources = Sources(kind, target)
    return [sources.key(row.cells)[0] for row in read(source).rows]


LINES = ["バスがほしい,1", "ベンチがほしい,2", "バスがほしい,1", '"二行の\n意見",3']


def csv(lines: list[str]) -> bytes:
    return "\n".join(["text,table", *lines, ""]).encode()


def test_equal_rows_get_keys_of_their_own_and_the_same_ones_again() -> None:
    first = keys(csv(LINES))
    assert len(set(first)) == 4
    assert keys(csv(LINES)) == first


def test_a_file_in_another_order_has_the_same_keys() -> None:
    shuffled = random.Random(3).sample(LINES, len(LINES))
    assert sorted(keys(csv(shuffled))) == sorted(keys(csv(LINES)))


def test_encoding_line_breaks_column_order_blank_columns_and_running_numbers_do_not_count() -> None:
    plain = keys('名称,住所\nあ,"一\n二"\n'.encode())
    assert keys('住所,名称,備考\r\n"一\r\n二",あ,\r\n'.encode("cp932")) == plain
    assert keys('#property,名称,住所\n17,あ,"一\n二"\n'.encode()) == plain
    assert keys(xlsx(["名称", "住所"], ["あ", "一\n二"])) == plain


def test_kind_target_and_text_each_make_another_key() -> None:
    plain = keys(csv(LINES[:1]))
    assert keys(csv(LINES[:1]), kind="places") != plain
    assert keys(csv(LINES[:1]), target="Q7K2M4") != plain
    assert keys(csv(LINES[1:2])) != plain


def test_with_an_id_the_key_stays_although_the_text_changes() -> None:
    assert source_key("voices", "T", {"text": "a"}, source_id="7") == source_key(
        "voices", "T", {"text": "b"}, 2, source_id=" 7 "
    )
    assert source_key("voices", "T", {"text": "a"}, source_id="7") != source_key(
        "voices", "T", {"text": "a"}, source_id="8"
    )


def test_an_id_never_collides_with_a_text() -> None:
    assert source_key("k", "t", "7") != source_key("k", "t", "", source_id="7")


def test_an_id_that_stands_twice_in_a_file_is_told() -> None:
    sources = Sources("places", "041009")
    first, again, other = (
        sources.key({"名称": name}, source_id) for name, source_id in [("あ", "1"), ("い", "1"), ("う", "2")]
    )
    assert (first[1], again[1], other[1]) == (False, True, False)
    assert first[0] == again[0] != other[0]


def test_parts_of_a_row_cannot_be_shifted_into_one_another() -> None:
    assert row_text({"a": "b", "c": "d"}) != row_text({"a": 'b", "c": "d'})
    assert source_key("ab", "c", "x") != source_key("a", "bc", "x")

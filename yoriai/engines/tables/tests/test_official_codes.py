"""Check digits, lost zeros and missing digits of local government codes and corporate numbers."""

import pytest

from yoriai.engines.tables.official_codes import check_digit, city_of_ward, code, corporate_number


@pytest.mark.parametrize("whole", ["041009", "041017", "041025", "041033", "041041", "041050", "040002", "131016"])
def test_the_check_digit_is_the_official_one(whole: str) -> None:
    assert check_digit(whole[:5]) == whole[5]
    assert (code(whole).value, code(whole).doubt) == (whole, None)


@pytest.mark.parametrize(
    ("written", "value", "doubt"),
    [
        ("92011", "092011", "code_zero_restored"),
        ("13101", "131016", "code_check_digit_added"),
        ("04101", "041017", "code_check_digit_added"),
        ("41017", "041017", "code_zero_restored"),
        ("4101", "041017", "code_zero_and_check_digit_added"),
        ("04", "040002", "code_check_digit_added"),
        ("４", "040002", "code_check_digit_added"),
        ("041009.0", "041009", None),
        ("０４１００９", "041009", None),
        ("", None, None),
        ("-", None, None),
        ("041008", None, "code_wrong_check_digit"),
        ("480002", None, "code_wrong_check_digit"),
        ("99999", None, "code_unreadable"),
        ("杜野市", None, "code_unreadable"),
        ("1234567", None, "code_unreadable"),
        # 稚内市 without its zero, or number 149 of Chiba without its check digit
        ("12149", None, "code_ambiguous"),
    ],
)
def test_a_code_is_completed_only_where_there_is_one_reading(
    written: str, value: str | None, doubt: str | None
) -> None:
    read = code(written)
    assert (read.value, read.doubt, read.text) == (value, doubt, written)


def test_ones_own_prefecture_decides_between_two_readings() -> None:
    assert (code("12149", home="011002").value, code("12149", home="121002").value) == ("012149", "121495")
    assert code("12149", home="041009").doubt == "code_ambiguous"


@pytest.mark.parametrize(
    ("written", "value", "doubt"),
    [
        ("8000020041009", "8000020041009", None),
        ("８０００－０２００－４１００９", "8000020041009", None),
        ("T8000020041009", "8000020041009", None),
        ("9000020041009", None, "corporate_number_wrong_check_digit"),
        ("1234567890123", None, "corporate_number_wrong_check_digit"),
        ("8.00002E+12", None, "number_rounded"),
        ("800002004100", None, "corporate_number_unreadable"),
        ("", None, None),
    ],
)
def test_a_corporate_number_must_pass_its_check(written: str, value: str | None, doubt: str | None) -> None:
    assert (corporate_number(written).value, corporate_number(written).doubt) == (value, doubt)


@pytest.mark.parametrize(
    ("code", "city"),
    [
        ("041017", "041009"),
        ("041050", "041009"),
        ("041009", ""),
        ("141313", "141305"),
        ("221406", "221309"),
        ("131016", ""),
        ("042021", ""),
        ("049013", ""),
    ],
)
def test_a_wards_code_names_its_city(code: str, city: str) -> None:
    assert city_of_ward(code) == city

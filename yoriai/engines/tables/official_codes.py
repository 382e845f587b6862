"""Numbers given out by the state, each with a check digit: 全国地方公共団体コード and 法人番号."""

import re

from .value import Value, said

PREFECTURES = range(1, 48)
# The last three of the five digits: 000 a prefecture, 1xx a designated city, its wards and Tokyo's, then cities, towns.
MUNICIPALITIES = (0, *range(100, 800))

# The cities that have wards (政令指定都市), by the first five digits; a ward's code follows its city's.
WITH_WARDS = (
    "01100", "04100", "11100", "12100", "14100", "14130", "14150", "15100", "22100", "22130",
    "23100", "26100", "27100", "27140", "28100", "33100", "34100", "40100", "40130", "43100",
)  # fmt: skip


def city_of_ward(six: str) -> str:
    """The code of the city a ward's code belongs to; "" for the code of anything but a ward of a designated city."""
    before = [city for city in WITH_WARDS if city[:2] == six[:2] and city < six[:5]]
    if not before or six[:5] in WITH_WARDS or int(six[2:5]) >= 200:
        return ""
    return before[-1] + check_digit(before[-1])


def check_digit(five: str) -> str:
    """The sixth digit of a local government code: 11 less the remainder by 11 of Σ digit × 6, 5, 4, 3, 2."""
    total = sum(int(digit) * weight for digit, weight in zip(five, (6, 5, 4, 3, 2), strict=True))
    return str((11 - total % 11) % 10)


def _sound(six: str) -> bool:
    return six[5] == check_digit(six[:5]) and _plausible(six[:5])


def _plausible(five: str) -> bool:
    return int(five[:2]) in PREFECTURES and int(five[2:]) in MUNICIPALITIES


def code(cell: str, home: str = "") -> Value[str]:
    """A local government code as text of 6 digits. A lost leading zero (92011) and a missing check digit (13101) are
    put back and doubted. Where both could be meant, the one in the prefecture of `home` is taken (the code of one's own
    city), else nothing is guessed.

    Doubts: code_zero_restored, code_check_digit_added, code_zero_and_check_digit_added beside a value;
    code_unreadable, code_wrong_check_digit, code_ambiguous without one.
    """
    digits = re.sub(r"\.0+$|[\s\-]", "", said(cell))
    if not digits:
        return Value(None, None, cell)
    if not re.fullmatch(r"[0-9]{1,6}", digits):
        return Value(None, "code_unreadable", cell)
    if len(digits) == 6:
        return Value(digits, None, cell) if _sound(digits) else Value(None, "code_wrong_check_digit", cell)
    readings: dict[str, str] = {}
    if len(digits) == 5:
        if _sound(f"0{digits}"):
            readings[f"0{digits}"] = "code_zero_restored"
        if _plausible(digits):
            readings[digits + check_digit(digits)] = "code_check_digit_added"
    elif len(digits) == 4 and _plausible(f"0{digits}"):
        readings[f"0{digits}{check_digit(f'0{digits}')}"] = "code_zero_and_check_digit_added"
    elif len(digits) <= 2 and int(digits) in PREFECTURES:  # a prefecture alone: 04, 4
        five = f"{digits.zfill(2)}000"
        readings[five + check_digit(five)] = "code_check_digit_added"
    if len(readings) > 1 and home:
        readings = {whole: doubt for whole, doubt in readings.items() if whole[:2] == home[:2]} or readings
    if len(readings) > 1:
        return Value(None, "code_ambiguous", cell)
    for completed, doubt in readings.items():
        return Value(completed, doubt, cell)
    return Value(None, "code_unreadable", cell)


def corporate_number(cell: str) -> Value[str]:
    """A 法人番号 as text of 13 digits, the first of which checks the others: 9 less the remainder by 9 of Σ digit × 1
    and 2 in turn from the right. Doubts: corporate_number_unreadable, corporate_number_wrong_check_digit."""
    digits = re.sub(r"[\s\-]|^T|\.0$", "", said(cell))
    if not digits:
        return Value(None, None, cell)
    if re.fullmatch(r"[0-9]\.[0-9]+[eE]\+?12", digits):
        return Value(None, "number_rounded", cell)
    if not re.fullmatch(r"[0-9]{13}", digits):
        return Value(None, "corporate_number_unreadable", cell)
    total = sum(int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits[1:])))
    if digits[0] != str(9 - total % 9):
        return Value(None, "corporate_number_wrong_check_digit", cell)
    return Value(digits, None, cell)

"""Numbers in hiragana: whole and decimal, written in digits or in kanji."""

import re
from typing import Final

_ONES: Final = ("", "いち", "に", "さん", "よん", "ご", "ろく", "なな", "はち", "きゅう")
_HUNDREDS: Final = {3: "さんびゃく", 6: "ろっぴゃく", 8: "はっぴゃく"}
_THOUSANDS: Final = {3: "さんぜん", 8: "はっせん"}
_GROUPS: Final = ("", "まん", "おく", "ちょう")
_DIGITS: Final = ("ぜろ", "いち", "に", "さん", "よん", "ご", "ろく", "なな", "はち", "きゅう")
_LONG_DIGITS: Final = ("ぜろ", "いち", "にー", "さん", "よん", "ごー", "ろく", "なな", "はち", "きゅう")

_KANJI_DIGITS: Final = {sign: value for value, sign in enumerate("〇一二三四五六七八九")}
_KANJI_UNITS: Final = {"十": 10, "百": 100, "千": 1000}
_KANJI_GROUPS: Final = {"万": 10**4, "億": 10**8, "兆": 10**12}

LARGEST: Final = 10**16 - 1
"""The largest whole number that is read as a number and not sign by sign."""

KANJI_NUMERALS: Final = "〇一二三四五六七八九十百千万億兆"


def number_parts(value: int) -> list[str]:
    """Return the reading of a whole number from 0 to LARGEST in spoken parts: 25 → に, じゅう, ご."""
    if not 0 <= value <= LARGEST:
        raise ValueError("number out of range")
    if value == 0:
        return ["れい"]
    parts: list[str] = []
    for power in range(len(_GROUPS) - 1, -1, -1):
        group = value // 10 ** (4 * power) % 10_000
        if group:
            parts += _below_ten_thousand(group, before_group=power > 0)
            parts += [_GROUPS[power]] if power else []
    return parts


def number_kana(written: int | str) -> str:
    """Return the hiragana of a number such as 1234, "1,234", "3.5" or "022"; a leading zero is read sign by sign.

    Raises ValueError when it is not a number.
    """
    text = str(written).replace(",", "")
    if not re.fullmatch(r"[0-9]+(\.[0-9]+)?", text):
        raise ValueError("not a number")
    whole, _, decimals = text.partition(".")
    spelled = (len(whole) > 1 and whole.startswith("0")) or len(whole) > len(str(LARGEST))
    parts = [digits_kana(whole)] if spelled else number_parts(int(whole))
    if decimals:
        closed = {"いち": "いっ", "はち": "はっ", "じゅう": "じゅっ"}  # いってんご
        parts[-1:] = [closed.get(parts[-1], parts[-1]), "てん", digits_kana(decimals)]
    return "".join(parts)


def digits_kana(digits: str, *, long: bool = False) -> str:
    """Return digits read one by one; `long` draws out two and five, as telephone numbers are read (ぜろにーにー)."""
    names = _LONG_DIGITS if long else _DIGITS
    return "".join(names[int(digit)] for digit in digits)


def kanji_number(written: str) -> int | None:
    """Return the value of a number in kanji (二十五, 三百, 二〇二五), or None when it is not one."""
    if not written or written.strip(KANJI_NUMERALS):
        return None
    if len(written) > 1 and all(sign in _KANJI_DIGITS for sign in written):
        return int("".join(str(_KANJI_DIGITS[sign]) for sign in written))
    total = group = digit = 0
    seen = False
    for sign in written:
        if sign in _KANJI_DIGITS:
            if seen:
                return None
            digit, seen = _KANJI_DIGITS[sign], True
        elif sign in _KANJI_UNITS:
            group += (digit if seen else 1) * _KANJI_UNITS[sign]
            digit, seen = 0, False
        else:
            total += (group + digit or 1) * _KANJI_GROUPS[sign]
            group, digit, seen = 0, 0, False
    return total + group + digit


def _below_ten_thousand(value: int, *, before_group: bool) -> list[str]:
    thousands, hundreds, tens, ones = value // 1000, value // 100 % 10, value // 10 % 10, value % 10
    parts: list[str] = []
    if thousands:
        plain = "いっせん" if before_group and thousands == 1 else "せん"
        parts.append(_THOUSANDS.get(thousands, "" if thousands == 1 else _ONES[thousands] + "せん") or plain)
    if hundreds:
        parts.append(_HUNDREDS.get(hundreds, (_ONES[hundreds] if hundreds > 1 else "") + "ひゃく"))
    if tens:
        parts += [*([_ONES[tens]] if tens > 1 else []), "じゅう"]
    if ones:
        parts.append(_ONES[ones])
    return parts

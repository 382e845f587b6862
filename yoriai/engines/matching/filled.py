"""What people write into a form in their own words, as facts for an end: 「12月～3月の雪の朝」, 「いす 20脚」."""

import re
import unicodedata
from typing import Final

SEASONS: Final = {
    "春": frozenset({3, 4, 5}),
    "夏": frozenset({6, 7, 8}),
    "秋": frozenset({9, 10, 11}),
    "冬": frozenset({12, 1, 2}),
}
_RANGE = re.compile(r"(\d{1,2})月?(?:\D?[~〜ー\-–—]|から)(\d{1,2})月")
_MONTH = re.compile(r"(\d{1,2})(?=(?:[・、,]\d{1,2})*月)")
_SEASON = re.compile(r"[春夏秋冬](?!分|至|日部)")
_AMOUNT = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*([^\d\s、。,.（）()~〜ー\-–—/]{1,6})")


def months_of(text: str) -> frozenset[int]:
    """Return the months (1 to 12) a text names; empty where it names none: then all the year."""
    text = unicodedata.normalize("NFKC", text)
    months: set[int] = set()
    for found in _RANGE.finditer(text):
        first, last = int(found[1]), int(found[2])
        if _is_month(first) and _is_month(last):
            months |= {(first - 1 + step) % 12 + 1 for step in range((last - first) % 12 + 1)}
    months |= {int(found[1]) for found in _MONTH.finditer(text) if _is_month(int(found[1]))}
    for found in _SEASON.finditer(text):
        months |= SEASONS[found[0]]
    return frozenset(months)


def amount_of(text: str) -> tuple[float | None, str]:
    """Return the first number of a text with what it counts (20, 脚), or (None, "") where there is none."""
    found = _AMOUNT.search(unicodedata.normalize("NFKC", text))
    return (float(found[1].replace(",", "")), found[2]) if found else (None, "")


def _is_month(number: int) -> bool:
    return 1 <= number <= 12

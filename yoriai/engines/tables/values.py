"""Readers of a cell: text in, a Value out. What cannot be read is kept as text and doubted, never guessed.

Days and times are in moments.py, official codes in official_codes.py; READERS names them all as the alias files do.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from yoriai.engines.japanese.kana import katakana

from .moments import Clock, Days, days, end_time, time
from .official_codes import code, corporate_number
from .value import Value, plain, text, words

__all__ = [
    "READERS",
    "Clock",
    "Days",
    "Value",
    "choice",
    "code",
    "corporate_number",
    "days",
    "degrees",
    "end_time",
    "kana",
    "link",
    "phone",
    "position",
    "postcode",
    "several",
    "text",
    "time",
    "vote",
    "weekdays",
    "whole",
    "words",
    "yen",
    "yes_no",
]

BARS = re.compile("[‐‑‒–—―−─ー－]")
PHONE = re.compile(r"(\+81)?[-. ]?\(?(\d{1,5})\)?(?:[-. ]?\(?(\d{1,4})\)?)?(?:[-. ]?(\d{3,4}))?")
YES = frozenset(["有", "有り", "あり", "可", "はい", "○", "〇", "◯", "◎", "●", "✓", "✔", "1", "true", "yes", "y", "on"])
NO = frozenset(["無", "無し", "なし", "不可", "いいえ", "×", "✕", "✖", "0", "false", "no", "n", "off"])
WEEK = "月火水木金土日"
KANA = re.compile(r"[ァ-ヺヽヾー・\s0-9A-Za-zＡ-Ｚ()（）「」『』.,、。&＆～〜/\-!！?？'’]+")
DEGREES = re.compile(r"(?:北緯|東経|[NE])?(\d{1,3})[°度](\d{1,2})['′分](\d{1,2}(?:\.\d{1,20})?)(?:\"|″|''|′′|秒)?[NE]?")
WHOLE = re.compile(r"([+-]?(?:\d{1,15}|\d{1,3}(?:,\d{3}){1,4}))(?:\.0{1,6})?\s*[人名台席戸世帯個件]{0,2}")
WITH_EXTENSION = re.compile(
    r"(?:tel|fax|電話)?[:.]?\s*([+\d\-(). ]+?)\s*\(?(内線:?\s*\d{1,6}|代表?)?\)?", re.IGNORECASE
)
JAPAN_LATITUDES, JAPAN_LONGITUDES = (20.0, 46.0), (122.0, 154.5)


def position(latitude: str, longitude: str) -> Value[tuple[float, float]]:
    """Latitude and longitude in degrees, of two cells; where they are swapped they are put right and doubted.

    Doubts: position_swapped beside a value; position_unreadable, position_half, position_outside without one.
    """
    written = f"{latitude} {longitude}".strip()
    if not plain(latitude) and not plain(longitude):
        return Value(None, None, written)
    if not plain(latitude) or not plain(longitude):
        return Value(None, "position_half", written)
    north, east = degrees(latitude), degrees(longitude)
    if north is None or east is None:
        return Value(None, "position_unreadable", written)
    if _within(north, JAPAN_LATITUDES) and _within(east, JAPAN_LONGITUDES):
        return Value((north, east), None, written)
    if _within(east, JAPAN_LATITUDES) and _within(north, JAPAN_LONGITUDES):
        return Value((east, north), "position_swapped", written)
    return Value(None, "position_outside", written)


def degrees(cell: str) -> float | None:
    """Degrees as a decimal (38.268) or with minutes and seconds (38°16′06″, 38度16分6秒); None for anything else."""
    written = plain(cell).replace(" ", "")
    if re.fullmatch(r"[+-]?\d{1,3}(\.\d{1,20})?", written):
        return float(written)
    if hit := DEGREES.fullmatch(written):
        return int(hit[1]) + int(hit[2]) / 60 + float(hit[3]) / 3600
    return None


def _within(number: float, ends: tuple[float, float]) -> bool:
    return ends[0] <= number <= ends[1]


def latitude(cell: str) -> Value[float]:
    """One of the two alone: no swap can be seen here, so use `position` where both stand in the row."""
    number = degrees(cell)
    return Value(number, "position_unreadable" if number is None and plain(cell) else None, cell)


longitude = latitude


def phone(cell: str) -> Value[str]:
    """A phone or FAX number as text: half-width, 022-261-1111; where no bars are written none are put in. An extension
    stays behind it. Doubts: phone_zero_restored beside a value, phone_unreadable without one."""
    written = BARS.sub("-", plain(cell))
    if not written:
        return Value(None, None, cell)
    if len(written) > 60:
        return Value(None, "phone_unreadable", cell)
    number, extension = written, ""
    if hit := WITH_EXTENSION.fullmatch(written):
        number, extension = hit[1], hit[2] or ""
    hit = PHONE.fullmatch(number.strip())
    if not hit:
        return Value(None, "phone_unreadable", cell)
    parts = [part for part in hit.groups()[1:] if part]
    if hit[1] and not parts[0].startswith("0"):
        parts[0] = f"0{parts[0]}"
    digits = "".join(parts)
    doubt = None
    if len(digits) == 9 and not digits.startswith("0"):
        parts[0], doubt = f"0{parts[0]}", "phone_zero_restored"
        digits = f"0{digits}"
    if len(digits) not in (10, 11) or not digits.startswith("0") or (len(digits) == 11 and digits[2] != "0"):
        return Value(None, "phone_unreadable", cell)
    joined = "-".join(parts) if re.search(r"\D", number.strip("+ ")) else digits
    return Value(f"{joined} ({extension})" if extension.startswith("内線") else joined, doubt, cell)


def postcode(cell: str) -> Value[str]:
    """A postcode as 980-0811. Doubts: postcode_zero_restored beside a value, postcode_unreadable without one."""
    digits = re.sub(r"[〒\s]", "", BARS.sub("-", plain(cell)))
    if not digits:
        return Value(None, None, cell)
    if hit := re.fullmatch(r"([0-9]{3})-?([0-9]{4})", digits):
        return Value(f"{hit[1]}-{hit[2]}", None, cell)
    if re.fullmatch(r"[1-9][0-9]{5}", digits):  # 060-0001 kept as a number
        return Value(f"0{digits[:2]}-{digits[2:]}", "postcode_zero_restored", cell)
    return Value(None, "postcode_unreadable", cell)


def yes_no(cell: str) -> Value[bool]:
    """有 or 無, ○ or ×, TRUE or 0. Doubt: yes_no_unreadable."""
    written = plain(cell).casefold()
    if not written:
        return Value(None, None, cell)
    if written in YES:
        return Value(True, None, cell)
    if written in NO:
        return Value(False, None, cell)
    return Value(None, "yes_no_unreadable", cell)


def whole(cell: str) -> Value[int]:
    """A whole number, with commas or a counter (70人, 20台); 「20人程度」 is doubted: number_unreadable."""
    written = plain(cell)
    if not written:
        return Value(None, None, cell)
    if hit := WHOLE.fullmatch(written):
        return Value(int(hit[1].replace(",", "")), None, cell)
    return Value(None, "number_unreadable", cell)


def vote(cell: str) -> Value[int]:
    """1 agree, -1 disagree, 0 pass; blank: not seen. Doubt: number_unreadable."""
    written = cell.strip()  # not `plain`: nothing but these is a vote
    if not written:
        return Value(None, None, cell)
    if written in ("1", "0", "-1", "1.0", "0.0", "-1.0"):
        return Value(int(float(written)), None, cell)
    return Value(None, "number_unreadable", cell)


def yen(cell: str) -> Value[int]:
    """An amount in yen: 1,500円, ￥500, 2万円, 無料 (0). Several amounts in one cell are doubted: yen_unreadable."""
    written = re.sub(r"\s", "", plain(cell))
    if not written:
        return Value(None, None, cell)
    if written in ("無料", "参加無料", "参加費無料", "入場無料", "入館無料", "無償"):
        return Value(0, None, cell)
    hit = re.fullmatch(r"[¥\\]?(\d{1,12}|\d{1,3}(?:,\d{3}){1,3})(万|千)?円?", written)
    if not hit:
        return Value(None, "yen_unreadable", cell)
    return Value(int(hit[1].replace(",", "")) * {"万": 10_000, "千": 1_000}.get(hit[2], 1), None, cell)


def kana(cell: str) -> Value[str]:
    """A reading in full-width katakana, whichever kana it is written in. Doubt beside the value: kana_has_other."""
    written = katakana(plain(cell))
    if not written:
        return Value(None, None, cell)
    return Value(written, None if KANA.fullmatch(written) else "kana_has_other", cell)


def weekdays(cell: str) -> Value[str]:
    """Weekdays in the order of the week, 月火水木金土日 and 祝: from 月～金, 月・水, 毎日, 平日, 月曜日から金曜日.

    Doubt: weekdays_unreadable (「第2・4土曜」 is not every Saturday).
    """
    written = re.sub(r"曜日?|[\s・,、/]", "", plain(cell).replace("祝祭日", "祝").replace("祝日", "祝"))
    if not written:
        return Value(None, None, cell)
    written = written.replace("毎日", WEEK).replace("平日", WEEK[:5])
    spans = re.sub(
        rf"([{WEEK}])(?:[~〜～\-ー]|から)([{WEEK}])", lambda hit: _span(WEEK.index(hit[1]), WEEK.index(hit[2])), written
    )
    if not re.fullmatch(rf"[{WEEK}祝]+", spans):
        return Value(None, "weekdays_unreadable", cell)
    return Value("".join(day for day in f"{WEEK}祝" if day in spans), None, cell)


def _span(first: int, last: int) -> str:
    return (WEEK * 2)[first : last + 1 if last >= first else last + 8]


def several(cell: str) -> Value[tuple[str, ...]]:
    """What the standard separates with semicolons, each as `text`; None where there is nothing."""
    found = tuple(value for piece in re.split("[;；]", cell) if (value := text(piece).value))
    return Value(found or None, None, cell)


def link(cell: str) -> Value[str]:
    """A web address, http or https only and with no name or password in it. Doubt: link_unreadable."""
    written = cell.strip()
    if not plain(written):
        return Value(None, None, cell)
    try:
        parts = urlsplit(written)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        sound = False
    if not sound or re.search(r"[\s\"<>\\^`{|}]", written) or len(written) > 2000:
        return Value(None, "link_unreadable", cell)
    return Value(written, None, cell)


def choice[T](cell: str, options: Mapping[str, T]) -> Value[T]:
    """One of a few words, compared in any width and case. Doubt: choice_unknown."""
    written = plain(cell).casefold()
    if not written:
        return Value(None, None, cell)
    for word, meant in options.items():
        if plain(word).casefold() == written:
            return Value(meant, None, cell)
    return Value(None, "choice_unknown", cell)


READERS: Mapping[str, Callable[[str], Value[Any]]] = {
    "text": text,
    "words": words,
    "code": code,
    "corporate_number": corporate_number,
    "latitude": latitude,
    "longitude": longitude,
    "phone": phone,
    "postcode": postcode,
    "yes_no": yes_no,
    "whole": whole,
    "vote": vote,
    "yen": yen,
    "kana": kana,
    "weekdays": weekdays,
    "several": several,
    "link": link,
    "days": days,
    "time": time,
    "end_time": end_time,
}

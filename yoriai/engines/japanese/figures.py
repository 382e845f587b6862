"""Figures in a text: numbers, dates, times, telephone numbers and counts, each with its reading in hiragana."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from yoriai.engines.japanese.counters import counted, counters
from yoriai.engines.japanese.kana import half_width
from yoriai.engines.japanese.numbers import KANJI_NUMERALS, LARGEST, digits_kana, kanji_number, number_kana

_DASH = "[-‐‑–−ー]"
_WEEKDAY = "[月火水木金土日]"
_WEEKDAYS = {"月": "げつ", "火": "か", "水": "すい", "木": "もく", "金": "きん", "土": "ど", "日": "にち"}
_UNITS = {"百": 100, "千": 1000, "万": 10**4, "億": 10**8, "兆": 10**12}
_UNIT_KANA = {"百": "ひゃく", "千": "せん", "万": "まん", "億": "おく", "兆": "ちょう"}

# Kanji numbers are words as often as figures (一分, 十分, 一番, 一部): only these counting words are taken behind them.
_KANJI_COUNTERS = "日間 日目 日 人 回 本 枚 月 年間 年度 年 歳 円 丁目 名 階 件 分間 分"

_FIRST_OF_MONTH = re.compile(r"(?:月|今月の?|来月の?|先月の?|毎月の?|翌月の?)$")
_DATE_FOLLOWS = re.compile(rf"[(（]{_WEEKDAY}|[、,・~～〜と]\s?(?:\d{{1,2}}|[{KANJI_NUMERALS}]+)日|付")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a figure with one reading; `reading` is hiragana."""

    start: int
    end: int
    reading: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: its parts in order, and whether it is written in kanji."""

    parts: tuple[Part, ...]
    kanji: bool = False

    @property
    def start(self) -> int:
        return self.parts[0].start

    @property
    def end(self) -> int:
        return self.parts[-1].end


def figures(text: str) -> list[Figure]:
    """Return the figures of the text in order; they never overlap. Full-width digits count as digits."""
    half = half_width(text)
    return [figure for found in _pattern().finditer(half) for figure in _read(found, half)]


@cache
def _pattern() -> re.Pattern[str]:
    words = sorted([*counters(), "日間", "日目", "日", "つ目", "つ"], key=len, reverse=True)
    counter = "|".join(re.escape(word) for word in words)
    kanji_counter = _KANJI_COUNTERS.replace(" ", "|")
    number = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
    return re.compile(
        rf"""
          (?P<phone>((?<!\d)0\d{{1,4}}{_DASH} | \(0\d{{1,4}}\)\s?)\d{{1,4}}{_DASH}\d{{3,4}}(?!\d))
        | (?P<post>(?<=〒)\s?\d{{3}}{_DASH}\d{{4}}(?!\d))
        | (?P<date>(?<![\d/])(?P<y>\d{{4}})/(?P<m>1[0-2]|0?[1-9])/(?P<d>3[01]|[12]\d|0?[1-9])(?![\d/]))
        | (?P<short>(?<![\d/])(?P<sm>1[0-2]|0?[1-9])/(?P<sd>3[01]|[12]\d|0?[1-9])(?=[(（]{_WEEKDAY}))
        | (?P<clock>(?<![\d:])(?P<h>2[0-4]|1\d|0?\d):(?P<min>[0-5]\d)(?![\d:]))
        | (?P<week>(?<=[\d日][(（]){_WEEKDAY}(?=[)）・･、]))
        | (?P<house>(?<![\d-])\d{{1,4}}(?:-\d{{1,4}}){{1,2}}(?![\d-]))
        | (?P<number>{number})(?P<unit>[百千万億兆](?:(?:{number})?[百千万億兆])*(?:\d+(?![\d,.]))?)?
          (?P<counter>{counter})?
        | (?P<kanji>[{KANJI_NUMERALS}]+)(?P<kcounter>{kanji_counter})?
        """,
        re.VERBOSE,
    )


def _read(found: re.Match[str], text: str) -> Iterator[Figure]:
    at = found.start()
    kind = next(
        name for name in ("phone", "post", "date", "short", "clock", "week", "house", "number", "kanji") if found[name]
    )
    if kind in ("phone", "post", "house"):
        yield Figure(tuple(_spelled(found[0], at, long=kind != "house")))
    elif kind == "date":
        yield _dated(found, ("y", "m", "d"))
    elif kind == "short":
        yield _dated(found, ("sm", "sd"))
    elif kind == "clock":
        yield _clock(found)
    elif kind == "week":
        yield Figure((Part(at, found.end(), _WEEKDAYS[found[0]]),))
    elif kind == "number":
        yield _number(found, text)
    elif (value := kanji_number(found["kanji"])) is not None:
        yield from _kanji(found, value, text)


def _spelled(written: str, at: int, *, long: bool) -> Iterator[Part]:
    """Read groups of digits with の between them, telephone and post codes sign by sign."""
    for index, group in enumerate(re.finditer(r"\d+", written)):
        reading = digits_kana(group[0], long=True) if long else number_kana(int(group[0]))
        start = at + (group.start() if index else 0)
        following = re.compile(r"\d").search(written, group.end())
        end = at + (following.start() if following else len(written))
        yield Part(start, end, reading + ("の" if following else ""))


def _dated(found: re.Match[str], names: tuple[str, ...]) -> Figure:
    words = {"y": "年", "m": "月", "d": "日", "sm": "月", "sd": "日"}
    parts = []
    for index, name in enumerate(names):
        start = found.start(name)
        end = found.start(names[index + 1]) if index + 1 < len(names) else found.end(name)
        parts.append(Part(start, end, "".join(counted(int(found[name]), words[name], of_month=True) or ())))
    return Figure(tuple(parts))


def _clock(found: re.Match[str]) -> Figure:
    hour, minute = int(found["h"]), int(found["min"])
    reading = "".join(counted(hour, "時") or ()) if hour else "れいじ"
    parts = [Part(found.start(), found.start("min"), reading)]
    parts.append(Part(found.start("min"), found.end(), "".join(counted(minute, "分") or ()) if minute else ""))
    return Figure(tuple(parts))


def _number(found: re.Match[str], text: str) -> Figure:
    start, middle, end = found.start(), found.start("counter"), found.end()
    written = found["number"] + (found["unit"] or "")
    value = _value(written)
    pair = None
    if value is not None and found["counter"] is not None:
        pair = counted(value, found["counter"], of_month=_of_month(text, start, end))
    if found["counter"] is None:
        middle = end
    if pair is None:
        plain = number_kana(value) if value is not None else _spoken_number(written)
        kana = counters()[found["counter"]].kana if found["counter"] in counters() else None
        return Figure((Part(start, middle, plain), *([Part(middle, end, kana)] if kana else [])))
    return Figure(_pair_parts(pair, start, middle, end))


def _kanji(found: re.Match[str], value: int, text: str) -> Iterator[Figure]:
    start, end = found.span()
    counter = found["kcounter"]
    if value > LARGEST:
        return
    if counter == "分" and not (text[max(0, start - 1) : start] == "時" or (value > 10 and value % 5 == 0)):
        counter = None  # 十分 is "enough", 五分 "half"
    pair = counted(value, counter, of_month=_of_month(text, start, end)) if counter else None
    if pair:
        yield Figure(_pair_parts(pair, start, found.start("kcounter"), end), kanji=True)
    else:
        yield Figure((Part(start, found.end("kanji"), number_kana(value)),), kanji=True)


def _pair_parts(pair: tuple[str, str], start: int, middle: int, end: int) -> tuple[Part, ...]:
    number, counter = pair
    return (Part(start, middle, number), Part(middle, end, counter)) if counter else (Part(start, end, number),)


def _of_month(text: str, start: int, end: int) -> bool:
    before = _FIRST_OF_MONTH.search(text[max(0, start - 3) : start])
    # 1月一日 is a date, but 3か月1日 is not; 月 alone before a 日 is the month of the date.
    counted_months = re.search(r"[かカヶケヵ箇]月$", text[max(0, start - 2) : start])
    return (before is not None and counted_months is None) or _DATE_FOLLOWS.match(text, end) is not None


def _value(written: str) -> int | None:
    """Return the whole number written in digits with 万 and the like (1億2千万), or None when it is not one."""
    digits = written.replace(",", "")
    if len(digits) > len(str(LARGEST)):
        return None
    if digits.isdigit():
        value = int(digits)
        return value if value <= LARGEST and (value == 0 or not digits.startswith("0")) else None
    if "." in digits or digits.startswith("0"):
        return None
    total = group = 0
    for number, unit in re.findall(r"(\d*)([百千万億兆]?)", digits):
        if unit in ("百", "千"):
            group += int(number or 1) * _UNITS[unit]
        elif unit:
            total += (group + int(number or 0) or 1) * _UNITS[unit]
            group = 0
        elif number:
            group += int(number)
    return total + group if total + group <= LARGEST else None


def _spoken_number(written: str) -> str:
    """Read what is no whole number: 3.5, 022, 1.5万."""
    return "".join(
        number_kana(piece) if piece[0].isdigit() else _UNIT_KANA[piece]
        for piece in re.findall(r"\d[\d,]*(?:\.\d+)?|[百千万億兆]", written)
    )

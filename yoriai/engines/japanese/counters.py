"""Numbers with the word they count: 3本 さんぼん, 20日 はつか, 1人 ひとり."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from yoriai.engines.japanese.numbers import number_parts

_DAYS: Final = dict(
    enumerate(("ふつか", "みっか", "よっか", "いつか", "むいか", "なのか", "ようか", "ここのか", "とおか"), 2)
) | {
    14: "じゅうよっか",
    20: "はつか",
    24: "にじゅうよっか",
}
_THINGS: Final = ("ひとつ", "ふたつ", "みっつ", "よっつ", "いつつ", "むっつ", "ななつ", "やっつ", "ここのつ")
_PEOPLE: Final = {1: "ひとり", 2: "ふたり"}

# How the number's last part closes up before each kind of sound.
_CLOSED: Final = {
    "k": {"いち": "いっ", "ろく": "ろっ", "はち": "はっ", "じゅう": "じゅっ", "ひゃく": "ひゃっ"},
    "s": {"いち": "いっ", "はち": "はっ", "じゅう": "じゅっ"},
    "t": {"いち": "いっ", "はち": "はっ", "じゅう": "じゅっ"},
    "x": {"じゅう": "じゅっ"},
    "h": {"いち": "いっ", "ろく": "ろっ", "はち": "はっ", "じゅう": "じゅっ", "ひゃく": "ひゃっ"},
}
_VOICED: Final = str.maketrans("かきくけこさしすせそはひふへほ", "がぎぐげござじずぜぞばびぶべぼ")
_POPPED: Final = str.maketrans("はひふへほ", "ぱぴぷぺぽ")


@dataclass(frozen=True, slots=True)
class Counter:
    """A counting word: its reading, the sound it begins with, and its own readings of four, seven and nine."""

    kana: str
    sound: str
    own: dict[str, str]


def counted(value: int, counter: str, *, of_month: bool = False) -> tuple[str, str] | None:
    """Return the hiragana of number and counter; an inseparable reading (ひとり, はつか) comes with "" behind it.

    `of_month` makes 1日 the first of a month (ついたち) and not one day. None for a counter that is not known.
    """
    if counter == "日":
        return _day(value, of_month=of_month)
    if counter in ("日間", "日目"):
        number, day = _day(value, of_month=False)
        rest = "かん" if counter == "日間" else "め"
        return (number, day + rest) if day else (number + rest, "")
    if counter in ("つ", "つ目"):
        return (_THINGS[value - 1] + ("め" if counter == "つ目" else ""), "") if 1 <= value <= 9 else None
    if counter == "人" and value in _PEOPLE:
        return _PEOPLE[value], ""
    if counter in ("歳", "才") and value == 20:
        return "はたち", ""
    known = counters().get(counter)
    return _joined(value, known) if known else None


@cache
def counters() -> dict[str, Counter]:
    """Return the counting words of the data file, by how they are written."""
    with (Path(__file__).parent / "data" / "counters.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["counter"]: Counter(
                row["kana"],
                row["sound"],
                {
                    usual: row[column]
                    for usual, column in (("よん", "four"), ("なな", "seven"), ("きゅう", "nine"))
                    if row[column]
                },
            )
            for row in csv.DictReader(file)
        }


def _day(value: int, *, of_month: bool) -> tuple[str, str]:
    if of_month and value == 1:
        return "ついたち", ""
    if value in _DAYS:
        return _DAYS[value], ""
    parts = number_parts(value)
    # 17日 and 27日, 19日 and 29日 are しち and く, as dates are.
    parts[-1] = {"なな": "しち", "きゅう": "く"}.get(parts[-1], parts[-1])
    return "".join(parts), "にち"


def _joined(value: int, counter: Counter) -> tuple[str, str]:
    parts = number_parts(value)
    sound, last = counter.sound.rstrip("3"), parts[-1]
    closed = _CLOSED.get("h" if sound == "p" else sound, {}).get(last)
    parts[-1] = closed or counter.own.get(last, last)
    humming = last == "さん" or last.endswith(("せん", "ぜん", "まん"))  # さんぼん, せんぼん, さんぷん
    table: dict[int, int] = {}
    if (closed and sound in "hp") or (sound == "p" and (humming or last == "よん")):
        table = _POPPED
    elif (sound == "h" and humming) or (counter.sound.endswith("3") and last == "さん"):
        table = _VOICED
    return "".join(parts), counter.kana[0].translate(table) + counter.kana[1:]

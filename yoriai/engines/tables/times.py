"""Cells that say what time of day: one, a beginning and an end, several sittings; what else stands there is a note."""

import datetime as dt
import re
from dataclasses import dataclass

from yoriai.engines.japanese.dates import parse_time

from .value import NOTHING, Value, one_line, undecided

LONGEST = 300  # signs of a cell that are looked at as times; more is prose
HALF = r"(?:午前|午後|AM|PM|朝|昼の?|夕方?|夜)"
TIME = re.compile(
    rf"(?P<half>{HALF})?\s?(?:(?P<hour>\d{{1,2}})\s?時(?!間)\s?(?:\d{{1,2}}\s?分(?!間)|半)?|(?P<clock>\d{{1,2}}):\d{{2}}(?::\d{{2}})?|正午)(?:\s?(?P<after>AM|PM))?",
    re.I,
)
SPOKEN = {"朝": "午前", "昼": "午後", "昼の": "午後", "夕": "午後", "夕方": "午後", "夜": "午後"}
SPAN = re.compile(r"\s?(?:[~〜]+|[―—–→\-ー]|から)\s?")
LABEL = r"(?:\(\d{1,2}\)|第?\d{1,2}[部回]目?|[(【\[]?[午前後昼夜朝夕]{1,2}の部[)】\]]?)"
NEXT = re.compile(rf"\s?(?P<joint>[、,/・;&と]|及び|および)?\s?(?:{LABEL}\s?:?)?\s?")
FIRST = re.compile(rf"(?:(?:開催|実施)?(?:時間|時刻|日時)\s?[:は]?\s?)?(?:{LABEL}\s?:?)?\s?")
ENDED = re.compile(r"(?:\s?(?:まで|頃|ごろ|終了|閉会|終演|予定))+(?=$|[、,/・;&と( 及お])")
BEGINS = re.compile(r"(?:\s?(?:開演|開始|開会|上映開始|スタート|より|から|~|〜|頃|ごろ))+")
MARKS = "開場|受付開始|受付|集合|開演|開始|開会|終演|終了|閉会|解散"
MARKED = re.compile(
    rf"(?P<before>{MARKS})\s?[:は]?\s?(?P<first>{TIME.pattern.replace('?P<', '?P<x')})|(?P<second>{TIME.pattern})\s?(?P<behind>{MARKS})?",
    re.I,
)
OPENING, STARTING, ENDING = (
    ("開場", "受付", "受付開始", "集合"),
    ("開演", "開始", "開会"),
    ("終演", "終了", "閉会", "解散"),
)
WHOLE_DAY = re.compile(r"(?:終日|一日中|1日中)(?=$|[\s(、,;※])")
ALL_DAY = frozenset(["終日", "24時間", "一日中", "1日中", "24時間営業", "常時"])


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day: hour 0 to 24 (24:00 is the end of a day), minute; or the whole day. note: what else stands there."""

    hour: int = 0
    minute: int = 0
    all_day: bool = False
    note: str = ""

    def __str__(self) -> str:
        return "終日" if self.all_day else f"{self.hour:02}:{self.minute:02}"

    @property
    def minutes(self) -> int:
        """Since midnight."""
        return self.hour * 60 + self.minute

    @property
    def time(self) -> dt.time | None:
        """As a time of Python, which knows no 24:00 (it becomes 0:00); None for the whole day."""
        return None if self.all_day else dt.time(self.hour % 24, self.minute)


@dataclass(frozen=True, slots=True)
class Hours:
    """A beginning and, where it is written, an end."""

    opens: Clock
    closes: Clock | None = None

    def __str__(self) -> str:
        return f"{self.opens}〜{self.closes or ''}" if not self.opens.all_day else "終日"


@dataclass(frozen=True, slots=True)
class Times:
    """The sittings of a day in the order written, mostly one. note: what else stands there."""

    sittings: tuple[Hours, ...]
    note: str = ""

    def __str__(self) -> str:
        return " ".join([*("、".join(map(str, self.sittings)),), self.note]).strip()


def times(cell: str) -> Value[Times]:
    """The hours of a cell: 13:00～15:00, 10時～正午, 午後1時30分～3時 (the afternoon goes on), 10:00～11:00、13:00～14:00,
    「13:00開場 13:30開演」 (begins when the curtain rises), 終日.

    Doubts: time_hour_taken, time_half_taken, time_note_kept beside a value; time_unreadable without one.
    """
    if undecided(cell):
        return Value(None, "undecided", cell)
    text = one_line(cell)
    if not text or text in NOTHING:
        return Value(None, None, cell)
    if text in ALL_DAY:
        return Value(Times((Hours(Clock(all_day=True)),)), None, cell)
    if re.fullmatch(r"[0-9]{1,2}", text) and int(text) <= 24:
        return Value(Times((Hours(Clock(int(text))),)), "time_hour_taken", cell)
    if re.fullmatch(r"[0-2][0-9][0-5][0-9]", text):
        text = f"{text[:2]}:{text[2:]}"
    found, rest, doubts = begin(text)
    if not found or len(text) > LONGEST:
        return Value(None, "time_unreadable", cell)
    doubts = [*doubts, "time_note_kept"] if rest else doubts
    return Value(Times(found, rest), doubts[0] if doubts else None, cell, tuple(doubts[1:]))


def begin(text: str) -> tuple[tuple[Hours, ...], str, list[str]]:
    """The sittings a text in one line begins with, what follows them, and doubts; none where it begins with none."""
    if hit := WHOLE_DAY.match(text):
        return (Hours(Clock(all_day=True)),), text[hit.end() :].strip(), []
    if marked := _marked(text):
        return (marked,), text, []
    label = FIRST.match(text)
    rest = text[label.end() :] if label else text
    found: list[Hours] = []
    doubts: list[str] = []
    joint = None
    while True:
        hours, after, taken = _hours(rest)
        if hours is None or (hours.closes is None and joint and not joint["joint"]):
            break
        found.append(hours)
        doubts += taken
        text, joint = after, NEXT.match(after)
        if hours.closes is None or not joint or not joint.end():
            break
        rest = after[joint.end() :]
    return tuple(found), text.strip(), doubts


def _hours(text: str) -> tuple[Hours | None, str, list[str]]:
    """A beginning with its end, and what follows."""
    opens, rest = clock(text)
    if opens is None:
        return None, text, []
    doubts: list[str] = []
    if to := SPAN.match(rest):
        closes, behind = clock(rest[to.end() :])
        if closes:
            closes, doubts = _same_half(text, opens, rest[to.end() :], closes)
            if ended := ENDED.match(behind):
                behind = behind[ended.end() :]
            return Hours(opens, closes), behind, doubts
    for around in (BEGINS, ENDED):
        if hit := around.match(rest):
            rest = rest[hit.end() :]
    return Hours(opens), rest, doubts


def _same_half(first: str, opens: Clock, second: str, closes: Clock) -> tuple[Clock, list[str]]:
    """午後1時～3時 ends at 15:00: a half of the day that is written once is meant twice. 午前10時～3時 is doubted."""
    written, again = TIME.match(first), TIME.match(second)
    half = (written["half"] or written["after"] or "") if written else ""
    if not half or (again and (again["half"] or again["after"])) or closes.minutes > opens.minutes or closes.hour >= 12:
        return closes, []
    later = Clock(closes.hour + 12, closes.minute)
    return later, [] if SPOKEN.get(half, half).upper() in ("午後", "PM") else ["time_half_taken"]


def _marked(text: str) -> Hours | None:
    """開場13:00 開演13:30, 13:30開会 15:00閉会: what is marked as the beginning, and as the end."""
    if not any(word in text for word in (*OPENING, *ENDING)) or len(text) > LONGEST:
        return None
    opens = closes = None
    for hit in MARKED.finditer(text):
        told, _ = clock(hit["first"] or hit["second"])
        mark = hit["before"] or hit["behind"]
        if told and mark in STARTING:
            opens = opens or told
        elif told and mark in ENDING:
            closes = closes or told
        elif told and mark is None and opens is None:
            return None  # an unmarked time among marked ones: whichever comes first is read
    return Hours(opens, closes) if opens else None


def time(cell: str, *, end: bool = False) -> Value[Clock]:
    """A time of day: 9:30, 午前8時30分, 正午, 24:00, 終日; a bare hour (24) is doubted. Of a span in one cell
    (9:00～21:30) the beginning, or with `end` the end.

    Doubts: time_hour_taken, time_note_kept, time_span beside a value; time_unreadable without one.
    """
    found = times(cell)
    if found.value is None:
        return Value(None, found.doubt, cell)
    hours, note = found.value.sittings[0], found.value.note
    told = hours.closes if end and hours.closes else hours.opens
    doubts = [doubt for doubt in found.doubts if not (doubt == "time_half_taken" and not end)]
    if hours.closes and not note:
        doubts = ["time_span", *doubts]
    return Value(
        Clock(told.hour, told.minute, told.all_day, note), doubts[0] if doubts else None, cell, tuple(doubts[1:])
    )


def end_time(cell: str) -> Value[Clock]:
    """A closing or ending time: as `time`, and of a span its end."""
    return time(cell, end=True)


def clock(text: str) -> tuple[Clock | None, str]:
    """The time a text begins with, and what follows it."""
    hit = TIME.match(text)
    if not hit:
        return None, text
    half = hit["half"] or ""
    read = parse_time(hit[0].replace(half, SPOKEN.get(half, half), 1) if half else hit[0])
    if read is None:
        return None, text
    if int(hit["hour"] or hit["clock"] or 0) == 24:
        return (None, text) if read.minute else (Clock(24), text[hit.end() :])
    return Clock(read.hour, read.minute), text[hit.end() :]

"""Days that come again: 毎週水曜日, 毎月第2・第4土曜, 毎月10日. Parsed where it is certain; else the words are kept."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass

WEEK = "月火水木金土日"
CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
NAMES = rf"[{WEEK}](?:曜日?)?(?:\s?[・、,と]\s?[{WEEK}](?:曜日?)?)*"
WEEKLY = re.compile(
    rf"毎週\s?(?:の|,)?\s?(?:(?P<from>[{WEEK}])(?:曜日?)?\s?(?:[~〜\-ー]|から)\s?(?P<to>[{WEEK}])曜?日?|(?P<names>{NAMES}))(?:曜日?)?"
)
NTH = r"(?:第\s?[1-5一二三四五]|最終|最後の?)"
MONTHLY = re.compile(
    rf"(?:毎月の?\s?|(?=第))(?P<nth>{NTH}(?:\s?[・、,と&]?\s?(?:{NTH}|[1-5一二三四五](?!\d)))*)\s?(?:の|週の?)?\s?(?P<names>{NAMES})(?:曜日?)?"
)
ON_DAYS = re.compile(r"毎月\s?(?P<days>\d{1,2}日?(?:\s?[・、,と]\s?\d{1,2}日?)*)(?P<last>(?<=日))")
DAILY = re.compile(r"毎日|連日")
WORKDAYS = re.compile(r"(?:毎週)?平日")
KANJI = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5}
LONGEST = 5_000  # days a rule is laid out for


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A rule for days. weekdays: 0 is Monday; weeks: which of them in the month, -1 the last, none for every week;
    monthdays: days of the month."""

    weekdays: tuple[int, ...] = ()
    weeks: tuple[int, ...] = ()
    monthdays: tuple[int, ...] = ()

    @property
    def rule(self) -> str:
        """As an RRULE of iCalendar, without its beginning and end."""
        if self.monthdays:
            return f"FREQ=MONTHLY;BYMONTHDAY={','.join(map(str, self.monthdays))}"
        if self.weeks:
            days = ",".join(f"{week}{CODES[day]}" for week in self.weeks for day in self.weekdays)
            return f"FREQ=MONTHLY;BYDAY={days}"
        return f"FREQ=WEEKLY;BYDAY={','.join(CODES[day] for day in self.weekdays)}"

    @property
    def words(self) -> str:
        """As people write it: 毎週月・水曜日, 毎月第2・第4土曜日, 毎月5日・20日."""
        if self.monthdays:
            return f"毎月{'・'.join(f'{day}日' for day in self.monthdays)}"
        days = "・".join(WEEK[day] for day in self.weekdays)
        if not self.weeks:
            return "毎日" if len(self.weekdays) == 7 else f"毎週{days}曜日"
        return f"毎月{'・'.join('最終' if week < 0 else f'第{week}' for week in self.weeks)}{days}曜日"

    def within(self, first: dt.date, last: dt.date) -> list[dt.date]:
        """The days it falls on from first to last."""
        span = min((last - first).days + 1, LONGEST)
        return [day for day in (first + dt.timedelta(days=step) for step in range(span)) if self._falls_on(day)]

    def _falls_on(self, day: dt.date) -> bool:
        if self.monthdays:
            return day.day in self.monthdays
        if day.weekday() not in self.weekdays:
            return False
        from_end = day.day + 7 > calendar.monthrange(day.year, day.month)[1]
        return not self.weeks or (day.day - 1) // 7 + 1 in self.weeks or (-1 in self.weeks and from_end)


EVERY_DAY = Recurrence(tuple(range(7)))


def recurring(text: str) -> tuple[Recurrence | None, str]:
    """The rule that stands in a text in one line, half-width (see days.written), and the text without it; None and the
    whole text where none is certain (隔週, 毎年, 不定期)."""
    for pattern in (MONTHLY, WEEKLY, ON_DAYS, DAILY, WORKDAYS):
        hit = pattern.search(text)
        if hit and not re.search(r"隔週|毎年|不定期|または|もしくは|奇数月|偶数月|か月", text):
            rule, left = _rule(pattern, hit), f"{text[: hit.start()]} {text[hit.end() :]}".strip()
            certain = rule and not re.search(rf"第\s?\d(?![部回])|毎[週月]|[{WEEK}]曜", left)
            return (rule, left) if certain else (None, text)
    return None, text


def _rule(pattern: re.Pattern[str], hit: re.Match[str]) -> Recurrence | None:
    if pattern is DAILY:
        return EVERY_DAY
    if pattern is WORKDAYS:
        return Recurrence(tuple(range(5)))
    if pattern is ON_DAYS:
        days = tuple(int(number) for number in re.findall(r"\d+", hit["days"]))
        return Recurrence(monthdays=days) if all(1 <= day <= 31 for day in days) else None
    if pattern is WEEKLY and hit["from"]:
        first, last = WEEK.index(hit["from"]), WEEK.index(hit["to"])
        return Recurrence(tuple(range(first, last + 1))) if first < last else None
    weekdays = tuple(sorted({WEEK.index(name) for name in re.sub(r"曜日?", "", hit["names"]) if name in WEEK}))
    if pattern is WEEKLY:
        return Recurrence(weekdays)
    weeks = [
        -1 if sign[0] == "最" else KANJI.get(sign) or int(sign)
        for sign in re.findall(r"最[終後]|[1-5一二三四五]", hit["nth"])
    ]
    return Recurrence(weekdays, tuple(dict.fromkeys(weeks)))

"""Cells that say until when, and from when, one can apply: 「6月9日(火)まで」, 「5月8日（金）9:00～」, 「定員になり次第」."""

import datetime as dt
import re
from dataclasses import dataclass

from . import days, times
from .days import Around
from .value import Value, one_line

LONGEST = 300
NONE_NEEDED = re.compile(
    r"(?:事前)?(?:お)?(?:申し?込み?|予約|応募)(?:は)?(?:不要|なし|無し|いりません)|不要|なし|無し|当日(?:受付|先着順?|会場|直接|参加).*|随時|通年|自由参加|直接(?:会場|お越し).*"
)
UNTIL = re.compile(r"\s?(?:まで|迄|必着|締切|〆切|〆|締め切り|消印有効|当日消印|厳守|正午|17時|\(必着\)|\(消印)")
FROM = re.compile(r"\s?(?:~|〜|から|より|以降|受付開始|開始|スタート)")
LEADING = re.compile(r"\s?[~〜]\s?")


@dataclass(frozen=True, slots=True)
class Deadline:
    """When one can apply, in the words of the file. opens, closes: a day, or a day and time; None where it is not told.
    needed: False where the words say that nobody has to apply."""

    text: str
    opens: dt.date | dt.datetime | None = None
    closes: dt.date | dt.datetime | None = None
    needed: bool = True

    def __str__(self) -> str:
        told = f"{self.opens or ''}〜{self.closes or ''}" if self.opens or self.closes else ""
        return f"{self.text} ({told})" if told else self.text


def deadline(cell: str, around: Around | dt.date | None = None, *, alone: str = "closes") -> Value[Deadline]:
    """When one can apply. alone: what a day means that nothing stands beside: "closes" in a column of deadlines, "opens"
    in one of beginnings, "" (doubted, not taken) in one of both.

    Doubts: those of days; deadline_either for such a day, deadline_words for words without a day.
    """
    text = days.written(cell)
    if not text:
        return Value(None, None, cell)
    kept = cell.strip()
    if NONE_NEEDED.fullmatch(text):
        return Value(Deadline(kept, needed=not re.search("不要|いりません|自由|直接|当日", text)), None, cell)
    leading = LEADING.match(text)
    spans, rest, doubts = days.begin(text[leading.end() :] if leading else text, around)
    if not spans:
        doubt = "deadline_words" if doubts == ["date_unreadable"] else doubts[0] if doubts else None
        return Value(Deadline(kept), doubt, cell)
    first, last = spans[0][0], spans[-1][1]
    hours, after, _ = times.begin(rest)
    if first < last:
        opens: dt.date | dt.datetime | None = first
        closes: dt.date | dt.datetime | None = _at(last, hours[0].opens if hours else None)
    else:
        opens, closes = None, None
        told = _at(first, hours[0].opens if hours else None)
        middle = rest[: len(rest) - len(after)] if hours else ""
        if leading or UNTIL.search(middle) or UNTIL.match(after):
            closes = told
        elif FROM.match(after) or middle.rstrip().endswith(("~", "〜", "から", "より")):
            opens, (closes, doubts) = told, _then(after, first, doubts)
        elif alone == "closes":
            closes = told
        elif alone == "opens":
            opens = told
        else:
            doubts = ["deadline_either", *doubts]
    return Value(Deadline(kept, opens, closes), doubts[0] if doubts else None, cell, tuple(doubts[1:]))


def _then(after: str, first: dt.date, doubts: list[str]) -> tuple[dt.date | dt.datetime | None, list[str]]:
    """The end behind a beginning with its hour: 5月8日 9:00～5月20日."""
    hit = FROM.match(after)
    rest = (after[hit.end() :] if hit else after).lstrip()
    spans, rest, _ = days.begin(rest, Around(first, first + dt.timedelta(days=300), said=True), first)
    if not spans:
        return None, doubts
    hours, _, _ = times.begin(rest)
    return _at(spans[-1][1], hours[0].opens if hours else None), doubts


def _at(day: dt.date, told: times.Clock | None) -> dt.date | dt.datetime:
    if told is None or told.all_day:
        return day
    return dt.datetime.combine(day, dt.time()) + dt.timedelta(minutes=told.minutes)


def says_cancelled(text: str) -> str:
    """ "cancelled" or "postponed" where the words of a cell say that it does not take place, else ""."""
    said = one_line(text)[:LONGEST]
    if re.search(r"(?:雨天|荒天|悪天候|場合|とき|可能性|ことがあ|こともあ|ことが)", said):
        return ""  # what would be done, not what was
    if re.search(
        r"(?:開催|実施)(?:し|いたし|致し)ません|中止(?:しま|いたしま|となりま|が決|に|$|\)|】|」)|取りやめ|取り止め",
        said,
    ):
        return "cancelled"
    return (
        "postponed"
        if re.search(r"延期(?:しま|いたしま|となりま|が決|に|$|\)|】|」)|順延(?:しま|となりま)", said)
        else ""
    )

"""Readers of a cell: text in, a Value out. What cannot be read is kept as text and doubted, never guessed.

Days are in days.py, times in times.py, amounts in amounts.py, positions in positions.py, official codes in
official_codes.py; READERS names them all as the alias files do.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from yoriai.engines.japanese.kana import katakana

from .amounts import Capacity, Price, capacity, many, price
from .days import Days, days
from .deadlines import Deadline, deadline
from .official_codes import code, corporate_number
from .positions import degrees, latitude, longitude, pair, position
from .times import Clock, Times, end_time, time, times
from .value import Value, label, plain, said, text, words
from .when import When, when

__all__ = [
    "READERS",
    "Capacity",
    "Clock",
    "Days",
    "Deadline",
    "Price",
    "Times",
    "Value",
    "When",
    "capacity",
    "choice",
    "code",
    "corporate_number",
    "days",
    "deadline",
    "degrees",
    "end_time",
    "kana",
    "label",
    "latitude",
    "link",
    "listed",
    "longitude",
    "mail",
    "many",
    "offered",
    "pair",
    "phone",
    "position",
    "postcode",
    "price",
    "several",
    "text",
    "time",
    "times",
    "vote",
    "weekdays",
    "when",
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
LONGEST_LINK = 2_000
ADDRESS = re.compile(r"https?://[\x21\x23-\x3b\x3d\x3f-\x5b\x5d\x5f\x61-\x7a\x7e]+")
MAIL = re.compile(r"[A-Za-z0-9._%+\-]{1,64}@[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,8}")
WHOLE = re.compile(r"([+-]?(?:\d{1,15}|\d{1,3}(?:,\d{3}){1,4}))(?:\.0{1,6})?\s*[人名台席戸世帯個件]{0,2}")
WITH_EXTENSION = re.compile(
    r"(?:tel|fax|電話)?[:.]?\s*([+\d\-(). ]+?)\s*\(?(内線:?\s*\d{1,6}|代表?)?\)?", re.IGNORECASE
)


def phone(cell: str) -> Value[str]:
    """A phone or FAX number as text: half-width, 022-261-1111; where no bars are written none are put in. An extension
    stays behind it. Doubts: phone_zero_restored beside a value, phone_unreadable without one."""
    written = BARS.sub("-", said(cell))
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
    if (len(digits) == 9 and not digits.startswith("0")) or re.fullmatch(r"[789]0\d{8}", digits):
        parts[0], doubt = f"0{parts[0]}", "phone_zero_restored"
        digits = f"0{digits}"
    if len(digits) not in (10, 11) or not digits.startswith("0") or (len(digits) == 11 and digits[2] != "0"):
        return Value(None, "phone_unreadable", cell)
    joined = "-".join(parts) if re.search(r"\D", number.strip("+ ")) else digits
    return Value(f"{joined} ({extension})" if extension.startswith("内線") else joined, doubt, cell)


def postcode(cell: str) -> Value[str]:
    """A postcode as 980-0811. Doubts: postcode_zero_restored beside a value, postcode_unreadable without one."""
    digits = re.sub(r"[〒\s]", "", BARS.sub("-", said(cell)))
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


def offered(cell: str) -> Value[bool]:
    """Whether something is offered: as `yes_no`, and 有（要予約）, 手話通訳あり, 対応不可, with a doubt beside the value
    (yes_no_words), for the words say more."""
    plainly = yes_no(cell)
    if plainly.doubt is None:
        return plainly
    written = plain(cell).casefold()[:200]
    if re.search(r"(?:なし|無し|不可|ありません|ません|していない|未対応|×)(?:$|[(。、,])", written):
        return Value(False, "yes_no_words", cell)
    if re.match(r"(?:有|あり|○|〇|◯|◎|可|対応)(?:り|能)?(?:$|[\s(。、,・※:])", written) or re.search(
        r"(?:あり|有り|有|可能?|対応|できます|あります|します)(?:$|[(。、,※])", written
    ):
        return Value(True, "yes_no_words", cell)
    return plainly


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
    """A web address, http or https only and with no name or password in it. Doubts: link_among_words beside the one
    address that stands among other words, link_unreadable."""
    written = cell.strip()
    if not said(written):
        return Value(None, None, cell)
    if _is_link(written):
        return Value(written, None, cell)
    found = {hit.rstrip(".,)」』】>") for hit in ADDRESS.findall(written[:LONGEST_LINK])}
    if len(found) == 1 and _is_link(only := found.pop()):
        return Value(only, "link_among_words", cell)
    return Value(None, "link_unreadable", cell)


def _is_link(written: str) -> bool:
    try:
        parts = urlsplit(written)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        sound = False
    return sound and not re.search(r"[\s\"<>\\^`{|}]", written) and len(written) <= LONGEST_LINK


def mail(cell: str) -> Value[str]:
    """A mail address, in half width. Doubt: mail_unreadable (two of them, or an @ written as a word)."""
    written = re.sub(r"^(?:mailto:|e-?mail\s?:?\s?|メール\s?:?\s?)", "", said(cell), flags=re.IGNORECASE).strip()
    if not written:
        return Value(None, None, cell)
    sound = len(written) <= 254 and MAIL.fullmatch(written)
    return Value(written, None, cell) if sound else Value(None, "mail_unreadable", cell)


def listed(cell: str) -> Value[tuple[str, ...]]:
    """Several values as people part them, by ; 、 , ・ / or lines; a name with a ・ of its own stays whole where others
    are parted otherwise."""
    written = text(cell)
    if written.value is None:
        return Value(None, written.doubt, cell)
    for parting in (r"[;；\n]", "[、,，]", "[・/／]"):
        pieces = [piece.strip(" 　・●○■□◆") for piece in re.split(parting, written.value)]
        if len(pieces) > 1:
            return Value(tuple(piece for piece in pieces if said(piece)) or None, written.doubt, cell)
    return Value((written.value,) if said(written.value) else None, written.doubt, cell)


def choice[T](cell: str, options: Mapping[str, T]) -> Value[T]:
    """One of a few words, compared in any width and case. Doubt: choice_unknown."""
    written = plain(cell).casefold()
    if not written:
        return Value(None, None, cell)
    for word, meant in options.items():
        if plain(word).casefold() == written:
            return Value(meant, None, cell)
    return Value(None, "choice_unknown", cell)


def _when(cell: str) -> Value[When]:
    """As `when`, for a preview of the cell alone."""
    found = when(cell)
    return Value(found if found.occasions or found.recurs else None, (*found.doubts, None)[0], cell, found.doubts[1:])


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
    "offered": offered,
    "whole": whole,
    "vote": vote,
    "yen": yen,
    "kana": kana,
    "weekdays": weekdays,
    "several": several,
    "link": link,
    "label": label,
    "listed": listed,
    "mail": mail,
    "many": many,
    "pair": pair,
    "price": price,
    "capacity": capacity,
    "days": days,
    "deadline": deadline,
    "time": time,
    "end_time": end_time,
    "times": times,
    "when": _when,
}

"""Cells that say how much and how many: what it costs, for how many there is room. The words always stay."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .value import Value, one_line, plain

LONGEST = 400  # signs of a cell that are looked at; more is prose
FREE = ("無料", "無償", "不要", "タダ", "ただ", "フリー", "free", "0円")
# Nothing to pay, in a column that asks what it costs.
NO_PRICE = frozenset(["なし", "無し", "無", "ナシ", "特になし", "かかりません"])
NUMBER = r"(?:\d{1,3}(?:,\d{3}){1,3}|\d{1,12})"
YEN = re.compile(
    rf"[¥\\]\s?(?P<sign>{NUMBER})(?!\d)|(?P<number>{NUMBER})\s?(?P<many>[万千])?\s?円(?P<off>引|割引|OFF|以上|増)?",
    re.I,
)
SPAN = re.compile(rf"(?P<number>{NUMBER})\s?(?:円\s?)?[~〜\-]\s?(?={NUMBER}\s?円)")
# What is paid beside the fee, or by some only, is not the lowest fee: 無料（材料費500円）.
ASIDE = re.compile(
    r"(?:材料|教材|テキスト|資料|保険|実費|交通|飲食|飲物|弁当|昼食|入園|入館|入場|駐車|別途|年会|送)[^0-9¥、。;]{0,8}$"
)
FREE_WORD = re.compile(r"無料|無償|フリー(?!マ)|\b0円|(?<=費)不要|(?<=料)不要", re.I)

COUNTED = re.compile(
    rf"(?P<number>{NUMBER})\s?(?P<of>人|名|組|家族|世帯|チーム|グループ|席|台|件|区画|ブース|店舗|団体|親子|校|戸)"
)
SPARE = re.compile(r"以上|見込|人に|割引|一組|1組\d人|最少|最小")
WITHOUT_LIMIT = (
    "なし",
    "無し",
    "無",
    "制限なし",
    "定員なし",
    "特になし",
    "設けません",
    "制限はありません",
    "どなたでも",
    "無制限",
    "設けない",
    "設定なし",
)
EACH = re.compile(r"各(?:回|日|部|講座|コース|クラス|会場)|1回あたり|一回あたり|1回につき|ずつ|\d\s?名ずつ|[×x]\s?\d")


@dataclass(frozen=True, slots=True)
class Price:
    """What it costs, in the words of the file. least: the lowest in yen, 0 where some or all pay nothing; None where no
    amount is told."""

    text: str
    least: int | None = None

    def __str__(self) -> str:
        return self.text if self.least is None else f"{self.text} ({self.least}円〜)"


@dataclass(frozen=True, slots=True)
class Capacity:
    """For how many there is room, in the words of the file. most: the number, None where there is none or no single
    one; of what: 人, 組, …"""

    text: str
    most: int | None = None
    of: str = ""

    def __str__(self) -> str:
        return self.text if self.most is None else f"{self.text} ({self.most}{self.of})"


def price(cell: str) -> Value[Price]:
    """What something costs: 無料, 500円, 1,000, 「大人500円 小人無料」 (from 0), 「無料（材料費500円）」 (0).

    Doubts: price_lowest, price_none_is_free, price_aside beside an amount; price_words beside words without one.
    """
    text = one_line(cell)
    if not text:
        return Value(None, None, cell)
    kept = cell.strip()
    if text in NO_PRICE:
        return Value(Price(kept, 0), "price_none_is_free", cell)
    if re.fullmatch(rf"[¥\\]?\s?{NUMBER}\s?円?", text):
        return Value(Price(kept, _int(re.sub(r"[^\d,]", "", text))), None, cell)
    amounts, aside = _amounts(text[:LONGEST])
    if not amounts and aside:
        return Value(Price(kept, None), "price_aside", cell)
    if not amounts:
        return Value(Price(kept, None), "price_words", cell)
    doubt = "price_lowest" if len(set(amounts)) > 1 else "price_aside" if aside else None
    return Value(Price(kept, min(amounts)), doubt, cell)


def _amounts(text: str) -> tuple[list[int], list[int]]:
    """The fees in a text, and what is paid beside them."""
    fees: list[int] = [0 for _ in FREE_WORD.finditer(text)]
    fees += [_int(hit["number"]) for hit in SPAN.finditer(text)]
    aside: list[int] = []
    for hit in YEN.finditer(text):
        if hit["off"]:
            continue
        amount = _int(hit["sign"] or hit["number"]) * {"万": 10_000, "千": 1_000}.get(hit["many"] or "", 1)
        (aside if ASIDE.search(text[max(0, hit.start() - 12) : hit.start()]) else fees).append(amount)
    return fees, aside


def capacity(cell: str) -> Value[Capacity]:
    """For how many there is room: 30, 「先着30名」, 「各回20人」, 「10組」, なし (no limit).

    Doubts: capacity_each, capacity_several, capacity_words.
    """
    text = one_line(cell)
    if not text:
        return Value(None, None, cell)
    kept = cell.strip()
    if re.fullmatch(NUMBER, text):
        return Value(Capacity(kept, _int(text), "人"), None, cell)
    if re.fullmatch(rf"{NUMBER}\.0+", text):
        return Value(Capacity(kept, int(float(text.replace(",", ""))), "人"), None, cell)
    if any(
        text == word or text.startswith((f"{word} ", f"{word}(", f"{word}※", f"{word}。")) for word in WITHOUT_LIMIT
    ):
        return Value(Capacity(kept), None, cell)
    told = list(_counted(text[:LONGEST]))
    if len(told) == 1 and not SPARE.search(text):
        number, of = told[0]
        return Value(Capacity(kept, number, of), "capacity_each" if EACH.search(text) else None, cell)
    return Value(Capacity(kept), "capacity_several" if told else "capacity_words", cell)


def _counted(text: str) -> Iterator[tuple[int, str]]:
    for hit in COUNTED.finditer(text):
        yield _int(hit["number"]), {"名": "人"}.get(hit["of"], hit["of"])


def _int(number: str) -> int:
    return int(number.replace(",", ""))


def many(cell: str) -> Value[int]:
    """A number of people or households, however it is hedged: 120, 約120世帯, 1,234人, 50名程度, 「250（R7.4.1）」 is
    doubted. Doubts: number_about beside a value; number_unreadable without one."""
    text = plain(cell)
    if not text:
        return Value(None, None, cell)
    hit = re.fullmatch(
        rf"(?P<about>約|およそ|おおよそ|概ね|おおむね)?\s?(?P<number>{NUMBER})(?:\.0+)?\s?(?:人|名|世帯|戸|軒|件|団体|社|店舗?)?\s?(?P<hedge>程度|ほど|前後|くらい|ぐらい|余り?)?",
        text,
    )
    if not hit:
        return Value(None, "number_unreadable", cell)
    return Value(_int(hit["number"]), "number_about" if hit["about"] or hit["hedge"] else None, cell)

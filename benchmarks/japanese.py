"""Speed and rightness of the language engine: `python benchmarks/japanese.py`.

Speed in characters a second over real opinions; the share of real names read right inside sentences; how many real
texts the import of a city's names changes; how well search finds what a plain substring search finds.
Real files are read from YORIAI_SHARED or ../shared/data; what is absent is said and left out.
"""

import csv
import os
import sys
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from yoriai.engines.japanese.entries import Entry, entry, read_entries  # noqa: E402
from yoriai.engines.japanese.kana import hiragana  # noqa: E402
from yoriai.engines.japanese.phrases import phrases  # noqa: E402
from yoriai.engines.japanese.plain import plain_hints  # noqa: E402
from yoriai.engines.japanese.readings import Reader  # noqa: E402
from yoriai.engines.japanese.requests import asks_the_city  # noqa: E402
from yoriai.engines.japanese.ruby import ruby  # noqa: E402
from yoriai.engines.japanese.words import search_query, search_terms, search_vector  # noqa: E402

SHARED = Path(os.environ.get("YORIAI_SHARED", ROOT.parent / "shared" / "data")) / "ja"
FRAMES = (
    "{}の集会所で集まります",
    "昨日、{}で会いました",
    "仙台市{}に住んでいます",
    "私は{}公園へ行きました",
    "仙台市{}1丁目で",
    "新しい{}町内会の会長です",
    "「{}」",
    "みんなで{}を歩く",
    "太白区{}の会館",
    "{}と駅の間",
)
WORDS = "駐車場 観光案内 恐竜博物館 子供 トイレ 新幹線 バス タクシー 永平寺 東尋坊 紅葉 渋滞 予約 無料 外国人 高齢者 ゴミ箱 商店街 防災"
TYPED = WORDS.split()


def main() -> None:
    """Print the figures."""
    texts = _opinions()
    if texts:
        _speed(texts)
        _search(texts)
    _cities()
    towns = SHARED / "readings-sendai.csv"
    if towns.exists():
        _towns(list(read_entries(towns)), texts)
    else:
        print(f"absent: {towns}")


def _opinions() -> list[str]:
    path = SHARED / "fukui-visitor-opinions.csv"
    if not path.exists():
        print(f"absent: {path}")
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [row["text"] for row in csv.DictReader(file)]


def _speed(texts: list[str]) -> None:
    reader = Reader()
    signs = sum(map(len, texts))
    print(f"{len(texts)} texts, {signs} characters, one thread")
    work: dict[str, Callable[[str], object]] = {
        "search_terms": search_terms,
        "search_vector": lambda text: search_vector("", text),
        "ruby": lambda text: ruby(text, reader),
        "phrases": phrases,
        "plain_hints": plain_hints,
        "asks_the_city": asks_the_city,
        "search_query (first 20 signs)": lambda text: search_query(text[:20]),
    }
    for name, function in work.items():
        function("はじめの一回は辞書を開く。")
        began = time.perf_counter()
        for text in texts:
            function(text)
        spent = time.perf_counter() - began
        print(f"  {name:32}{signs / spent:>12,.0f} characters/s {spent / len(texts) * 1e6:>8,.0f} µs a text")


def _search(texts: list[str]) -> None:
    """Without a database: every text that holds the word as written should hold all its character pairs."""
    terms = [set(search_terms(text)) for text in texts]
    plain = [hiragana(unicodedata.normalize("NFKC", text).lower()) for text in texts]
    found = wanted = 0
    for typed in TYPED:
        pairs = {hiragana(typed)[index : index + 2] for index in range(len(typed) - 1)}
        for has, text in zip(terms, plain, strict=True):
            if hiragana(typed) in text:
                wanted += 1
                found += pairs <= has
    print(
        f"search: {found} of {wanted} texts that hold one of {len(TYPED)} words as written are found ({found / wanted:.2%})"
    )


def _cities() -> None:
    path = SHARED / "localgov-codes-cc0.csv"
    if not path.exists():
        print(f"absent: {path}")
        return
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [(row["city"].replace(" ", ""), row["citykana"].replace(" ", "")) for row in csv.DictReader(file)]
    reader = Reader()
    right = sum(reader.hiragana(city) == kana for city, kana in rows)
    print(
        f"municipalities of Japan by the dictionary alone: {right} of {len(rows)} read right ({right / len(rows):.2%})"
    )


def _towns(entries: list[Entry], texts: list[str]) -> None:
    reader, plain = Reader(entries), Reader()
    for frame in FRAMES:
        before = reader.hiragana(frame.partition("{}")[0])
        shares = []
        for one in (plain, reader):
            right = sum(one.hiragana(frame.format(town.surface)).startswith(before + town.reading) for town in entries)
            shares.append(f"{right / len(entries):.2%}")
        print(f"  {frame}: {shares[0]} of {len(entries)} names before the import, {shares[1]} after")
    changed = [text for text in texts if reader.hiragana(text) != plain.hiragana(text)]
    print(f"texts of another city whose reading the import changed: {len(changed)} of {len(texts)}")
    aiko = Reader([entry("愛子", "アヤシ")])
    print("愛子さんは愛子の集会所へ →", aiko.hiragana("愛子さんは愛子の集会所へ"))


if __name__ == "__main__":
    main()

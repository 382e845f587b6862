"""The 20 fields of the law on specified non-profit activities, found in numbers, in full names and in common short ones."""

import re
from collections.abc import Iterable

from .value import plain

# The law's own words (特定非営利活動促進法 別表); an older list of 17 lacks 4, 5 and 20.
FULL = (
    "保健、医療又は福祉の増進を図る活動", "社会教育の推進を図る活動", "まちづくりの推進を図る活動", "観光の振興を図る活動",
    "農山漁村又は中山間地域の振興を図る活動", "学術、文化、芸術又はスポーツの振興を図る活動", "環境の保全を図る活動",
    "災害救援活動", "地域安全活動", "人権の擁護又は平和の推進を図る活動", "国際協力の活動",
    "男女共同参画社会の形成の促進を図る活動", "子どもの健全育成を図る活動", "情報化社会の発展を図る活動",
    "科学技術の振興を図る活動", "経済活動の活性化を図る活動", "職業能力の開発又は雇用機会の拡充を支援する活動",
    "消費者の保護を図る活動", "前各号に掲げる活動を行う団体の運営又は活動に関する連絡、助言又は援助の活動",
    "前各号に準ずる活動として都道府県又は指定都市の条例で定める活動",
)  # fmt: skip
# Words by which lists name them; a word stands for one field only.
WORDS: tuple[tuple[str, int], ...] = (
    ("保健", 1), ("医療", 1), ("福祉", 1), ("健康", 1), ("介護", 1), ("社会教育", 2), ("生涯学習", 2), ("まちづくり", 3),
    ("観光", 4), ("農山漁村", 5), ("中山間", 5), ("農業", 5), ("学術", 6), ("文化", 6), ("芸術", 6), ("スポーツ", 6),
    ("環境", 7), ("災害", 8), ("防災", 8), ("地域安全", 9), ("防犯", 9), ("交通安全", 9), ("人権", 10), ("平和", 10),
    ("国際", 11), ("男女共同参画", 12), ("子ども", 13), ("こども", 13), ("青少年", 13), ("子育て", 13), ("情報化", 14),
    ("科学技術", 15), ("経済活動", 16), ("経済", 16), ("職業能力", 17), ("雇用", 17), ("消費者", 18), ("団体支援", 19),
    ("団体の運営", 19), ("連絡助言", 19), ("中間支援", 19), ("npo支援", 19), ("条例で定める", 20), ("条例指定", 20),
)  # fmt: skip


def legal_fields(pieces: Iterable[str]) -> tuple[int, ...]:
    """The numbers of the fields that these words or numbers name, in order; what names none is left out."""
    found: set[int] = set()
    for piece in pieces:
        text = re.sub(r"[、,・\s]", "", plain(piece)).casefold()
        if hit := re.fullmatch(r"(?:第?(\d{1,2})号?|(\d{1,2})[.:)].*)", text):
            number = int(hit[1] or hit[2])
            found |= {number} if 1 <= number <= 20 else set()
            continue
        named = [number for number, full in enumerate(FULL, 1) if re.sub("[、,]", "", full) in text]
        found |= set(named) or {number for word, number in WORDS if word in text}
    return tuple(sorted(found))

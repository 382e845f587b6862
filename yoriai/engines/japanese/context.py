"""Words whose reading hangs on their neighbours: 何 (なに, なん), 方 (かた, ほう), and what a wrong cut leaves behind."""

import dataclasses
from collections.abc import Iterator
from itertools import zip_longest
from typing import Final

from yoriai.engines.japanese.tokens import Token

_WHAT_BEFORE: Final = frozenset("がをもかにはへ") | {"より", "から", "にも", "かしら"}
_PEOPLE: Final = (
    "受付 担当 係 高齢 年配 障害 障がい 聴覚 視覚 女性 男性 外国 地域 地元 近所 町内 町内会 自治会 市民 住民 一般 団体 企業 会社 学校 大学 "
    "施設 店 家族 全員 別 他 ほか 多く 大勢 市内 市外 区内 県外 希望 住まい 持ち 連れ 妊娠中 初めて 車いす 車椅子 子育て中 二人"
)
_PERSON_BEFORE: Final = frozenset(_PEOPLE.split())


def in_context(tokens: list[Token]) -> Iterator[Token]:
    """Yield the tokens of one text, with the reading corrected where the neighbours decide it."""
    before: Token | None = None
    two_before: Token | None = None
    for index, (token, after) in enumerate(zip_longest(tokens, tokens[1:])):
        reading = None
        if token.surface == "何" and after and after.pos[0] == "助詞" and after.surface in _WHAT_BEFORE:
            reading = "ナニ"
        elif token.surface == "方" and before and _is_person(before, two_before, tokens[index + 1 : index + 3]):
            reading = "カタ"
        elif token.surface == "雨" and token.reading == "ウ":  # what is left of 一日中|雨
            reading = "アメ"
        yield dataclasses.replace(token, reading=reading) if reading and not token.own else token
        before, two_before = token, before


def _is_person(before: Token, two_before: Token | None, after: list[Token]) -> bool:
    """Tell 参加した方 (a person) from した方がいい and 駅の方 (a side)."""
    if before.surface == "の":
        return two_before is not None and two_before.surface in _PERSON_BEFORE
    if before.pos[0] not in ("動詞", "助動詞", "形容詞"):
        return False
    better = len(after) == 2 and after[0].surface == "が" and after[1].pos[0] in ("形容詞", "形状詞", "副詞")
    return not better

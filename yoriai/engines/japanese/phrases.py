"""Phrases (文節): the places where a line may break without leaving a particle alone."""

import re
from typing import Final

from yoriai.engines.japanese.tokens import Token, long_words

LONGEST: Final = 12
"""Characters; a chain of nouns longer than this may break between its words."""

_OPENING: Final = frozenset("「『（([［〈《【〔“‘｛{〝")
_TAILS: Final = ("助詞", "助動詞", "接尾辞", "空白")
_CARRYING: Final = "為る 居る 有る 成る 来る 行く 見る 置く 仕舞う 下さる 頂く 上げる 貰う 呉れる"
_FOLLOWING: Final = "続ける 始める 終わる 合う 過ぎる 致す 出来る 御座る"
_WEAK_VERBS: Final = frozenset(f"{_CARRYING} {_FOLLOWING}".split())
_FORMAL_NOUNS: Final = frozenset(("こと", "もの", "ため", "とき", "ところ", "はず", "わけ", "つもり", "まま", "うち"))
_WEEKDAY = re.compile("[（(][月火水木金土日](?:[・･]祝)?[）)]")
_NUMBER: Final = "数詞"


def phrases(text: str) -> list[str]:
    """Return the text cut into phrases; joined they are the text. A phrase never begins with a particle or a 、."""
    pieces: list[str] = []
    previous: Token | None = None
    for token in long_words().tokenise(text):
        surface = text[token.start : token.end]
        if previous is not None and _joins(previous, token, len(pieces[-1])):
            pieces[-1] += surface
        else:
            pieces.append(surface)
        previous = token
    return _with_weekdays(pieces)


def _with_weekdays(pieces: list[str]) -> list[str]:
    """Keep 25日（水） in one."""
    kept: list[str] = []
    for piece in pieces:
        if kept and kept[-1].endswith("日") and _WEEKDAY.match(piece):
            kept[-1] += piece
        else:
            kept.append(piece)
    return kept


def _joins(previous: Token, token: Token, length: int) -> bool:
    """Tell whether the token goes on with the phrase of the one before it, now of so many characters."""
    if token.surface in _OPENING:
        return previous.surface in _OPENING
    if previous.surface in _OPENING or previous.pos[0] == "接頭辞":
        return True
    if token.pos[0] in _TAILS or token.pos[0] == "補助記号":
        return True
    if previous.surface.isspace():
        return False
    if previous.pos[0] == "補助記号":
        return previous.surface not in "、。，．！？!?…」』）)］】〉》〕・：；:;　～〜"
    if token.pos[0] in ("動詞", "形容詞") and token.pos[1] == "非自立可能":
        return _leans(previous, token)
    if token.pos[:2] == ("形状詞", "助動詞語幹") or token.surface in ("よう", "そう", "みたい"):
        return previous.pos[0] in ("動詞", "助動詞", "形容詞", "形状詞")
    if token.surface in _FORMAL_NOUNS and previous.pos[0] in ("動詞", "助動詞", "形容詞"):
        return length + len(token.surface) <= LONGEST
    return _compound(previous, token, length)


def _leans(previous: Token, token: Token) -> bool:
    """話し合っている, 参加する, 書いてください: a verb that only carries the one before."""
    if previous.surface in ("て", "で", "ちゃ", "じゃ") and previous.pos[0] == "助詞":
        return True
    if previous.pos[0] == "動詞":
        return token.normal in _WEAK_VERBS
    return token.normal in ("為る", "出来る", "致す", "下さる", "頂く") and previous.pos[0] in ("名詞", "副詞")


def _compound(previous: Token, token: Token, length: int) -> bool:
    """Nouns, numbers and letters written as one word stay one; a long chain may break between two of its words."""
    noun_like = ("名詞", "接尾辞", "記号")
    if previous.pos[0] not in noun_like or token.pos[0] not in noun_like or _when(previous, token):
        return False
    if previous.pos[1] == _NUMBER or token.pos[1] == _NUMBER:
        return length < 2 * LONGEST
    short = len(previous.surface) < 2 or len(token.surface) < 2
    return short or length + len(token.surface) <= LONGEST


def _when(previous: Token, token: Token) -> bool:
    """今日 | 会議を: an adverbial noun of time before another noun is a phrase of its own."""
    return previous.pos[2:3] == ("副詞可能",) and previous.pos[1] == "普通名詞" and token.pos[1] != _NUMBER

"""What an end's text says: its features, the words they came from, and the concepts it speaks of."""

import re
from dataclasses import dataclass
from typing import Final

from yoriai.engines.japanese.tokens import long_words
from yoriai.engines.matching.concepts import Concepts
from yoriai.engines.similarity.features import folded, sign_features, word_features

_BARE_SIGN: Final = re.compile(r"c[ぁ-ゖー0-9a-z]")
"""Kana, digits and Latin letters alone: every sentence has them."""

_EVERYWHERE: Final = (
    "為る 居る 有る 成る 出来る 下さる 呉れる 貰う 頂く 欲しい 助かる 願う 御願い 思う 言う 良い 無い ない 人 方 事 物 所 "
    "誰 何 私 皆 今 それ これ そこ ここ よう ため 達 つ 一 年 月 日 時 分 回"
)
SAYS_NOTHING: Final = frozenset(_EVERYWHERE.split())
"""Dictionary forms that stand on such a board whatever it is about; nobody should read 「人」 as a reason."""


@dataclass(frozen=True, slots=True)
class Read:
    """A text that was read once, for scores and for reasons."""

    features: frozenset[str]
    words: dict[str, str]
    """For features that are words or meanings: the word as people read it, verbs in their dictionary form."""
    concepts: dict[int, tuple[str, ...]]


def read(text: str, concepts: Concepts) -> Read:
    """Read the text of an end."""
    text = folded(text)
    tokens = long_words().words(text, parts=True)
    words: dict[str, str] = {}
    for token in tokens:
        if token.content and token.pos[0] != "接頭辞" and token.normal not in SAYS_NOTHING:
            for feature in word_features(token):
                words.setdefault(feature, token.surface if token.pos[0] == "名詞" else token.normal)
    signs = {sign for sign in sign_features(text, tokens) if not _BARE_SIGN.fullmatch(sign)}
    return Read(frozenset(words.keys() | signs), words, concepts.found(tokens))

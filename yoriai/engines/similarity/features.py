"""What a text is likened by: its words, what they mean, and its signs.

People who say the same thing twice seldom use the same letters. The dictionary form joins 食べた and 食べる, the
thesaurus of the dictionary joins 便所 and トイレ, and a single kanji joins 高齢 and 老齢. Which of them say something
and which stand in every text, the index learns from the texts themselves.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from yoriai.engines.japanese.kana import KANJI
from yoriai.engines.japanese.tokens import Token, long_words

MOST_CHARACTERS: Final = 4000
"""What stands behind the first so many characters of a text is not looked at."""

_KANJI = re.compile(f"[{KANJI}]")
_NO_SIGN = re.compile(r"[\W_]+")


def features(text: str) -> frozenset[str]:
    """Return the features of a text of any length; each is a mark (w, g, k or c) and a word, number or sign."""
    text = folded(text)
    tokens = long_words().words(text)
    words = {feature for token in tokens if token.content for feature in word_features(token)}
    return frozenset(words | sign_features(text, tokens))


def folded(text: str) -> str:
    """Return the text as it is looked at: NFKC, lower case, and no longer than MOST_CHARACTERS."""
    return unicodedata.normalize("NFKC", text[:MOST_CHARACTERS]).lower()


def word_features(token: Token) -> list[str]:
    """Return the dictionary form of a word and the thesaurus groups it stands in, as features."""
    return [f"w{token.normal}", *(f"g{meaning}" for meaning in token.meanings)]


def sign_features(text: str, tokens: Sequence[Token]) -> set[str]:
    """Return the signs of a folded text, and once more the kanji its words have in the dictionary."""
    written = {f"c{sign}" for sign in _NO_SIGN.sub("", text)}
    return written | {f"k{sign}" for token in tokens if token.content for sign in _KANJI.findall(token.normal)}

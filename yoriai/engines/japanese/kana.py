"""Signs: which script a character belongs to, and the foldings that never change a text's length."""

import re
from typing import Final

_KATAKANA_TO_HIRAGANA: Final = {code: code - 0x60 for code in range(0x30A1, 0x30F7)} | {0x30FD: 0x309D, 0x30FE: 0x309E}
_HIRAGANA_TO_KATAKANA: Final = {hira: kata for kata, hira in _KATAKANA_TO_HIRAGANA.items()}
_FULL_TO_HALF: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}

# Variants met in names and shop signs, to the shape dictionaries know. One character to one: positions stay valid.
_VARIANTS: Final = str.maketrans(
    "髙﨑嵜𠮷濵濱邊邉齋齊德惠廣澤櫻鄕渕渊圡嶋桒槗",
    "高崎崎吉浜浜辺辺斉斉徳恵広沢桜郷淵淵土島桑橋",
)

KANJI: Final = "々〆〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""A regular-expression class body of kanji, with the repeat mark, 〆 and 〇."""

HIRAGANA: Final = "\u3041-\u3096\u309d\u309e"
"""A regular-expression class body of hiragana, without the long-vowel mark."""

KATAKANA: Final = "\u30a1-\u30fa\u30fd\u30fe"
"""A regular-expression class body of katakana, without the long-vowel mark."""

_KANJI = re.compile(f"[{KANJI}]")
_ALL_KANA = re.compile(f"[{HIRAGANA}{KATAKANA}ー]+")
_ALL_KATAKANA = re.compile(f"[{KATAKANA}ー]+")


def hiragana(text: str) -> str:
    """Return the text with katakana turned into hiragana; everything else, ー included, stays."""
    return text.translate(_KATAKANA_TO_HIRAGANA)


def katakana(text: str) -> str:
    """Return the text with hiragana turned into full-width katakana; everything else stays."""
    return text.translate(_HIRAGANA_TO_KATAKANA)


def has_kanji(text: str) -> bool:
    """Tell whether any character is a kanji (々, 〆 and 〇 count)."""
    return _KANJI.search(text) is not None


def is_kana(text: str) -> bool:
    """Tell whether the text is nothing but kana and long-vowel marks; False for the empty text."""
    return _ALL_KANA.fullmatch(text) is not None


def is_katakana(text: str) -> bool:
    """Tell whether the text is nothing but katakana and long-vowel marks; False for the empty text."""
    return _ALL_KATAKANA.fullmatch(text) is not None


def half_width(text: str) -> str:
    """Return the text with full-width ASCII made half-width. The length does not change."""
    return text.translate(_FULL_TO_HALF)


def plain_shapes(text: str) -> str:
    """Return the text with variant kanji (髙, 﨑, 𠮷) in the shape dictionaries know. The length does not change."""
    return text.translate(_VARIANTS)

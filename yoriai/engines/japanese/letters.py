"""Latin letters, spelled out in hiragana."""

import unicodedata
from typing import Final

_ALPHABET: Final = (
    "えー びー しー でぃー いー えふ じー えいち あい じぇー けー える えむ "
    "えぬ おー ぴー きゅー あーる えす てぃー ゆー ぶい だぶりゅー えっくす わい ぜっと"
)
_NAMES: Final = {chr(ord("A") + index): name for index, name in enumerate(_ALPHABET.split())}


def spelled(text: str) -> str:
    """Return Latin letters spelled one by one in hiragana (PTA → ぴーてぃーえー); other characters stay."""
    return "".join(_NAMES.get(sign, sign) for sign in unicodedata.normalize("NFKC", text).upper())

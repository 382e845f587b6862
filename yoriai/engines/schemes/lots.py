"""An order drawn by lot that anybody can draw again: from names and one word said in the room."""

import hashlib
from collections.abc import Iterable


def draw(names: Iterable[str], word: str) -> list[str]:
    """The names in the order of the lot: each by SHA-256 of the word and the name. Same names and word, same order."""
    return sorted(names, key=lambda name: hashlib.sha256(f"{word}\n{name}".encode()).hexdigest())

"""A hint for a writer: what was noticed, and where. Its words are elsewhere, by code."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hint:
    """`code` says what it is; `start` and `end` are character positions; `excerpt` is the text between them."""

    code: str
    start: int
    end: int
    excerpt: str


def hint(code: str, text: str, start: int, end: int) -> Hint:
    """Return the hint for a stretch of the text."""
    return Hint(code, start, end, text[start:end])

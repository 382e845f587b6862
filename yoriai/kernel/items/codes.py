"""Codes people read out on the telephone: six signs of the 32 without 0, O, 1, I."""

import re
import secrets

SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LENGTH = 6
PATTERN = re.compile(rf"[{SIGNS}]{{{LENGTH}}}")


def draw() -> str:
    """A random code; the unique index decides whether it is free."""
    return "".join(secrets.choice(SIGNS) for _ in range(LENGTH))


def clean(text: str) -> str:
    """What somebody typed as a code: any width, any case, spaces and dashes left out."""
    import unicodedata

    return re.sub(r"[\s\-‐－ー・.]", "", unicodedata.normalize("NFKC", text)).upper()


class CodeConverter:
    """For URL patterns: `<code:code>`."""

    regex = f"[{SIGNS}{SIGNS.lower()}]{{{LENGTH}}}"

    def to_python(self, value: str) -> str:
        """Small letters are as good."""
        return value.upper()

    def to_url(self, value: str) -> str:
        """As it is."""
        return value

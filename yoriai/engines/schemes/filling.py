"""Words to be filled in: `{事業名}` in a text. They are data: a value is put in as it stands and never read as one again."""

import re
from collections.abc import Iterable, Mapping

# Half- and full-width braces: whichever the keyboard gives.
WORD = re.compile(r"[{｛]([^{}｛｝\r\n]{1,20})[}｝]")


def words_in(text: str) -> list[str]:
    """The names between braces, each once, in their order."""
    return list(dict.fromkeys(found.strip() for found in WORD.findall(text)))


def unknown_words(text: str, known: Iterable[str]) -> list[str]:
    """Those nothing can be filled in for."""
    names = set(known)
    return [name for name in words_in(text) if name not in names]


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with each known name replaced, in one go. What is not known stays as it was typed."""
    return WORD.sub(lambda found: values.get(found[1].strip(), found[0]), text)


def together(values: Iterable[tuple[str, str]], *, between: str = "、") -> str:
    """One value for several things: once where all say the same, else each after the name of its thing."""
    rows = list(dict.fromkeys(values))
    said = list(dict.fromkeys(value for _name, value in rows))
    if len(said) <= 1:
        return said[0] if said else ""
    return between.join(value if name == value else f"{name}：{value}" for name, value in rows)

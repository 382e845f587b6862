"""Typed readers of the environment. Every variable the platform knows is read through one of these, once, in settings."""

import os
from pathlib import Path


class BadSetting(Exception):
    """A variable that cannot be read; its message is the one sentence shown to whoever starts the platform."""


KNOWN: set[str] = set()


def text(name: str, default: str = "") -> str:
    """The variable as it stands, or the default where it is absent or empty."""
    KNOWN.add(name)
    return os.environ.get(name) or default


def number(name: str, default: int) -> int:
    """A whole number. Raises BadSetting."""
    value = text(name)
    if not value:
        return default
    try:
        return int(value)
    except ValueError:
        raise BadSetting(f"{name} must be a whole number, not {value!r}.") from None


def yes(name: str, default: bool = False) -> bool:
    """1/true/yes/on or 0/false/no/off. Raises BadSetting."""
    value = text(name).lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise BadSetting(f"{name} must be yes or no, not {value!r}.")


def words(name: str, default: str = "") -> list[str]:
    """A list separated by commas, without blanks."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def folder(name: str, default: Path) -> Path:
    """A folder's path, made absolute; it need not exist yet."""
    return Path(text(name, str(default))).expanduser().absolute()

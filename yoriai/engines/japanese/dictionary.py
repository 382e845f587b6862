"""The compiled form of a reading dictionary: a Sudachi user dictionary in a cache folder, named by its content."""

import csv
import hashlib
import importlib.metadata
import os
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import sudachidict_core  # type: ignore[import-untyped]
from sudachipy import sudachipy as sudachi

from yoriai.engines.japanese.entries import Entry
from yoriai.engines.japanese.kana import katakana
from yoriai.engines.japanese.tokens import long_words

# Connection numbers and parts of speech of the dictionary Sudachi is built on (UniDic): common noun, place, name.
_NOUN: Final = (5146, "名詞", "普通名詞", "一般", "*")
_PLACE: Final = (4785, "名詞", "固有名詞", "地名", "一般")
_PERSON: Final = (4789, "名詞", "固有名詞", "人名", "一般")
_SPEECH: Final = {"correction": _NOUN, "word": _NOUN, "place": _PLACE, "person": _PERSON}

# The lower, the sooner Sudachi takes the word. A word the dictionary knows and reads right is only a gentle offer.
_FORCED: Final = -3000
_STRONG: Final = 0
_GENTLE: Final = 4500

_FRAMES: Final = ("{}", "{}の集会所で集まります", "昨日、{}で会いました", "杜野市{}に住む", "青葉区{}の")
_KEPT_SECONDS: Final = 30 * 24 * 3600
_FORMAT: Final = "2"
"""Raise it when the costs below change: dictionaries already compiled are then built anew."""


def compiled(entries: Mapping[str, Entry], folder: Path) -> Path:
    """Return the compiled dictionary of the entries (by spelling), built in the folder unless it is there already.

    Building takes about 3 s and is atomic: processes that build the same at once do not disturb each other.
    Dictionaries nobody has opened for 30 days are removed. Raises OSError when the folder cannot be written.
    """
    rows = [f"{spelling},{entry.reading},{entry.kind}" for spelling, entry in sorted(entries.items())]
    versions = [importlib.metadata.version(package) for package in ("sudachipy", "sudachidict-core")]
    digest = hashlib.sha256("\n".join([_FORMAT, *versions, *rows]).encode()).hexdigest()[:24]
    target = folder / f"readings-{digest}.dic"
    if target.exists():
        target.touch()
        return target
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix="building-") as work:
        source, built = Path(work) / "entries.csv", Path(work) / "entries.dic"
        _write(entries, source)
        sudachi.build_user_dic(system=_system(), lex=[source], output=built, description="readings")
        built.replace(target)
    _sweep(folder, keep=target)
    return target


def default_folder() -> Path:
    """Return the folder for compiled dictionaries of whoever names none: the user's cache folder."""
    home = os.environ.get("XDG_CACHE_HOME")
    return (Path(home) if home else Path.home() / ".cache") / "yoriai" / "japanese"


def _write(entries: Mapping[str, Entry], source: Path) -> None:
    with source.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        for spelling, entry in sorted(entries.items()):
            cost = _cost(spelling, entry)
            if cost is None:
                continue
            number, *speech = _SPEECH[entry.kind]
            reading = katakana(entry.reading)
            row = [spelling, number, number, cost, spelling, *speech, "*", "*", reading, spelling, *"*A***"]
            writer.writerow(row)


def _cost(spelling: str, entry: Entry) -> int | None:
    """Return the word's cost, or None for what is best left out: a single sign that is read right anyway."""
    if entry.kind == "correction":
        return _FORCED
    reading = katakana(entry.reading)
    if long_words().readings(spelling) - {reading} or any(_plain(frame, spelling) != reading for frame in _FRAMES):
        return _STRONG
    return _GENTLE if len(spelling) > 1 else None


def _plain(frame: str, spelling: str) -> str | None:
    start = frame.index("{}")
    end = start + len(spelling)
    tokens = long_words().tokenise(frame.format(spelling), parts=True)
    units = [unit for token in tokens for unit in (token.parts or (token,))]
    inside = [unit for unit in units if unit.start >= start and unit.end <= end]
    whole = bool(inside) and inside[0].start == start and inside[-1].end == end
    return "".join(unit.reading for unit in inside) if whole else None


def _system() -> Path:
    return Path(sudachidict_core.__file__).parent / "resources" / "system.dic"


def _sweep(folder: Path, keep: Path) -> None:
    oldest = time.time() - _KEPT_SECONDS
    for path in folder.glob("readings-*.dic"):
        if path != keep and path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)

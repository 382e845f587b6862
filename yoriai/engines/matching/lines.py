"""Ends and areas as they stand in files: CSV with one column a field, or one JSON object a line."""

import csv
import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from yoriai.engines.matching.ends import Area, End, Ground, Side
from yoriai.engines.matching.suggesting import Suggestion

_LISTS = ("fields", "themes", "areas")
_DATES = ("last_day", "written")
_WORDS = ("key", "text", "actor", "actor_kind", "home", "resource", "unit")
_CLOSED = frozenset({"0", "false", "no"})


def read_ends(path: Path) -> Iterator[End]:
    """Yield the ends of a .csv or .jsonl file. Raises OSError, or ValueError naming the line that cannot be read."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file) if path.suffix == ".csv" else (json.loads(line) for line in file if line.strip())
        number = 0
        while True:
            number += 1
            try:
                yield end_of(next(rows))
            except StopIteration:
                return
            except (ValueError, TypeError, AttributeError, csv.Error) as error:
                raise ValueError(f"{path.name}, row {number}: {error}") from error


def end_of(row: Mapping[str, Any]) -> End:
    """Return the end of a row. Lists may be texts with spaces (or /) between; months are written 「10-2」 or 「4 5」.

    Raises ValueError where key, side or actor is missing or a value cannot be read.
    """
    given = {name: value for name, value in row.items() if value not in (None, "")}
    missing = [name for name in ("key", "side", "actor") if name not in given]
    if missing:
        raise ValueError(f"missing: {', '.join(missing)}")
    facts: dict[str, Any] = {name: str(given[name]) for name in _WORDS if name in given}
    facts |= {name: tuple(_words(given[name])) for name in _LISTS if name in given}
    facts |= {name: date.fromisoformat(str(given[name])) for name in _DATES if name in given}
    if "amount" in given:
        facts["amount"] = float(given["amount"])
    if "months" in given:
        facts["months"] = frozenset(month for part in _words(given["months"]) for month in _months(part))
    facts["open"] = str(given.get("open", "yes")).lower() not in _CLOSED
    return End(side=Side(str(given["side"])), **{"text": "", **facts})


def read_ground(path: Path) -> Ground:
    """Return the areas of a TOML file with blocks `[[areas]]`: id, parent, latitude, longitude (degrees)."""
    blocks = tomllib.loads(path.read_text(encoding="utf-8")).get("areas", [])
    return Ground.of(
        Area(block["id"], block.get("parent", ""), block.get("latitude"), block.get("longitude")) for block in blocks
    )


def written(end: str, suggestion: Suggestion) -> str:
    """Return a suggestion as one line of JSON."""
    said = {"end": end, **asdict(suggestion), "parts": [part._asdict() for part in suggestion.parts]}
    said["reason"] = suggestion.reason._asdict()
    said |= {"unlike": sorted(suggestion.unlike), "like": sorted(suggestion.like)}
    return json.dumps(said, ensure_ascii=False)


def _words(value: Any) -> list[str]:
    return value.replace("/", " ").split() if isinstance(value, str) else [str(one) for one in value]


def _months(part: str) -> list[int]:
    """Return the months of 「10-2」: October to February."""
    first, _dash, last = part.partition("-")
    start, end = int(first), int(last or first)
    if not (1 <= start <= 12 and 1 <= end <= 12):
        raise ValueError(f"months: {part}")
    return [(start - 1 + step) % 12 + 1 for step in range((end - start) % 12 + 1)]

"""Read ends from files and print suggestions, one line of JSON each.

`python -m yoriai.engines.matching ends.csv more.jsonl --areas areas.toml [--concepts own.toml] [--today 2026-11-24]`
Columns: key, side (offer, need, both), text, actor; and actor_kind, fields, home, resource, themes, areas, months,
last_day, written, amount, unit, open.
"""

import argparse
import sys
import tomllib
from datetime import date
from pathlib import Path

from yoriai.engines.matching.concepts import builtin_concepts, read_concepts
from yoriai.engines.matching.ends import Ground
from yoriai.engines.matching.lines import read_ends, read_ground, written
from yoriai.engines.matching.suggesting import suggest


def main(arguments: list[str]) -> int:
    """Print the suggestions; 2 when a file cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m yoriai.engines.matching", description=__doc__)
    parser.add_argument("ends", nargs="+", type=Path)
    parser.add_argument("--areas", type=Path)
    parser.add_argument("--concepts", type=Path)
    parser.add_argument("--today", type=date.fromisoformat, default=None)
    given = parser.parse_args(arguments)
    try:
        ends = [end for path in given.ends for end in read_ends(path)]
        ground = read_ground(given.areas) if given.areas else Ground()
        concepts = read_concepts(given.concepts) if given.concepts else builtin_concepts()
        found = suggest(ends, ground, today=given.today or date.today(), concepts=concepts)
    except (OSError, KeyError, ValueError, tomllib.TOMLDecodeError) as error:
        print(f"Cannot be read: {error}", file=sys.stderr)  # noqa: T201
        return 2
    for key, suggestions in found.items():
        for suggestion in suggestions:
            print(written(key, suggestion))  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

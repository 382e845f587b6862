"""Read lines from standard input and print each line's reading in hiragana.

`python -m yoriai.engines.japanese [CSV …]`: each CSV has the columns `name,kana` and lays its names over the dictionary.
"""

import sys
from pathlib import Path

from yoriai.engines.japanese.entries import read_entries
from yoriai.engines.japanese.readings import Reader


def main(lists: list[str]) -> int:
    """Print the readings of standard input; 2 when a list cannot be read."""
    try:
        entries = [entry for path in lists for entry in read_entries(Path(path))]
    except (OSError, UnicodeDecodeError, KeyError) as error:
        print(f"The list cannot be read: {error}", file=sys.stderr)  # noqa: T201
        return 2
    reader = Reader(entries)
    for line in sys.stdin:
        print(reader.hiragana(line.rstrip("\n")))  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Read texts from a file, one a line, and print for each line of standard input the nearest of them with its score.

`python -m yoriai.engines.similarity texts.txt`
"""

import sys
from pathlib import Path

from yoriai.engines.similarity.index import Index


def main(arguments: list[str]) -> int:
    """Print the five nearest texts of each line; 2 when the file cannot be read."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)  # noqa: T201
        return 2
    index: Index[str] = Index()
    try:
        for line in Path(arguments[0]).read_text(encoding="utf-8-sig").splitlines():
            if line.strip():
                index.add(line, line)
    except (OSError, UnicodeDecodeError) as error:
        print(f"The texts cannot be read: {error}", file=sys.stderr)  # noqa: T201
        return 2
    for line in sys.stdin:
        for near in index.nearest(line):
            print(f"{near.score:.2f}\t{near.key}")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

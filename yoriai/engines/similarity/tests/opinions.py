"""Real opinions (shared data) and how somebody else would say them. For tests and benchmarks."""

import csv
import html
import os
from pathlib import Path

SHARED = Path(os.environ.get("YORIAI_SHARED", Path(__file__).parents[5] / "shared" / "data"))
OPINIONS = SHARED / "ja" / "fukui-visitor-opinions.csv"


def opinions() -> dict[str, str]:
    """The texts by id. Raises FileNotFoundError where the shared data are absent."""
    with OPINIONS.open(encoding="utf-8-sig", newline="") as file:
        return {row["id"]: html.unescape(row["text"]) for row in csv.DictReader(file)}


def paraphrases() -> list[tuple[str, str]]:
    """(id of the original, the same said by somebody else)."""
    with (Path(__file__).parent / "paraphrases.csv").open(encoding="utf-8", newline="") as file:
        return [(row["original"], row["rewritten"]) for row in csv.DictReader(file)]

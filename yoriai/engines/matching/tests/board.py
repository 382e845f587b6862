"""The hand-written offers and needs as ends, and the grades people gave to pairs. For tests and benchmarks."""

import csv
import re
from datetime import date
from pathlib import Path

from yoriai.engines.matching.ends import End, Ground
from yoriai.engines.matching.lines import end_of, read_ground

DATA = Path(__file__).parent / "data"
TODAY = date(2026, 11, 24)
_AMOUNT = re.compile(r"\D*?(\d+)(\D+)")


def ground() -> Ground:
    """The areas of 杜野市 (架空)."""
    return read_ground(DATA / "city.toml")


def board(part: str = "") -> list[End]:
    """Needs, then offers. Part "later": with those written when the engine stood; "fresh": those by another hand alone."""
    actors = {row["id"]: row for row in _rows("actors")}
    files = [(side, name) for side in ("need", "offer") for name in _names(part, f"{side}s")]
    return [_end(row, side, actors[row["actor"]]) for side, name in files for row in _rows(name)]


def grades(part: str = "") -> dict[tuple[str, str], int]:
    """(need, offer) → 0, 1 or 2; what is not here is 0."""
    return {(row["need"], row["offer"]): int(row["grade"]) for name in _names(part, "pairs") for row in _rows(name)}


def _names(part: str, what: str) -> list[str]:
    return {"": [what], "later": [what, f"later_{what}"], "fresh": [f"fresh_{what}"]}[part]


def _end(row: dict[str, str], side: str, actor: dict[str, str]) -> End:
    amount = _AMOUNT.fullmatch(row["quantity"])
    return end_of(
        {
            "key": row["id"],
            "side": side,
            "text": f"{row['title']}\n{row['text']}",
            "actor": row["actor"],
            "actor_kind": actor["kind"],
            "fields": [actor["field"]] if actor["field"] else [],
            "home": actor["area"],
            "resource": row["resource"],
            "themes": row["themes"],
            "areas": row["areas"],
            "months": row["months"],
            "last_day": row["until"],
            "written": row["written"],
            "amount": amount[1] if amount else "",
            "unit": amount[2] if amount else "",
        }
    )


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))

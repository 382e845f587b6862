"""What was changed between two plans, each change at its place."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from yoriai.engines.schemes.plan import Plan
from yoriai.engines.schemes.reading import in_text


@dataclass(frozen=True, slots=True)
class Change:
    """where: the way to the place by keys, `types.free.cap`; before, after: plain data, None where there was or is nothing."""

    where: str
    before: Any
    after: Any


def differences(before: Plan, after: Plan) -> list[Change]:
    """Every change, by the order of the plan: of a row that came or went the whole row, else fact by fact."""
    return [
        change
        for column in fields(Plan)
        for change in _between(_whole(getattr(before, column.name)), _whole(getattr(after, column.name)), column.name)
    ]


def _between(before: Any, after: Any, where: str) -> Iterator[Change]:
    if before == after:
        return
    rows = _by_key(before), _by_key(after)
    if isinstance(before, dict) and isinstance(after, dict):
        for name in dict.fromkeys([*before, *after]):
            yield from _between(before.get(name), after.get(name), f"{where}.{name}")
    elif rows[0] is not None and rows[1] is not None and (rows[0] or rows[1]):
        yield from _rows(rows[0], rows[1], where)
    else:
        yield Change(where, before, after)


def _rows(before: dict[str, Any], after: dict[str, Any], where: str) -> Iterator[Change]:
    for key in dict.fromkeys([*before, *after]):
        yield from _between(before.get(key), after.get(key), f"{where}.{key}")
    kept = [key for key in before if key in after]
    if kept != [key for key in after if key in before]:
        names = [[rows[key].get("name") or rows[key].get("label") or key for key in rows] for rows in (before, after)]
        yield Change(where, *names)


def _by_key(value: Any) -> dict[str, Any] | None:
    """The rows by their keys, where it is a list of rows; None where it is something else."""
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        return None
    return {row.get("key") or row.get("code") or str(number): row for number, row in enumerate(value)}


def _whole(thing: Any) -> Any:
    """As plain data, what stands at its default too: a rule that was never written down held all the same."""
    if is_dataclass(thing) and not isinstance(thing, type):
        return {column.name: _whole(getattr(thing, column.name)) for column in fields(thing)}
    if isinstance(thing, tuple | list):
        return [_whole(each) for each in thing]
    return in_text(thing)

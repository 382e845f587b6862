"""A plan as a file somebody can read, change and bring again."""

import json
from collections.abc import Iterator
from typing import Any

from yoriai.engines.schemes.plan import Plan
from yoriai.engines.schemes.reading import plain

DAYS = ("starts", "ends")


def to_json(plan: Plan) -> str:
    """The plan as JSON, as `reading.read_text` takes it."""
    return json.dumps(plain(plan), ensure_ascii=False, indent=2) + "\n"


def to_toml(plan: Plan) -> str:
    """The plan as TOML, as `reading.read_text` takes it."""
    return "\n".join(_table(plain(plan), "")).strip() + "\n"


def _table(data: dict[str, Any], at: str) -> Iterator[str]:
    """Plain values first: what follows a heading belongs to it."""
    inner = {name: value for name, value in data.items() if _is_table(value)}
    for name, value in data.items():
        if name not in inner:
            # A day stands bare in TOML; any other text never, so that "2027" stays a text.
            yield f"{name} = {value if name in DAYS else _value(value)}"
    for name, value in inner.items():
        where = f"{at}.{name}" if at else name
        for row in value if isinstance(value, list) else [value]:
            yield f"\n[[{where}]]" if isinstance(value, list) else f"\n[{where}]"
            yield from _table(row, where)


def _is_table(value: Any) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and bool(value) and isinstance(value[0], dict))


def _value(value: Any) -> str:
    # JSON's words for text, numbers, truths and lists are TOML's too, but for one sign.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")

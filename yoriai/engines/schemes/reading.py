"""A plan out of plain data (a TOML file, a JSON column) and back. A wrong or unknown entry is named, never dropped."""

import datetime as dt
import hashlib
import json
import re
import tomllib
import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

from yoriai.engines.schemes.plan import MOST_OF, Fault, Plan

# A plan is a few pages. What is longer than this is no plan, and would be carried through every page of its scheme.
LONGEST, MOST, MOST_YEN, NAME = 4_000, 200, 10**12, 120
YEARS = range(1990, 2101)
# Keys stand in addresses and columns.
KEY = re.compile(r"[A-Za-z0-9_-]{1,24}")
CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)(:[0-5]\d)?")


class Unreadable(ValueError):
    """The data are no plan; `faults` says why, one for each place."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(f"{fault.where}: {fault.what}" for fault in faults))
        self.faults = faults


def read_plan(data: Mapping[str, Any]) -> Plan:
    """The plan. Raises Unreadable with every fault at once."""
    faults: list[Fault] = []
    plan = _made(Plan, data, "", faults)
    if not faults:
        assert isinstance(plan, Plan)
        faults += _out_of_bounds(plan)
    if faults:
        raise Unreadable(faults)
    return plan  # type: ignore[no-any-return]


@lru_cache(maxsize=128)
def kept_plan(text: str) -> Plan:
    """The plan out of the JSON it is kept as, read once a process: a plan never changes, and every page of a scheme asks for it."""
    return read_plan(json.loads(text))


def read_text(text: str, name: str) -> Plan:
    """A plan from the text of a file, JSON by its name's ending, else TOML. Raises Unreadable."""
    try:
        data = json.loads(text) if name.lower().endswith(".json") else tomllib.loads(text)
    # A file nested a thousand deep is broken off by Python; both readers raise a ValueError for what they cannot read.
    except (ValueError, RecursionError) as wrong:
        code = "no_json" if name.lower().endswith(".json") else "no_toml"
        raise Unreadable([Fault(code, name, {"why": str(wrong)[:200]})]) from None
    return read_plan(data)


def _out_of_bounds(plan: Plan) -> list[Fault]:
    found = []
    if plan.year not in YEARS:
        found.append(Fault("no_year", "year", {"value": plan.year}))
    if len(plan.name) > NAME:
        found.append(Fault("too_long_text", "name", {"most": NAME}))
    for name, most in MOST_OF.items():
        column, figure = name.split(".")
        rows = getattr(plan, column)
        places = [("rules", rows)] if column == "rules" else [(f"{column}[{n}]", row) for n, row in enumerate(rows, 1)]
        found += [
            Fault("too_large", f"{where}.{figure}", {"most": most})
            for where, row in places
            if getattr(row, figure) > most
        ]
    keys = [
        (f"{where}[{number}]", row.key)
        for where in ("types", "phases", "fields", "rounds")
        for number, row in enumerate(getattr(plan, where), 1)
    ]
    keys += [(f"forms[{number}]", form.code) for number, form in enumerate(plan.forms, 1)]
    keys += [(f"rounds[{number}]", row.key) for number, one in enumerate(plan.rounds, 1) for row in one.criteria]
    return found + [Fault("bad_key", where, {"key": key[:40]}) for where, key in keys if not KEY.fullmatch(key)]


def read_file(path: Path) -> Plan:
    """A plan from a TOML file. Raises Unreadable, also where the file is no TOML."""
    return read_text(path.read_text(encoding="utf-8"), path.name)


def plain(thing: Any) -> Any:
    """The plan as data for JSON; what stands at its default is left out."""
    if is_dataclass(thing) and not isinstance(thing, type):
        kept = {}
        for column in fields(thing):
            value = getattr(thing, column.name)
            default = column.default_factory() if column.default_factory is not MISSING else column.default
            if value != default:
                kept[column.name] = plain(value)
        return kept
    if isinstance(thing, tuple | list):
        return [plain(each) for each in thing]
    return in_text(thing)


def in_text(value: Any) -> Any:
    """A day as 2027-07-30, a time of day as 17:15; anything else as it is."""
    if isinstance(value, dt.time):
        return f"{value:%H:%M}"
    return value.isoformat() if isinstance(value, dt.date) else value


def digest(data: Any) -> str:
    """SHA-256 of data as JSON with sorted keys: two texts with the same digest are the same text."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _made(kind: Any, value: Any, where: str, faults: list[Fault]) -> Any:
    origin = get_origin(kind)
    if is_dataclass(kind):
        return _dataclass(kind, value, where, faults)
    if origin is tuple:
        if not isinstance(value, list | tuple):
            faults.append(Fault("not_a_list", where))
            return ()
        if len(value) > MOST:
            faults.append(Fault("too_many", where, {"most": MOST}))
            return ()
        inner = get_args(kind)[0]
        return tuple(_made(inner, each, f"{where}[{number}]", faults) for number, each in enumerate(value, 1))
    if origin is Literal:
        if value not in get_args(kind):
            faults.append(Fault("not_one_of", where, {"value": str(value)[:80], "one_of": list(get_args(kind))}))
        return value
    if origin in (types.UnionType, getattr(types, "UnionType", None)):  # a day, or none
        return _day(value, where, faults)
    if kind is dt.time:
        return _time(value, where, faults)
    # A bool is an int for Python and is none here.
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        faults.append(Fault("wrong_sort", where, {"value": str(value)[:80], "wanted": kind.__name__}))
    elif isinstance(value, int) and value < 0:
        faults.append(Fault("negative", where, {"value": value}))
    elif isinstance(value, int) and value > MOST_YEN:
        faults.append(Fault("too_large", where, {"most": MOST_YEN}))
    elif isinstance(value, str) and len(value) > LONGEST:
        faults.append(Fault("too_long_text", where, {"most": LONGEST}))
    return value


def _dataclass(kind: Any, value: Any, where: str, faults: list[Fault]) -> Any:
    if not isinstance(value, Mapping):
        faults.append(Fault("not_a_table", where))
        return None
    hints, columns = _columns(kind)
    at = f"{where}." if where else ""
    faults += [Fault("unknown", f"{at}{name}") for name in value if name not in columns]
    made = {}
    for name, column in columns.items():
        if name in value:
            made[name] = _made(hints[name], value[name], f"{at}{name}", faults)
        elif column.default is MISSING and column.default_factory is MISSING:
            faults.append(Fault("missing", f"{at}{name}"))
            made[name] = None
    return kind(**made)


@cache
def _columns(kind: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """What each column holds, and the columns; a page reads a plan of seventy rows, so it is found out once."""
    return get_type_hints(kind), {column.name: column for column in fields(kind)}


def _day(value: Any, where: str, faults: list[Fault]) -> dt.date | None:
    if value is None or (isinstance(value, dt.date) and not isinstance(value, dt.datetime)):
        return value
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError:
        faults.append(Fault("no_day", where, {"value": str(value)[:80]}))
        return None


def _time(value: Any, where: str, faults: list[Fault]) -> dt.time | None:
    """To the minute: 17:15, 17:15:00 and 17:15:59 are the same, for the last minute counts whole."""
    found = CLOCK.fullmatch(str(value).strip())
    if found is None:
        faults.append(Fault("no_time_of_day", where, {"value": str(value)[:80]}))
        return None
    return dt.time(int(found[1]), int(found[2]))

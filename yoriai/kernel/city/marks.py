"""A city's own mark: the data of one SVG path, drawn as a line. Nothing but path commands and numbers gets through."""

import re
from collections.abc import Iterator

LONGEST = 4000  # characters of path data
FARTHEST = 100.0  # the box is 34 × 34; what lies farther out is no mark of ours

NUMBERS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
TOKEN = re.compile(
    r"[\s,]*(?:(?P<command>[MLHVCSQTAZmlhvcsqtaz])|(?P<number>[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,2})?))",
    re.ASCII,
)
FLAG = re.compile(r"[\s,]*([01])")


def path_data(text: str) -> str:
    """The path in one plain spelling: `M3 3L30 30`; "" for nothing. Raises ValueError for anything that is no path."""
    text = text.strip()
    if not text:
        return ""
    if len(text) > LONGEST:
        raise ValueError("too long")
    written = "".join(f"{command}{' '.join(numbers)}" for command, numbers in _commands(text))
    if written[0] not in "Mm":
        raise ValueError("a path begins with M")
    return written


def _commands(text: str) -> Iterator[tuple[str, list[str]]]:
    """Each command with its numbers, as often as the command is repeated."""
    command, place = "", 0
    while place < len(text):
        found = TOKEN.match(text, place)
        if found is None:
            raise ValueError(f"not a path from {text[place : place + 12]!r} on")
        if found["command"]:
            command, place = found["command"], found.end()
        elif not command or command in "Zz":
            raise ValueError("a number without a command")
        numbers, place = _numbers(text, place, command)
        yield command, numbers
        if command in "Mm":  # further pairs after a move are lines
            command = "L" if command == "M" else "l"


def _numbers(text: str, place: int, command: str) -> tuple[list[str], int]:
    """The numbers one command takes. The two flags of an arc may stand without a blank between them: `a5 5 0 01 9 9`."""
    numbers: list[str] = []
    for index in range(NUMBERS[command.upper()]):
        is_flag = command in "Aa" and index in (3, 4)
        found = FLAG.match(text, place) if is_flag else TOKEN.match(text, place)
        if found is None or (not is_flag and not found["number"]):
            raise ValueError(f"{command} wants {NUMBERS[command.upper()]} numbers")
        number = float(found[1] if is_flag else found["number"])
        if abs(number) > FARTHEST:
            raise ValueError("outside of the box")
        numbers.append(f"{number:.3f}".rstrip("0").rstrip("."))
        place = found.end()
    return numbers, place

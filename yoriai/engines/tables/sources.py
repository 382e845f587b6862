"""The key of a row, so that the same file taken twice changes nothing, and a file in another order neither."""

import json
from collections import Counter
from collections.abc import Collection, Mapping
from hashlib import sha256

from .headers import fold

# A running number says where the row stood, not what it is.
POSITIONS = frozenset({"#property", "連番", "項番", "通番", "通し番号"})


def row_text(cells: Mapping[str, str], without: Collection[str] = ()) -> str:
    """What a row says, whatever the order of its columns, the encoding and the line breaks of its file: the cells that
    are not blank, by folded column name. Running numbers and the headers in `without` do not count."""
    said = {
        fold(header): "\n".join(cell.strip().splitlines())
        for header, cell in cells.items()
        if cell.strip() and header not in without and fold(header) not in POSITIONS
    }
    return json.dumps(sorted(said.items()), ensure_ascii=False)


def source_key(
    kind: str, target: str, row: Mapping[str, str] | str, count_among_equals: int = 1, *, source_id: str = ""
) -> str:
    """64 hexadecimal digits: the same for the same row of the same kind of file taken into the same target.

    target: what it is taken into (a session's code) or where it comes from (a city's code), so that card 7 of two
    evenings, or place 7 of two cities, stay two. source_id: the row's own id in its source, where it has one: then the
    key stays although the text changes. row: its cells or their `row_text`. count_among_equals: 1 for the first of rows
    that say the same, 2 for the second.
    """
    if source_id.strip():
        said: list[str | int] = ["id", kind, target, source_id.strip()]
    else:
        said = ["text", kind, target, row if isinstance(row, str) else row_text(row), count_among_equals]
    return sha256(json.dumps(said, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()


class Sources:
    """Gives the rows of one file their keys, in turn, and counts those that are equal. `without`: as in row_text."""

    def __init__(self, kind: str, target: str, without: Collection[str] = ()) -> None:
        self._kind = kind
        self._target = target
        self._without = without
        self._seen: Counter[str] = Counter()

    def key(self, cells: Mapping[str, str], source_id: str = "") -> tuple[str, bool]:
        """The row's key, and whether its id has already stood in this file: such a row is doubted, not taken twice."""
        if source_id.strip():
            key = source_key(self._kind, self._target, "", source_id=source_id)
            self._seen[key] += 1
            return key, self._seen[key] > 1
        said = row_text(cells, self._without)
        once = source_key(self._kind, self._target, said)
        self._seen[once] += 1
        return source_key(self._kind, self._target, said, self._seen[once]), False

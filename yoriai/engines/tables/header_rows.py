"""Which rows of a file hold the column names: below titles, above the data, in one row or in two."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from .headers import Aliases, familiarity, fold
from .reasons import Unreadable

LONGEST_NAME = 40  # signs of a name in the second of two rows
# Names that mean nothing without their group: the 名称 of 問合せ先 is not that of the row.
GENERAL = frozenset({"名称", "名", "氏名", "名前", "役職", "内容", "その他", "有無", "詳細", "日", "番号"})


@dataclass(frozen=True, slots=True)
class Header:
    """names: one for each column, "" where there is none. first: the place of the first row after them. titles: what
    stands above. rows_above: in how many rows."""

    names: list[str]
    first: int
    titles: tuple[str, ...] = ()
    rows_above: int = 0
    two_rows: bool = False


def find(rows: Sequence[Sequence[str]], aliases: Sequence[Aliases]) -> Header:
    """The header among the first rows of a file. Raises Unreadable("no_header") where none holds anything."""
    place = _place(rows, aliases)
    names = [one_line(cell) for cell in rows[place]]
    top, first = place, place + 1
    if below := _continued(names, rows[first] if first < len(rows) else (), aliases):
        names, first = _joined(names, below, aliases), first + 1
    elif place and fold(names[0]) != "#property" and (band := _band(rows[place - 1], names)):
        joined = _joined(band, names, aliases)
        top, names = (place - 1, joined) if joined != names else (place, names)
    above = [row for row in rows[:top] if any(cell.strip() for cell in row)]
    titles = tuple(one_line(cell) for row in above for cell in row if cell.strip())
    return Header(names, first, titles, len(above), first - top > 1)


def one_line(cell: str) -> str:
    """A column name without its line breaks and outer blanks."""
    return "".join(part.strip() for part in cell.split("\n"))


def _place(rows: Sequence[Sequence[str]], aliases: Sequence[Aliases]) -> int:
    """Which of the first rows holds the column names."""
    widths = [sum(bool(cell.strip()) for cell in row) for row in rows]
    if not any(widths):
        raise Unreadable("no_header")
    for place, row in enumerate(rows):
        if row and fold(row[0]) == "#property" and widths[place] > 1:
            return place
    known = [familiarity(row, aliases) for row in rows]
    if any(known):
        return known.index(max(known))
    place = next(place for place, width in enumerate(widths) if width >= max(widths) * 0.6)
    # A band of group names (属性, 属性, 属性, 満足度, …) above the names themselves.
    band = [cell.strip() for cell in rows[place] if cell.strip()]
    if place + 1 < len(rows) and len(set(band)) <= len(band) // 2:
        below = [cell.strip() for cell in rows[place + 1] if cell.strip()]
        if len(below) >= len(band) * 0.9 and len(set(below)) == len(below):
            return place + 1
    return place


def _continued(names: Sequence[str], row: Sequence[str], aliases: Sequence[Aliases]) -> list[str]:
    """The row below the names, where it holds the rest of them: 連絡先, "" above 電話, FAX. Else nothing.

    It fills only columns without a name and the one before them that names the group, and at least one of its cells is
    a name somebody knows. A row of data fills others too.
    """
    below = [one_line(cell) for cell in row]
    filled = {column for column, cell in enumerate(below) if cell}
    named = {column for column, name in enumerate(names) if name}
    bare = {column for column in filled - named if column < max(named, default=0) + len(filled)}
    groups = {column for column in filled & named if column + 1 in bare}
    if not bare or filled != bare | groups or not _under_groups(bare, groups, named):
        return []
    if max(len(below[column]) for column in filled) > LONGEST_NAME or not _known(names, below, aliases):
        return []
    return below


def _under_groups(bare: set[int], groups: set[int], named: set[int]) -> bool:
    """Whether each column without a name follows, without a gap, one that names its group."""
    for column in bare:
        before = column - 1
        while before in bare:
            before -= 1
        if before not in groups and not (before in named and before + 1 in bare):
            return False
    return True


def _known(names: Sequence[str], below: Sequence[str], aliases: Sequence[Aliases]) -> bool:
    joined = [f"{group}_{name}" for group, name in zip(_spread(names, below), below, strict=False) if name]
    return familiarity([*below, *joined], aliases) > 0


def _band(row: Sequence[str], names: Sequence[str]) -> list[str]:
    """The row above the names, where it may name groups of them: at least two cells, none of them wider than a name
    below it explains."""
    band = [one_line(cell) for cell in row]
    filled = [cell for cell in band if cell]
    return band if len(set(filled)) > 1 and len(filled) <= sum(bool(name) for name in names) else []


def _spread(band: Sequence[str], names: Sequence[str]) -> list[str]:
    """The group each column belongs to: a name reaches over the blanks to its right that have a name below."""
    groups, current = [], ""
    for column, name in enumerate(names):
        own = band[column] if column < len(band) else ""
        current = own or (current if name else "")
        groups.append(current)
    return groups


def _joined(band: Sequence[str], names: Sequence[str], aliases: Sequence[Aliases]) -> list[str]:
    """The names of both rows as one: the lower one, with its group where it says too little alone."""
    width = max(len(band), len(names))
    lower = [*names, *[""] * (width - len(names))]
    counts = Counter(fold(name) for name in lower if name)
    joined: list[str] = []
    alone = [name for name in [*lower, *band] if name]
    for group, name in zip(_spread(band, lower), lower, strict=True):
        whole = f"{group}_{name}"
        if not name or not group or fold(group) == fold(name):
            joined.append(name or group)  # 備考 stands in the upper row alone
        elif familiarity([whole], aliases) > 1 or counts[fold(name)] > 1 or _said_elsewhere(name, alone, aliases):
            joined.append(whole)
        elif familiarity([name], aliases) > 1:
            joined.append(name)
        else:
            joined.append(whole if (aliases and name in GENERAL) or familiarity([whole], aliases) else name)
    return joined


def _said_elsewhere(name: str, names: Sequence[str], aliases: Sequence[Aliases]) -> bool:
    """Whether a general name means a field that another column has by a name of its own: then it is its group's."""
    if name not in GENERAL:
        return False
    own = {one.ranks[fold(name)][0] for one in aliases if fold(name) in one.ranks}
    others = {
        one.ranks[fold(other)][0] for one in aliases for other in names if other != name and fold(other) in one.ranks
    }
    return bool(own & others)

"""What every reader of a cell returns, and what counts as a blank."""

import html
import re
import unicodedata
from dataclasses import dataclass

# A cell with nothing but one of these means that there is nothing to say.
BLANKS = frozenset(["", "-", "‐", "–", "—", "―", "−", "ー", "─", "--", "---", "ーー", "/", "n/a"])
# Where a name, a number or an address is asked for, these say that there is none, or none yet.
NOTHING = frozenset(
    [
        "なし",
        "無し",
        "無",
        "ナシ",
        "該当なし",
        "特になし",
        "不明",
        "非公開",
        "非公表",
        "未設定",
        "未登録",
        "null",
        "none",
        "nan",
        "nil",
    ]
)
UNDECIDED = frozenset(["未定", "調整中", "検討中", "後日", "後日決定", "追って連絡", "追ってお知らせ", "準備中", "tbd"])
SAME_AS_ABOVE = frozenset(["同上", "〃", "々", "”", "′′"])
EXCEL_ERRORS = frozenset(["#n/a", "#ref!", "#value!", "#div/0!", "#name?", "#num!", "#null!"])
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
NUMBERED = re.compile("[①-⑳⑴-⒇❶-❿]")
OWN = re.compile("[\ue000-\uf8ff]")
STILL_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Value[T]:
    """One cell, read. value: None where it is blank or cannot be read. doubt: a code of reasons.SENTENCES, or None
    where there is none; beside a value it says how the value was arrived at. text: the cell as it stands, never lost.
    also: further doubts, less grave than the first.
    """

    value: T | None
    doubt: str | None = None
    text: str = ""
    also: tuple[str, ...] = ()

    @property
    def doubts(self) -> tuple[str, ...]:
        """Every doubt, the gravest first."""
        return (self.doubt, *self.also) if self.doubt else ()

    @property
    def blank(self) -> bool:
        """Nothing stands there (a cell that cannot be read is not blank)."""
        return self.value is None and self.doubt is None


def plain(cell: str) -> str:
    """The cell as codes and numbers are compared: half-width, without outer blanks; "" for a blank mark."""
    if not cell:
        return ""
    text = cell.strip() if cell.isascii() else unicodedata.normalize("NFKC", cell).strip()
    return "" if text.casefold() in BLANKS else text


def said(cell: str) -> str:
    """As `plain`, and "" for the words that say there is nothing (なし) or nothing yet (未定)."""
    found = plain(cell)
    return "" if found.casefold() in NOTHING or undecided(found) else found


def undecided(cell: str) -> bool:
    """Whether the cell says nothing but 未定 or the like."""
    return plain(cell).strip("()（）").casefold() in UNDECIDED


def one_line(cell: str) -> str:
    """As `plain`, in one line and with counting signs as (1): NFKC would put ① before 5月 as 15月."""
    marked = NUMBERED.sub(lambda hit: f" ({_number(hit[0])}) ", cell)
    return " ".join(plain(marked).split())


def _number(sign: str) -> int:
    return ord(sign) - ord(next(first for first in "❶⑴①" if sign >= first)) + 1


def text(cell: str) -> Value[str]:
    """Words: outer blanks off, HTML entities read once (tags stay letters), width kept; "-" alone is a blank."""
    written = words(cell)
    if not (folded := plain(written.value or "")):
        return Value(None, None, cell)
    if folded.casefold() in EXCEL_ERRORS:
        return Value(None, "cell_error", cell)
    if folded in SAME_AS_ABOVE:
        return Value(None, "same_as_above", cell)
    return written


def label(cell: str) -> Value[str]:
    """A name, an address, somebody to ask: as `text`, but なし is a blank and 未定 is one that is doubted (undecided)."""
    if undecided(cell):
        return Value(None, "undecided", cell)
    return text(cell) if said(cell) else Value(None, None, cell)


def words(cell: str) -> Value[str]:
    """What a person wrote: as `text`, but a lone "-" or 「同上」 is what they wrote."""
    written = STILL_CONTROLS.sub("", ENTITY.sub(lambda hit: html.unescape(hit[0]), cell)).strip()
    return Value(written or None, "own_character" if OWN.search(written) else None, cell)

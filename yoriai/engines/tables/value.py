"""What every reader of a cell returns, and what counts as a blank."""

import html
import re
import unicodedata
from dataclasses import dataclass

# A cell with nothing but one of these means that there is nothing to say.
BLANKS = frozenset(["", "-", "‐", "–", "—", "―", "−", "ー", "─", "--", "---", "ーー", "/", "n/a"])
SAME_AS_ABOVE = frozenset(["同上", "〃", "々", "”", "′′"])
EXCEL_ERRORS = frozenset(["#n/a", "#ref!", "#value!", "#div/0!", "#name?", "#num!", "#null!"])
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
OWN = re.compile("[\ue000-\uf8ff]")
STILL_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Value[T]:
    """One cell, read. value: None where it is blank or cannot be read. doubt: a code of reasons.SENTENCES, or None
    where there is none; beside a value it says how the value was arrived at. text: the cell as it stands, never lost.
    """

    value: T | None
    doubt: str | None = None
    text: str = ""

    @property
    def blank(self) -> bool:
        """Nothing stands there (a cell that cannot be read is not blank)."""
        return self.value is None and self.doubt is None


def plain(cell: str) -> str:
    """The cell as codes and numbers are compared: half-width, without outer blanks; "" for a blank mark."""
    text = unicodedata.normalize("NFKC", cell).strip()
    return "" if text.casefold() in BLANKS else text


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


def words(cell: str) -> Value[str]:
    """What a person wrote: as `text`, but a lone "-" or 「同上」 is what they wrote."""
    written = STILL_CONTROLS.sub("", ENTITY.sub(lambda hit: html.unescape(hit[0]), cell)).strip()
    return Value(written or None, "own_character" if OWN.search(written) else None, cell)

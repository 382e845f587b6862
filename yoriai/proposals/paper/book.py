"""審査用の提案書のつづり: cover, contents, each proposal's sheets as handed in; A4."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from yoriai.ui.paper.press import render


@dataclass(frozen=True)
class Part:
    """One form: its name, (question, answer) rows, and its table."""

    name: str
    rows: Sequence[tuple[str, str]] = ()
    head: Sequence[str] = ()
    table: Sequence[Sequence[str]] = ()


@dataclass(frozen=True)
class Chapter:
    """One proposal."""

    number: str
    title: str
    type: str
    carriers: str
    parts: Sequence[Part]


@dataclass(frozen=True)
class Bound:
    """The whole. reader: whose it is."""

    scheme: str
    reader: str
    day: str
    sender: str
    chapters: Sequence[Chapter]


def book_pdf(book: Bound) -> bytes:
    """The book as PDF/UA."""
    data: dict[str, Any] = asdict(book)
    return render("proposals/paper/book.typ", data)

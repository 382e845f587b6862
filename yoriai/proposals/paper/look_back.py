"""ふりかえりシート (F12) as paper: blank to fill in by hand, or as one side has filled it in."""

from collections.abc import Sequence
from dataclasses import dataclass

from yoriai.ui.paper.press import render


@dataclass(frozen=True)
class LookBackPaper:
    """questions: (words, mark or 0); texts: (label, words). A blank sheet has no marks and no words."""

    title: str
    scheme: str
    party: str
    questions: Sequence[tuple[str, int]]
    texts: Sequence[tuple[str, str]]


def look_back_pdf(paper: LookBackPaper) -> bytes:
    """The sheet, A4."""
    data = {
        "title": paper.title,
        "scheme": paper.scheme,
        "party": paper.party,
        "questions": [{"words": words, "mark": mark} for words, mark in paper.questions],
        "texts": [{"label": label, "words": words} for label, words in paper.texts],
    }
    return render("proposals/paper/look-back.typ", data)

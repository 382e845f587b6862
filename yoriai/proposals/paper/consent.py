"""保護者の同意書, A4: what the group wants to do, who looks after it, room for a guardian's name. The paper stays with who saw it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from yoriai.ui.paper.press import render
from yoriai.ui.paper.text import Exact


@dataclass(frozen=True)
class ConsentPaper:
    """What stands on it. said: (question, words) of the proposal everybody may read once it is adopted."""

    title: str
    scheme: str
    group: str
    supporter: str
    office: str
    age: int
    said: Sequence[tuple[str, str]]
    days: int
    phone: Exact


def consent_pdf(paper: ConsentPaper) -> bytes:
    """The sheet as PDF, one A4."""
    return render("proposals/paper/consent.typ", asdict(paper))

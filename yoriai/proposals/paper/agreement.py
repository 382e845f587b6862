"""協定書 as paper, A4: the articles, what was changed since, a block to sign in with the digest of the text."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from yoriai.engines.japanese.dates import era_date
from yoriai.ui.paper.press import render
from yoriai.ui.paper.text import Exact


@dataclass(frozen=True)
class Signed:
    """A party; who signed for it, how and when, or nothing yet."""

    party: str
    person: str = ""
    how: str = ""
    on: date | None = None


@dataclass(frozen=True)
class Change:
    """変更 both sides agreed to."""

    asked: date
    agreed: date | None
    asked_by: str
    answered_by: str
    reason: str
    before: str
    after: str
    money: str
    decided: date | None = None
    public: str = ""
    # Lines of the tables: (line, before, after).
    lines: Sequence[tuple[str, str, str]] = field(default_factory=tuple)
    on_paper_from: str = ""
    answered_on_paper: str = ""


@dataclass(frozen=True)
class AgreementPaper:
    """One version. `articles` are (number, heading, text); `stands`: the day of the last signature, none while some are missing."""

    title: str
    scheme: str
    version: int
    articles: Sequence[tuple[int, str, str]]
    parties: Sequence[Signed]
    digest: str
    stands: date | None = None
    changes: Sequence[Change] = field(default_factory=tuple)
    contract: str = ""
    # 別表: (heading, (line, words)).
    tables: Sequence[tuple[str, Sequence[tuple[str, str]]]] = field(default_factory=tuple)


def groups(digest: str, size: int = 8) -> str:
    """A digest that can be compared by eye: in groups."""
    return " ".join(digest[start : start + size] for start in range(0, len(digest), size))


def agreement_pdf(paper: AgreementPaper) -> bytes:
    """The agreement as PDF, A4."""
    data = {
        "title": paper.title,
        "scheme": paper.scheme,
        "version": paper.version,
        "stands": era_date(paper.stands, weekday=False) if paper.stands else "",
        "articles": [{"number": number, "heading": heading, "text": text} for number, heading, text in paper.articles],
        "parties": [
            {
                "party": one.party,
                "person": one.person,
                "how": one.how,
                "on": era_date(one.on, weekday=False) if one.on else "",
            }
            for one in paper.parties
        ],
        "changes": [change_data(one) for one in paper.changes],
        "contract": paper.contract,
        "tables": [
            {"heading": heading, "rows": [{"line": line, "words": words} for line, words in rows]}
            for heading, rows in paper.tables
        ],
        "digest": Exact(groups(paper.digest)),
    }
    return render("proposals/paper/agreement.typ", data)


def change_data(one: Change) -> dict[str, Any]:
    """A change as the templates read it."""
    return {
        "asked": era_date(one.asked, weekday=False),
        "agreed": era_date(one.agreed, weekday=False) if one.agreed else "",
        "asked_by": one.asked_by,
        "answered_by": one.answered_by,
        "reason": one.reason,
        "before": one.before,
        "after": one.after,
        "money": one.money,
        "decided": era_date(one.decided, weekday=False) if one.decided else "",
        "public": one.public,
        "lines": [{"line": line, "before": before, "after": after} for line, before, after in one.lines],
        "paper": one.on_paper_from,
        "answer_paper": one.answered_on_paper,
    }


def change_pdf(title: str, scheme: str, stops: bool, change: Change, state: str) -> bytes:
    """The sheet of one change or early end, A4."""
    data = {"title": title, "scheme": scheme, "stops": stops, "change": change_data(change), "state": state}
    return render("proposals/paper/change.typ", data)

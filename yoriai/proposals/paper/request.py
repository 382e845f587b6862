"""協議依頼書: one A4 for the section that is asked, and the table of its five questions that comes back."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from yoriai.engines.tables.reading import read
from yoriai.engines.tables.records import Limits
from yoriai.engines.tables.writing import to_xlsx
from yoriai.ui.paper.press import render
from yoriai.ui.paper.qr import qr

ITEM, ANSWER = "項目", "回答"
CODE = "提案の記号（変えないでください）"
CAN = "可否（できる・一部できる・できない のどれか）"
# label in the file: the field of the talk.
ROWS = {
    "市ができること": "city_can",
    "市ができないこと": "city_cannot",
    "気をつける法令・ルール": "law",
    "予算": "money",
    "代案": "instead",
    "担当者メモ（庁内だけ。団体には出ません）": "memo",
}
CANS = {"できる": "yes", "一部できる": "partly", "できない": "no"}
LIMITS = Limits(size=2_000_000, unzipped=10_000_000, rows=200, columns=40, cell=20_000)


@dataclass(frozen=True)
class Asked:
    """What stands on the sheet. said: (question, words) of the proposal; others: sections asked beside this one."""

    day: str
    to: str
    sender: str
    title: str
    number: str
    carriers: str
    lead: bool
    others: str
    text: str
    due: str
    said: Sequence[tuple[str, str]]
    phone: str
    fax: str
    office: str
    hours: str
    address: str


def request_pdf(asked: Asked) -> bytes:
    """The sheet as PDF, one A4."""
    data: dict[str, Any] = asdict(asked)
    return render("proposals/paper/request.typ", data | {"qr": qr(asked.address), "questions": list(ROWS)[:5]})


def questions_xlsx(code: str, title: str, can: str, answers: dict[str, str]) -> bytes:
    """The questions with what has been written so far: to fill in where there is no way to the platform."""
    words = next((word for word, key in CANS.items() if key == can), "")
    rows = [(CODE, code), ("事業名", title), (CAN, words)]
    return to_xlsx((ITEM, ANSWER), [*rows, *((label, answers[name]) for label, name in ROWS.items())], "協議の回答")


class OtherProposal(ValueError):
    """The file is about another proposal, or none."""


def read_answers(content: bytes, code: str) -> dict[str, str]:
    """The fields of the talk as they stand in a file that came back. Raises `tables.reasons.Unreadable`, or OtherProposal."""
    table = read(content, limits=LIMITS)
    item, answer = table.headers[0], table.headers[1] if len(table.headers) > 1 else ""
    said = {row.cells[item].strip(): row.cells.get(answer, "").strip() for row in table.rows}
    if said.get(CODE, "").upper() != code:
        raise OtherProposal
    found = {name: said[label] for label, name in ROWS.items() if label in said}
    return found | ({"can": CANS[said[CAN]]} if said.get(CAN) in CANS else {})

"""テーマ票 (F0) as a table that goes out to a section and comes back."""

from yoriai.engines.tables.reading import read
from yoriai.engines.tables.writing import to_xlsx
from yoriai.proposals.paper.request import ANSWER, ITEM, LIMITS, OtherProposal

CODE = "制度の記号（変えないでください）"
# label in the file: the field of the sheet.
ROWS = {
    "テーマの名前": "title",
    "課題の背景": "background",
    "現状のデータ": "data",
    "求める提案": "wanted",
    "市ができること": "city_can",
    "市ができないこと": "city_cannot",
    "予算の上限（円、決めないときは0）": "cap",
    "期間": "period",
    "連絡先（公開されます）": "contact",
}


def theme_xlsx(code: str, scheme: str) -> bytes:
    """The questions of the sheet, empty."""
    return to_xlsx((ITEM, ANSWER), [(CODE, code), ("制度", scheme), *((label, "") for label in ROWS)], "テーマ票")


def read_theme(content: bytes, code: str) -> dict[str, str]:
    """What stands in a table that came back. Raises `tables.reasons.Unreadable`, or OtherProposal where it is of another scheme."""
    table = read(content, limits=LIMITS)
    item, answer = table.headers[0], table.headers[1] if len(table.headers) > 1 else ""
    said = {row.cells[item].strip(): row.cells.get(answer, "").strip() for row in table.rows}
    if said.get(CODE, "").upper() != code:
        raise OtherProposal
    return {name: said[label] for label, name in ROWS.items() if said.get(label)}

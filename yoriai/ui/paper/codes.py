"""一回かぎりの番号表: printed one-time codes, an officer's second factor where no telephone or key may be used."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from yoriai.engines.japanese.dates import era_date
from yoriai.ui.paper.press import render
from yoriai.ui.paper.text import Exact


@dataclass(frozen=True)
class CodeSheet:
    """One officer's sheet. `codes` are printed in order; nothing of it is kept here."""

    person: str
    site: str
    made: date
    codes: Sequence[str]
    phone: str
    office: str = ""
    hours: str = ""


def code_sheet_pdf(sheet: CodeSheet) -> bytes:
    """The sheet as PDF, A4."""
    data = {
        "person": sheet.person,
        "site": sheet.site,
        "date": era_date(sheet.made),
        "codes": [Exact(code) for code in sheet.codes],
        "left": "残りが二つになったら、新しい表を印刷してください。前の表は使えなくなります。",
        "phone": Exact(sheet.phone),
        "office": sheet.office,
        "hours": sheet.hours,
    }
    return render("ui/paper/codes.typ", data)

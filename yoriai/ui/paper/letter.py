"""一枚の手紙: a notice as a letter, for whoever has no mail. Telephone first, then FAX, then the QR."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from yoriai.engines.japanese.dates import era_date
from yoriai.ui.paper.press import render
from yoriai.ui.paper.qr import qr
from yoriai.ui.paper.text import Exact, Reader


@dataclass(frozen=True)
class Letter:
    """One letter. `paragraphs` are plain text; `facts` are (name, value) rows such as 日時 and 場所; without an address there is no QR."""

    date: date
    to: str
    sender: str
    title: str
    paragraphs: Sequence[str]
    phone: str
    fax: str = ""
    office: str = ""
    hours: str = ""
    signed: str = ""
    facts: Sequence[tuple[str, str]] = ()
    address: str = ""
    honour: str = "様"


def letter_pdf(letter: Letter, *, reader: Reader | None = None) -> bytes:
    """The letter as PDF, A4."""
    data = {
        "date": era_date(letter.date),
        "to": letter.to,
        "honour": letter.honour,
        "sender": letter.sender,
        "signed": letter.signed,
        "title": letter.title,
        "paragraphs": letter.paragraphs,
        "facts": letter.facts,
        "phone": Exact(letter.phone),
        "fax": Exact(letter.fax),
        "office": letter.office,
        "hours": letter.hours,
        "qr": qr(letter.address) if letter.address else None,
    }
    return render("ui/paper/letter.typ", data, reader=reader)

"""控え: what was typed from a sheet, back to its sender: to look at, and to say yes by telephone, by fax, by post or by its number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from yoriai.engines.japanese.dates import era_date
from yoriai.ui.paper.press import render
from yoriai.ui.paper.qr import qr
from yoriai.ui.paper.text import Exact, Reader


@dataclass(frozen=True)
class Receipt:
    """One receipt. `kind` is what the sheet tells of, `way` how it came; `facts` are (label, what was typed); `address` its page;
    `page` is where the number can be typed."""

    code: str
    to: str
    way: str
    kind: str
    title: str
    arrived: date
    printed: date
    facts: Sequence[tuple[str, str]]
    address: str
    page: str
    sender: str
    phone: str
    fax: str = ""
    office: str = ""
    hours: str = ""


def receipt_pdf(receipt: Receipt, *, reader: Reader | None = None) -> bytes:
    """The receipt as PDF, A4, one page where the text is of a usual length."""
    data = {
        "code": Exact(receipt.code),
        "to": receipt.to,
        "way": receipt.way,
        "kind": receipt.kind,
        "title": receipt.title,
        "arrived": era_date(receipt.arrived),
        "printed": era_date(receipt.printed),
        "facts": receipt.facts,
        "sender": receipt.sender,
        "phone": Exact(receipt.phone),
        "fax": Exact(receipt.fax),
        "office": receipt.office,
        "hours": receipt.hours,
        "qr": qr(receipt.address),
        "page": Exact(receipt.page),
    }
    return render("directory/paper/receipt.typ", data, reader=reader)

"""控え: what was handed in as it was read, back to whoever handed it in."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from yoriai.ui.paper.press import render
from yoriai.ui.paper.qr import qr
from yoriai.ui.paper.text import Exact


@dataclass(frozen=True)
class Part:
    """One form: its questions with answers and whether only the group and the office read them, its lines."""

    name: str
    answers: Sequence[tuple[str, str, bool]] = ()
    lines: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class Receipt:
    """What the 控え says. way: how it came; until: by when to tell us that something is wrong."""

    code: str
    number: str
    scheme: str
    title: str
    to: str
    person: bool
    written_by: str
    when: str
    way: str
    typed: bool
    printed: str
    until: str
    parts: Sequence[Part]
    sender: str
    phone: str
    fax: str
    office: str
    hours: str
    address: str


def receipt_pdf(receipt: Receipt) -> bytes:
    """The 控え as PDF, A4."""
    data: dict[str, Any] = asdict(receipt)
    data["parts"] = [
        {
            "name": part.name,
            "answers": [{"label": label, "text": text, "private": private} for label, text, private in part.answers],
            "lines": [{"label": label, "text": text} for label, text in part.lines],
        }
        for part in receipt.parts
    ]
    exact = {name: Exact(data[name]) for name in ("code", "phone", "fax")}
    shown = Exact(receipt.address.partition("://")[2])
    return render("proposals/paper/receipt.typ", data | exact | {"qr": qr(receipt.address), "address": shown})

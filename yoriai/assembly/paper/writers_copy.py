"""控え: what was typed from a paper card, printed and given back to who wrote it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from yoriai.engines.japanese.dates import era_date
from yoriai.ui.paper.press import render
from yoriai.ui.paper.qr import qr
from yoriai.ui.paper.text import Exact, Reader


@dataclass(frozen=True)
class TypedCard:
    """One card as it was typed. `kind` is 見えること, できること or やること; `unread` lists the places that could not be read."""

    code: str
    kind: str
    words: str
    typed: date
    table: str = ""
    nickname: str = ""
    may_print: bool = False
    unread: Sequence[str] = ()


@dataclass(frozen=True)
class WritersCopy:
    """The 控え of one or more cards of a session, one sheet each. `base_url` has no slash at its end."""

    session: str
    question: str
    held: date
    cards: Sequence[TypedCard]
    base_url: str
    phone: str
    fax: str = ""
    office: str = ""
    hours: str = ""


def writers_copy_pdf(copy: WritersCopy, *, reader: Reader | None = None) -> bytes:
    """The 控え as PDF, A4, one page a card (more where the text is long)."""
    data = {
        "session": copy.session,
        "question": copy.question,
        "held": era_date(copy.held),
        "phone": Exact(copy.phone),
        "fax": Exact(copy.fax),
        "office": copy.office,
        "hours": copy.hours,
        "cards": [_card(copy, card) for card in copy.cards],
    }
    return render("assembly/paper/writers_copy.typ", data, reader=reader)


def _card(copy: WritersCopy, card: TypedCard) -> dict[str, Any]:
    return {
        "code": Exact(card.code),
        "kind": card.kind,
        "words": card.words,
        "typed": era_date(card.typed),
        "table": card.table,
        "nickname": card.nickname,
        "may_print": card.may_print,
        "unread": card.unread,
        "qr": qr(f"{copy.base_url}/c/{card.code}", f"カード {card.code} のその後を見るQRコード"),
    }

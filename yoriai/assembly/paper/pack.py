"""The print pack of one session: all that is needed from door to closing with no network.

Labels stand in Japanese in the templates: paper is not translated yet. Every code is printed as it stands; texts people
wrote are cleaned by the press.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from yoriai.engines.japanese.dates import era_date
from yoriai.ui.paper.calls import Call, as_row
from yoriai.ui.paper.clock import day_time
from yoriai.ui.paper.press import render
from yoriai.ui.paper.qr import qr
from yoriai.ui.paper.text import Exact, Reader

Part = Literal["cards", "tickets", "sign_in", "big_qr", "table_signs", "tally", "run_sheet", "calls"]
PARTS: tuple[Part, ...] = ("run_sheet", "sign_in", "big_qr", "table_signs", "cards", "tickets", "tally", "calls")

SHORT = 100  # characters of the question that a card and a sign can hold
ETIQUETTE = ("最後まで聞く", "短く話す", "ちがいを楽しむ", "肩書きは置いておく", "書いて残す")


@dataclass(frozen=True)
class Step:
    """One line of the run sheet. `minutes` may be 0 for a moment such as 開場."""

    at: datetime
    minutes: int
    what: str
    who: str = ""
    tools: str = ""


@dataclass(frozen=True)
class Evening:
    """One session as its paper shows it.

    `cards` and `tickets` are the codes of those to print, `statements` the (number or code, text) rows of the tally sheet
    (none: blank rows), `kinds` the kinds of people who take part, in the city's words. `base_url` has no slash at its end.
    """

    assembly: str
    number: int
    question: str
    starts: datetime
    ends: datetime
    place: str
    code: str
    base_url: str
    phone: str
    fax: str = ""
    office: str = ""
    hours: str = ""
    cards: Sequence[str] = ()
    tickets: Sequence[str] = ()
    tables: Sequence[str] = ()
    kinds: Sequence[str] = ("市民", "町内会", "NPO・団体", "会社・店", "学校・学生", "市役所", "そのほか")
    etiquette: Sequence[str] = ETIQUETTE
    sign_in_rows: int = 60
    statements: Sequence[tuple[str, str]] = ()
    steps: Sequence[Step] = ()
    things: Sequence[str] = ()
    calls: Sequence[Call] = ()


def pack_pdf(evening: Evening, parts: Sequence[Part] = PARTS, *, reader: Reader | None = None) -> bytes:
    """The parts asked for, in that order, as one PDF with a bookmark each."""
    return render("assembly/paper/pack.typ", _data(evening, parts), reader=reader)


def cards_pdf(evening: Evening) -> bytes:
    """意見カード: eight on a sheet with cut lines, each with its stub."""
    return pack_pdf(evening, ["cards"])


def tickets_pdf(evening: Evening) -> bytes:
    """参加券: twenty-four on a sheet with cut lines, each good for one person and once."""
    return pack_pdf(evening, ["tickets"])


def sign_in_pdf(evening: Evening) -> bytes:
    """受付名簿: a nickname is enough, no address is asked."""
    return pack_pdf(evening, ["sign_in"])


def big_qr_pdf(evening: Evening) -> bytes:
    """The QR of the session for the wall."""
    return pack_pdf(evening, ["big_qr"])


def table_signs_pdf(evening: Evening) -> bytes:
    """つくえの番号: one sheet a table, folded to stand and be read from both sides."""
    return pack_pdf(evening, ["table_signs"])


def tally_pdf(evening: Evening) -> bytes:
    """集計表: answers by card and heads by kind, counted with 正."""
    return pack_pdf(evening, ["tally"])


def run_sheet_pdf(evening: Evening) -> bytes:
    """進行表: when, what, who, with which tools; and what the closing asks."""
    return pack_pdf(evening, ["run_sheet"])


def call_list_pdf(evening: Evening) -> bytes:
    """電話・FAX連絡表 of the session, with empty rows for those who come without being asked."""
    return pack_pdf(evening, ["calls"])


def _data(evening: Evening, parts: Sequence[Part]) -> dict[str, Any]:
    host = evening.base_url.split("://")[-1]
    return {
        "parts": [Exact(part) for part in parts],
        "assembly": evening.assembly,
        "number": evening.number,
        "question": evening.question,
        "short_question": _short(evening.question),
        "date": era_date(evening.starts.date()),
        "time": f"{day_time(evening.starts)}～{day_time(evening.ends)}",
        "place": evening.place,
        "code": Exact(evening.code),
        "session_address": Exact(f"{host}/s/{evening.code}"),
        "card_address": Exact(f"{host}/c"),
        "qr": qr(f"{evening.base_url}/s/{evening.code}/", f"この会のページを開くQRコード。番号 {evening.code}"),
        "phone": Exact(evening.phone),
        "fax": Exact(evening.fax),
        "office": evening.office,
        "hours": evening.hours,
        "cards": [_card(evening, code) for code in evening.cards] if "cards" in parts else [],
        "tickets": [_ticket(evening, code) for code in evening.tickets] if "tickets" in parts else [],
        "tables": evening.tables,
        "kinds": evening.kinds,
        "etiquette": evening.etiquette,
        "sign_in_rows": evening.sign_in_rows,
        "statements": evening.statements,
        "steps": [
            {
                "at": Exact(f"{step.at:%H:%M}"),
                "minutes": step.minutes,
                "what": step.what,
                "who": step.who,
                "tools": step.tools,
            }
            for step in evening.steps
        ],
        "things": evening.things,
        "calls": [as_row(call) for call in evening.calls],
    }


def _short(question: str) -> str:
    """The question for a place of fixed size: a card, a sign."""
    return question if len(question) <= SHORT else question[: SHORT - 1] + "…"


def _card(evening: Evening, code: str) -> dict[str, Any]:
    return {"code": Exact(code), "qr": qr(f"{evening.base_url}/c/{code}", f"カード {code} のその後を見るQRコード")}


def _ticket(evening: Evening, code: str) -> dict[str, Any]:
    address = f"{evening.base_url}/s/{evening.code}/ticket/?code={code}"
    shown = f"{code[:4]}-{code[4:]}"
    return {"code": Exact(shown), "qr": qr(address, f"参加券を使うページを開くQRコード。番号 {shown}")}

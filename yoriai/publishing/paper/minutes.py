"""議事要旨: what was said at a session, by kind of speaker. There is no field for a name, so none can be printed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from yoriai.engines.japanese.dates import era_date
from yoriai.publishing.paper.kawaraban import Meeting, meeting
from yoriai.ui.paper.clock import day_time
from yoriai.ui.paper.press import render
from yoriai.ui.paper.qr import qr
from yoriai.ui.paper.text import Exact, Reader

ONE_SHEET = 2000  # characters; with more, no larger type is tried


@dataclass(frozen=True)
class Minutes:
    """One session's 議事要旨. `headcount` is (kind, people) in the order to print, `opinions` (kind of speaker, what was said).

    `writer` is a team or a section; `document` is 決裁日・文書番号 where the city keeps one.
    """

    name: str
    starts: datetime
    ends: datetime
    place: str
    headcount: Sequence[tuple[str, int]]
    question: str
    opinions: Sequence[tuple[str, Sequence[str]]]
    summary: Sequence[str]
    next_step: str
    writer: str
    made: date
    address: str
    meeting: Meeting | None = None
    no_meeting: str = ""
    materials: Sequence[str] = ()
    document: str = ""
    phone: str = ""
    fax: str = ""
    office: str = ""
    hours: str = ""


def minutes_pdf(minutes: Minutes, *, reader: Reader | None = None) -> bytes:
    """The 議事要旨 as PDF, A4, on as many pages as it needs."""
    return render("publishing/paper/minutes.typ", _data(minutes), reader=reader)


def session_time(minutes: Minutes) -> str:
    """令和8年11月25日(水) 午後6時30分～午後8時30分."""
    return f"{era_date(minutes.starts.date())} {day_time(minutes.starts)}～{day_time(minutes.ends)}"


def _data(minutes: Minutes) -> dict[str, Any]:
    return {
        "name": minutes.name,
        "long": sum(len(words) for _, said in minutes.opinions for words in said) > ONE_SHEET,
        "when": session_time(minutes),
        "place": minutes.place,
        "headcount": minutes.headcount,
        "total": sum(people for _, people in minutes.headcount),
        "question": minutes.question,
        "opinions": minutes.opinions,
        "summary": minutes.summary,
        "next_step": minutes.next_step,
        "meeting": meeting(minutes.meeting),
        "no_meeting": minutes.no_meeting,
        "materials": minutes.materials,
        "writer": minutes.writer,
        "made": era_date(minutes.made),
        "document": minutes.document,
        "phone": Exact(minutes.phone),
        "fax": Exact(minutes.fax),
        "office": minutes.office,
        "hours": minutes.hours,
        "qr": qr(minutes.address, f"この会の結果のページを開くQRコード。{minutes.address}"),
    }

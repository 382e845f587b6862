"""かわら版: the A4 newspaper of one session. It fills its sheet with little content or much; its templates hold the Japanese labels."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from yoriai.engines.japanese.dates import era_date
from yoriai.ui.paper.clock import day_time
from yoriai.ui.paper.press import render
from yoriai.ui.paper.qr import qr
from yoriai.ui.paper.text import Exact, Reader, clean

TWO_SHEETS = 4000  # characters; more never fits front and back, so no size is tried
Edition = Literal["plain", "large"]
Mark = Literal["promised", "under_way", "done", "changed", "let_go"]
MARKS: dict[Mark, str] = {
    "promised": "これから",
    "under_way": "続けている",
    "done": "やった",
    "changed": "変えた",
    "let_go": "やめた",
}
KINDS: dict[Literal["will", "could"], str] = {"will": "やること", "could": "できること"}


@dataclass(frozen=True)
class Commitment:
    """One line of the table: やること (`will`) or できること (`could`), who, and by when in words (「11月から」「相談中」)."""

    kind: Literal["will", "could"]
    what: str
    who: str = ""
    by: str = ""


@dataclass(frozen=True)
class Voice:
    """What somebody said, printed with consent; `who` is a kind or an age band, never a name."""

    words: str
    who: str = ""


@dataclass(frozen=True)
class Figure:
    """A number and what it counts: `Figure("参加した人", 54, "人")`."""

    label: str
    value: int
    unit: str = ""


@dataclass(frozen=True)
class Homework:
    """What became of something from last time; `mark` is a state of a commitment."""

    what: str
    mark: Mark
    story: str = ""


@dataclass(frozen=True)
class Meeting:
    """The next meeting: local time, place, and one sentence on who may come and how."""

    at: datetime
    place: str
    welcome: str = ""


@dataclass(frozen=True)
class Photo:
    """A JPEG with the words read out instead of it; `width` and `height` in pixels."""

    jpeg: bytes
    alt: str
    width: int
    height: int
    caption: str = ""


@dataclass(frozen=True)
class Kawaraban:
    """One issue. Texts may carry phrase breaks (U+200B); every list may be empty.

    `next_step` is said also when nothing was decided (「今回は決めない」 with its reason). `corrections` stand right below
    the lead. Without a next meeting `no_meeting` says why. `seen` is 見えること, `to_city` what was handed to the city's
    広聴: (what, why).
    """

    issue: int
    date: date
    publishers: Sequence[str]
    session: str
    headline: str
    lead: str
    phone: str
    address: str
    title: str = "よりあい かわら版"
    question: str = ""
    commitments: Sequence[Commitment] = ()
    voices: Sequence[Voice] = ()
    figures: Sequence[Figure] = ()
    homework: Sequence[Homework] = ()
    homework_title: str = ""
    seen: Sequence[str] = ()
    to_city: Sequence[tuple[str, str]] = ()
    next_step: str = ""
    meeting: Meeting | None = None
    no_meeting: str = ""
    body: Sequence[str] = ()
    easy: str = ""
    photos: Sequence[Photo] = ()
    term: tuple[str, str] | None = None
    note: str = ""
    corrections: Sequence[str] = ()
    fax: str = ""
    office: str = ""
    hours: str = ""


def kawaraban_pdf(
    issue: Kawaraban, *, edition: Edition = "plain", stamps: int = 0, reader: Reader | None = None
) -> bytes:
    """The issue as PDF, A4: front, and back when there is enough to say.

    `edition="large"` sets it in 18 pt over more pages; `stamps` > 0 prints that many 回覧印 boxes; a reader adds furigana.
    """
    return render(
        "publishing/paper/kawaraban.typ", {**_data(issue), "edition": Exact(edition), "stamps": stamps}, reader=reader
    )


def _length(issue: Kawaraban) -> int:
    """Characters of the texts that may be long."""
    voices = [voice.words for voice in issue.voices]
    texts = [
        issue.headline,
        issue.lead,
        issue.question,
        issue.next_step,
        issue.easy,
        issue.note,
        *issue.seen,
        *issue.body,
    ]
    return sum(len(text) for text in [*texts, *voices])


def _data(issue: Kawaraban) -> dict[str, Any]:
    return {
        "title": issue.title,
        "long": _length(issue) > TWO_SHEETS,
        "issue": issue.issue,
        "date": era_date(issue.date),
        "publishers": issue.publishers,
        "session": issue.session,
        "question": issue.question,
        "headline": issue.headline,
        "lead": issue.lead,
        "commitments": [
            {"kind": Exact(item.kind), "what": item.what, "who": item.who, "by": item.by} for item in issue.commitments
        ],
        "voices": [{"words": voice.words, "who": voice.who} for voice in issue.voices],
        "figures": [
            {"label": figure.label, "value": figure.value, "unit": Exact(figure.unit)} for figure in issue.figures
        ],
        "homework_title": issue.homework_title or "前回の宿題、その後",
        "homework": [{"what": item.what, "mark": MARKS[item.mark], "story": item.story} for item in issue.homework],
        "seen": issue.seen,
        "to_city": issue.to_city,
        "next_step": issue.next_step,
        "meeting": meeting(issue.meeting),
        "no_meeting": issue.no_meeting,
        "body": issue.body,
        "easy": issue.easy,
        "photos": [_photo(photo) for photo in issue.photos],
        "term": issue.term,
        "note": issue.note,
        "corrections": issue.corrections,
        "phone": Exact(issue.phone),
        "fax": Exact(issue.fax),
        "office": issue.office,
        "hours": issue.hours,
        "qr": qr(issue.address, f"この号のページを開くQRコード。{issue.address}"),
    }


def _photo(photo: Photo) -> dict[str, Any]:
    """The JPEG inside an SVG: templates take strings, and typst reads no other picture from one."""
    size = f'width="{photo.width}" height="{photo.height}"'
    data = b64encode(photo.jpeg).decode()
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {size}><image {size} href="data:image/jpeg;base64,{data}"/></svg>'
    ratio = round(photo.width / photo.height, 4)
    return {"svg": Exact(svg), "alt": Exact(clean(photo.alt)), "caption": photo.caption, "ratio": ratio}


def meeting(coming: Meeting | None) -> dict[str, str] | None:
    """The next meeting as the templates read it."""
    if coming is None:
        return None
    return {
        "when": f"{era_date(coming.at.date())} {day_time(coming.at)}",
        "place": coming.place,
        "welcome": coming.welcome,
    }

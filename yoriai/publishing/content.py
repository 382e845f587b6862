"""What two keys freeze, and how it may be told today. Pure: no database, no clock.

An edition's content is JSON that never changes. Four things in it are looked up anew each time, because people may take
them back: the words of a voice and a picture (their consent), the name of one human being (an account may be deleted), and anything the
office has made invisible. `telling` puts the frozen and the living together; every outlet is made from a telling.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from yoriai.assembly.models import Commitment
from yoriai.kernel.items.registry import KINDS

FORM = 1  # of the JSON, for whoever reads editions of earlier years


def digest(content: Mapping[str, Any]) -> str:
    """The sha256 of a content, whatever the order of its names: what a key says yes to."""
    return hashlib.sha256(
        json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    ).hexdigest()


def fingerprint(quote: int, words: str) -> str:
    """What an edition holds of a voice instead of its words."""
    return hashlib.sha256(f"{quote}:{words}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Living:
    """What may have changed since: words of voices by id (withdrawn ones absent), names of humans by actor id,
    pictures by id (withdrawn ones absent), codes made invisible."""

    words: Mapping[int, str] = field(default_factory=dict)
    names: Mapping[int, str] = field(default_factory=dict)
    pictures: Mapping[int, "Image"] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the まとめ. `kinds`: kinds of people behind it, never names. `why`: of what went to the city's 広聴."""

    code: str
    title: str
    kinds: tuple[str, ...] = ()
    why: str = ""

    @property
    def url(self) -> str:
        """Its own page."""
        return KINDS["point"].page.format(code=self.code)


@dataclass(frozen=True, slots=True)
class Will:
    """やること: who, what, by when."""

    code: str
    title: str
    who: str
    kind: str
    with_whom: str
    due: dt.date

    @property
    def url(self) -> str:
        """Its own page."""
        return KINDS["commitment"].page.format(code=self.code)

    @property
    def people(self) -> str:
        """Everybody who does it."""
        return "・".join(name for name in (self.who, self.with_whom) if name)


@dataclass(frozen=True, slots=True)
class Voice:
    """A quotation with consent; `said_as` is a kind or an age band."""

    id: int
    words: str
    said_as: str


@dataclass(frozen=True, slots=True)
class Image:
    """A photo or a graphic record: its words, its size in pixels, the mark of its pixels. `shown`: web, or paper too."""

    id: int
    alt: str
    caption: str
    shown: str
    width: int
    height: int
    mark: str

    @property
    def fingerprint(self) -> str:
        """What an edition holds of it."""
        return fingerprint(self.id, f"{self.mark}:{self.shown}:{self.caption}:{self.alt}")

    @property
    def on_paper(self) -> bool:
        """Whether the newsletter prints it."""
        return self.shown == "paper"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of something promised last time: a state of Commitment and its owner's words."""

    code: str
    title: str
    state: str
    words: str

    @property
    def url(self) -> str:
        """The page of what was promised."""
        return KINDS["commitment"].page.format(code=self.code)

    @property
    def mark(self) -> str:
        """The state in words."""
        return str(Commitment.State(self.state).label)


@dataclass(frozen=True, slots=True)
class Numbers:
    """What was counted. Lists are (kind, people, first time) and (door, count); a door set aside is told, not counted."""

    people: int
    first_time: int
    by_kind: tuple[tuple[str, int, int], ...]
    cards: int
    cards_by_door: tuple[tuple[str, int], ...]
    voices: int
    voices_by_door: tuple[tuple[str, int], ...]
    set_aside: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Next:
    """What comes next (R20): a date and place or why none yet; `step` is the editors' text."""

    step: str
    date: dt.datetime | None
    place: str
    welcome: str
    no_date_why: str


@dataclass(frozen=True, slots=True)
class Telling:
    """A content as it may be told today, in one edition."""

    code: str
    issue: int
    edition: int
    date: dt.date
    texts: Mapping[str, str]
    corrections: tuple[tuple[int, str], ...]
    city: Mapping[str, str]
    session: Mapping[str, Any]
    starts: dt.datetime
    ends: dt.datetime
    numbers: Numbers
    will: tuple[Will, ...]
    could: tuple[Line, ...]
    see: tuple[Line, ...]
    to_city: tuple[Line, ...]
    quotes: tuple[Voice, ...]
    homework: tuple[Outcome, ...]
    next: Next
    pictures: tuple[Image, ...] = ()
    # The two who agreed (citizens, staff), and 決裁日・文書番号.
    checkers: tuple[str, str] = ("", "")
    document: str = ""

    @property
    def headline(self) -> str:
        """The one sentence that matters."""
        return self.texts["headline"]

    @property
    def lead(self) -> str:
        """The evening in one sentence."""
        return self.texts["lead"]

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The text, paragraph by paragraph."""
        return tuple(part.strip() for part in self.texts["body"].splitlines() if part.strip())

    @property
    def mark(self) -> str:
        """Changes whenever anything told changes: the name under which files made from this are kept."""
        return digest(json.loads(json.dumps(asdict(self), default=str)))


def told_of(content: Mapping[str, Any]) -> tuple[set[int], set[int], set[str]]:
    """What a content refers to and does not hold: ids of quotes, ids of human actors, codes of items."""
    quotes = {row["id"] for row in content["quotes"]}
    humans = {row["who"]["actor"] for row in content["will"] if not row["who"]["name"]}
    codes = {row["code"] for name in ("will", "could", "see", "to_city", "homework") for row in content[name]}
    return quotes, humans, codes


def telling(
    content: Mapping[str, Any],
    living: Living,
    *,
    edition: int,
    date: dt.date,
    checkers: tuple[str, str] = ("", ""),
    document: str = "",
) -> Telling:
    """The frozen and the living put together."""
    session, coming = content["session"], content["next"]
    return Telling(
        code=content["code"],
        issue=content["issue"],
        edition=edition,
        date=date,
        texts=content["texts"],
        corrections=tuple((row["edition"], row["text"]) for row in content["corrections"]),
        city=content["city"],
        session=session,
        starts=dt.datetime.fromisoformat(session["starts"]),
        ends=dt.datetime.fromisoformat(session["ends"]),
        numbers=_numbers(content["numbers"]),
        will=tuple(_will(row, living) for row in content["will"] if row["code"] not in living.hidden),
        could=_lines(content["could"], living),
        see=_lines(content["see"], living),
        to_city=_lines(content["to_city"], living),
        quotes=tuple(
            Voice(row["id"], living.words[row["id"]], row["said_as"])
            for row in content["quotes"]
            if fingerprint(row["id"], living.words.get(row["id"], "")) == row["is"]
        ),
        pictures=tuple(
            living.pictures[row["id"]]
            for row in content.get("pictures", ())
            if row["id"] in living.pictures and living.pictures[row["id"]].fingerprint == row["is"]
        ),
        homework=tuple(Outcome(**row) for row in content["homework"] if row["code"] not in living.hidden),
        next=Next(
            step=content["texts"]["next_step"],
            date=dt.datetime.fromisoformat(coming["date"]) if coming["date"] else None,
            place=coming["place"],
            welcome=coming["welcome"],
            no_date_why=coming["no_date_why"],
        ),
        checkers=checkers,
        document=document,
    )


def _lines(rows: list[dict[str, Any]], living: Living) -> tuple[Line, ...]:
    return tuple(
        Line(row["code"], row["title"], tuple(row["kinds"]), row.get("why", ""))
        for row in rows
        if row["code"] not in living.hidden
    )


def _will(row: dict[str, Any], living: Living) -> Will:
    who = row["who"]["name"] or living.names.get(row["who"]["actor"], "")
    return Will(row["code"], row["title"], who, row["who"]["kind"], row["with_whom"], dt.date.fromisoformat(row["due"]))


def _numbers(counted: Mapping[str, Any]) -> Numbers:
    pairs = {
        name: tuple(tuple(row) for row in counted[name]) for name in ("by_kind", "cards_by_door", "voices_by_door")
    }
    return Numbers(**{**counted, **pairs, "set_aside": tuple(counted["set_aside"])})

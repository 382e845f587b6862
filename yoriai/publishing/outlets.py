"""From a telling to what each outlet is made of: the dataclasses of `publishing.paper`. Pure; paper and radio are Japanese."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from yoriai.engines.japanese import counting
from yoriai.engines.japanese.phrases import phrases
from yoriai.engines.japanese.readings import current_reader
from yoriai.kernel.actors.models import Actor
from yoriai.publishing.content import Line, Telling, Will
from yoriai.publishing.paper.kawaraban import Commitment, Figure, Homework, Kawaraban, Mark, Meeting, Photo, Voice
from yoriai.publishing.paper.minutes import Minutes
from yoriai.publishing.paper.radio import Line as Said
from yoriai.publishing.paper.radio import RadioScript
from yoriai.ui.dates import full_date, short_date
from yoriai.voices.models import Door


def in_japanese[**P, R](made: Callable[P, R]) -> Callable[P, R]:
    """The outlet in the city's language, whatever the reader's."""

    def said(*args: P.args, **kwargs: P.kwargs) -> R:
        with override(settings.LANGUAGE_CODE):
            return made(*args, **kwargs)

    return said


def kind_names(kinds: Iterable[str]) -> str:
    """Kinds of people in words: 町内会・学生; without any, somebody who was there."""
    known = [str(Actor.Kind(kind).label) for kind in kinds if kind in Actor.Kind.values]
    return "・".join(known) or _("Participants")


def figures(told: Telling) -> list[tuple[str, int, str, str]]:
    """The numbers with what they count, their unit, and the part of the page with their list: what is zero is left out."""
    counted = told.numbers
    rows = [
        (_("People who came"), counted.people, pgettext("unit", "people"), "who"),
        (_("Here for the first time"), counted.first_time, pgettext("unit", "people"), "who"),
        (_("Cards"), counted.cards, pgettext("unit", "cards"), "cards"),
        (_("What we could do"), len(told.could), pgettext("unit", "things"), "could"),
        (_("What somebody will do"), len(told.will), pgettext("unit", "things"), "will"),
    ]
    return [row for row in rows if row[1]]


@dataclass(frozen=True, slots=True)
class Share:
    """One kind of people: how many, how many for the first time, and where its part of the line lies (percent)."""

    label: str
    people: int
    first: int
    at: float
    width: float


def mix(told: Telling) -> list[Share]:
    """かかわった人・団体 (R42): the kinds of people who were there, drawn as parts of one line."""
    rows: list[Share] = []
    for kind, people, first in told.numbers.by_kind:
        at = rows[-1].at + rows[-1].width if rows else 0.0
        width = round(100 * people / (told.numbers.people or 1), 2)
        rows.append(Share(str(Actor.Kind(kind).label), people, first, round(at, 2), width))
    return rows


def _meeting(told: Telling) -> Meeting | None:
    if told.next.date is None:
        return None
    welcome = told.next.welcome or _("Everybody is welcome: empty-handed, without registering.")
    return Meeting(at=told.next.date, place=told.next.place, welcome=welcome)


def session_name(told: Telling) -> str:
    """長町のこれから会議 第7回."""
    return _("%(assembly)s, no. %(number)d") % {"assembly": told.session["assembly"], "number": told.session["number"]}


def publisher(told: Telling) -> str:
    """Who publishes it: citizens and the city together."""
    return _("%(team)s (citizens and city)") % {"team": told.session["team"]}


def _corrections(told: Telling) -> list[str]:
    return [_("Edition %(number)d: %(text)s") % {"number": number, "text": text} for number, text in told.corrections]


def _table(told: Telling) -> list[Commitment]:
    will = [Commitment("will", row.title, row.people, _by(row)) for row in told.will]
    return will + [Commitment("could", row.title, "", _("being talked about")) for row in told.could]


def _by(row: Will) -> str:
    return _("by %(date)s") % {"date": short_date(row.due)}


@in_japanese
def kawaraban(told: Telling, address: str, pixels: Mapping[int, bytes] | None = None) -> Kawaraban:
    """かわら版. pixels: the JPEG of each picture it prints."""
    jpegs = pixels or {}
    return Kawaraban(
        issue=told.issue,
        date=told.date,
        publishers=[publisher(told)],
        session=session_name(told),
        headline=told.headline,
        lead=told.lead,
        phone=told.city["phone"],
        fax=told.city["fax"],
        office=told.city["office"],
        hours=told.city["hours"],
        address=address,
        title=told.city["paper_name"],
        question=told.session["question"],
        commitments=_table(told),
        voices=[Voice(voice.words, voice.said_as) for voice in told.quotes],
        figures=[Figure(label, number, unit) for label, number, unit, _part in figures(told)],
        homework=[Homework(row.title, cast(Mark, row.state), row.words) for row in told.homework],
        seen=[line.title for line in told.see],
        to_city=[(line.title, line.why) for line in told.to_city],
        next_step=told.next.step,
        meeting=_meeting(told),
        no_meeting=told.next.no_date_why,
        body=told.paragraphs,
        easy=told.texts["easy"],
        photos=[
            Photo(jpegs[one.id], one.alt, one.width, one.height, one.caption)
            for one in told.pictures
            if one.on_paper and jpegs.get(one.id)
        ],
        note=told.texts["editors_note"],
        corrections=_corrections(told),
    )


@in_japanese
def minutes(told: Telling, address: str) -> Minutes:
    """議事要旨: kinds of speakers, and no name of anybody, not even in what was promised."""
    opinions: dict[str, list[str]] = {}
    for line in [*told.see, *told.could]:
        opinions.setdefault(kind_names(line.kinds), []).append(line.title)
    return Minutes(
        name=session_name(told),
        starts=told.starts,
        ends=told.ends,
        place=told.session["place"],
        headcount=[(str(Actor.Kind(kind).label), people) for kind, people, _first in told.numbers.by_kind],
        question=told.session["question"],
        opinions=list(opinions.items()),
        summary=[
            *told.paragraphs,
            *map(_promised, told.will),
            *map(_routed, told.to_city),
            *_left_out(told),
            *_corrections(told),
        ],
        next_step=told.next.step,
        writer=told.session["team"],
        made=told.date,
        address=address,
        meeting=_meeting(told),
        no_meeting=told.next.no_date_why,
        document=told.document,
        phone=told.city["phone"],
        fax=told.city["fax"],
        office=told.city["office"],
        hours=told.city["hours"],
    )


def _promised(row: Will) -> str:
    facts = {"what": row.title, "kind": kind_names([row.kind]), "date": short_date(row.due)}
    return _("Somebody will do this: %(what)s (%(kind)s, by %(date)s).") % facts


def _routed(line: Line) -> str:
    facts = {"what": line.title, "why": line.why}
    return _("Passed to the city's public hearing: %(what)s (%(why)s).") % facts


def _left_out(told: Telling) -> list[str]:
    """Doors set aside, told openly."""
    return [left_out_words(row) for row in told.numbers.set_aside]


def left_out_words(row: Mapping[str, Any]) -> str:
    """One door set aside, in a sentence."""
    facts = {"door": Door(row["door"]).label, "cards": row["cards"], "voices": row["voices"], "why": row["reason"]}
    return _("Not counted: %(cards)d cards and %(voices)d answers that came %(door)s. The reason: %(why)s") % facts


def reading(text: str) -> str:
    """The whole text in hiragana with a space behind each phrase, figures read out: for whoever reads it aloud."""
    ends, at = set(), 0
    for phrase in phrases(text):
        at += len(phrase)
        ends.add(at)
    said, at = [], 0
    for piece in current_reader().read(text):
        at += len(piece.surface)
        said.append(piece.surface if piece.reading is None else piece.reading)
        if at in ends:
            said.append(" ")
    return "".join(said).strip()


@in_japanese
def radio(told: Telling, address: str) -> RadioScript:
    """One minute on the radio, timed at 300 characters a minute, with its reading."""
    lines, at = [], 0.0
    for sentence in filter(None, map(str.strip, told.texts["radio"].splitlines())):
        lines.append(Said(round(at), _("Speaker"), sentence, reading(sentence)))
        at += counting.seconds_to_read(sentence)
    return RadioScript(
        programme=told.city["paper_name"],
        on_air=told.date,
        title=told.headline,
        lines=lines,
        characters=counting.spoken_characters(told.texts["radio"]),
        seconds=round(at),
        checkers=told.checkers,
        source=address,
        notes=_corrections(told),
    )


def dated(told: Telling) -> str:
    """The number and date under the title: 第7号 令和8年11月25日（水）."""
    return _("No. %(issue)d, %(date)s") % {"issue": told.issue, "date": full_date(told.date)}

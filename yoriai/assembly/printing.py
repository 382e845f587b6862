"""The session as its papers show it: from rows to what `paper` draws."""

import datetime as dt
import re

from django.conf import settings
from django.utils import timezone

from yoriai.assembly.models import Session
from yoriai.assembly.paper.pack import Evening, Step
from yoriai.assembly.paper.writers_copy import TypedCard, WritersCopy
from yoriai.kernel.city.queries import city
from yoriai.kernel.models import City
from yoriai.voices.models import Statement

CLOCK = re.compile(r"\s*(\d{1,2})[:：時](\d{2})?分?\s*(.*)")


def place_words(session: Session) -> str:
    """Where it is held, in words."""
    return "　".join(part for part in (session.where.title if session.where else "", session.room) if part)


def steps(session: Session) -> list[Step]:
    """The agenda's lines as steps of the run sheet: 18:30 What | who | with what. A line without a time goes with the one before."""
    starts = timezone.localtime(session.starts)
    ends = timezone.localtime(session.ends)
    found: list[Step] = []
    for line in session.agenda.splitlines():
        matched = CLOCK.match(line)
        if matched is None or not (int(matched[1]) < 24 and int(matched[2] or 0) < 60):
            continue
        what, who, tools = ([part.strip() for part in matched[3].split("|")] + ["", ""])[:3]
        at = starts.replace(hour=int(matched[1]), minute=int(matched[2] or 0))
        found.append(Step(at, 0, what, who, tools))
    times = [step.at for step in found[1:]] + [ends]
    return [
        Step(step.at, max(0, int((until - step.at).total_seconds() // 60)), step.what, step.who, step.tools)
        for step, until in zip(found, times, strict=False)
    ]


def evening(session: Session, codes: list[str]) -> Evening:
    """The session for its print pack, with these cards."""
    here = city() or City()
    return Evening(
        assembly=session.assembly.title,
        number=session.number,
        question=session.title,
        starts=timezone.localtime(session.starts),
        ends=timezone.localtime(session.ends),
        place=place_words(session),
        code=session.code,
        base_url=settings.BASE_URL,
        phone=here.phone,
        fax=here.fax,
        office=here.office.shown_name if here.office_id else "",
        hours=here.hours,
        cards=codes,
        tables=[str(number) for number in range(1, session.tables + 1)],
        steps=steps(session),
    )


def copies(session: Session, cards: list[Statement]) -> WritersCopy:
    """控え of these cards."""
    here = city() or City()
    return WritersCopy(
        session=f"{session.assembly.title}　第{session.number}回",
        question=session.title,
        held=timezone.localtime(session.starts).date(),
        cards=[_typed(card) for card in cards],
        base_url=settings.BASE_URL,
        phone=here.phone,
        fax=here.fax,
        office=here.office.shown_name if here.office_id else "",
        hours=here.hours,
    )


def _typed(card: Statement) -> TypedCard:
    return TypedCard(
        code=card.code,
        kind=str(Statement.Sort(card.sort).label) if card.sort else "",
        words=card.title,
        typed=timezone.localtime(card.typed_at or card.created).date(),
        table=str(card.table or ""),
        nickname=card.by.name,
        may_print=card.may_be_quoted,
    )


def office_words() -> str:
    """Whom to ask, where nobody said otherwise: the office and its telephone."""
    here = city()
    return f"{here.office.shown_name} {here.phone}" if here else ""


def day_and_clock(when: dt.datetime | None) -> dict[str, object]:
    """The two fields of a moment, in the city's time."""
    local = timezone.localtime(when) if when else None
    return {"next_day": local.date(), "next_clock": local.time()} if local else {}

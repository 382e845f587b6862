"""The session as its papers show it: from rows to what `paper` draws."""

import datetime as dt

from django.conf import settings
from django.utils import timezone

from yoriai.assembly.models import Session
from yoriai.assembly.paper.pack import Evening, Step
from yoriai.assembly.paper.writers_copy import TypedCard, WritersCopy
from yoriai.assembly.queries import agenda_of
from yoriai.kernel.city.queries import city
from yoriai.kernel.models import City
from yoriai.voices.models import Statement


def place_words(session: Session) -> str:
    """Where it is held, in words."""
    return "　".join(part for part in (session.where.title if session.where else "", session.room) if part)


def steps(session: Session) -> list[Step]:
    """The agenda as the run sheet shows it, with the minutes of each step."""
    lines = agenda_of(session)
    until = [*(line.at for line in lines[1:]), timezone.localtime(session.ends)][: len(lines)]
    return [
        Step(line.at, max(0, int((end - line.at).total_seconds() // 60)), line.what, line.who, line.tools)
        for line, end in zip(lines, until, strict=True)
    ]


def evening(session: Session, codes: list[str], tickets: list[str]) -> Evening:
    """The session for its print pack, with these cards and tickets."""
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
        tickets=tickets,
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

"""An evening from its preparation to its end. Every verb is one move of the table in `lifecycle`."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yoriai.assembly import policy
from yoriai.assembly.lifecycle import SESSION
from yoriai.assembly.models import Assembly, Closing, Session
from yoriai.kernel.actors.who import Who
from yoriai.kernel.asks.actions import ask, close_asks
from yoriai.kernel.items.actions import add_item, locked, put_themes, save_item, touch, with_those_above
from yoriai.kernel.links.actions import link
from yoriai.kernel.models import Area, Item, ItemArea, Link, Theme, Visibility
from yoriai.kernel.policy import NotPossible, require
from yoriai.kernel.records.actions import record
from yoriai.voices.actions import stir

# R20, ours: nobody has to finish the closing in the hall. For so long its facts may be written and changed.
CLOSING_TIME = dt.timedelta(hours=72)
FACTS = ("title", "summary", "starts", "ends", "where", "room", "accessibility", "agenda", "tables")


def _check(session: Session) -> None:
    if not session.title.strip():
        raise NotPossible(_("Please write the question of the evening."))
    if session.ends <= session.starts:
        raise NotPossible(_("The end must come after the start."))
    if session.ends - session.starts > dt.timedelta(days=2):
        raise NotPossible(_("One session lasts two days at most."))
    session.when = session.starts


@transaction.atomic
def prepare_session(
    assembly: Assembly,
    question: str,
    *,
    by: Who,
    starts: dt.datetime,
    ends: dt.datetime,
    where: Item | None = None,
    room: str = "",
    accessibility: str = "",
    agenda: str = "",
    tables: int = 10,
    summary: str = "",
    themes: Iterable[Theme] = (),
    areas: Iterable[Area] = (),
) -> Session:
    """A draft only the team sees. Its number follows the last one's."""
    require(policy.can_steer(by, assembly))
    locked(assembly)
    last = Session.objects.filter(assembly=assembly).aggregate(Max("number"))["number__max"] or 0
    session = Session(
        assembly=assembly,
        number=last + 1,
        title=question.strip(),
        by=assembly.team,
        state=Session.State.DRAFT,
        visibility=Visibility.AUDIENCE,
        starts=starts,
        ends=ends,
        where_id=where.pk if where else None,
        room=room,
        accessibility=accessibility,
        agenda=agenda,
        tables=tables,
        summary=summary,
    )
    _check(session)
    add_item(session, themes=themes, areas=areas)
    record("session.prepared", by=_as_team(by, assembly), item=session, inside=True)
    return session


@transaction.atomic
def change_session(
    session: Session,
    *,
    by: Who,
    themes: Iterable[Theme] | None = None,
    areas: Iterable[Area] | None = None,
    **facts: Any,
) -> Session:
    """Other facts of the evening (`FACTS`), until it is summed up. Once announced, the record says what changed."""
    session = locked(session)
    require(policy.can_prepare(by, session))
    unknown = set(facts) - set(FACTS)
    assert not unknown, unknown
    if "where" in facts:
        facts["where_id"] = facts["where"].pk if facts["where"] else None
        del facts["where"]
    changed = [name for name, value in facts.items() if getattr(session, name) != value]
    for name in changed:
        setattr(session, name, facts[name])
    _check(session)
    if changed:
        save_item(session, *(name.removesuffix("_id") for name in changed), "when")
        record(
            "session.changed", by=_as_team(by, session.assembly), item=session, facts=changed,
            inside=session.state == Session.State.DRAFT,
        )  # fmt: skip
    if themes is not None:
        put_themes(session, themes)
    if areas is not None:
        ItemArea.objects.filter(item=session).delete()
        ItemArea.objects.bulk_create([ItemArea(item_id=session.pk, area_id=pk) for pk in with_those_above(areas)])
        touch(session)
    return session


def _as_team(by: Who, assembly: Assembly) -> Who:
    """What is done for the team is recorded under its hat, with the person beside it."""
    return by.wearing(assembly.team)


def _moved(session: Session, verb: str, by: Who) -> tuple[Session, Who]:
    """The session as it is now, held, in the state the verb leads to (not saved yet), and the team's hat."""
    session = locked(session)
    require(policy.can_steer(by, session))
    session.state = SESSION.after(session.state, verb)
    return session, _as_team(by, session.assembly)


@transaction.atomic
def call_session(session: Session, *, by: Who) -> Session:
    """Announce it: from now on everybody sees it. It has a visible place (R21)."""
    session, team = _moved(session, "call", by)
    if session.where_id is None and not session.room.strip():
        raise NotPossible(_("Please say where it is held before you announce it."))
    session.visibility = Visibility.PUBLIC
    save_item(session, "state", "visibility")
    record("session.called", by=team, item=session)
    return session


@transaction.atomic
def open_session(session: Session, *, by: Who) -> Session:
    """The evening begins: phones, homes and the entry bench are open."""
    session, team = _moved(session, "open", by)
    session.opened = timezone.now()
    save_item(session, "state", "opened")
    record("session.opened", by=team, item=session)
    stir(session)
    return session


@transaction.atomic
def cancel_session(session: Session, why: str, *, by: Who) -> Session:
    """It will not take place; everybody reads why."""
    session, team = _moved(session, "cancel", by)
    if not why.strip():
        raise NotPossible(_("Please say why it is cancelled; everybody will read it."))
    session.cancelled_why = why.strip()[:400]
    save_item(session, "state", "cancelled_why")
    record("session.cancelled", by=team, item=session, why=session.cancelled_why)
    return session


@transaction.atomic
def sum_up(session: Session, *, by: Who) -> Session:
    """まとめ中: no new cards from phones; the closing stands on the team's list with its date."""
    session, team = _moved(session, "sum_up", by)
    save_item(session, "state")
    record("session.summed_up", by=team, item=session)
    ask("close_session", session, session.assembly.team, by=team, due=closing_ends(session).date())
    stir(session)
    return session


@transaction.atomic
def reopen_session(session: Session, *, by: Who) -> Session:
    """Summing up began too early."""
    session, team = _moved(session, "reopen", by)
    save_item(session, "state")
    close_asks("close_session", session, by=team)
    record("session.reopened", by=team, item=session)
    stir(session)
    return session


def closing_ends(session: Session) -> dt.datetime:
    """Until when the closing's facts may be changed without a correction, in the city's time."""
    return timezone.localtime(session.ends + CLOSING_TIME)


def _checked_closing(facts: dict[str, Any]) -> dict[str, Any]:
    """R20: a next step, or openly none with its reason and whom to ask; and a next date, or why none."""
    facts = {name: value.strip() if isinstance(value, str) else value for name, value in facts.items()}
    if not facts.get("next_step") and not (facts.get("not_decided_why") and facts.get("contact")):
        raise NotPossible(
            _("Please write the next step; or that nothing was decided this time, with the reason and whom to ask.")
        )
    if not facts.get("next_date") and not facts.get("no_date_why"):
        raise NotPossible(_("Please write the next date, or why there is none yet."))
    return facts


@transaction.atomic
def close_session(
    session: Session,
    *,
    by: Who,
    next_step: str = "",
    not_decided_why: str = "",
    contact: str = "",
    next_date: dt.datetime | None = None,
    next_place: str = "",
    no_date_why: str = "",
    next_session: Session | None = None,
) -> Session:
    """The end of an evening, showing what comes next (R20). A session that follows is tied to it."""
    session, team = _moved(session, "close", by)
    facts = _checked_closing(
        {
            "next_step": next_step,
            "not_decided_why": not_decided_why,
            "contact": contact,
            "next_date": next_session.starts if next_session else next_date,
            "next_place": next_place,
            "no_date_why": no_date_why,
        }
    )
    Closing.objects.create(session=session, by=team.person, **facts)
    session.closed = timezone.now()
    save_item(session, "state", "closed")
    if next_session is not None:
        _continue(session, next_session, team)
    close_asks("close_session", session, by=team)
    record("session.closed", by=team, item=session)
    stir(session)
    return session


@transaction.atomic
def change_closing(session: Session, *, by: Who, next_session: Session | None = None, **facts: Any) -> Closing:
    """Finish or mend the closing within 72 hours; after that a change is a correction of the published result."""
    session = locked(session)
    require(policy.can_steer(by, session))
    if session.state != Session.State.CLOSED:
        raise NotPossible(_("This session is not closed yet."))
    if timezone.now() > closing_ends(session):
        raise NotPossible(_("The 72 hours are over. Please publish a correction of the result instead."))
    closing = Closing.objects.select_for_update().get(session=session)
    if next_session is not None:
        facts["next_date"] = next_session.starts
    names = ("next_step", "not_decided_why", "contact", "next_date", "next_place", "no_date_why")
    whole = _checked_closing({name: facts.get(name, getattr(closing, name)) for name in names})
    for name, value in whole.items():
        setattr(closing, name, value)
    closing.save()
    team = _as_team(by, session.assembly)
    if next_session is not None:
        _continue(session, next_session, team)
    touch(session)
    record("closing.changed", by=team, item=session)
    return closing


def _continue(session: Session, following: Session, team: Who) -> None:
    if following.assembly_id != session.assembly_id or following.pk == session.pk:
        raise NotPossible(_("The next session must be one of the same forum."))
    link(session, following, Link.Kind.CONTINUED, by=team.actor)

"""An evening for tests: a forum, a session in any state, cards on the table."""

import datetime as dt

from django.utils import timezone

from yoriai.assembly import actions
from yoriai.assembly.models import Assembly, Session
from yoriai.kernel.actors.who import Who
from yoriai.people.guests import enter
from yoriai.people.queries import who_is
from yoriai.voices.models import Statement

QUESTION = "ひとり暮らしのお年よりを、町ぐるみでどう見守る？"


def a_forum(cast) -> Assembly:
    return actions.found_assembly(
        "長町のこれから会議",
        by=cast.who(cast.officer),
        team=cast.team,
        summary="長町でくらす人、はたらく人が、だれでも話せる場です。",
        themes=[cast.themes[0]],
        areas=[cast.ward],
    )


def team(cast) -> Who:
    """The citizen who facilitates."""
    return cast.who(cast.facilitator)


def a_session(
    cast, state: str = "open", *, forum: Assembly | None = None, starts: dt.datetime | None = None, **facts
) -> Session:
    """A session that began half an hour ago, brought into the state by its own verbs."""
    forum = forum or a_forum(cast)
    by = team(cast)
    starts = starts or timezone.now() - dt.timedelta(minutes=30)
    session = actions.prepare_session(
        forum,
        facts.pop("question", QUESTION),
        by=by,
        starts=starts,
        ends=starts + dt.timedelta(hours=2),
        room="長町コミュニティセンター 大広間",
        accessibility="段差なし、手話通訳あり",
        themes=[cast.themes[0]],
        areas=[cast.ward],
        **facts,
    )
    if state == "draft":
        return session
    session = actions.call_session(session, by=by)
    if state == "cancelled":
        return actions.cancel_session(session, "大雪のため", by=by)
    if state == "called":
        return session
    session = actions.open_session(session, by=by)
    if state == "open":
        return session
    session = actions.sum_up(session, by=by)
    if state == "summing_up":
        return session
    return actions.close_session(session, by=by, next_step="新聞受けの声かけを始める", no_date_why="会場を探しています")


def cards(cast, session: Session, *texts: str) -> list[Statement]:
    """Paper cards, printed and typed in."""
    by = team(cast)
    printed = actions.print_cards(session, len(texts), by=by) if session.state != "summing_up" else []
    return [
        actions.write_card(card, session, text, by=by, sort="see", nickname="さくら")
        for card, text in zip(printed, texts, strict=True)
    ]


def a_guest(nickname: str = "すずめ") -> Who:
    """A phone in the hall."""
    guest, _secret = enter(nickname)
    return who_is(guest.actor, signed_in=False)

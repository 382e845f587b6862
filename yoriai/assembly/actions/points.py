"""まとめ: joining cards into points. Each card keeps its tie, so that its writer finds what it became."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yoriai.assembly import policy
from yoriai.assembly.models import Commitment, Point, Session
from yoriai.kernel.actors.who import Who
from yoriai.kernel.asks.actions import ask
from yoriai.kernel.city.queries import city
from yoriai.kernel.items.actions import add_item, locked, save_item, touch
from yoriai.kernel.links.actions import link
from yoriai.kernel.models import Link
from yoriai.kernel.policy import NotPossible, require
from yoriai.kernel.records.actions import record
from yoriai.voices.actions import checked_text, stir
from yoriai.voices.models import Statement

TITLE = 120
REPLY_WITHIN = dt.timedelta(days=30)


def next_place(session: Session) -> int:
    """After the last line of the まとめ."""
    places = [
        model.objects.filter(session=session).aggregate(Max("place_in_list"))["place_in_list__max"] or 0
        for model in (Point, Commitment)
    ]
    return max(places) + 1


@transaction.atomic
def add_point(
    session: Session, sort: str, title: str, cards: Iterable[Statement] = (), *, by: Who, summary: str = ""
) -> Point:
    """One line of the まとめ (見えること, できること), with the cards it was made from."""
    session = locked(session)
    require(policy.can_sum_up(by, session))
    if sort not in Point.Sort.values:
        raise NotPossible(_("Please choose what sort of point it is."))
    point = Point(
        session=session,
        sort=sort,
        title=checked_text(title, TITLE),
        summary=summary.strip()[:1000],
        by=session.assembly.team,
        visibility=session.visibility,
        place_in_list=next_place(session),
    )
    add_item(point, themes=session.themes.all(), areas=session.areas.all())
    record("point.added", by=by.wearing(session.assembly.team), item=point, session=session.pk)
    join_cards(point, cards, by=by)
    stir(session)
    return point


@transaction.atomic
def change_point(
    point: Point, *, by: Who, title: str | None = None, summary: str | None = None, sort: str | None = None
) -> Point:
    """Better words for it."""
    point = locked(point)
    require(policy.can_sum_up(by, point.session))
    if title is not None:
        point.title = checked_text(title, TITLE)
    if summary is not None:
        point.summary = summary.strip()[:1000]
    if sort is not None:
        if sort not in Point.Sort.values:
            raise NotPossible(_("Please choose what sort of point it is."))
        point.sort = sort
    save_item(point, "title", "summary", "sort")
    record("point.changed", by=by.wearing(point.session.assembly.team), item=point)
    return point


@transaction.atomic
def remove_point(point: Point, *, by: Who) -> None:
    """It was made by mistake and nothing has grown from it: its cards are free again."""
    point = locked(point)
    require(policy.can_sum_up(by, point.session))
    if Link.objects.filter(source=point.pk).exists() or point.sent_to_city:
        raise NotPossible(_("Something has grown from this already. Change its words instead."))
    session, team = point.session, by.wearing(point.session.assembly.team)
    title = point.title
    point.delete()
    record("point.removed", by=team, item=session, inside=True, title=title)


def written_of(session_id: int, cards: Iterable[Statement]) -> list[Statement]:
    """The cards as they are now. Raises NotPossible unless each is a written one of the session."""
    wanted = {card.pk for card in cards}
    found = list(Statement.objects.filter(pk__in=wanted, about_id=session_id, state=Statement.State.WRITTEN))
    if len(found) != len(wanted):
        raise NotPossible(_("Only written cards of this session can be joined."))
    return found


@transaction.atomic
def join_cards(point: Point, cards: Iterable[Statement], *, by: Who) -> int:
    """Tie written cards of the same session to the point. Returns how many."""
    point = locked(point)
    require(policy.can_sum_up(by, point.session))
    cards = written_of(point.session_id, cards)
    for card in cards:
        link(card, point, Link.Kind.JOINED, by=by.wearing(point.session.assembly.team).actor)
    if cards:
        touch(point)
        record(
            "cards.joined", by=by.wearing(point.session.assembly.team), item=point, cards=[card.code for card in cards]
        )
    return len(cards)


@transaction.atomic
def unjoin_cards(point: Point, cards: Iterable[Statement], *, by: Who) -> int:
    """Untie them. Returns how many ties there were."""
    point = locked(point)
    require(policy.can_sum_up(by, point.session))
    gone, _kinds = Link.objects.filter(
        target=point.pk, source__in=[card.pk for card in cards], kind=Link.Kind.JOINED
    ).delete()
    if gone:
        touch(point)
        record("cards.unjoined", by=by.wearing(point.session.assembly.team), item=point, count=gone)
    return gone


@transaction.atomic
def send_to_city(point: Point, why: str, *, by: Who) -> Point:
    """R16: what stays a request goes to the city's 広聴, openly, with the reason, answered by a date."""
    point = locked(point)
    require(policy.can_sum_up(by, point.session))
    if not why.strip():
        raise NotPossible(_("Please say why this goes to the city; everybody will read it."))
    if point.sent_to_city:
        raise NotPossible(_("This has been sent to the city already."))
    here = city()
    if here is None:
        raise NotPossible(_("There is no office to send this to yet."))
    point.sent_to_city, point.sent_why = timezone.now(), why.strip()[:400]
    save_item(point, "sent_to_city", "sent_why")
    team = by.wearing(point.session.assembly.team)
    ask("city_reply", point, here.office, by=team, text=point.sent_why, due=timezone.localdate() + REPLY_WITHIN)
    record("point.sent_to_city", by=team, item=point, why=point.sent_why)
    return point

"""What the session itself says: the part of a result nobody types. Counted anew each time until two keys freeze it."""

from collections import defaultdict
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone

from yoriai.assembly.models import Closing, Commitment, FollowUp, Point, Session
from yoriai.kernel.actors.models import Actor
from yoriai.kernel.city.queries import city
from yoriai.kernel.items.models import Visibility
from yoriai.kernel.links.models import Link
from yoriai.people.models import Guest
from yoriai.publishing.content import FORM, Image, fingerprint
from yoriai.publishing.models import Draft, Picture, Quote, Result
from yoriai.voices.models import Door, Statement, Vote
from yoriai.voices.queries import doors_set_aside, written

Content = dict[str, Any]

# A kind of speaker is named in the proceedings only where at least so many of the kind were there:
# "a student said" names the one student of the evening.
FEWEST_OF_A_KIND = 3


def content_of(result: Result, draft: Draft | None = None) -> Content:
    """The whole content as two keys would freeze it now: the texts of the draft and the facts of the session."""
    draft = draft or result.draft
    session = result.session
    return {
        "form": FORM,
        "code": result.code,
        "issue": result.issue,
        "texts": draft.texts,
        "corrections": _corrections(result, draft),
        "city": _city(),
        "session": _session(session),
        "numbers": numbers(session),
        "will": _commitments(session),
        **_points(session),
        "quotes": [
            {"id": quote.pk, "said_as": quote.said_as, "is": fingerprint(quote.pk, quote.text)}
            for quote in quotes_of(result)
        ],
        "pictures": [
            {"id": image.id, "is": image.fingerprint}
            for image in images(result.pictures.filter(left_out=None)).values()
        ],
        "homework": _homework(session),
        "next": _next(session),
    }


def _corrections(result: Result, draft: Draft) -> list[Content]:
    """What was wrong in editions that were shown, and what is wrong in the one shown now."""
    told = result.editions.exclude(correction="").values_list("number", "correction")
    rows = [{"edition": number, "text": text} for number, text in told]
    if draft.correction:
        rows.append({"edition": next_number(result), "text": draft.correction})
    return rows


def next_number(result: Result) -> int:
    """The number the next edition will have."""
    return (result.editions.aggregate(Max("number"))["number__max"] or 0) + 1


def quotes_of(result: Result) -> "QuerySet[Quote]":
    """The voices of the draft."""
    return quotable(result.quotes.filter(left_out=None)).select_related("statement")


def quotable(quotes: "QuerySet[Quote]") -> "QuerySet[Quote]":
    """Those whose consent stands: nobody withdrew it, the card still allows it, and the card is not made invisible."""
    card = Q(statement__may_be_quoted=True, statement__visibility=Visibility.PUBLIC)
    return quotes.filter(Q(statement=None) | card, withdrawn=None)


def images(pictures: "QuerySet[Picture]") -> dict[int, Image]:
    """Those whose consent stands, by id, without their pixels."""
    facts = ("id", "alt", "caption", "shown", "width", "height", "mark")
    return {row[0]: Image(*row) for row in pictures.filter(withdrawn=None).order_by("pk").values_list(*facts)}


def _city() -> Content:
    here = city()
    names = ("name", "assembly_name", "paper_name", "phone", "fax", "mail", "hours")
    facts = {name: getattr(here, name) if here else "" for name in names}
    return {**facts, "office": here.office.shown_name if here else ""}


def _session(session: Session) -> Content:
    return {
        "code": session.code,
        "assembly": session.assembly.title,
        "assembly_code": session.assembly.code,
        "team": session.assembly.team.shown_name,
        "number": session.number,
        "question": session.title,
        "starts": timezone.localtime(session.starts).isoformat(),
        "ends": timezone.localtime(session.ends).isoformat(),
        "place": _where(session),
    }


def numbers(session: Session) -> Content:
    """People by kind, first-timers, cards and answers by door; a door set aside is told with its reason, not counted."""
    heads = [[head.kind, head.people, head.first_time] for head in session.headcounts.order_by("-people", "kind")]
    aside = {row.door: row.reason for row in doors_set_aside(session)}
    cards = dict(written(session).values_list("door").annotate(n=Count("pk")))
    voices = dict(Vote.objects.filter(statement__about_id=session.pk).values_list("door").annotate(n=Count("pk")))
    return {
        "people": sum(people for _kind, people, _first in heads),
        "first_time": sum(first for _kind, _people, first in heads),
        "by_kind": heads,
        "cards": sum(n for door, n in cards.items() if door not in aside),
        "cards_by_door": [[door, cards[door]] for door in Door.values if cards.get(door) and door not in aside],
        "voices": sum(n for door, n in voices.items() if door not in aside),
        "voices_by_door": [[door, voices[door]] for door in Door.values if voices.get(door) and door not in aside],
        "set_aside": [
            {"door": door, "reason": aside[door], "cards": cards.get(door, 0), "voices": voices.get(door, 0)}
            for door in Door.values
            if door in aside
        ],
    }


def _commitments(session: Session) -> list[Content]:
    rows = Commitment.objects.public().filter(session=session).select_related("by").order_by("place_in_list", "pk")
    return [
        {
            "code": row.code,
            "title": row.title,
            # The name of one human being is looked up when shown, so that a deleted account is blank here too.
            "who": {"actor": row.by_id, "kind": row.by.kind, "name": "" if row.by.is_human else row.by.shown_name},
            "with_whom": row.with_whom,
            "due": row.due.isoformat(),
        }
        for row in rows
    ]


def _points(session: Session) -> Content:
    points = list(Point.objects.public().filter(session=session).order_by("place_in_list", "pk"))
    speakers = _speakers(session, [point.pk for point in points])
    lines: dict[str, list[Content]] = {"could": [], "see": [], "to_city": []}
    for point in points:
        line = {"code": point.code, "title": point.title, "kinds": speakers.get(point.pk, [])}
        if point.sent_to_city is not None:
            lines["to_city"].append({**line, "why": point.sent_why})
        else:
            lines[point.sort].append(line)
    return lines


def _speakers(session: Session, points: list[int]) -> dict[int, list[str]]:
    """Which kinds of people stand behind each point: kinds, never names, and no kind of which only a few were there."""
    enough = set(session.headcounts.filter(people__gte=FEWEST_OF_A_KIND).values_list("kind", flat=True))
    joined = list(
        Link.objects.filter(target__in=points, source__kind=Statement.KIND).values_list("target", "source__by")
    )
    authors = {by for _point, by in joined}
    kinds = dict(Actor.objects.filter(pk__in=authors).values_list("pk", "kind"))
    kinds |= dict(Guest.objects.filter(actor__in=authors).exclude(sort="").values_list("actor", "sort"))
    found: defaultdict[int, set[str]] = defaultdict(set)
    for point, by in joined:
        if kinds[by] in enough:
            found[point].add(kinds[by])
    return {point: [kind for kind in Actor.Kind.values if kind in named] for point, named in found.items()}


def _homework(session: Session) -> list[Content]:
    """前回の宿題のその後: what owners said had become of last time's やること, in their words. Who said nothing is not named."""
    before = Session.objects.filter(assembly=session.assembly_id, number__lt=session.number, state=Session.State.CLOSED)
    last = before.order_by("-number").first()
    if last is None:
        return []
    told = FollowUp.objects.filter(commitment__session=last, commitment__visibility=Visibility.PUBLIC)
    newest: dict[int, FollowUp] = {row.commitment_id: row for row in told.select_related("commitment").order_by("id")}
    ordered = sorted(newest.values(), key=lambda row: (row.commitment.place_in_list, row.commitment_id))
    return [
        {"code": row.commitment.code, "title": row.commitment.title, "state": row.state, "words": row.words}
        for row in ordered
    ]


def _next(session: Session) -> Content:
    closing = Closing.objects.filter(session=session).first()
    following = next_session(session)
    date = following.starts if following else closing.next_date if closing else None
    place = _where(following) if following else ""
    return {
        "date": timezone.localtime(date).isoformat() if date else "",
        "place": place or (closing.next_place if closing else ""),
        "welcome": following.accessibility if following else "",
        "no_date_why": closing.no_date_why if closing and not date else "",
    }


def next_session(session: Session) -> Session | None:
    """The announced session this one goes on in."""
    later = Link.objects.filter(source=session.pk, kind=Link.Kind.CONTINUED).values("target")
    announced = (Session.State.CALLED, Session.State.OPEN, Session.State.SUMMING_UP, Session.State.CLOSED)
    return Session.objects.public().filter(pk__in=later, state__in=announced).select_related("where").first()


def _where(session: Session) -> str:
    return " ".join(part for part in (session.where.title if session.where else "", session.room) if part)

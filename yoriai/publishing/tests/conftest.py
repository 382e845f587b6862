"""An evening in 杜野市, closed, with everything a result is made of."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.utils import timezone

from tests.laying_out import laid_out, writes
from yoriai.assembly.models import Assembly, Closing, Commitment, FollowUp, Headcount, Point, Session
from yoriai.kernel.items.actions import add_item
from yoriai.kernel.links.actions import link
from yoriai.kernel.models import Actor, Item, Link, Visibility
from yoriai.publishing import actions
from yoriai.publishing.content import digest
from yoriai.publishing.models import Result
from yoriai.publishing.queries import content_of
from yoriai.voices.models import Door, Statement, Vote
from yoriai.web.demo.cast import Cast

K = Actor.Kind
TOKYO = dt.timezone(dt.timedelta(hours=9))


@dataclass
class Evening:
    """The cast, the session and what was left on the table."""

    cast: Cast
    assembly: Assembly
    before: Session
    session: Session
    cards: list[Statement]
    quotable: list[Statement]
    could: Point
    seen: Point
    to_city: Point
    will: Commitment
    mine: Commitment
    # What `writes` gave when it was laid out.
    untouched: int | None = None

    def who(self, person: Actor, **facts):
        return self.cast.who(person, **facts)

    @property
    def citizen(self):
        """The citizens' co-lead, signed in with a second factor."""
        return self.cast.who(self.cast.worker)

    @property
    def staff(self):
        """The city's co-lead."""
        return self.cast.who(self.cast.officer)


def _session(cast: Cast, assembly: Assembly, number: int, day: dt.date, **facts) -> Session:
    starts = dt.datetime.combine(day, dt.time(18, 30), TOKYO)
    place = facts.pop("where", None)
    return add_item(
        Session(
            assembly=assembly,
            number=number,
            by=cast.team,
            starts=starts,
            ends=starts + dt.timedelta(hours=2),
            when=starts,
            room="長町コミュニティセンター 大広間",
            where=place,
            visibility=Visibility.PUBLIC,
            **facts,
        ),
        themes=cast.themes[:1],
        areas=[cast.ward],
    )


def make_evening(cast: Cast) -> Evening:
    """Plain rows, as an evening leaves them."""
    assembly = add_item(Assembly(title="長町のこれから会議", team=cast.team, by=cast.team))
    S = Session.State
    before = _session(
        cast, assembly, 6, dt.date(2026, 9, 30), title="子どもの夕ごはんを、だれと食べる？", state=S.CLOSED
    )
    rice = add_item(
        Commitment(
            session=before, by=cast.company, title="子ども食堂に米を届ける", due=dt.date(2026, 11, 1), state="done"
        )
    )
    FollowUp.objects.create(commitment=rice, state="done", words="3社から60キロ届きました。", by=cast.company)
    add_item(Commitment(session=before, by=cast.npo, title="だれも何も言っていない約束", due=dt.date(2026, 11, 1)))
    session = _session(
        cast,
        assembly,
        7,
        dt.date(2026, 11, 18),
        title="ひとり暮らしのお年よりを、町ぐるみでどう見守る？",
        state=S.CLOSED,
        summary="",
    )
    for kind, people, first in [
        (K.PERSON, 31, 15),
        (K.NEIGHBOURHOOD, 6, 1),
        (K.STUDENTS, 8, 5),
        (K.COMPANY, 2, 0),
        (K.SECTION, 3, 0),
    ]:
        Headcount.objects.create(session=session, kind=kind, people=people, first_time=first)
    words = [
        ("役所に頼むより、まず隣にあいさつするのが早いとわかった。", "70代", cast.resident, True),
        ("会社の配送車にステッカーを貼るくらいなら、来週できます。", "会社員", cast.salesman, True),
        ("知らない人と6人も話せた。また来ます。", "学生", cast.student, True),
        ("新聞受けでわかることがある。", "60代", cast.head, True),
        ("この言葉は、載せないでください。", "40代", cast.member, False),
    ]
    cards = []
    for number, (text, said_as, by, allowed) in enumerate(words, 1):
        cards.append(
            add_item(
                Statement(
                    about=session.item,
                    title=text,
                    said_as=said_as,
                    by=by,
                    may_be_quoted=allowed,
                    state=Statement.State.WRITTEN,
                    sort=Statement.Sort.SEE,
                    door=Door.PAPER if number % 2 else Door.HALL,
                    number=number,
                )
            )
        )
    for voter, card in [
        (cast.reader, 2),
        (cast.judge, 2),
        (cast.reader, 1),
        (cast.judge, 0),
        (cast.editor, 0),
        (cast.reader, 0),
    ]:
        Vote.objects.create(statement=cards[card], by=voter, value=1, door=Door.HALL)
    point = {"session": session, "by": cast.team}
    seen = add_item(Point(title="配達の人と町内会がつながると、早く気づける", sort="see", **point))
    could = add_item(Point(title="空き教室を、昼の集まりに", sort="could", **point))
    to_city = add_item(
        Point(
            title="街灯を増やしてほしい",
            sort="could",
            sent_to_city=timezone.now(),
            sent_why="市の道路の管理なので、市の広聴に届けました",
            **point,
        )
    )
    link(cards[0].item, seen.item, Link.Kind.JOINED, by=cast.team)
    link(cards[2].item, seen.item, Link.Kind.JOINED, by=cast.team)
    link(cards[1].item, could.item, Link.Kind.JOINED, by=cast.team)
    will = add_item(
        Commitment(
            session=session,
            by=cast.neighbourhood,
            with_whom="杜野新聞販売店",
            title="新聞がたまっていたら声をかける",
            due=dt.date(2026, 12, 16),
        )
    )
    mine = add_item(
        Commitment(
            session=session,
            by=cast.resident,
            title="ごみ出しの10分を助け合う",
            due=dt.date(2026, 12, 20),
            place_in_list=1,
        )
    )
    link(seen.item, will.item, Link.Kind.BECAME, by=cast.team)
    Closing.objects.create(
        session=session,
        next_step="12軒で試して、12月に様子を持ち寄ります。",
        next_date=dt.datetime(2026, 12, 16, 18, 30, tzinfo=TOKYO),
        next_place="長町コミュニティセンター",
        by=cast.officer,
    )
    return Evening(
        cast=cast,
        assembly=assembly,
        before=before,
        session=session,
        cards=cards,
        quotable=[card for card in cards if card.may_be_quoted],
        could=could,
        seen=seen,
        to_city=to_city,
        will=will,
        mine=mine,
    )


@pytest.fixture
def evening(cast):
    """Made once a process, then laid out from memory; and so is what stands on it while the test has written nothing else."""
    made = laid_out("evening", lambda: make_evening(cast))
    made.untouched = writes()
    return made


def _on(evening: Evening, name: str, make: Callable[[], Result]) -> Result:
    first = evening.untouched is not None and evening.untouched == writes()
    return laid_out(name, make) if first else make()


TEXTS = {
    "headline": "たまった新聞に気づいたら、声をかける。",
    "lead": "50人が話し、できること1、やること2。12軒で、もう始まっています。",
    "body": "はじめに、困っていることを出し合いました。\n\n配達の人は、たまった新聞に気づいていました。",
    "easy": "〈見守り〉の会議をしました。50人が来ました。みんなで話しました。",
}


def written(evening: Evening) -> Result:
    """The result with its texts, ready for the keys."""
    result = actions.draft_result(evening.session, by=evening.citizen)
    actions.edit_result(result, TEXTS, by=evening.citizen, version=1)
    return Result.objects.get(pk=result.pk)


def read(result: Result) -> str:
    """The digest of the text as it stands: what somebody who reads it now turns the key for."""
    return digest(content_of(Result.objects.get(pk=result.pk)))


def agreed(evening: Evening, result: Result | None = None) -> Result:
    """Both keys turned."""
    result = result or written(evening)
    actions.turn_key(result, "citizen", by=evening.citizen, digest=read(result))
    actions.turn_key(
        result,
        "staff",
        by=evening.staff,
        digest=read(result),
        decided_on=dt.date(2026, 11, 20),
        document_number="杜協第123号",
    )
    return Result.objects.get(pk=result.pk)


EVERYWHERE = ["web", "feed", "paper", "paper_large", "word", "minutes", "radio", "mail", "by_hand"]


def shown(evening: Evening, channels=("web",)) -> Result:
    """Published on these channels."""
    result = agreed(evening)
    actions.publish(result, channels, by=evening.citizen)
    return Result.objects.get(pk=result.pk)


@pytest.fixture
def draft(evening) -> Result:
    """A result ready for the keys."""
    return _on(evening, "draft", lambda: written(evening))


@pytest.fixture
def released(evening) -> Result:
    """Agreed by both sides, not shown yet."""
    return _on(evening, "released", lambda: agreed(evening))


@pytest.fixture
def public(evening) -> Result:
    """Shown on every channel."""
    return _on(evening, "public", lambda: shown(evening, EVERYWHERE))


def plain(page: str) -> str:
    """A page without the marks for line breaks that the server puts between phrases."""
    return page.replace("<wbr>", "")


def item_of(thing: Item) -> Item:
    return Item.objects.get(pk=thing.pk)

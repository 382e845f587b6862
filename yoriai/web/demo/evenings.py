"""Three evenings of the forum 長町のこれから会議: two told to the end, one going on tonight. Done by the same actions as for real."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import F, Q
from django.utils import timezone

from yoriai.assembly import actions as assembly
from yoriai.assembly.actions.commitments import Reach
from yoriai.assembly.models import Assembly, Point, Session
from yoriai.directory.actions import put_place
from yoriai.directory.models import Place
from yoriai.kernel.actors.who import Who
from yoriai.kernel.models import Actor, Item, Theme
from yoriai.people.guests import enter
from yoriai.voices.actions import vote
from yoriai.voices.models import Door, Statement
from yoriai.web.demo import words
from yoriai.web.demo.cast import Cast

AGENDA = (
    "18:30 はじめに（問いと約束） | 佐々木 | 模造紙\n"
    "18:45 ひとりで書く | 全員 | カード\n"
    "19:00 机で話す（1回目） | 全員 | \n"
    "19:25 席をかえて話す（2回目） | 全員 | \n"
    "19:50 できること・やること | 全員 | カード\n"
    "20:15 まとめと次の一歩 | 沢田・石﨑 | 模造紙"
)


@dataclass(slots=True)
class Told:
    """An evening with its cards by text."""

    session: Session
    cards: dict[str, Statement]


def place(cast: Cast) -> Place:
    """Where they meet."""
    return put_place(
        "demo-nagamachi",
        by=cast.who(cast.officer, cast.section),
        areas=[cast.towns[0]],
        title="長町コミュニティセンター",
        reading="ながまちコミュニティセンター",
        address="杜野市長町区長町一丁目2-3",
        phone="000-000-0003",
        hours="午前9時～午後9時",
        accessibility="入口に段差はありません。車いすで使えるトイレが1階にあります。\n手話と要約筆記は、3日前までに電話かFAXでお知らせください。",
        latitude=38.2281,
        longitude=140.8852,
        summary="だれでも入れるロビーと、120人の大広間があります。",
        source="架空",
    )[0]


def forum(cast: Cast) -> Assembly:
    """The forum with its callers (R26)."""
    made = assembly.found_assembly(
        "長町のこれから会議",
        by=cast.who(cast.officer, cast.section),
        team=cast.team,
        summary="長町に住む人、働く人、学ぶ人が、対等に話して、できることから始める会議です。",
        areas=[cast.ward],
    )
    team = cast.who(cast.facilitator, cast.team)
    assembly.add_caller(made, "伊達 文子", by=team, of="杜野市市民協働推進委員会")
    assembly.add_caller(made, "髙橋 勇", by=team, of="長町北町内会")
    return made


def evening(cast: Cast, hall: Assembly, at: Place, question: str, days_ago: int, theme: Theme) -> Session:
    """An evening, called and opened."""
    team = cast.who(cast.facilitator, cast.team)
    day = timezone.localtime() - dt.timedelta(days=days_ago)
    starts = day.replace(hour=18, minute=30, second=0, microsecond=0)
    if not days_ago:  # tonight is always going on, whenever the demo is started
        starts = (timezone.localtime() - dt.timedelta(minutes=45)).replace(second=0, microsecond=0)
    made = assembly.prepare_session(
        hall,
        question,
        by=team,
        starts=starts,
        ends=starts + dt.timedelta(hours=2),
        where=at,
        room="大広間",
        accessibility="手話通訳があります。託児10人まで。",
        agenda=AGENDA,
        tables=6,
        themes=[theme],
        areas=[cast.towns[0]],
    )
    assembly.call_session(made, by=team)
    return assembly.open_session(made, by=team)


def write(cast: Cast, session: Session, cards: list[words.Card], *, spare: int = 6) -> Told:
    """The cards, printed and typed in by two people; a few stay blank."""
    typists = [cast.who(cast.editor, cast.team), cast.who(cast.officer, cast.team)]
    blank = assembly.print_cards(session, len(cards) + spare, by=typists[0])
    written = {}
    for number, (text, sort, table, said_as, quoted) in enumerate(cards):
        written[text] = assembly.write_card(
            blank[number],
            session,
            text,
            by=typists[number % 2],
            sort=sort,
            table=table,
            said_as=said_as,
            may_be_quoted=quoted,
        )
    return Told(session, written)


def backdate(told: Told) -> None:
    """What was written on a past evening carries its date: only here, for the demo."""
    session = told.session
    days = timezone.localdate() - timezone.localtime(session.starts).date()
    mine = (
        Q(pk=session.pk)
        | Q(as_statement__about=session)
        | Q(as_point__session=session)
        | Q(as_commitment__session=session)
    )
    Item.objects.filter(mine | Q(as_result__session=session)).update(created=F("created") - days)


def count_heads(cast: Cast, session: Session, by_kind: dict[str, tuple[int, int]]) -> None:
    """Who was there, from the sign-in sheet."""
    assembly.put_headcounts(session, by_kind, by=cast.who(cast.officer, cast.team))


def point(told: Told, by: Who, sort: str, title: str, *starts: str) -> Point:
    """A line of the まとめ out of the cards that begin so."""
    cards = [card for text, card in told.cards.items() if text.startswith(starts)]
    return assembly.add_point(told.session, sort, title, cards, by=by)


def festival(cast: Cast, hall: Assembly, at: Place) -> Told:
    """第1回: long ago, told to the end, with what became of it."""
    team = cast.who(cast.worker, cast.team)
    session = evening(cast, hall, at, "祭りの日のにぎわいを、ふだんの町にも残すには？", 56, cast.themes[5])
    told = write(cast, session, words.FESTIVAL)
    K = Actor.Kind
    count_heads(
        cast,
        session,
        {K.PERSON: (18, 9), K.NEIGHBOURHOOD: (6, 1), K.COMPANY: (3, 2), K.STUDENTS: (7, 5), K.SECTION: (2, 1)},
    )
    assembly.sum_up(session, by=team)
    point(told, team, "see", "祭りの日だけ話す人がいる。入り方がわからない人もいる", "祭りの日", "引っ越し", "ふだんは")
    drum = point(told, team, "could", "太鼓の練習を、だれでも見に来られる日にする", "太鼓の練習")
    eaves = point(told, team, "could", "空いている軒先を、土曜にあける", "空いている店")
    today = timezone.localdate()
    first = assembly.add_commitment(
        session,
        "太鼓の公開練習の案内を配る",
        by=team,
        owner=cast.students,
        due=today - dt.timedelta(days=20),
        with_whom="長町北町内会",
        points=[drum],
        cards=[card for text, card in told.cards.items() if text.startswith("加茂高校")],
    )
    second = assembly.add_commitment(
        session,
        "土曜の午前、店の軒先をあける",
        by=team,
        owner=cast.company,
        due=today - dt.timedelta(days=10),
        points=[eaves],
        cards=[card for text, card in told.cards.items() if text.startswith("軒先を")],
    )
    assembly.add_commitment(
        session,
        "店の前にいすを二つ出す",
        by=team,
        name="うめ",
        reach=Reach("mail", "ume@morino.example"),
        due=today - dt.timedelta(days=5),
        points=[eaves],
    )
    assembly.close_session(
        session,
        by=team,
        next_step="公開練習の日を決めて、かわら版で知らせる",
        no_date_why="次の問いを運営チームで相談しています。",
    )
    assembly.follow_up(
        first, "done", "3回の練習に、あわせて41人が見に来ました。", by=cast.who(cast.student, cast.students)
    )
    assembly.follow_up(
        second,
        "changed",
        "朝は荷物が入るので、午後にかえました。続いています。",
        by=cast.who(cast.salesman, cast.company),
    )
    return told


def garbage(cast: Cast, hall: Assembly, at: Place) -> Told:
    """第2回: some days ago, told to the end."""
    team = cast.who(cast.worker, cast.team)
    session = evening(cast, hall, at, "ごみ出しがむずかしい人を、町でどう支える？", 6, cast.themes[3])
    told = write(cast, session, words.GARBAGE)
    K = Actor.Kind
    count_heads(
        cast,
        session,
        {
            K.PERSON: (31, 13),
            K.NEIGHBOURHOOD: (6, 2),
            K.NPO: (4, 1),
            K.COMPANY: (3, 1),
            K.STUDENTS: (8, 4),
            K.SECTION: (2, 0),
        },
    )
    assembly.sum_up(session, by=team)
    point(
        told,
        team,
        "see",
        "頼むのは気が引ける。時間も道も、人によってちがう",
        "頼むのは",
        "集積所まで",
        "朝8時",
        "となりの奥さん",
        "若い人は",
    )
    sign = point(told, team, "could", "困っている人が、自分から出せる合図を決める", "玄関に赤い札", "困っている家")
    ten = point(told, team, "could", "通勤・登校の10分を、となりのために使う", "出勤のついでに、", "登校の10分前")
    letters = point(told, team, "could", "大きな字と絵の、当番表と分け方カード", "大きな字", "分け方の絵")
    asked = point(told, team, "could", "戸別収集の条件について、市にたずねる", "市役所はもっと")
    assembly.send_to_city(asked, "わたしたちだけではできないことなので、市の考えを聞きたい。", by=team)
    today = timezone.localdate()
    for title, owner, days, points, start in [
        ("登校前の10分、ごみ出しを手伝う", cast.students, 30, [ten], "生徒会で"),
        ("赤い札を12軒で試す", cast.neighbourhood, 45, [sign], "長町北町内会で"),
        ("水曜の配達の帰りに、古新聞を引き取る", cast.company, 21, [ten], "配達の帰りに"),
        ("大きな字の当番表を60軒に配る", cast.npo, 40, [letters], "大きな字の当番表を作って"),
    ]:
        assembly.add_commitment(
            session,
            title,
            by=team,
            owner=owner,
            due=today + dt.timedelta(days=days),
            points=points,
            cards=[card for text, card in told.cards.items() if text.startswith(start)],
        )
    return told


def tonight(cast: Cast, hall: Assembly, at: Place) -> Told:
    """第3回: going on now, with cards, votes from phones, and blank cards still on the tables."""
    session = evening(cast, hall, at, "ひとり暮らしのお年よりを、町ぐるみでどう見守る？", 0, cast.themes[0])
    told = write(cast, session, words.WATCHING, spare=42)
    cards = list(told.cards.values())
    tickets = assembly.print_tickets(session, 72, by=cast.who(cast.facilitator, cast.team))
    for number in range(12):
        guest, _secret = enter(f"参加者{number + 1}", age_band="20")
        who = Who.alone(guest.actor, signed_in=False)
        if number % 3 == 1:
            assembly.use_ticket(session, tickets[number].code, by=who)
        for place_, card in enumerate(cards[: 6 + number]):
            value = (1, 1, 1, 0, -1)[(number * 3 + place_ * 2) % 5]
            vote(card, value, by=who, door=Door.HALL if number % 3 else Door.HOME)
    return told

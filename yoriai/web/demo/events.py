"""What is on in 杜野市 around today: made, moved, cancelled and filled by the same actions as for real."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from yoriai.directory import actions
from yoriai.directory.actions.events import Span
from yoriai.directory.actions.sign_ups import Guest
from yoriai.directory.models import Event, Occurrence, Place
from yoriai.engines.calendar.repeats import Every, days
from yoriai.kernel.models import Area, Theme
from yoriai.web.demo.cast import Cast

SATURDAY, SUNDAY, WEDNESDAY, THURSDAY = 5, 6, 2, 3


def events(cast: Cast) -> None:
    """Six events; one series with a day cancelled and one moved, one walk with a waiting list."""
    _cafe(cast)
    _walk(cast)
    _add(
        cast, "section", "officer", "炊き出し訓練　大なべの日", _series(_next(SUNDAY, 9), "10:00", "13:00"),
        ["sonae"], [cast.towns[1]],
        summary="長町北町内会といっしょに、集会所の前で大なべを出します。火おこし、配る列のつくり方、アレルギーの聞き取りまで、ひととおり試します。豚汁と、豚の入らない汁の二つをつくります。",
        for_whom="どなたでも。お椀とはしを持ってきてください。", at="長町北町集会所", meets_at="前の広場", price="無料",
        organisers="市民協働課、長町北町内会", dates_note="雨のときは集会所の中で。", support=["wheelchair", "easy"],
        contact="市民協働課 000-000-0000",
    )  # fmt: skip
    _add(
        cast, "support_centre", "supporter", "はじめての団体づくり　夜の相談会",
        _series(_next(THURSDAY, 5), "18:30", "20:00", "month_weekday", 150),
        ["ninaite"], [cast.north],
        summary="会の名前、会計、約束ごと。決めておくとあとが楽なことを、ほかの人の話を聞きながら決めます。オンラインでも参加できます。",
        for_whom="これから始める人、始めて三年くらいまでの人", at="市民活動サポートセンター", meets_at="研修室", price="無料",
        online_url="https://example.com/yoru-no-soudan", sign_up="here", capacity=10, support=["captions", "online", "childcare"],
        contact="サポートセンター 000-000-0013",
    )  # fmt: skip
    _add(
        cast, "students", "student", "登校の道のごみ拾い", _series(_next(SATURDAY, 3), "07:30", "08:30", "month_weekday", 120),
        ["gomi"], [cast.north],
        summary="拾った数をかぞえて、地図にします。多い場所には理由がある、というのが去年の発見です。",
        for_whom="小学生から。軍手は貸します。", meets_at="加茂高校 正門", latitude=38.3262, longitude=140.8695,
        price="無料", dates_note="大雨・大雪の日は休みます。",
    )  # fmt: skip
    _add(
        cast, "npo", "worker", "冬の手しごと市", _series(_next(SATURDAY, 16), "10:00", "16:00", "day", 1),
        ["bunka", "kodomo"], [cast.towns[0]],
        summary="子どもたちの編んだもの、町の人の木の器、ラン さんの故郷のお菓子。二日間、商店街の空き店舗に並びます。",
        for_whom="どなたでも", at="そらのま", price="入場無料", support=["wheelchair", "sign"],
        dates_note="手話通訳は一日目の午後にいます。", contact="そらのま 000-000-0010",
    )  # fmt: skip


def _cafe(cast: Cast) -> None:
    """Every Wednesday; one is cancelled, one is on Thursday."""
    cafe = _add(
        cast, "npo", "worker", "居場所カフェ　水曜の午後",
        _series(_next(WEDNESDAY, -16), "14:00", "16:30", "week", 100),
        ["kodomo", "mimamori"], [cast.towns[0]],
        summary="お茶と、その日のおやつ。話しても、話さなくても。ひとりで来る人がいちばん多い会です。",
        for_whom="どなたでも。赤ちゃんも、杖の方も。", at="そらのま", price="100円（お茶とおやつ）",
        support=["wheelchair", "childcare"], contact="そらのま 000-000-0010（月・水・金の午後）",
    )  # fmt: skip
    by = cast.who(cast.worker, cast.npo)
    coming = list(cafe.occurrences.filter(starts__gt=timezone.now()).order_by("starts"))
    actions.cancel_days(cafe, "会場の水道工事のため。次の週はあります。", by=by, day=coming[1])
    moved = coming[2]
    assert moved.ends is not None
    day = dt.timedelta(days=1)
    actions.change_day(moved, Span(moved.starts + day, moved.ends + day), note="この週だけ木曜です。", by=by)


def _walk(cast: Cast) -> None:
    """Twelve seats, more people than that."""
    walk = _add(
        cast, "npo", "worker", "子どもと歩く　防災まち歩き", _series(_next(SUNDAY, 2), "09:30", "12:00"),
        ["sonae", "kodomo"], [cast.ward, cast.towns[0]],
        summary="ブロック塀、側溝、公衆電話、井戸。子どもの目の高さで歩き、危ないところと助かるところを地図に描きます。最後に描いた地図を町内会に渡します。",
        for_whom="小学生と、いっしょに歩く大人", at="長町一丁目公園", meets_at="時計の下", price="100円（保険料）",
        sign_up="here", capacity=12, support=["easy", "sign"], dates_note="小雨なら歩きます。",
        contact="そらのま 000-000-0010",
    )  # fmt: skip
    day = walk.occurrences.get()
    for person, people, needs in (
        (cast.resident, 3, "下の子はベビーカーです。"),
        (cast.reader, 2, "やさしい日本語だと助かります。"),
        (cast.student, 1, ""),
        (cast.editor, 1, ""),
    ):
        actions.sign_up(day, by=cast.who(person), people=people, needs=needs)
    for name, way, value, people, needs in (
        ("遠藤", "phone", "000-000-0031", 2, "耳が聞こえにくいです。手話通訳の近くを希望します。"),
        ("三浦 一家", "mail", "miura@morino.example", 4, ""),
        ("我妻", "mail", "wagatsuma@morino.example", 2, ""),
        ("庄司", "phone", "000-000-0032", 1, ""),
    ):
        actions.sign_up(day, by=None, people=people, needs=needs, guest=Guest(name, way, value))


def _next(weekday: int, after: int) -> dt.date:
    """The first such weekday (0: Monday) from `after` days from today on; negative: before today."""
    day = timezone.localdate() + dt.timedelta(days=after)
    return day + dt.timedelta(days=(weekday - day.weekday()) % 7)


def _series(first: dt.date, begins: str, ends: str, every: Every = "once", length: int = 0) -> list[Span]:
    """The spans of a series of so many days at most, as hours of the city's clock."""
    until = first + dt.timedelta(days=length)
    return [Span(_at(day, begins), _at(day, ends)) for day in days(first, every, until)]


def _at(day: dt.date, clock: str) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.fromisoformat(clock)))


def _add(
    cast: Cast,
    owner: str,
    person: str,
    title: str,
    when: Sequence[Span],
    themes: list[str],
    areas: list[Area],
    **facts: Any,
) -> Event:
    by = cast.who(getattr(cast, person), getattr(cast, owner))
    chosen = list(Theme.objects.filter(code__in=themes))
    place = Place.objects.filter(title=facts.pop("at", "")).first()
    event = actions.add_event(by=by, where=place, days=when, title=title, themes=chosen, areas=areas, **facts)
    return actions.show_entry(event, by=by)


def first_day(event: Event) -> Occurrence:
    """The next day of an event of the demo, for pictures and tests."""
    return event.occurrences.filter(starts__gt=timezone.now(), cancelled=None).order_by("starts")[0]

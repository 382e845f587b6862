"""Invented things of the invented city 杜野市, for the page of components. Data, not interface: never translated."""

import datetime as dt
from dataclasses import dataclass

from yoriai.ui.threads import Knot

DAY = dt.date(2026, 11, 25)
QUESTION = "ひとり暮らしのお年よりを、町ぐるみでどう見守る？"


@dataclass(frozen=True)
class Person:
    """Looks like an actor to the templates."""

    shown_name: str
    kind: str
    get_kind_display: str


PEOPLE = [
    Person("みどり", "person", "市民"),
    Person("長町北町内会", "neighbourhood", "町内会"),
    Person("NPO法人 そらのま", "npo", "NPO"),
    Person("杜野新聞販売店", "company", "企業"),
    Person("加茂高 生徒会", "students", "学生"),
    Person("市民協働課", "section", "市役所の課"),
]
STORY = [
    Knot("新聞受けでわかることがある", "done", "#", "意見カード", dt.date(2026, 9, 30), "第5回　3番の机"),
    Knot("配達の人と町内会がつながる", "done", "#", "まとめ", dt.date(2026, 10, 7)),
    Knot("新聞がたまっていたら、声をかける", "now", "#", "やること", dt.date(2026, 11, 18), "12軒で試しています"),
    Knot("3か月後に、その後を聞きます", "ahead", "", "", "令和9年2月ごろ"),
]
FINISHED = [
    Knot("子ども食堂に、お米がもっとあれば", "done", "#", "意見カード", dt.date(2026, 9, 2)),
    Knot("3社から60キロのお米が届きました", "done", "#", "結果", dt.date(2026, 10, 14)),
]
COURSE = ["呼びかけ", "話し合い", "まとめ", "かわら版", "その後"]
EVENING = ["はじめに", "席1", "席2", "席3", "まとめ", "次の一歩"]
THINGS = [
    {
        "title": "「ごみ出しの10分」から始める助け合い",
        "url": "#",
        "kind": "結果",
        "icon": "result",
        "when": dt.date(2026, 11, 12),
        "where": "第6回 市民会議",
        "summary": "54人が話し、できること18、やること7。次回は11月27日。",
        "who": "市民 31・町内会 6・NPO 4・企業 3・学生 8・市役所 2",
    },
    {
        "title": "放課後の見守り、木曜だけでも",
        "url": "#",
        "kind": "力を貸してください",
        "icon": "need",
        "areas": ("加茂学区",),
        "who": "NPO法人 そらのま",
    },
    {
        "title": "空き教室を、昼の集まりに",
        "url": "#",
        "kind": "できること",
        "icon": "could",
        "when": dt.date(2026, 11, 18),
        "who": "長町市民センター",
    },
]
THEMES = [
    ("ひとり暮らしの見守り", "活動 14・事例 6（うまくいかなかった話 2）", "力を貸してください 3"),
    ("子どもの居場所", "活動 21・事例 9", "今週の催し 4"),
    ("災害にそなえる", "活動 33・事例 12", "力になれます 5"),
]
STATEMENT = "新聞の配達の人と、町内会がつながるといい。"
ROWS = [
    ["新聞がたまっていたら、声をかける", "長町北町内会・杜野新聞販売店", "11月から", "12軒で試しています"],
    ["ごみ出しの10分を助け合う", "加茂高 生徒会", "12月", "準備中"],
    ["雪かき隊", "NPO法人 そらのま", "来月もう一度話します", "人が集まりませんでした"],
]

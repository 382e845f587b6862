"""記事 of the demo, one in each step: shown, being checked, being written, handed to the desk."""

import datetime as dt
from typing import Any

from django.utils import timezone

from yoriai.directory import actions
from yoriai.directory.models import Activity, Organisation
from yoriai.kernel.models import Theme
from yoriai.web.demo.cast import Cast

KITCHEN: dict[str, Any] = {
    "title": "土曜の朝、八時の台所で",
    "summary": "「食べるだけでいい」朝ごはんの台所に、三週つづけて行ってみました。いちばん長くいたのは、洗い場でした。",
    "text": (
        "長町商店街の「そらのま」は、もとは金物屋さんです。土曜の朝八時、戸を開けると味噌汁のにおいがしました。\n"
        "来るのは、子どもが十人から十五人。名前を書く紙はありますが、書かなくてもかまいません。"
        "「来た人の数だけ、次のお米を量るためです」と、事務局の沢田みどりさん。\n"
        "二週目、洗い場に立ちました。となりは中学二年の男の子で、毎週ここで皿をふいているそうです。"
        "「食べるだけだと、早く終わっちゃうから」。\n"
        "つくる人は、いま八人。前の日までに電話をすれば、だれでも入れます。包丁が苦手な人には、のりを切る仕事がありました。"
    ),
}
DELIVERY: dict[str, Any] = {
    "title": "朝四時の、長町の音",
    "summary": "新聞の配達に、いちどだけついて歩きました。",
    "text": "バイクを止める場所が、決まっています。「ここで止めると、犬が起きないから」。",
}
YEAR: dict[str, Any] = {
    "title": "空き店舗の十年",
    "summary": "子どもの居場所になった金物屋さんの、その前とその後を聞きました。",
    "text": (
        "平成27年、商店街で三つ目の空き店舗でした。借り手がつくまで、シャッターに子どもの絵が貼ってありました。\n"
        "「貸すなら、にぎやかなほうがいい」。大家さんのひとことで決まった、と沢田さんは言います。"
    ),
}
FIRST: dict[str, Any] = {
    "title": "はじめての集会所",
    "summary": "日本に来て三年。町内会の集まりに、はじめて行きました。",
    "text": (
        "黒板に、名前と電話を書く、と聞きました。漢字がわからないので、ひらがなで書きました。\n"
        "お茶の係になりました。「来月も来る？」と聞かれて、うれしかったです。"
    ),
}


def articles(cast: Cast) -> None:
    """Three reporters; the support centre has the desk."""
    desk, today = cast.who(cast.supporter, cast.support_centre), timezone.localdate()
    editor, student, reader = (cast.who(person) for person in (cast.editor, cast.student, cast.reader))
    actions.become_reporter("商店街と、食べるもののこと", by=editor)
    actions.become_reporter("朝早いことなら", by=student)
    worker, where = cast.who(cast.worker, cast.npo), cast.towns[:1]
    breakfast = Activity.objects.get(title="土曜の朝ごはん")
    told = actions.assign_article(
        breakfast.item, cast.editor, today + dt.timedelta(days=7), "洗い場がよく見えます。", by=desk
    )
    actions.note_visit(told, today - dt.timedelta(days=8), "沢田さん", "二週目は皿洗い。", by=editor)
    told = actions.write_article(told, by=editor, themes=_themes("kodomo"), areas=where, **KITCHEN)
    told = actions.answer_check(actions.send_to_check(told, by=editor), by=worker, right=True)
    actions.show_article(told, by=editor)

    pages = {page.by_id: page for page in Organisation.objects.filter(state="shown")}
    checking = actions.add_article(
        by=student, about=pages[cast.npo.pk].item, themes=_themes("kodomo"), areas=where, **YEAR
    )
    actions.send_to_check(actions.offer_article(checking, by=student), by=desk)
    asked = actions.assign_article(
        pages[cast.company.pk].item,
        cast.student,
        today + dt.timedelta(days=12),
        "配達の終わる六時ごろ、店長の森さんが話してくださるそうです。",
        by=desk,
    )
    actions.write_article(asked, by=student, areas=where, **DELIVERY)
    own = actions.add_article(by=reader, themes=_themes("tsunagari"), areas=where, **FIRST)
    actions.offer_article(own, by=reader)


def _themes(code: str) -> list[Theme]:
    return list(Theme.objects.filter(code=code))

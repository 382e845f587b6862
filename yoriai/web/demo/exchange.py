"""What 杜野市 offers and is short of, and two who are being brought together: by the same actions as for real."""

import datetime as dt
from typing import Any

from django.utils import timezone

from yoriai.directory import actions
from yoriai.directory.models import Need, Offer
from yoriai.kernel.models import Theme
from yoriai.web.demo.cast import Cast

# owner, person, title, themes, facts; `days`: how many days from today it is open.
OFFERS: list[tuple[str, str, str, list[str], dict[str, Any]]] = [
    (
        "students", "student", "雪の朝、高校生が8人行けます", ["yukikaki"],
        {
            "summary": "学校へ行く前の30分。スコップは学校のものを使います。お年寄りの家の前も、声をかけてもらえれば。",
            "resource": "people", "quantity": "8人", "season": "12月～3月、学校のある日の朝",
            "conditions": "大雪警報の日は休みます。", "ages": "15歳から18歳", "insurance": "学校の保険に入っています",
            "contact": "加茂高校 事務室　000-000-0021",
        },
    ),
    (
        "company", "salesman", "朝夕、2,300軒の玄関先を通ります", ["mimamori"],
        {
            "summary": "新聞を配りながら、いつもと違うようすに気づいたら知らせます。通り道なら、ちらしや回覧も一緒に届けられます。",
            "resource": "people", "quantity": "配達28人", "season": "一年じゅう",
            "conditions": "家の中には入りません。", "way": "staff", "contact": "杜野新聞販売店　000-000-0012",
        },
    ),
    (
        "npo", "worker", "台所つきの部屋、火曜と木曜は空いています", ["kodomo"],
        {
            "summary": "元は惣菜屋の店です。大きな鍋と冷蔵庫、長机が四つ。料理の会でも、話し合いでも。",
            "resource": "place", "quantity": "20人まで", "season": "火曜・木曜 午前10時～午後8時",
            "conditions": "火を使ったあとは、いっしょに片づけてください。", "way": "room",
            "contact": "そらのま　000-000-0010（月・水・金の午後）",
        },
    ),
    (
        "reader", "reader", "ベトナム語なら、書類を一緒に読めます", ["tsunagari"],
        {
            "summary": "学校からのお知らせ、病院の紙、役所の封筒。わたしも困りました。となりで一緒に読みます。",
            "resource": "skill", "quantity": "月に2回、1時間ずつ", "season": "土曜の午後",
            "contact": "引き合わせのあと、電話番号をお伝えします",
        },
    ),
]  # fmt: skip
NEEDS: list[tuple[str, str, str, list[str], dict[str, Any]]] = [
    (
        "npo", "worker", "子どもたちが通る坂道の雪が残ります", ["yukikaki", "kodomo"],
        {
            "summary": "放課後の居場所まで、最後の100メートルが日陰の坂です。朝のうちに、だれか一緒にあけてくれませんか。",
            "resource": "people", "quantity": "3人", "season": "1月と2月", "days": 100,
            "conditions": "スコップは5本あります。", "beginners": True, "contact": "そらのま　000-000-0010",
        },
    ),
    (
        "section", "officer", "ひとり暮らしの方に、たよりを手渡してくれる人を", ["mimamori"],
        {
            "summary": "市のたよりを郵送していますが、封を切らない方が増えました。顔を見て渡してもらえると、ようすもわかります。",
            "resource": "people", "quantity": "長町区で180軒", "season": "毎月", "days": 60,
            "contact": "市民協働課　000-000-0030",
        },
    ),
    (
        "students", "student", "芋煮の大鍋と、火をおこせる場所", ["bunka"],
        {
            "summary": "文化祭で、近所の人と鍋を囲みたいです。鍋も台所も、学校にはありません。",
            "resource": "place", "quantity": "40人分", "season": "10月", "contact": "加茂高校 生徒会顧問　000-000-0021",
        },
    ),
    (
        "support_centre", "supporter", "外国から来た親ごさんの、封筒の山", ["tsunagari", "kodomo"],
        {
            "summary": "入学の書類が読めず、出しそびれる家があります。となりに座って、一緒に読んでくれる人を探しています。",
            "resource": "skill", "quantity": "月に2、3回", "season": "2月～4月", "languages": "ベトナム語、ネパール語",
            "contact": "市民活動サポートセンター　000-000-0013",
        },
    ),
]  # fmt: skip


def exchange(cast: Cast) -> None:
    """Offers and needs, and the suggestions made of them."""
    for model, rows in ((Offer, OFFERS), (Need, NEEDS)):
        for owner, person, title, themes, facts in rows:
            body, human = getattr(cast, owner), getattr(cast, person)
            by = cast.who(human, None if body == human else body)
            made = actions.add_entry(
                model(), by=by, title=title, areas=[cast.ward], themes=Theme.objects.filter(code__in=themes),
                closes=_day(facts), contact_by="introduction", **{k: v for k, v in facts.items() if k != "days"},
            )  # fmt: skip
            actions.show_entry(made, by=by)
    actions.suggest_partners(timezone.now())
    _introductions(cast)


def _introductions(cast: Cast) -> None:
    """One waits for an answer; of the other the two have met."""
    centre, now = cast.support_centre, timezone.now()
    offers = {offer.by_id: offer for offer in Offer.objects.select_related("by")}
    needs = {need.by_id: need for need in Need.objects.select_related("by")}
    actions.ask_introduction(
        offers[cast.students.pk], by=cast.who(cast.worker, cast.npo), now=now, answers=needs[cast.npo.pk], connector=centre,
        text="学校の帰り道の坂です。一度、いっしょに歩いてみませんか。", contact="そらのま 沢田　000-000-0010",
    )  # fmt: skip
    met = actions.ask_introduction(
        offers[cast.reader.pk], by=cast.who(cast.supporter, centre), now=now, answers=needs[centre.pk],
        text="3月に、入学の書類を読む会を開きます。", contact="サポートセンター 及川　000-000-0013",
    )  # fmt: skip
    actions.agree_introduction(met, by=cast.who(cast.reader), contact="000-000-0041（夜7時から）")
    actions.tell_outcome(
        met,
        "meet",
        by=cast.who(cast.supporter, centre),
        words="センターで会いました。2月の日曜に、ためしに一度開きます。",
    )


def _day(facts: dict[str, Any]) -> dt.date | None:
    return timezone.localdate() + dt.timedelta(days=facts["days"]) if "days" in facts else None

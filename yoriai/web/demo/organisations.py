"""The organisations of 杜野市 show themselves, and what they do: by the same actions as for real."""

from typing import Any

from yoriai.directory import actions
from yoriai.directory.models import Activity, Organisation
from yoriai.kernel.models import Theme
from yoriai.web.demo.cast import Cast

PAGES: dict[str, dict[str, Any]] = {
    "npo": {
        "by": "worker",
        "themes": ["kodomo", "mimamori"],
        "summary": "商店街の空き店舗を借りて、子どもがいつ来てもよい場所を開いています。宿題をする子、ただ座っている子、それぞれです。",
        "for_whom": "小学生から高校生まで。おとなの見学もどうぞ。",
        "days": "月・水・金曜 午後3時～6時",
        "joining": "まず一度、のぞきに来てください。手伝ってくださる方は、事務局の沢田まで。",
        "people": "会員32人、手伝いの方およそ20人",
        "address": "杜野市長町区長町一丁目5-6",
        "phone": "000-000-0010",
        "mail": "soranoma@morino.example",
        "founded": "平成27年",
        "easy": "こどもが あそびに くる ところです。しゅくだいも できます。おかねは いりません。",
        "budget": "年およそ480万円（会費、寄付、市の委託）",
    },
    "neighbourhood": {
        "by": "head",
        "themes": ["gomi", "sonae", "ninaite"],
        "summary": "240世帯の町内会です。防災訓練、夏の祭り、ごみ置き場の当番、見守りをしています。",
        "for_whom": "長町北町に住む人、店をかまえる人",
        "days": "役員会は毎月第1土曜 午後7時",
        "joining": "班長か、集会所の黒板に名前と電話を。引っ越してきたばかりの方も歓迎します。",
        "households": 240,
        "contact": "集会所（火・土の午前）　電話 000-000-0011",
    },
    "company": {
        "by": "salesman",
        "themes": ["mimamori"],
        "summary": "朝夕、長町区の2,300軒に新聞を届けています。新聞受けにたまっているのに、いちばん先に気づく仕事です。",
        "days": "毎日",
        "joining": "見守りを一緒に考えたい町内会の方、店までお電話ください。",
        "phone": "000-000-0012",
        "people": "配達28人",
    },
    "students": {
        "by": "student",
        "themes": ["gomi", "bunka"],
        "summary": "登校の道で会う人の名前を、おぼえる。そこから始めている生徒会です。",
        "days": "放課後",
        "joining": "学校の事務室を通してください。顧問の先生が日程を合わせます。",
        "contact_by": "introduction",
    },
    "support_centre": {
        "by": "supporter",
        "themes": ["ninaite"],
        "summary": "市民活動の相談、会議室の貸し出し、団体どうしの引き合わせをしています。運営はNPOです。",
        "days": "火～日曜 午前9時～午後9時",
        "joining": "思いつきの段階で来てください。いっしょに考える担当者がつきます。",
        "phone": "000-000-0013",
        "address": "杜野市北森区森の里3-1",
    },
}

ACTIVITIES: list[tuple[str, str, str, dict[str, Any]]] = [
    (
        "npo",
        "worker",
        "土曜の朝ごはん",
        {
            "themes": ["kodomo"],
            "summary": "毎週土曜、だれでも食べられる朝ごはんを出しています。つくる人も食べる人も、同じ台所にいます。",
            "for_whom": "子どもと、いっしょに来るおとな",
            "days": "毎週土曜 午前8時～10時",
            "meets_at": "長町商店街の「そらのま」",
            "joining": "食べるだけなら、そのまま来てください。つくる人は前日までに電話を。",
            "cost": "子どもは無料、おとなは200円",
            "contact": "000-000-0010（月・水・金の午後）",
            "who_pays": "おとなの200円と、八百屋・米屋の寄付",
            "who_works": "手伝いの8人が交代で",
            "whats_left": "月におよそ3千円。学用品の箱に入れます",
        },
    ),
    (
        "neighbourhood",
        "head",
        "雪の朝の通学路",
        {
            "themes": ["yukikaki", "mimamori"],
            "summary": "雪が10センチ積もった朝、6時半に集会所へ集まり、通学路とひとり暮らしの方の玄関先をあけます。",
            "for_whom": "スコップを持てる人。持てない人は、お茶の係を。",
            "days": "12月～3月の雪の朝 6時30分から40分",
            "meets_at": "長町北町集会所",
            "joining": "黒板に名前を。その朝の判断で休んで大丈夫です。",
            "contact": "集会所 000-000-0011",
        },
    ),
    (
        "company",
        "salesman",
        "配達しながらの見守り",
        {
            "themes": ["mimamori"],
            "summary": "新聞が二日たまっていたら、決めておいた順に連絡します。町内会と区役所と取り決めを交わしています。",
            "for_whom": "長町区でひとり暮らしの方",
            "days": "毎日の配達のとき",
            "joining": "ご本人か、ご家族からお電話ください。新聞をとっていなくても大丈夫です。",
            "cost": "無料",
            "contact": "000-000-0012",
        },
    ),
]  # fmt: skip


def organisations(cast: Cast) -> None:
    """Pages and activities, some confirmed; one stays a draft."""
    for name, facts in PAGES.items():
        if facts["by"] == "head":  # he has no account: his sheets come in on paper (papers.py)
            continue
        body, by = getattr(cast, name), cast.who(getattr(cast, facts["by"]), getattr(cast, name))
        page = actions.add_page(body, by=by, themes=_themes(facts["themes"]), areas=[cast.ward], **_only(facts))
        if name != "students":
            actions.show_entry(page, by=by)
    for owner, person, title, facts in ACTIVITIES:
        if person == "head":
            continue
        by = cast.who(getattr(cast, person), getattr(cast, owner))
        activity = actions.add_entry(
            Activity(), by=by, title=title, themes=_themes(facts["themes"]), areas=[cast.towns[0]], **_only(facts)
        )
        actions.show_entry(activity, by=by)
    looks(cast)


def _themes(codes: list[str]) -> list[Theme]:
    return list(Theme.objects.filter(code__in=codes))


def _only(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if name not in {"by", "themes"}}


def looks(cast: Cast) -> None:
    """Who has looked at what stands there: the office, and the support centre it has asked to."""
    office, centre = cast.who(cast.officer, cast.section), cast.who(cast.supporter, cast.support_centre)
    actions.name_confirmer(cast.support_centre, by=office)
    pages = {page.by_id: page for page in Organisation.objects.filter(state="shown")}
    actions.confirm_entry(pages[cast.npo.pk], "visit", "事務局の沢田さん", by=centre)
    actions.confirm_entry(pages[cast.company.pk], "call", "店長さん", by=office)
    breakfast = Activity.objects.get(title="土曜の朝ごはん")
    actions.confirm_entry(breakfast, "visit", "朝8時に訪問", by=centre)
    actions.remark(breakfast, "はじめての日は、前の日に電話をすると、入り口で待っていてくれます。", by=centre)

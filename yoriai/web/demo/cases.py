"""事例 of the demo: one that goes on, one that ended well, and one that did not work and names nobody."""

from typing import Any

from yoriai.directory import actions
from yoriai.directory.models import Case, Party
from yoriai.kernel.models import Actor, Theme
from yoriai.web.demo.cast import Cast

NEWSPAPERS: dict[str, Any] = {
    "title": "新聞受けで気づく、長町の見守り",
    "summary": "新聞が二日たまっていたら、決めておいた順に電話をする。販売店と町内会と区役所が、三者で取り決めました。",
    "period": "令和6年11月から、いまも",
    "began_with": "配達の森さんが、たまった新聞のことを町内会の集まりで話しました。「だれに言えばよいのか、わからなかった」。",
    "problem": "長町区でひとり暮らしの65歳以上は、およそ1,900人。見守りの訪問は月に一度で、間があきます。",
    "shared_purpose": "「気づいた人が、ひとりで抱えない」を紙の上のほうに大きく書いて、毎回そこへ戻りました。",
    "results": "一年で11回の連絡。うち2回は家の中で倒れていて、間に合いました。",
    "ripples": "牛乳の配達の人からも、いっしょにやりたいと声がありました。",
    "cost": "印刷代 8,400円（町内会）。配達中の電話代は販売店。",
    "failures": "はじめの三か月は、連絡の順番が人によってちがい、同じ家に三人から電話が行きました。",
    "causes": ["roles"],
    "lesson": "順番を決めた紙は、玄関の内がわではなく、配達かばんに入れる。使う人の手もとになければ、ないのと同じでした。",
    "again": "取り決めを結ぶ前に、三日だけ試します。試せば、足りない電話番号がすぐわかりました。",
    "goes_on": "次の春に、牛乳の配達も加わります。取り決めは毎年11月に見直します。",
    "contact": "店（朝10時～午後3時）　電話 000-000-0012",
}
NEWSPAPER_TURNS = [
    ("令和6年11月", "配達の人が、町内会の集まりで、たまった新聞の話をする"),
    ("令和7年1月", "同じ家に三人から電話。順番を紙に書いていなかったとわかる"),
    ("令和7年3月", "区役所が加わり、夜と休みの日の連絡先が決まる"),
    ("令和7年8月", "お盆の三日間、倒れていた方に気づき、間に合う"),
]
BREAKFAST: dict[str, Any] = {
    "title": "高校の家庭科と、土曜の朝ごはん",
    "summary": "生徒が月に一度、献立を考えて台所に立ちました。一年で12回。終わったあとも、3人が手伝いに来ています。",
    "period": "令和6年4月から令和7年3月",
    "began_with": "生徒会の会長が、見学のあとで「つくる側をやってみたい」と言いました。",
    "shared_purpose": "授業の時間と、来る子どもの時間。両方のためになる日だけにする、と先に決めました。",
    "results": "のべ148食。生徒の献立「はっと汁」は、いまも月に一度出ます。",
    "cost": "材料費 月に6千円。NPOの会計と、八百屋さんの野菜で。",
    "goes_on": "授業としては一年で終わり。手伝いは続いています。",
    "contact": "000-000-0010（月・水・金の午後）",
}
MARKET: dict[str, Any] = {
    "title": "続かなかった、空き店舗の朝市",
    "summary": "三つの団体で始めた朝市が、四回で終わりました。だれも悪くない、と全員が言います。だから書いておくことにしました。",
    "period": "ある年の5月から8月",
    "began_with": "補助金の締め切りの二週間前に、声をかけ合いました。急いでいたので、分担は「できる人が」としました。",
    "problem": "駅前の空き店舗が6軒。朝に人が通らない、という声から。",
    "results": "一回目は140人。四回目は22人でした。",
    "failures": "三回目から、準備が一つの団体だけになりました。担当の人が変わり、約束を知っている人がいなくなりました。",
    "causes": ["roles", "left_alone", "handed_over"],
    "lesson": "「できる人が」は、だれの役でもない、と同じでした。担当が変わる月を先に聞いておけば、引きつぎの日を決められました。",
    "again": "二回で一度止まって話す日を、始める前に予定に入れます。補助金の日程に、始まりを合わせません。",
    "goes_on": "朝市は終わりました。什器は、次に使いたい団体へ貸しています。",
    "hides_names": True,
    "contact": "杜野市市民活動サポートセンター　000-000-0013",
}


def cases(cast: Cast) -> None:
    """Three, told by those whose they are; the last one by the support centre, which listened to all sides."""
    shop = cast.who(cast.salesman, cast.company)
    watching = _told(NEWSPAPERS, shop, ["mimamori"], cast)
    actions.put_turns(watching, NEWSPAPER_TURNS, by=shop)
    actions.add_party(watching, by=shop, actor=cast.company, role="配達のときに気づく", brought="毎朝の目、28人")
    ward = actions.add_party(
        watching, by=shop, actor=cast.ward_office, role="夜と休みの日の連絡先", brought="相談の窓口"
    )
    actions.add_party(watching, by=shop, actor=cast.neighbourhood, role="訪ねる", brought="となり近所の顔")
    actions.ask_named(watching, by=shop)
    actions.answer_named(
        ward,
        by=cast.who(cast.ward_officer, cast.ward_office),
        shown=Party.Shown.NAME,
        reply="電話がつながる順番は、区役所の側でも年に一度かならず確かめています。",
    )
    actions.show_entry(watching, by=shop)

    npo = cast.who(cast.worker, cast.npo)
    breakfast = _told(BREAKFAST, npo, ["kodomo"], cast)
    actions.add_party(breakfast, by=npo, actor=cast.npo, role="台所と段取り", brought="場所")
    school = actions.add_party(breakfast, by=npo, actor=cast.students, role="献立と調理", brought="月に8人の手")
    actions.add_party(
        breakfast, by=npo, name="町の八百屋", kind=Actor.Kind.COMPANY, role="野菜", shown=Party.Shown.KIND
    )
    actions.ask_named(breakfast, by=npo)
    actions.answer_named(school, by=cast.who(cast.student, cast.students), shown=Party.Shown.NAME)
    actions.show_entry(breakfast, by=npo)

    centre = cast.who(cast.supporter, cast.support_centre)
    market = _told(MARKET, centre, ["ninaite"], cast)
    for kind, role in (
        (Actor.Kind.SHOPS, "場所を借りる"),
        (Actor.Kind.NPO, "出店を集める"),
        (Actor.Kind.SECTION, "補助金"),
    ):
        actions.add_party(market, by=centre, kind=kind, role=role)
    actions.show_entry(market, by=centre)


def _told(facts: dict[str, Any], by: Any, themes: list[str], cast: Cast) -> Case:
    rows = Theme.objects.filter(code__in=themes)
    return actions.add_entry(Case(), by=by, themes=rows, areas=[cast.towns[0]], **facts)

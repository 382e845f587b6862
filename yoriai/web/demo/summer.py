"""夏の募集: what came in before the panel, so that each of its sides finds something to do: judge, mend, meet a condition, sign."""

import datetime as dt
from dataclasses import replace
from typing import Any

from django.utils import timezone

from yoriai.kernel.actors.who import Who
from yoriai.proposals import actions
from yoriai.proposals.models import Part, Proposal, Scheme
from yoriai.proposals.queries.agreements import latest
from yoriai.proposals.queries.examples import examples
from yoriai.web.demo.backdating import lately
from yoriai.web.demo.cast import Cast
from yoriai.web.demo.proposals import handed_in, idea_of, money, scored, talked
from yoriai.web.demo.schemes import begun, shifted

LEADS, HELPS = Part.Mark.LEADS, Part.Mark.HELPS
BOOKS = {
    "title": "本のバトン、バス停で",
    "issue": "市立図書館の分館が遠く、坂の上に住む子どもと年配の方は、月に一度も本を借りていません。",
    "idea": "バス停の待合に小さな本だなを置き、読んだら次の人へ渡す。生徒会が毎週入れかえる。",
    "contact": "加茂高校 生徒会　000-000-0013",
    "purpose": "坂の上でも、歩いて行ける場所で本に出会えるようにする。",
    "contents": "バス停3か所に本だなを置き、図書館が除籍した本と家庭の本を生徒会が毎週入れかえる。返す場所はどこでもよい。",
    "for_whom": "坂の上の2町内　610世帯",
    "why_together": "バス停に物を置く許可と、除籍した本は、市にしかありません。",
    "target": "1か月に120冊が動く",
    "period": "令和9年4月～12月",
    "representative": "リン・ハー",
    "address": "杜野市加茂三丁目1-1",
}
UMBRELLA = {
    "title": "雨の日の、かさの貸し借り",
    "issue": "にわか雨の日、病院の帰りに濡れて歩くお年寄りを、配達の道でよく見かけます。",
    "idea": "忘れもののかさを直して、店と病院の入口に置き、どこで返してもよいことにする。",
    "contact": "杜野新聞販売店　000-000-0012",
    "purpose": "急な雨でも、濡れずに帰れる町にする。",
    "contents": "保管期限の過ぎた忘れもののかさを直し、販売店4軒と病院2か所に置く。返す場所はどこでもよい。",
    "for_whom": "長町区で歩いて通院する人",
    "why_together": "忘れもののかさは市の施設にあり、置き場所も市と決めたい。",
    "target": "1年に200回の貸し出し、戻る割合7割",
    "period": "令和9年4月～12月",
    "representative": "森 健一",
    "address": "杜野市長町二丁目5-1",
}
GARDEN = {
    "title": "空き地の菜園で、となり同士",
    "issue": "引っ越してきた家と前からの家が、あいさつをするきっかけがありません。",
    "idea": "草だらけの市の空き地を、前からの家と新しい家とで菜園にする。",
    "contact": "大友 さくら　000-000-0015",
    "purpose": "となりに住む人の顔と名前がわかる町にする。",
    "contents": "市の空き地120平方メートルに8区画の菜園をつくり、2軒ずつ組んで育てる。秋に収穫の会をひらく。",
    "for_whom": "長町北町の420世帯、まずは16世帯",
    "why_together": "使う土地は市のもので、水道の引きこみも市と相談がいります。",
    "target": "16世帯が1年続ける。収穫の会に60人",
    "period": "令和9年4月～12月",
    "representative": "大友 さくら",
    "address": "杜野市長町北町2-4",
}
TALK = {
    "title": "はじめての、防災おしゃべり",
    "issue": "赤ちゃんのいる家は避難所に行きにくく、何を備えればよいかを聞く相手がいません。",
    "idea": "健診の帰りに30分、区の保健師と先輩の親が、備えの話を一緒にする。",
    "contact": "そらのま　000-000-0010",
    "purpose": "赤ちゃんのいる家が、災害の日にどうするかを決めておけるようにする。",
    "contents": "月2回の健診の日に、となりの部屋で30分のおしゃべり会をひらく。家族ごとの「わが家の紙」を書いて帰る。",
    "for_whom": "3歳までの子のいる家　年に240世帯",
    "why_together": "健診の場と保健師は、区にしかありません。",
    "target": "1年に24回、240世帯が紙を書く",
    "period": "令和9年4月～12月",
    "insurance": "市民活動保険に入ります。",
    "representative": "沢田 みどり",
    "address": "杜野市長町一丁目2-3",
}
# Who, for whom, what they said, on which theme, the ward office's note inside and its answer.
CAME_IN = (
    (
        "student", "students", BOOKS, "kodomo", "本だなを置ける待合は3か所。",
        "待合の使用を許可し、除籍した本を月に60冊渡します。",
    ),
    (
        "salesman", "company", UMBRELLA, "mimamori", "保管期限の過ぎたかさは年に約300本。",
        "忘れもののかさを渡します。置き場所を一緒に決めます。",
    ),
    (
        "resident", "resident", GARDEN, "tsunagari", "空き地は令和11年まで使う予定なし。",
        "空き地を2年間使えます。水道は近くの公園から引けます。",
    ),
    (
        "worker", "npo", TALK, "sonae", "健診は月2回。隣の部屋が空いている。",
        "健診の日に部屋を使えます。保健師が月に1回加わります。",
    ),
)  # fmt: skip
ADVICE = ("市のどの課と話すかを先に決めるとよい。", "関係する人に、ひとこと聞いておく。")


def summer(cast: Cast) -> Scheme:
    """Its call is over, the presentations have been held; judging goes on. Returns the scheme."""
    plan = examples()["sendai"]
    scheme = begun(
        cast,
        name="協働事業提案制度　夏の募集",
        types=tuple(replace(kind, years=1) for kind in plan.types if kind.key == "free"),
    )
    before_the_panel, held, on_condition, agreeing = (
        _came_in(cast, scheme, cast.who(getattr(cast, person), getattr(cast, hat)), said, theme, memo, city_can)
        for person, hat, said, theme, memo, city_can in CAME_IN
    )
    _held(cast, held)
    for proposal in (before_the_panel, on_condition, agreeing):
        _presented(cast, proposal)
    scored(cast, Proposal.objects.get(pk=before_the_panel.pk), but=(cast.judge, cast.member))
    _on_condition(cast, on_condition)
    _to_sign(cast, agreeing)
    scheme = shifted(scheme, _weeks(scheme))
    for proposal, over in ((before_the_panel, 81), (held, 60), (on_condition, 84), (agreeing, 84)):
        lately(Proposal.objects.get(pk=proposal.pk), days=86, over=over)
    _on_that_saturday(scheme)
    return scheme


def _on_that_saturday(scheme: Scheme) -> None:
    day = scheme.the_plan.phase("presentation")
    assert day is not None and day.starts is not None
    at = dt.datetime.combine(day.starts, dt.time(13, 30), timezone.get_default_timezone())
    Proposal.objects.filter(scheme=scheme, presents__isnull=False).update(presents=at)


def _weeks(scheme: Scheme) -> int:
    """So many that the presentation was on the last Saturday."""
    day = scheme.the_plan.phase("presentation")
    assert day is not None and day.starts is not None
    return -(-(day.starts - timezone.localdate()).days // 7)


def _came_in(
    cast: Cast, scheme: Scheme, by: Who, said: dict[str, str], theme: str, memo: str, city_can: str
) -> Proposal:
    duties: list[dict[str, Any]] = [
        {"what": "準備と当番", "parts": [(by.actor.pk, LEADS, "")]},
        {"what": "場所と許可", "parts": [(cast.ward_office.pk, LEADS, ""), (by.actor.pk, HELPS, "")]},
    ]
    lines = money(240_000, 40_000, ("消耗品費", "道具と材料", 180_000), ("印刷製本費", "案内のちらし", 100_000))
    proposal = idea_of(cast, scheme, by, said, theme)
    return talked(cast, handed_in(cast, proposal, by, said, lines, duties, ADVICE), memo, city_can)


def _held(cast: Cast, proposal: Proposal) -> None:
    office = cast.who(cast.officer, cast.office)
    proposal = actions.review_papers(Proposal.objects.get(pk=proposal.pk), by=office)
    scored(cast, proposal)
    actions.decide(
        proposal, "hold", by=office,
        advice="こわれたかさがけがのもとにならないよう、だれが、いつ確かめるかを書き足してください。",
    )  # fmt: skip


def _presented(cast: Cast, proposal: Proposal) -> None:
    office = cast.who(cast.officer, cast.office)
    proposal = actions.review_papers(Proposal.objects.get(pk=proposal.pk), by=office)
    scored(cast, proposal)
    actions.decide(proposal, "pass", by=office)
    actions.schedule(Proposal.objects.get(pk=proposal.pk), timezone.now() + dt.timedelta(days=1), by=office)
    actions.review(Proposal.objects.get(pk=proposal.pk), by=office)


def _on_condition(cast: Cast, proposal: Proposal) -> None:
    proposal = Proposal.objects.get(pk=proposal.pk)
    scored(cast, proposal)
    actions.decide(
        proposal, "adopt_if", by=cast.who(cast.officer, cast.office),
        conditions="菜園をやめるときに、だれがどう土地をもとに戻すかを決めておくこと。",
        public_text="となり同士が顔を合わせるしくみを評価しました。終わり方を決めることを条件に採択します。",
    )  # fmt: skip


def _to_sign(cast: Cast, proposal: Proposal) -> None:
    """The ward office has signed; the group has not."""
    office, proposal = cast.who(cast.officer, cast.office), Proposal.objects.get(pk=proposal.pk)
    scored(cast, proposal)
    actions.decide(
        proposal, "adopt", by=office, public_text="備えの話を、行きにくい人のいる場所へ持っていく点を評価しました。"
    )
    actions.negotiate(Proposal.objects.get(pk=proposal.pk), by=office)
    proposal = Proposal.objects.get(pk=proposal.pk)
    actions.ask_to_sign(proposal, by=office)
    text = latest(proposal)
    assert text is not None
    section = cast.who(cast.ward_officer, cast.ward_office)
    actions.sign(proposal, cast.ward_office, by=section, text_digest=text.digest)

"""Joint projects of 杜野市: one that has gone its whole way, one at work, one in talks, one being written, one idea from a card."""

import datetime as dt
from typing import Any

from django.utils import timezone

from yoriai.kernel.actors.who import Who
from yoriai.kernel.models import Actor, Area, Item, Theme
from yoriai.proposals import actions
from yoriai.proposals.models import Part, Proposal, Scheme
from yoriai.proposals.queries.agreements import latest, signers
from yoriai.proposals.queries.reviews import round_of
from yoriai.proposals.queries.work import LOOKED_AT, summary_digest
from yoriai.web.demo.backdating import lately
from yoriai.web.demo.cast import Cast
from yoriai.web.demo.group_papers import RULES, brought, on_the_counter, opened
from yoriai.web.demo.schemes import begun, put_back
from yoriai.web.demo.threads import left_a_case, needed, offered, tied_in_their_time

Rows = list[dict[str, Any]]
LEADS, HELPS = Part.Mark.LEADS, Part.Mark.HELPS
SNOW = {
    "title": "雪の朝、いっしょに",
    "issue": "坂の多い長町北町では、雪の朝に高齢の方が買い物にも病院にも出られません。町内会の当番は平均73歳です。",
    "idea": "高校生と町内会が組んで、学校へ行く前の30分で坂道の雪をかく。道具は区役所の倉庫にある。",
    "contact": "そらのま　000-000-0010",
    "purpose": "雪の朝も、だれもが買い物と通院に出られる町にする。",
    "evidence": "町内会の聞き取り62世帯のうち41世帯が「冬に外出をあきらめた日がある」と答えました。",
    "contents": "高校生と町内会が当番を組み、区の道具を借りて、雪の日の朝7時から坂道3本の歩道をあける。倉庫の鍵は当番が持つ。",
    "for_whom": "長町北町の420世帯",
    "why_together": "道具と除雪の計画は区にしかなく、朝の人手は地域にしかありません。",
    "target": "雪の日の朝8時までに、坂道3本の歩道をあける。冬に外出をあきらめた日を半分に。",
    "period": "令和7年11月～令和8年3月",
    "insurance": "市民活動保険に入り、生徒は学校の保険も使います。",
    "representative": "沢田 みどり",
    "address": "杜野市長町一丁目2-3",
    "progress": "当番は生徒12人と町内会9人。12月は雪の日が6日あり、6日とも8時までに終えました。",
    "done": "ひと冬に23回、坂道3本の歩道をあけました。のべ214人が参加しました。",
    "reached": "23回のうち21回は8時までに終わりました。外出をあきらめた世帯は41から17に減りました。",
    "next_step": "来年の冬は町内会が当番表を引き継ぎます。",
}
KITCHEN = {
    "title": "火曜の台所",
    "issue": "夏休み、昼ごはんを一人で食べる小学生がいます。",
    "idea": "空いている台所で、子どもと近所の人が一緒に昼をつくって食べる。",
    "contact": "そらのま　000-000-0010",
    "purpose": "長い休みの昼を、一人で食べる子をなくす。",
    "contents": "元惣菜屋の台所を火曜と木曜にあけ、子どもと近所の人が一緒に昼をつくる。区は学校への案内と食物アレルギーの研修を受けもつ。",
    "for_whom": "長町区の小学生　1回20人まで",
    "why_together": "案内が学校を通れば、必要な子に届きます。",
    "target": "夏休みに14回、のべ200人",
    "period": "令和8年7月～令和9年3月",
    "insurance": "市民活動保険に入り、食物アレルギーは申込みのときに聞きます。",
    "representative": "沢田 みどり",
    "address": "杜野市長町一丁目2-3",
}
ROUND = {
    "title": "配達のついでに、ひと声",
    "issue": "一人暮らしの方の異変に、だれも気づけない日があります。",
    "idea": "朝夕2,300軒の玄関先を通る配達員が、気づいたことを包括支援センターに伝える。",
    "contact": "杜野新聞販売店　000-000-0012",
    "purpose": "一人暮らしの方の「いつもと違う」に、その日のうちに気づく。",
    "contents": "配達員が玄関先で気づいたことを、本人の同意を得た先について、その日のうちに伝える。",
    "for_whom": "同意した65歳以上の一人暮らし　150人",
    "why_together": "伝える先と、個人情報のきまりは市にしかありません。",
    "target": "1年で150人の同意、気づきから連絡まで半日",
    "period": "令和9年4月～令和10年3月",
    "representative": "森 健一",
    "address": "杜野市長町二丁目5-1",
}
SOUND = {
    "title": "夜の太鼓を、みんなの太鼓に",
    "issue": "太鼓の練習の音に困る家と、練習場所のない若い人がいます。",
    "idea": "音の届かない倉庫を、平日の夜だけ借りる。",
}


def money(city: int, own: int, *spending: tuple[str, str, int]) -> Rows:
    """Budget lines: the city's part, one's own, and what it is spent on."""
    income = [{"side": "income", "item": "city", "amount": city}, {"side": "income", "item": "自己資金", "amount": own}]
    return [
        *income,
        *({"side": "spending", "item": item, "words": words, "amount": yen} for item, words, yen in spending),
    ]


def proposals(cast: Cast, current: Scheme) -> None:
    """A project of two years ago that has gone its whole way, last year's that is at work, and what has come in this year."""
    for years, told in ((2, _snow), (1, _kitchen)):
        scheme = begun(cast)
        told(cast, scheme)
        put_back(cast, scheme, years)
    tied_in_their_time()
    left_a_case(cast, Proposal.objects.get(state=Proposal.State.ONWARD))
    _round(cast, current)
    _written(cast, current, cast.who(cast.worker, cast.npo))


def idea_of(
    cast: Cast, scheme: Scheme, by: Who, said: dict[str, str], theme: str, came_from: Item | None = None
) -> Proposal:
    """An idea sheet of the free class, in the ward, on this theme."""
    proposal = actions.begin(
        scheme, by=by, type="free", title=said["title"], came_from=came_from, themes=list(Theme.objects.filter(code=theme)),
        areas=list(Area.objects.filter(pk=cast.ward.pk)),
    )  # fmt: skip
    actions.put_answers(proposal, "F1", said, by=by)
    return proposal


def handed_in(
    cast: Cast, proposal: Proposal, by: Who, said: dict[str, str], lines: Rows, duties: Rows, advice: tuple[str, str]
) -> Proposal:
    """Taken up, advised, written, with its money, roles and papers, handed in towards the end of the call, and checked."""
    office = cast.who(cast.officer, cast.office)
    proposal = actions.consult(proposal, cast.supporter, by=office)
    actions.note_consultation(
        proposal,
        by=office,
        at=timezone.now() - dt.timedelta(days=1),
        with_whom="及川はるか（サポートセンター）",
        advice=advice[0],
        homework=advice[1],
    )
    actions.tick_homework(proposal.consultations.get(), by=by, done=True)
    actions.draft(proposal, by=by)
    for form in ("F2", "F5"):
        actions.put_answers(proposal, form, said, by=by)
    actions.put_budget(proposal, lines, by=by)
    actions.put_duties(proposal, duties, by=by)
    brought(proposal, by)
    call = proposal.scheme.the_plan.phase("call")
    assert call is not None and call.starts is not None
    at = dt.datetime.combine(call.starts, dt.time(14, 20), timezone.get_default_timezone()) + dt.timedelta(days=20)
    proposal = actions.submit(Proposal.objects.get(pk=proposal.pk), by=by, now=min(at, timezone.now()))
    return actions.check_form(proposal, by=office)


def talked(cast: Cast, proposal: Proposal, memo: str, city_can: str) -> Proposal:
    """The ward office has answered."""
    office, section = cast.who(cast.officer, cast.office), cast.who(cast.ward_officer, cast.ward_office)
    proposal = actions.begin_talks(proposal, [cast.ward_office], by=office, text="一緒にできることを教えてください。")
    talk = proposal.talks.get()
    actions.keep_reply(talk, by=section, memo=memo, can="yes", city_can=city_can)
    actions.send_reply(talk, timezone.localdate(), by=section)
    return proposal


def _judged(cast: Cast, proposal: Proposal, words: str) -> Proposal:
    """Both looks of the panel, by five members with their own minds."""
    office = cast.who(cast.officer, cast.office)
    proposal = actions.review_papers(proposal, by=office)
    scored(cast, proposal)
    actions.decide(proposal, "pass", by=office)
    proposal = actions.schedule(Proposal.objects.get(pk=proposal.pk), timezone.now() + dt.timedelta(days=1), by=office)
    actions.draw_lots([proposal], "あやめ", by=office)
    proposal = actions.review(Proposal.objects.get(pk=proposal.pk), by=office)
    scored(cast, proposal)
    actions.decide(proposal, "adopt", by=office, public_text=words)
    return Proposal.objects.get(pk=proposal.pk)


def scored(cast: Cast, proposal: Proposal, *, but: tuple[Actor, ...] = ()) -> None:
    """Every member who may has handed in a sheet, of their own mind. but: those who have not come to it yet."""
    sentences = (
        "課題が数字で示されています。",
        "相手との役割がはっきりしています。",
        "続けるしくみを、もう少し聞きたいです。",
    )
    one = round_of(proposal)
    for number, seat in enumerate(proposal.scheme.panel.filter(ended=None).select_related("actor")):
        if seat.actor in but or seat.interests.filter(proposal=proposal).exists():
            continue
        who = cast.who(seat.actor)
        points = {
            c.key: (3 + (number * place + len(proposal.title)) % 3, sentences[(number + place) % 3])
            for place, c in enumerate(one.criteria)
        }
        actions.put_scores(proposal, seat, points, by=who, opinion="地域の声から始まった提案です。")
        actions.hand_in_sheet(proposal, by=who)


def _agreed(cast: Cast, proposal: Proposal) -> Proposal:
    office = cast.who(cast.officer, cast.office)
    actions.negotiate(proposal, by=office)
    actions.ask_to_sign(proposal, by=office)
    people = {
        cast.npo.pk: cast.who(cast.worker, cast.npo),
        cast.students.pk: cast.who(cast.student, cast.students),
        cast.ward_office.pk: cast.who(cast.ward_officer, cast.ward_office),
        cast.company.pk: cast.who(cast.salesman, cast.company),
    }
    for actor in signers(proposal):
        text = latest(proposal)
        assert text is not None
        actions.sign(proposal, actor, by=people[actor.pk], text_digest=text.digest)
    return actions.start(Proposal.objects.get(pk=proposal.pk), by=people[proposal.by_id])


def _snow(cast: Cast, scheme: Scheme) -> None:
    """The whole way, told at the end as a project others learn from."""
    office, group = cast.who(cast.officer, cast.office), cast.who(cast.worker, cast.npo)
    students, section = cast.who(cast.student, cast.students), cast.who(cast.ward_officer, cast.ward_office)
    proposal = idea_of(cast, scheme, group, SNOW, "yukikaki", came_from=offered(cast))
    actions.invite_partner(proposal, cast.students, by=group, role="朝の当番")
    actions.answer_invitation(proposal, by=students, yes=True, words="学校の許可がとれました。")
    duties = [
        {"what": "当番を組む", "parts": [(cast.npo.pk, LEADS, "事務局"), (cast.students.pk, HELPS, "12人")]},
        {"what": "道具を貸す・直す", "parts": [(cast.ward_office.pk, LEADS, "スコップ40本と倉庫の鍵")]},
        {"what": "朝の雪かき", "parts": [(cast.students.pk, LEADS, "生徒12人"), (cast.npo.pk, HELPS, "町内会9人")]},
        {
            "what": "安全と保険",
            "parts": [(cast.npo.pk, LEADS, "保険"), (cast.ward_office.pk, HELPS, "除雪車の時刻を知らせる")],
        },
    ]
    lines = money(
        280_000,
        30_000,
        ("消耗品費", "長ぐつ・手袋", 160_000),
        ("印刷製本費", "当番表・地図", 60_000),
        ("保険料", "21人", 90_000),
    )
    advice = ("区役所に除雪車の時刻を聞くとよい。", "当番表の案をつくる。")
    proposal = handed_in(cast, proposal, group, SNOW, lines, duties, advice)
    proposal = talked(
        cast,
        proposal,
        "倉庫に40本。鍵の貸出簿が必要。",
        "スコップ40本と倉庫の鍵を貸します。除雪車の時刻を前の晩に知らせます。",
    )
    proposal = _judged(
        cast, proposal, "高校生と町内会が組み、区の道具が生きる点を高く評価しました。けがへの備えを忘れないでください。"
    )
    proposal = _agreed(cast, proposal)
    today = timezone.localdate()
    for days, words, people in (
        (375, "倉庫で道具の使い方を習いました。", 24),
        (352, "はじめての雪かき。6時40分に集まり、7時35分に終わりました。", 18),
        (306, "大雪。除雪車のあとの山を先にくずすと早いとわかりました。", 21),
    ):
        actions.add_log(proposal, by=group, on=today - dt.timedelta(days=days), text=words, people=people)
    for duty in proposal.duties.all():
        actions.finish_duty(duty, by=group)
    for line in proposal.budget.filter(side="spending"):
        actions.add_expense(
            proposal, line, by=group, on=today - dt.timedelta(days=346), amount=line.amount - 4_000, words=line.words
        )
    actions.put_answers(proposal, "F10", SNOW, by=group)
    actions.report_midway(proposal, by=group)
    actions.carry_out(proposal, by=group)
    actions.put_answers(proposal, "F13", SNOW, by=group)
    actions.report(proposal, by=group)
    proposal = actions.accept(proposal, by=office)
    _looked_back(cast, proposal, ((cast.npo, group), (cast.students, students), (cast.ward_office, section)))
    actions.note_review(
        proposal, by=office, on=today - dt.timedelta(days=60), coordinator="佐々木 道（進行役）",
        summary="前の晩の連絡が決め手でした。当番を休む日の決め方は、秋のうちに話しておけばよかった。倉庫の鍵を地域が持てたことを、区も次に生かします。",
    )  # fmt: skip
    for actor, who in ((cast.npo, group), (cast.students, students), (cast.ward_office, section)):
        actions.agree_to_summary(proposal, actor, by=who, text_digest=summary_digest(proposal.review))
    actions.tell(proposal, "報告会に48人が集まりました。加茂町内会から「うちの坂でも」と声があがりました。", by=office)
    actions.complete(proposal, by=office)
    actions.go_on(
        proposal, "area", "来年の冬は長町北町内会が当番表を引き継ぎ、生徒会が毎年秋に人を出します。", by=group
    )
    actions.tick(proposal, "takers", by=group)


def _looked_back(cast: Cast, proposal: Proposal, sides: tuple[tuple[Actor, Who], ...]) -> None:
    words = {
        cast.npo.pk: (
            "区の人が朝の現場に来てくれた。",
            "休む日の決め方を先に。",
            "道具の鍵を持つと、自分たちの仕事になる。",
        ),
        cast.students.pk: ("町内会の人と話すようになった。", "連絡は前の晩の7時までに。", "早起きは一人だと続かない。"),
        cast.ward_office.pk: (
            "倉庫の道具が生きた。",
            "保険の手続きに時間をとらせた。",
            "時刻を知らせるだけで、段取りが変わる。",
        ),
    }
    for number, (actor, who) in enumerate(sides):
        marks = {
            key: 4 + (number == place % 7) - 2 * (number == 2 and place == 5) for place, key in enumerate(LOOKED_AT)
        }
        good, better, learned = words[actor.pk]
        row = actions.put_look_back(proposal, actor, by=who, marks=marks, good=good, better=better, learned=learned)
        actions.hand_in_look_back(row, by=who)


def _kitchen(cast: Cast, scheme: Scheme) -> None:
    """At work."""
    group = cast.who(cast.worker, cast.npo)
    proposal = idea_of(cast, scheme, group, KITCHEN, "kodomo", came_from=needed(cast))
    duties: Rows = [
        {
            "what": "台所をあける・献立",
            "parts": [(cast.npo.pk, LEADS, "台所と調理師")],
            "due": timezone.localdate() + dt.timedelta(days=90),
        },
        {
            "what": "学校への案内",
            "parts": [(cast.ward_office.pk, LEADS, "小学校3校へ配る")],
            "due": timezone.localdate() - dt.timedelta(days=20),
        },
        {"what": "食物アレルギーの研修", "parts": [(cast.ward_office.pk, LEADS, "保健師"), (cast.npo.pk, HELPS, "")]},
    ]
    lines = money(
        420_000, 60_000, ("消耗品費", "食材", 300_000), ("報償費", "調理師", 120_000), ("保険料", "のべ200人", 60_000)
    )
    proposal = handed_in(
        cast, proposal, group, KITCHEN, lines, duties, ("学校を通すと届く子がいる。", "アレルギーの聞き取り票の案。")
    )
    proposal = talked(cast, proposal, "校長会は4月15日。", "小学校3校への案内と、アレルギー研修を受けもちます。")
    proposal = _judged(cast, proposal, "必要な子に届く道すじが、学校とともに考えられています。")
    proposal = _agreed(cast, proposal)
    for days, words, people in (
        (112, "最初の火曜。カレーは17人前、全部なくなりました。", 17),
        (77, "夏休みの14回が終わりました。のべ231人。", 231),
        (14, "冬休みの献立を子どもたちと決めました。", 9),
    ):
        actions.add_log(proposal, by=group, on=_tuesday(days), text=words, people=people)
    actions.ask_change(
        proposal, by=group, reason="冬休みの昼も一人の子がいるため", before="夏休みに14回", after="夏休みに14回、冬休みに4回",
        money="食材費の残りで行います。", public_text="冬休みにも4回、昼の台所をひらくことになりました。",
    )  # fmt: skip
    section = cast.who(cast.ward_officer, cast.ward_office)
    actions.answer_pending(proposal.pendings.get(), by=section, yes=True)
    actions.finish_duty(proposal.duties.get(what="学校への案内"), by=section)
    food = proposal.budget.get(item="消耗品費")
    for days, yen in ((113, 62_300), (78, 118_450)):
        actions.add_expense(
            proposal,
            food,
            by=group,
            on=_tuesday(days - 1) - dt.timedelta(days=1),
            amount=yen,
            words="食材　長町青果",
        )


def _tuesday(days: int) -> dt.date:
    """The Tuesday of the week of so many days ago: the kitchen is open on Tuesdays."""
    day = timezone.localdate() - dt.timedelta(days=days)
    return day - dt.timedelta(days=(day.weekday() - 1) % 7)


def _round(cast: Cast, scheme: Scheme) -> None:
    """In talks with a section, which has not answered yet."""
    shop, office = cast.who(cast.salesman, cast.company), cast.who(cast.officer, cast.office)
    proposal = idea_of(cast, scheme, shop, ROUND, "mimamori")
    duties = [
        {"what": "玄関先で気づく", "parts": [(cast.company.pk, LEADS, "配達28人")]},
        {"what": "連絡先とルール", "parts": [(cast.ward_office.pk, LEADS, "包括支援センターへの道")]},
    ]
    lines = money(180_000, 60_000, ("印刷製本費", "同意の用紙", 90_000), ("報償費", "研修の講師", 150_000))
    proposal = handed_in(
        cast, proposal, shop, ROUND, lines, duties, ("個人情報の扱いを先に決めるとよい。", "同意の用紙の案。")
    )
    actions.begin_talks(
        proposal, [cast.ward_office], by=office, text="玄関先で気づいたことを、どこへ、どう伝えるのがよいでしょうか。"
    )
    opened(cast, Proposal.objects.get(pk=proposal.pk))
    lately(proposal, days=18, over=12)


def _written(cast: Cast, scheme: Scheme, group: Who) -> None:
    """Being written by two, with a question beside it."""
    said = KITCHEN | {"title": "冬休みの台所", "purpose": "冬休みの昼も、一人で食べる子をなくす。"}
    proposal = idea_of(cast, scheme, group, said, "kodomo")
    office = cast.who(cast.officer, cast.office)
    proposal = actions.consult(proposal, cast.supporter, by=office)
    actions.note_consultation(
        proposal, by=cast.who(cast.supporter), at=timezone.now() - dt.timedelta(days=2), with_whom="及川はるか（サポートセンター）",
        advice="夏の14回で足りなかったことから書き始めるとよい。", homework="児童館に声をかける。",
    )  # fmt: skip
    actions.draft(proposal, by=group)
    actions.put_answers(proposal, "F2", {"purpose": said["purpose"], "contents": said["contents"]}, by=group)
    actions.invite_partner(proposal, cast.students, by=group, role="配膳と遊び")
    brought(proposal, group, RULES)
    on_the_counter(cast, Proposal.objects.get(pk=proposal.pk))
    actions.remark(proposal, "contents", "児童館の日とぶつからないか、確かめてください。", by=cast.who(cast.supporter))
    lately(proposal, days=9, over=6)


def from_a_card(cast: Cast, scheme: Scheme) -> None:
    """An idea sheet that came from a card of an evening: the thread holds."""
    card = Item.objects.get(kind="statement", title__startswith="太鼓の練習を、だれでも")
    idea_of(cast, scheme, cast.who(cast.resident), SOUND, "bunka", came_from=card)

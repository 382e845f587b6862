"""協働事業提案制度 of 杜野市: a year in which nothing was adopted, and this year's, which is open, with two themes of sections.

What is proposed this year is told in `web/demo/proposals.py`.
"""

import datetime as dt
from dataclasses import replace
from typing import Any

from django.db.models import F
from django.utils import timezone

from yoriai.engines.schemes import Phase, Plan, plain
from yoriai.kernel.models import Actor, Item, Theme
from yoriai.proposals import actions
from yoriai.proposals.models import PanelSeat, Proposal, Scheme
from yoriai.proposals.queries.examples import examples
from yoriai.proposals.queries.reviews import round_of
from yoriai.web.demo.backdating import in_its_year
from yoriai.web.demo.cast import Cast
from yoriai.web.demo.group_papers import brought

# Whole weeks: what was on a Saturday still is.
A_YEAR = dt.timedelta(weeks=52)
# Whose, who speaks for it, what it was called, what it was about, what the panel said; no advice: taken back.
THAT_YEAR: tuple[tuple[str, str, str, str, str], ...] = (
    (
        "npo", "worker", "空き店舗で、放課後のひろば",
        "商店街の空き店舗を借りて、子どもが宿題や料理をして過ごせる場所を開きます。",
        "場所はよく考えられています。家賃をその後どう払うかを、もう一度話し合ってください。",
    ),
    (
        "company", "salesman", "配達の道で、川べりのごみを拾う",
        "朝の配達のあとに、川べりのごみを拾い、集めた場所を地図にします。",
        "続けている活動として応援したいです。市と一緒に行うわけが、もう少しほしいところです。",
    ),
    ("students", "student", "バス停まで、一緒に歩く朝", "学校へ行く前に、坂の上の方とバス停まで歩きます。", ""),
)  # fmt: skip
THEMES: tuple[dict[str, Any], ...] = (
    {
        "of": "ward_office", "person": "ward_officer", "themes": ("yukikaki", "mimamori"),
        "title": "雪の朝、歩道をだれがあける？",
        "background": "車道は区が除雪しますが、歩道までは手が回りません。通学路と、坂の上のバス停までが特に残ります。",
        "data": "歩道の除雪の電話　昨冬 214件\n除雪ボランティアの登録　31人（平均68歳）",
        "wanted": "朝のうちに歩道をあける、無理のない分担のしくみ。学校、会社、町内会のどれから始まってもかまいません。",
        "city_can": "スコップと融雪剤を貸します。ボランティア保険に入ります。除雪の計画を前の日に伝えます。",
        "city_cannot": "職員を毎朝出すことはできません。私有地の雪は運べません。",
        "cap": 1_500_000, "period": "12月から翌年3月", "contact": "長町区役所 まちづくり推進課　000-000-0031",
    },
    {
        "of": "section", "person": "officer", "themes": ("tsunagari", "kodomo"),
        "title": "はじめての学校の手紙を、読めるように",
        "background": "外国につながる家庭に、学校や市からの手紙が届いても、読めずに期限が過ぎることがあります。",
        "data": "日本語の支援がいる児童・生徒　126人（3年で1.8倍）",
        "wanted": "手紙を一緒に読む場と、読みやすい手紙の作り方を、当事者と一緒に形にする提案。",
        "city_can": "手紙の見本を出します。学校との間に入ります。市民センターの部屋を使えます。",
        "city_cannot": "一人ひとりの成績や家庭の事情は伝えられません。",
        "cap": 800_000, "period": "1年間", "contact": "市民協働課　000-000-0030",
    },
)  # fmt: skip


def schemes(cast: Cast) -> Scheme:
    """Both. Returns the one that is open."""
    a_poor_year(cast)
    return this_year(cast)


def begun(cast: Cast, **changes: Any) -> Scheme:
    """A scheme as it is today, open, with its panel: what is proposed in it is set back with it by `put_back`."""
    office = cast.who(cast.officer, cast.office)
    plan = replace(_around(examples()["sendai"], timezone.localdate()), model="", **changes)
    # Without themes of sections there is no class for them.
    plan = replace(plan, types=tuple(kind for kind in plan.types if not kind.themed))
    scheme = actions.open_scheme(actions.draw_up(plan, by=office), by=office)
    _panel(cast, scheme)
    return scheme


def put_back(cast: Cast, scheme: Scheme, years: int) -> Scheme:
    """It ran some years ago: only here, for the demo, are days set back. Its list is published, and it is ended."""
    office, by = cast.who(cast.officer, cast.office), A_YEAR * years
    plan = Scheme.objects.get(pk=scheme.pk).the_plan
    past = replace(plan, year=plan.year - years, phases=tuple(_moved(phase, -by) for phase in plan.phases))
    Scheme.objects.filter(pk=scheme.pk).update(plan=plain(past), year=past.year)
    actions.publish_list(Scheme.objects.get(pk=scheme.pk), by=office)
    scheme = actions.end_scheme(Scheme.objects.get(pk=scheme.pk), by=office)
    _set_back(scheme, past.phases[0], by)
    return scheme


def shifted(scheme: Scheme, weeks: int) -> Scheme:
    """Its year lies so many weeks earlier; it stays open. What happened in it is dated by `lately`."""
    plan = Scheme.objects.get(pk=scheme.pk).the_plan
    by = dt.timedelta(weeks=weeks)
    moved = replace(plan, phases=tuple(_moved(phase, -by) for phase in plan.phases))
    Scheme.objects.filter(pk=scheme.pk).update(plan=plain(moved))
    # What comes by the year's dates moves with them; what somebody has some days for does not.
    soon = timezone.now() + dt.timedelta(days=60)
    Proposal.objects.filter(scheme=scheme, due__gt=soon).update(due=F("due") - by)
    return Scheme.objects.get(pk=scheme.pk)


def this_year(cast: Cast) -> Scheme:
    """Open for some weeks more; the panel is named, one date has been corrected."""
    office, today = cast.who(cast.officer, cast.office), timezone.localdate()
    plan = _around(examples()["sendai"], today)
    scheme = actions.draw_up(replace(plan, model=""), by=office)
    for facts in THEMES:
        kept = {name: value for name, value in facts.items() if name not in ("of", "person", "themes")}
        by = cast.who(getattr(cast, facts["person"]), getattr(cast, facts["of"]))
        themes = Theme.objects.filter(code__in=facts["themes"])
        sheet = actions.set_theme(scheme, getattr(cast, facts["of"]), by=by, themes=themes, **kept)
        actions.show_theme(sheet, by=by)
    scheme = actions.open_scheme(scheme, by=office)
    _panel(cast, scheme)
    return actions.change_plan(
        scheme, _meeting_fixed, by=office, why="会場が決まり、公開報告会の日をお知らせできるようになりました。"
    )


def _meeting_fixed(plan: Plan) -> Plan:
    day = next((phase.ends for phase in plan.phases if phase.key == "look_back"), None)
    assert day is not None
    held = day + dt.timedelta(days=18)
    phases = (replace(phase, starts=held, ends=held) if phase.key == "meeting" else phase for phase in plan.phases)
    return replace(plan, phases=tuple(phases))


def _around(plan: Plan, today: dt.date) -> Plan:
    """The example with its call ending in about seven weeks, and everything else as far from that as it was."""
    call = plan.call
    assert call is not None and call.ends is not None
    by = dt.timedelta(weeks=round((today + dt.timedelta(days=48) - call.ends).days / 7))
    moved = (_moved(phase, by) for phase in plan.phases)
    return replace(plan, year=_fiscal(today), phases=tuple(moved))


def _moved(phase: Phase, by: dt.timedelta) -> Phase:
    return replace(
        phase, starts=phase.starts + by if phase.starts else None, ends=phase.ends + by if phase.ends else None
    )


def _fiscal(day: dt.date) -> int:
    return day.year if day.month >= 4 else day.year - 1


def _panel(cast: Cast, scheme: Scheme) -> list[PanelSeat]:
    office = cast.who(cast.officer, cast.office)
    members: tuple[tuple[Actor, str, str], ...] = (
        (cast.judge, "chair", "大学で地域福祉を教える"),
        (cast.member, "member", "公募の市民"),
        (cast.editor, "member", "地域のたよりの編集"),
        (cast.facilitator, "member", "話し合いの進行役"),
        (cast.supporter, "member", "市民活動サポートセンター"),
    )
    return [actions.seat_on_panel(scheme, actor, by=office, role=role, of=of) for actor, role, of in members]


def a_poor_year(cast: Cast) -> Scheme:
    """One round, three proposals, none adopted: told as openly as a good year."""
    plan = examples()["sendai"]
    free = (
        replace(kind, skips=("in_talks", "first_review", "presenting"), rounds=("final",))
        for kind in plan.types
        if kind.key == "free"
    )
    scheme = begun(cast, types=tuple(free), rounds=plan.rounds[1:], rules=replace(plan.rules, quorum=3))
    for told in THAT_YEAR:
        _proposed(cast, scheme, list(scheme.panel.select_related("actor")), *told)
    return put_back(cast, scheme, 3)


def _proposed(
    cast: Cast, scheme: Scheme, seats: list[PanelSeat], whose: str, person: str, title: str, idea: str, advice: str
) -> None:
    by, office = cast.who(getattr(cast, person), getattr(cast, whose)), cast.who(cast.officer, cast.office)
    proposal = actions.begin(scheme, by=by, type="free", title=title)
    actions.put_answers(proposal, "F1", {"issue": idea, "idea": idea, "contact": "000-000-0010"}, by=by)
    proposal = actions.consult(proposal, cast.supporter, by=office)
    actions.note_consultation(
        proposal, by=office, at=timezone.now() - dt.timedelta(hours=2), with_whom="市民協働課、サポートセンター",
        advice="だれの困りごとかを、数字か声で示すとよい。", homework="近所で話を聞く",
    )  # fmt: skip
    proposal = actions.draft(proposal, by=by)
    said = {
        "title": title, "issue": idea, "purpose": "だれもが安心して過ごせる町にする。", "contents": idea,
        "why_together": "場所と、困っている人への知らせは、市と一緒でなければできません。", "target": "月に20人が使う",
        "period": "1年間",
    }  # fmt: skip
    actions.put_answers(proposal, "F2", said, by=by)
    actions.put_answers(
        proposal, "F5", {"representative": getattr(cast, person).name, "contact": "000-000-0010"}, by=by
    )
    money = [
        {"side": "income", "item": "city", "amount": 300_000},
        {"side": "spending", "item": "消耗品費", "amount": 300_000},
    ]
    actions.put_budget(proposal, money, by=by)
    actions.put_duties(proposal, [{"what": "準備と当番", "parts": [(getattr(cast, whose).pk, "leads", "")]}], by=by)
    brought(proposal, by)
    proposal = actions.submit(proposal, by=by)
    if not advice:
        actions.withdraw(proposal, by=by, reason="卒業で人数が足りなくなりました")
        return
    proposal = actions.review(actions.check_form(proposal, by=office), by=office)
    for seat in seats[1:4]:  # with the centre's seat left free: it went along with the groups
        _scored(cast, proposal, seat)
    actions.decide(
        proposal, "refuse", by=office, advice=advice, public_text=advice, other_way="はじめの一歩の支援もご覧ください。"
    )


def _scored(cast: Cast, proposal: Proposal, seat: PanelSeat) -> None:
    who = cast.who(seat.actor)
    points = {row.key: (2, "あと一歩です。") for row in round_of(proposal).criteria}
    actions.put_scores(proposal, seat, points, by=who, opinion="続きをぜひ聞きたいです。")
    actions.hand_in_sheet(proposal, by=who)


def _set_back(scheme: Scheme, call: Phase, by: dt.timedelta) -> None:
    assert call.starts is not None and call.ends is not None
    ten = dt.time(10, tzinfo=timezone.get_default_timezone())
    opened, listed = (
        dt.datetime.combine(day, ten) for day in (call.starts - dt.timedelta(weeks=2), call.ends + dt.timedelta(days=5))
    )
    Scheme.objects.filter(pk=scheme.pk).update(opened=opened, listed=listed)
    Item.objects.filter(pk=scheme.pk).update(created=opened - dt.timedelta(weeks=8))
    scheme.panel.update(since=opened)
    Proposal.objects.filter(scheme=scheme).update(due=F("due") - by, listed=listed)
    for proposal in Proposal.objects.filter(scheme=scheme).select_related("scheme"):
        in_its_year(proposal)

"""若者版 of 杜野市, a proposal in it with its supporting organisation and guardians' consents; hours for advice."""

import datetime as dt
from dataclasses import replace

from django.utils import timezone

from yoriai.engines.schemes import Phase, Plan
from yoriai.kernel.models import Area, Theme
from yoriai.proposals import actions
from yoriai.proposals.models import Part, Proposal, Scheme, Slot
from yoriai.proposals.queries.examples import examples
from yoriai.web.demo.cast import Cast

STOP = {
    "title": "バス停のベンチ、ぼくらの手で",
    "issue": "坂の上のバス停には座るところがなく、待つあいだに立ちくらみをする人がいます。",
    "contents": "学校の工作室でベンチを三つ作り、バス停に置く。休みの日に町内会の人と一緒に手入れする。",
    "contact": "加茂高校 生徒会　000-000-0013",
    "purpose": "だれもが、座ってバスを待てる町にする。",
    "team": "生徒会の9人と、NPO法人 そらのま",
    "why_together": "バス停にベンチを置く許可と、安全の確かめ方を教えてほしい。",
    "target": "三つのバス停で、一日に20人が座る",
    "period": "令和9年1月～3月",
    "representative": "リン・ハー",
}


def youth(cast: Cast, current: Scheme) -> None:
    """The scheme, a proposal that has come in; hours for advice in this year's scheme."""
    scheme = _open(cast)
    _came_in(cast, scheme)
    _hours(cast, current)


def _open(cast: Cast) -> Scheme:
    office, today = cast.who(cast.officer, cast.office), timezone.localdate()
    plan = _rolling(examples()["youth"], today)
    scheme = actions.open_scheme(actions.draw_up(plan, by=office), by=office)
    for person, role, of in (
        (cast.judge, "chair", "大学で地域福祉を教える"),
        (cast.editor, "member", "地域のたよりの編集"),
        (cast.facilitator, "member", "話し合いの進行役"),
    ):
        actions.seat_on_panel(scheme, person, by=office, role=role, of=of)
    return scheme


def _rolling(plan: Plan, today: dt.date) -> Plan:
    """Its call began two months ago and lasts four months more."""
    call = replace(plan.phases[0], starts=today - dt.timedelta(days=60), ends=today + dt.timedelta(days=120))
    phases: tuple[Phase, ...] = (call, *plan.phases[1:])
    about = plan.about.replace("6月から11月まで、いつでも出せます。", "期間のあいだ、いつでも出せます。")
    return replace(plan, model="", about=about, year=today.year if today.month >= 4 else today.year - 1, phases=phases)


def _came_in(cast: Cast, scheme: Scheme) -> Proposal:
    """Handed in some days ago: the organisation has said yes, two guardians have agreed, one by a paper that was seen."""
    group, npo = cast.who(cast.student, cast.students), cast.who(cast.worker, cast.npo)
    idea = actions.begin(
        scheme, by=group, type="youth", title=STOP["title"], themes=list(Theme.objects.filter(code="mimamori")),
        areas=list(Area.objects.filter(pk=cast.north.pk)),
    )  # fmt: skip
    actions.put_answers(idea, "F1", STOP, by=group)
    actions.ask_supporter(idea, cast.npo, by=group, words="お金のことを、一緒に見てもらえませんか。")
    actions.answer_supporter(idea, by=npo, yes=True, words="よろこんで。月に一度、会計を一緒に見ましょう。")
    for called in ("ハル", "K.S."):
        row = actions.list_minor(idea, called, by=group)
        actions.note_consent(row, timezone.localdate() - dt.timedelta(days=9), by=npo)
    idea = actions.draft(Proposal.objects.get(pk=idea.pk), by=group)
    for form in ("F2", "F5"):
        actions.put_answers(idea, form, STOP, by=group)
    actions.put_budget(idea, _money(), by=group)
    leads, helps = Part.Mark.LEADS, Part.Mark.HELPS
    duties = [
        {"what": "ベンチを作る", "parts": [(cast.students.pk, leads, "工作室"), (cast.npo.pk, helps, "工具")]},
        {"what": "お金と会計", "parts": [(cast.npo.pk, leads, "通帳と帳簿")]},
    ]
    actions.put_duties(idea, duties, by=group)
    came = timezone.now() - dt.timedelta(days=6)
    idea = actions.submit(Proposal.objects.get(pk=idea.pk), by=group, now=came)
    actions.list_minor(idea, "ミナト", by=group)
    return idea


def _money() -> list[dict[str, object]]:
    return [
        {"side": "income", "item": "city", "amount": 180_000},
        {"side": "spending", "item": "消耗品費", "words": "木材・塗料", "amount": 150_000},
        {"side": "spending", "item": "保険料", "words": "9人", "amount": 30_000},
    ]


def _weekday(day: dt.datetime) -> dt.datetime:
    """Nobody is at the counter on a Saturday or a Sunday."""
    return day + dt.timedelta(days=8 - day.isoweekday() if day.isoweekday() > 5 else 0)


def _hours(cast: Cast, scheme: Scheme) -> None:
    """Five hours to choose from; the resident with the idea about drums has booked one."""
    office = cast.who(cast.officer, cast.office)
    day = timezone.localtime().replace(hour=14, minute=0, second=0, microsecond=0)
    ways = (
        (6, Slot.Way.PLACE, "市役所2階 相談室"), (8, Slot.Way.PHONE, "こちらからお電話します"),
        (9, Slot.Way.ONLINE, "つなぎ方は、前の日にお知らせします"), (13, Slot.Way.PLACE, "サポートセンター 小会議室"),
        (15, Slot.Way.PLACE, "市役所2階 相談室"),
    )  # fmt: skip
    slots = [
        actions.offer_slot(
            scheme, by=office, starts=_weekday(day + dt.timedelta(days=days)), minutes=45, way=way, where=where, seats=1
        )
        for days, way, where in ways
    ]
    idea = Proposal.objects.filter(scheme=scheme, by=cast.resident, state="idea").first()
    if idea is not None:
        actions.book(slots[0], idea, by=cast.who(cast.resident))

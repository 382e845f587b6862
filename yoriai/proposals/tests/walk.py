"""A proposal walked to any point of its way, by the people who take each step."""

import datetime as dt
from dataclasses import replace

from django.utils import timezone

from tests.laying_out import laid_out, writes
from yoriai.engines.schemes import plain
from yoriai.proposals import actions
from yoriai.proposals.lifecycle import PROPOSAL
from yoriai.proposals.models import PanelSeat, Part, Proposal, Scheme
from yoriai.proposals.queries.agreements import kind_is_open, kinds_of_agreement, latest, signers
from yoriai.proposals.queries.examples import examples
from yoriai.proposals.queries.papers import missing_papers
from yoriai.proposals.queries.work import LOOKED_AT
from yoriai.ui.files import know

ANSWERS = {
    "F1": {
        "issue": "長町駅前の高齢者が、雪の朝に外へ出られません。",
        "idea": "高校生と町内会で朝の雪かきをします。",
        "contact": "000-111-2222",
    },
    "F2": {
        "title": "雪の朝、いっしょに",
        "purpose": "雪の朝も、だれもが買い物と通院に出られる町にする。",
        "contents": "高校生と町内会が当番を組み、区の道具を借りて歩道の雪をかく。",
        "why_together": "道具と除雪の計画は区にしかありません。",
        "target": "当番の日の朝8時までに歩道の9割",
        "period": "令和9年8月～令和10年3月",
        "evidence": "町内会の聞き取り62件のうち41件",
        "insurance": "市民活動保険に入る",
    },
    "F5": {"representative": "沢田 みどり", "address": "杜野市長町1-2-3"},
    "F10": {"progress": "当番は12人。11月までに3回の練習をしました。"},
    "F13": {"done": "冬のあいだに23回、朝の雪かきをしました。", "reached": "朝8時までに歩道の8割", "receipts": "返還額 12,000円"},
}  # fmt: skip
PRIVATE = {"000-111-2222", "杜野市長町1-2-3", "返還額 12,000円"}
PDF = b"%PDF-1.4 a paper of the group"
BUDGET = [
    {"side": "income", "item": "city", "amount": 400_000},
    {"side": "income", "item": "自己資金", "amount": 50_000},
    {"side": "spending", "item": "消耗品費", "words": "スコップ30本", "unit": 5_000, "quantity": 30, "amount": 150_000},
    {"side": "spending", "item": "印刷製本費", "amount": 300_000},
]
WAY = (
    "begin", "consult", "draft", "submit", "check", "begin_talks", "review_papers", "pass", "schedule", "review", "adopt",
    "await_budget", "negotiate", "sign", "start", "report_midway", "carry_out", "report", "accept", "tell", "complete", "go_on",
)  # fmt: skip


def _moved(phase, by):
    return replace(phase, starts=phase.starts and phase.starts + by, ends=phase.ends and phase.ends + by)


class Walk:
    """`to("in_talks")` makes a proposal and takes it there. Each step is done by whoever does it in life.

    whole: with every date of the year, as far from the call as in the example; else what waits has no date after the call.
    """

    # What `writes` gave when it was laid out; None: it has a database nobody knows.
    untouched: int | None = None

    def __init__(self, cast, example="sendai", *, whole=False):
        self.cast = cast
        self.group = cast.who(cast.worker, cast.npo)
        self.office = cast.who(cast.officer, cast.office)
        self.section = cast.who(cast.ward_officer, cast.ward_office)
        self.partner = cast.who(cast.student, cast.students)
        today = timezone.localdate()
        plan = examples()[example]
        call = replace(plan.phases[0], starts=today - dt.timedelta(days=10), ends=today + dt.timedelta(days=20))
        later = [p for p in plan.phases[1:] if whole or not p.starts]
        self.plan = replace(plan, phases=(call, *(_moved(p, call.ends - plan.phases[0].ends) for p in later)))
        self.scheme = actions.open_scheme(self._ready(), by=self.office)
        self.panel = [
            actions.seat_on_panel(self.scheme, person, by=self.office, role=role)
            for person, role in (
                (cast.judge, PanelSeat.Role.CHAIR), (cast.member, "member"), (cast.editor, "member"), (cast.reader, "member"),
                (cast.resident, "member"),
            )
        ]  # fmt: skip

    def _ready(self):
        scheme = actions.draw_up(self.plan, by=self.office)
        if any(kind.themed for kind in self.plan.types):
            sheet = actions.set_theme(
                scheme, self.cast.ward_office, by=self.section, title="冬の歩道を、みんなで", background="歩道の除雪が追いつかない",
                wanted="地域の力を生かす提案", city_can="道具を貸す",
            )  # fmt: skip
            actions.show_theme(sheet, by=self.section)
        return scheme

    def over(self):
        """The call has ended, and its minutes of grace too, also just after midnight. Returns the scheme."""
        call, *later = self.plan.phases
        ended = replace(call, ends=timezone.localdate() - dt.timedelta(days=2))
        Scheme.objects.filter(pk=self.scheme.pk).update(plan=plain(replace(self.plan, phases=(ended, *later))))
        self.scheme = Scheme.objects.get(pk=self.scheme.pk)
        return self.scheme

    def begin(self, **facts):
        facts = {"type": "free", "title": "雪の朝、いっしょに"} | facts
        proposal = actions.begin(self.scheme, by=self.group, **facts)
        actions.put_answers(proposal, "F1", ANSWERS["F1"], by=self.group)
        return proposal

    def to(self, state):
        """A new proposal in this state, by the shortest way. States off the way: `not_adopted`, `adopted_if`, `correcting`.

        The first way of a test, with nothing written before it, is laid out from memory: each step is taken once a process.
        """
        way, first = _way(state), self.untouched is not None and writes() == self.untouched
        proposal = self._laid(way) if first else self.begin()
        for verb in [] if first else way:
            proposal = self.step(proposal, verb)
        assert proposal.state == state
        return proposal

    def _laid(self, way):
        """What these steps lead to, the last of them taken from where those before it are laid out."""
        if not way:
            return laid_out("walk to idea", self.begin)
        return laid_out(f"walk by {' '.join(way)}", lambda: self.step(self._laid(way[:-1]), way[-1]))

    def step(self, proposal, verb):
        """Take this step as the person who takes it. Returns the proposal."""
        getattr(self, f"_{verb}", lambda p: None)(proposal)
        return Proposal.objects.get(pk=proposal.pk)

    def write(self, proposal, *forms):
        for form in forms:
            if proposal.scheme.the_plan.form(form) and form in ANSWERS:
                assert actions.put_answers(proposal, form, ANSWERS[form], by=self.group) == []

    def _consult(self, proposal):
        actions.consult(proposal, self.cast.supporter, by=self.office)
        actions.note_consultation(
            proposal, by=self.office, at=timezone.now() - dt.timedelta(hours=1), with_whom="及川（サポートセンター）",
            advice="区役所に除雪計画を聞くとよい", homework="当番表の案をつくる",
        )  # fmt: skip

    def _draft(self, proposal):
        actions.draft(proposal, by=self.group)

    def _submit_ready(self, proposal):
        """Everything is written; it is not handed in."""
        self.write(proposal, "F2", "F5")
        actions.put_budget(proposal, BUDGET, by=self.group)
        actions.invite_partner(proposal, self.cast.students, by=self.group, role="雪かきの当番")
        actions.answer_invitation(proposal, by=self.partner, yes=True)
        leads, helps = Part.Mark.LEADS, Part.Mark.HELPS
        duties = [
            {
                "what": "当番を組む",
                "parts": [(self.cast.npo.pk, leads, "事務局"), (self.cast.students.pk, helps, "20人")],
            },
            {"what": "道具を貸す", "parts": [(self.cast.ward_office.pk, leads, "スコップ")]},
        ]
        actions.put_duties(proposal, duties, by=self.group)
        self.bring(proposal)

    def bring(self, proposal):
        """The papers the scheme needs and that have not come along from an earlier proposal."""
        for kind in missing_papers(proposal):
            actions.add_paper(proposal, kind, know(PDF, f"{kind}.pdf"), by=self.group)

    def _submit(self, proposal):
        self._submit_ready(proposal)
        actions.submit(proposal, by=self.group)

    def _check(self, proposal):
        actions.check_form(proposal, by=self.office)

    def _ask_correction(self, proposal):
        actions.ask_correction(proposal, "会員の数を書いてください", by=self.office)

    def _begin_talks(self, proposal):
        actions.begin_talks(proposal, [self.cast.ward_office], by=self.office, text="除雪の道具について")

    def _answer_first(self, proposal):
        """The section's answer, where it was asked: nothing is adopted without it."""
        for talk in proposal.talks.filter(sent=None) if proposal.state == "in_talks" else ():
            actions.keep_reply(talk, by=self.section, memo="道具は倉庫に40本", can="yes", city_can="道具を貸します")
            actions.send_reply(talk, timezone.localdate(), by=self.section)

    def _review_papers(self, proposal):
        self._answer_first(proposal)
        actions.review_papers(proposal, by=self.office)

    def score(self, proposal, points=4, *, but=()):
        """Every member who may scores every criterion alike and hands in; `but`: members who do it themselves."""
        from yoriai.proposals.queries.reviews import round_of

        for seat in self.panel:
            who = self.cast.who(seat.actor)
            if seat.actor in but or seat.interests.filter(proposal=proposal).exists():
                continue
            scores = {row.key: (points, "よく考えられています") for row in round_of(proposal).criteria}
            actions.put_scores(proposal, seat, scores, by=who, opinion="よい提案です")
            actions.hand_in_sheet(proposal, by=who)

    def _pass(self, proposal):
        self.score(proposal)
        actions.decide(proposal, "pass", by=self.office)

    def _hold(self, proposal):
        self.score(proposal)
        actions.decide(proposal, "hold", by=self.office, advice="安全の計画をもう少し")

    def _turn_down(self, proposal):
        self.score(proposal, 1)
        actions.decide(
            proposal,
            "turn_down",
            by=self.office,
            advice="課題の根拠を集めてください",
            other_way="地域づくり助成があります",
        )

    def _schedule(self, proposal):
        self._answer_first(proposal)
        actions.schedule(proposal, timezone.now() + dt.timedelta(days=3), by=self.office)

    def _review(self, proposal):
        self._answer_first(proposal)
        actions.review(proposal, by=self.office)

    def _adopt(self, proposal):
        self.score(proposal)
        actions.decide(proposal, "adopt", by=self.office, public_text="高校生と町内会が組む点を評価しました。")

    def _adopt_if(self, proposal):
        self.score(proposal)
        actions.decide(
            proposal, "adopt_if", by=self.office, conditions="保険に入ること", public_text="条件付きで採択しました。"
        )

    def _refuse(self, proposal):
        self.score(proposal, 1)
        actions.decide(
            proposal, "refuse", by=self.office, advice="まず小さく試してください", other_way="地域づくり助成があります"
        )

    def _await_budget(self, proposal):
        actions.move(proposal, "await_budget", by=self.office)

    def _negotiate(self, proposal):
        actions.negotiate(proposal, by=self.office)

    def _sign(self, proposal):
        text = latest(proposal)
        if kind_is_open(text):
            kind = kinds_of_agreement(proposal)[0]
            actions.put_agreement(proposal, text.parts, by=self.group, seen=text.version, contract=kind)
        people = {self.cast.npo: self.group, self.cast.students: self.partner, self.cast.ward_office: self.section}
        for actor in signers(proposal):
            actions.sign(proposal, actor, by=people[actor], text_digest=latest(proposal).digest)

    def _start(self, proposal):
        actions.start(proposal, by=self.group)

    def _report_midway(self, proposal):
        self.write(proposal, "F10")
        actions.report_midway(proposal, by=self.group)

    def _ask_change(self, proposal):
        actions.ask_change(proposal, by=self.group, reason="雪が少ない", before="週3回", after="週2回")

    def _carry_out(self, proposal):
        actions.carry_out(proposal, by=self.group)

    def _report(self, proposal):
        self.write(proposal, "F13")
        actions.report(proposal, by=self.group)

    def _send_back(self, proposal):
        actions.send_back(proposal, "領収書の写しがありません", by=self.office)

    def _accept(self, proposal):
        actions.accept(proposal, by=self.office)

    def look_back(self, proposal):
        for actor, who in (
            (self.cast.npo, self.group),
            (self.cast.students, self.partner),
            (self.cast.ward_office, self.section),
        ):
            marks = dict.fromkeys(LOOKED_AT, 5 if actor == self.cast.npo else 3)
            row = actions.put_look_back(proposal, actor, by=who, marks=marks, good=f"{actor.name}のよかったこと")
            actions.hand_in_look_back(row, by=who)

    def _tell(self, proposal):
        self.look_back(proposal)
        actions.note_review(
            proposal,
            by=self.office,
            on=timezone.localdate(),
            coordinator="佐々木 道",
            summary="当番の決め方を早めに話すとよい",
            said="内々の話",
        )
        actions.tell(proposal, "報告会に40人が来ました。", by=self.office)

    def _complete(self, proposal):
        actions.complete(proposal, by=self.office)

    def _go_on(self, proposal):
        actions.go_on(proposal, "area", "町内会が当番を引き継ぎます。", by=self.group)

    def _withdraw(self, proposal):
        actions.withdraw(proposal, by=self.group, reason="仲間が引っ越した")


# States beside the way: the step that leads there, and the one on the way it takes the place of.


ASIDE = {
    "correcting": "ask_correction", "held": "hold", "not_passed": "turn_down", "adopted_if": "adopt_if", "not_adopted": "refuse",
    "changing": "ask_change", "sent_back": "send_back", "withdrawn": "withdraw",
}  # fmt: skip
BEFORE = {
    "ask_correction": "begin_talks", "hold": "pass", "turn_down": "pass", "adopt_if": "adopt", "refuse": "adopt",
    "ask_change": "report_midway", "send_back": "accept", "withdraw": "begin_talks",
}  # fmt: skip


def taken_out(office, proposal, form):
    """What the office gets of 開示用一式 once the job has made it."""
    from yoriai.proposals.tasks import make_bundle

    address = f"/proposals/{proposal.code}/disclosure/"
    assert office.post(address, {"form": form}).status_code == 302
    make_bundle(proposal.bundles.get(sort=form).pk)
    return office.post(f"{address}file/", {"form": form})


def _way(state):
    """The steps that lead there from the idea."""
    aside, found, at = ASIDE.get(state), [], "idea"
    for verb in WAY[1:]:
        if at == state:
            return found
        found.append(aside if aside and verb == BEFORE[aside] else verb)
        at = PROPOSAL.after(at, found[-1])
    assert at == state, f"{state} is not on the way"
    return found

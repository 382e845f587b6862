"""Each way out of a proposal: by its pages, without JavaScript; what everybody reads then, and what the group reads (R35, R39)."""

import datetime as dt

import pytest
from django.core.cache import caches
from django.utils import timezone

from yoriai.kernel.models import Link
from yoriai.proposals import actions
from yoriai.proposals.models import Exit, Proposal
from yoriai.proposals.queries.work import checklist, waiting_change
from yoriai.proposals.tasks import lapse_what_is_past
from yoriai.proposals.tests.test_pages import BETWEEN, words
from yoriai.proposals.tests.walk import ANSWERS, Walk
from yoriai.ui.dates import full_date

pytestmark = pytest.mark.slow

GROUPS_OWN = (*ANSWERS["F2"].values(), *BETWEEN)


@pytest.fixture
def walk(cast):
    return Walk(cast)


class Ends:
    """One proposal, and its pages as each side opens them."""

    def __init__(self, walk, proposal, client_of, client):
        cast = walk.cast
        self.walk, self.proposal = walk, proposal
        people = {"group": cast.worker, "section": cast.ward_officer, "office": cast.officer, "outsider": cast.outsider}
        self.client = {side: client_of(person) for side, person in people.items()} | {"stranger": client}

    @property
    def state(self):
        return Proposal.objects.get(pk=self.proposal.pk).state

    def url(self, rest=""):
        return f"/proposals/{self.proposal.code}/{rest}"

    def page(self, side, rest=""):
        answer = self.client[side].get(self.url(rest))
        assert answer.status_code == 200, (side, rest)
        return words(answer)

    def buttons(self, side):
        """The steps this side is offered on its page."""
        page = self.page(side)
        return {verb for verb in ("withdraw", "give_up", "reopen", "again", "stop") if f'{verb}/"' in page}

    def step(self, side, verb, **said):
        """First the question, then the answer to it."""
        assert self.client[side].get(self.url(f"steps/{verb}/")).status_code == 200
        answer = self.client[side].post(self.url(f"steps/{verb}/"), said)
        assert answer.status_code == 302, words(answer)

    def publish_list(self):
        actions.publish_list(self.walk.over(), by=self.walk.office)

    def nobody_finds_it(self):
        for side in ("outsider", "stranger"):
            assert self.client[side].get(self.url()).status_code == 404, side

    def everybody_reads(self, shown, *hidden):
        caches["pages"].clear()  # a stranger's page is kept whole for ten seconds
        for side in ("outsider", "stranger"):
            page = self.page(side)
            for text in shown:
                assert text in page, (side, text)
            for text in hidden:
                assert text not in page, (side, text)


@pytest.fixture
def ends(walk, client_of, client):
    return lambda proposal: Ends(walk, proposal, client_of, client)


NAME = ANSWERS["F2"]["title"]
NOT_TOLD = tuple(text for text in GROUPS_OWN if text != NAME)


def test_withdrawn_before_it_is_handed_in_nobody_ever_hears_of_it(walk, ends):
    one = ends(walk.to("drafting"))
    one.step("group", "withdraw", reason="仲間が引っ越した")
    one.publish_list()
    one.nobody_finds_it()
    page = one.page("group")
    assert "取下げ" in page
    assert "仲間が引っ越した" in page
    assert one.buttons("group") == {"again"}
    assert one.buttons("office") == set()


def test_withdrawn_after_it_was_handed_in_the_list_says_so_and_never_why(walk, ends):
    one = ends(walk.to("in_talks"))
    one.publish_list()
    one.step("group", "withdraw", reason="仲間が引っ越した")
    one.everybody_reads(("取下げ", NAME), "仲間が引っ越した", walk.cast.npo.name, *NOT_TOLD)
    assert "仲間が引っ越した" in one.page("group")
    assert "番です" not in one.page("group")  # nobody's turn any more
    assert one.proposal.asks.filter(state="asked").count() == 0


def test_not_passed_the_group_reads_why_and_everybody_only_that(walk, ends):
    one = ends(walk.to("first_review"))
    walk.score(one.proposal, 1)
    one.publish_list()
    one.step(
        "office",
        "turn_down",
        advice="課題の根拠を集めてください",
        other_way="地域づくり助成があります",
        again="changed",
    )
    one.everybody_reads(("一次不通過", NAME), "課題の根拠を集めてください", walk.cast.npo.name, *NOT_TOLD)
    page = one.page("group")
    for shown in ("一次不通過", "課題の根拠を集めてください", "地域づくり助成があります", "/letters/"):
        assert shown in page


def test_not_adopted_with_another_way_and_begun_again_with_what_was_said(walk, ends):
    """R39: the new one stands beside the old one, and nothing has to be written twice."""
    one = ends(walk.to("final_review"))
    walk.score(one.proposal, 1)
    one.publish_list()
    one.step(
        "office", "refuse", advice="まず小さく試してください", other_way="地域づくり助成があります", again="changed"
    )
    one.everybody_reads(("不採択", NAME), "まず小さく試してください", "地域づくり助成", walk.cast.npo.name, *NOT_TOLD)
    page = one.page("group")
    assert "まず小さく試してください" in page
    assert "地域づくり助成があります" in page
    assert one.buttons("group") == {"again"}
    for side in ("office", "section", "outsider"):
        assert one.client[side].get(one.url("again/")).status_code == 404, side
    assert one.client["group"].post(one.url("again/"), {}).status_code == 422
    assert one.client["group"].post(one.url("again/"), {"scheme": walk.scheme.pk}).status_code == 302
    new = ends(Proposal.objects.latest("pk"))
    assert (new.state, new.proposal.follows, new.proposal.by) == ("idea", one.proposal, walk.cast.npo)
    assert Link.objects.filter(source=one.proposal.pk, target=new.proposal.pk, kind="continued").exists()
    assert ANSWERS["F1"]["idea"] in new.page("group", "sheets/F1/")
    assert one.url() in new.page("group")  # もとの提案
    new.nobody_finds_it()
    assert new.proposal.code not in one.page("stranger")


def test_given_up_after_adoption_everybody_reads_that_and_not_why(walk, ends):
    one = ends(walk.to("adopted"))
    assert one.client["section"].get(one.url("steps/give_up/")).status_code == 404
    one.step("group", "give_up", reason="会計の人が見つからない")
    one.everybody_reads(("辞退", NAME, walk.cast.npo.name), "会計の人が見つからない", *BETWEEN)
    page = one.page("group")
    assert "会計の人が見つからない" in page
    assert one.buttons("group") == {"again"}


def test_ended_early_when_both_sides_say_so_with_the_accounts_settled(walk, ends):
    one = ends(walk.to("under_way"))
    due = timezone.localdate() + dt.timedelta(days=30)
    facts = {
        "reason": "会場が使えなくなった",
        "money": "12万円を市に返します",
        "paid": "120000",
        "back_by": due.isoformat(),
    }
    assert one.client["group"].post(one.url("stop/"), facts).status_code == 302
    assert one.state == "under_way"  # the other side has not answered
    one.everybody_reads(("実施中",), "会場が使えなくなった", "12万円")
    page = one.page("section", "stop/")
    assert "12万円を市に返します" in page
    assert f"120,000円（{full_date(due)}まで）" in page
    pk = waiting_change(one.proposal).pk
    one.client["group"].post(one.url(f"change/{pk}/answer/"), {"answer": "yes"})
    assert one.state == "under_way"  # nobody agrees with themselves
    one.client["section"].post(one.url(f"change/{pk}/answer/"), {"answer": "yes"})
    assert one.state == "stopped"
    one.everybody_reads(("中止", NAME, walk.cast.npo.name), "会場が使えなくなった", "12万円", *BETWEEN)
    page = one.page("group", "stop/")
    assert "12万円を市に返します" in page
    assert one.buttons("group") == {"again"}


def test_the_budget_did_not_pass(walk, ends):
    one = ends(walk.to("awaiting_budget"))
    one.step("office", "lose_budget", reason="6月の議会で予算が成立しなかった")
    one.everybody_reads(("中止", NAME, walk.cast.npo.name), *BETWEEN)
    assert "6月の議会で予算が成立しなかった" in one.page("group")


def test_lapsed_and_opened_again_with_a_reason_nothing_is_lost(walk, ends):
    one = ends(walk.to("drafting"))
    walk.write(one.proposal, "F2")
    the_day_before_yesterday = timezone.localdate() - dt.timedelta(days=2)
    Proposal.objects.filter(pk=one.proposal.pk).update(due=the_day_before_yesterday)
    walk.over()
    lapse_what_is_past(0)
    assert one.state == "lapsed"
    one.publish_list()
    one.nobody_finds_it()
    page = one.page("group")
    assert "期限切れ" in page
    assert "番です" not in page
    assert one.buttons("group") == set()
    due = timezone.localdate() + dt.timedelta(days=7)
    one.step("office", "reopen", reason="大雪で役所に来られなかった", due=due.isoformat())
    page = one.page("group")
    assert "大雪で役所に来られなかった" in page
    assert "提案した団体の番です" in page
    assert due.isoformat() in page
    assert ANSWERS["F2"]["purpose"] in one.page("group", "sheets/F2/")
    one.nobody_finds_it()


@pytest.mark.parametrize(("state", "source"), [("correcting", "補正依頼"), ("held", "保留")])
def test_not_put_right_by_its_day_and_opened_again_where_it_stood(walk, ends, state, source):
    """Everybody reads only that it stopped there; the office opens it again with a reason and a day, and nothing is lost."""
    one = ends(walk.to(state))
    one.publish_list()
    assert source in one.page("group")
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    Proposal.objects.filter(pk=one.proposal.pk).update(due=yesterday)
    kept = one.proposal.documents.count()
    lapse_what_is_past(0)
    assert one.state == "uncorrected"
    page = one.page("group")
    assert "番です" not in page
    assert one.proposal.asks.filter(state="asked").count() == 0
    one.everybody_reads((NAME,), "会員の数を書いてください", "安全の計画をもう少し", walk.cast.npo.name, *NOT_TOLD)
    # Not by the group itself, and by the office not without a reason.
    late = timezone.localdate() + dt.timedelta(days=7)
    for side in ("group", "section", "outsider"):
        assert one.client[side].post(one.url("steps/reopen/"), {"reason": "x", "due": late}).status_code == 404, side
    assert one.client["office"].post(one.url("steps/reopen/"), {"reason": " ", "due": late}).status_code == 422
    one.step("office", "reopen", reason="大雪で役所に来られなかった", due=late.isoformat())
    assert one.state == state
    page = one.page("group")
    for shown in ("大雪で役所に来られなかった", "提案した団体の番です", late.isoformat()):
        assert shown in page
    assert one.proposal.documents.count() == kept
    one.everybody_reads((NAME,), "大雪で役所に来られなかった", *NOT_TOLD)
    if state == "held":
        one.step("group", "hand_in_again")
        assert one.state == "first_review"
    else:
        one.step("group", "correct")
        assert one.state == "checking"


def test_ended_early_by_the_city_s_section_and_the_group_answers(walk, ends):
    """The other way round: the section asks with the day of its decision, only the group can say yes."""
    one, today = ends(walk.to("mid_reported")), timezone.localdate()
    facts = {"reason": "道具の倉庫が使えなくなった", "money": "12万円を市に返します", "paid": "120000"}
    facts["back_by"] = (today + dt.timedelta(days=30)).isoformat()
    assert one.client["section"].post(one.url("stop/"), facts | {"decided_on": today.isoformat()}).status_code == 302
    pk = waiting_change(one.proposal).pk
    for side in ("section", "outsider", "office"):
        one.client[side].post(one.url(f"change/{pk}/answer/"), {"answer": "yes"})
    assert one.state == "mid_reported"
    one.client["group"].post(one.url("steps/carry_out/"), {})
    assert one.state == "mid_reported"  # what waits comes first
    one.everybody_reads(("中間報告済",), "道具の倉庫が使えなくなった", "12万円")
    assert "道具の倉庫が使えなくなった" in one.page("group", "stop/")
    assert one.client["group"].post(one.url(f"change/{pk}/answer/"), {"answer": "yes"}).status_code == 302
    assert one.state == "stopped"
    one.everybody_reads(("中止", NAME, walk.cast.npo.name), "道具の倉庫が使えなくなった", "12万円", *BETWEEN)
    last = one.proposal.steps.latest("pk")
    assert (last.verb, last.hat) == ("stop", walk.cast.npo)
    assert one.proposal.pendings.get().asked_by == walk.cast.ward_office
    assert one.buttons("group") == {"again"}


def test_each_of_the_six_exits_has_its_words_its_checklist_and_its_page(walk, ends):
    """R39. One walk, then each way out of the same completed project."""
    one = ends(walk.to("completed"))
    for sort, name in Exit.Sort.choices:
        Proposal.objects.filter(pk=one.proposal.pk).update(state="completed")
        Exit.objects.all().delete()
        said = f"{name}ことにしました。"
        one.step("group", "go_on", sort=sort, public_text=said)
        one.everybody_reads((said, str(name)), *BETWEEN)
        page = one.page("group", "next-step/")
        assert said in page
        for key, line in checklist(sort):
            assert str(line) in page, (sort, key)
            one.client["group"].post(one.url(f"next-step/{key}/"))
        assert Exit.objects.get().ticked == [key for key, _line in checklist(sort)]
        assert "まだです" not in one.page("group", "next-step/")
        assert "番です" not in one.page("group")
        assert one.buttons("group") == {"again"}

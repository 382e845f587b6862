"""The next step, a case out of what is there, 開示用一式, 保存年限 (R24, R39, R47)."""

import datetime as dt
import io
from dataclasses import replace

import openpyxl
import pytest
from django.utils import timezone

from yoriai.directory.actions import answer_named
from yoriai.directory.models import Case, Party
from yoriai.engines.schemes import Keep, plain
from yoriai.kernel.items.models import Visibility
from yoriai.kernel.links.actions import link
from yoriai.kernel.models import Ask, Item, Link, Record
from yoriai.people.models import Outgoing
from yoriai.proposals import actions
from yoriai.proposals.models import Booking, Interest, PanelQuestion, Proposal, Scheme, Slot, Step, TieBreak
from yoriai.proposals.queries.cases import case_facts
from yoriai.proposals.queries.disclosure import NAME, PRIVATE, the_whole
from yoriai.proposals.queries.keeping import keeping, kept_long_enough
from yoriai.proposals.queries.work import summary_digest
from yoriai.proposals.tasks import make_bundle
from yoriai.proposals.tests.test_pages import BETWEEN, words
from yoriai.proposals.tests.walk import taken_out
from yoriai.ui.tests.paper_reading import tags, text_of


def url(proposal, rest):
    return f"/proposals/{proposal.code}/{rest}"


@pytest.fixture
def onward(walk):
    return walk.to("onward")


def test_the_checklist_of_the_way_out_is_ticked_by_those_who_did_it(onward, cast, client_of):
    worker, outsider = client_of(cast.worker), client_of(cast.outsider)
    worker.post(url(onward, "next-step/takers/"))
    assert Proposal.objects.get(pk=onward.pk).exit.ticked == ["takers"]
    worker.post(url(onward, "next-step/takers/"))
    worker.post(url(onward, "next-step/nonsense/"))
    assert outsider.post(url(onward, "next-step/handed/")).status_code == 404
    assert Proposal.objects.get(pk=onward.pk).exit.ticked == []


def test_a_case_is_drafted_from_what_everybody_reads_and_every_party_is_asked(walk, onward, cast, client_of):
    """R39, R47: nothing that lies between the parties gets into it."""
    for actor in (cast.npo, cast.students, cast.ward_office):
        person = {cast.npo: walk.group, cast.students: walk.partner, cast.ward_office: walk.section}[actor]
        actions.agree_to_summary(onward, actor, by=person, text_digest=summary_digest(onward.review))
    worker = client_of(cast.worker)
    assert client_of(cast.officer).post(url(onward, "next-step/case/")).status_code == 404
    assert worker.post(url(onward, "next-step/case/")).status_code == 302
    case = Case.objects.get()
    assert (case.by, case.state, case.title) == (cast.npo, "draft", "雪の朝、いっしょに")
    assert case.lesson == "当番の決め方を早めに話すとよい"
    assert case.goes_on == "町内会が当番を引き継ぎます。"
    assert "23回" in case.results
    assert [(row.actor, row.role) for row in case.parties.order_by("place")] == [
        (cast.npo, "当番を組む"), (cast.students, ""), (cast.ward_office, "道具を貸す"),
    ]  # fmt: skip
    asked = Ask.objects.filter(what="named_party", item=case.pk, state="asked")
    assert {row.asked for row in asked} == {cast.students, cast.ward_office}
    assert case.turns.count() > 5
    assert Link.objects.filter(source=onward.pk, target=case.pk, kind="told_in").exists()
    page = words(worker.get(case.get_absolute_url()))
    for hidden in BETWEEN:
        assert hidden not in page
    worker.post(url(onward, "next-step/case/"))
    assert Case.objects.count() == 1


def test_both_sides_have_answered_before_the_case_of_their_project_is_shown(onward, walk, cast, client, client_of):
    """R47: each reads the draft and says how it stands there; whoever never answers holds it up for its fortnight only."""
    case, worker = actions.draft_case(onward, by=walk.group), client_of(cast.worker)
    show, button = {"verb": "show"}, 'name="verb" value="show"'
    page = words(worker.get(case.get_absolute_url()))
    assert button not in page
    assert f"まだ返事がありません：{cast.students.shown_name}、{cast.ward_office.shown_name}。" in page
    refused = words(worker.post(f"/items/{case.code}/state/", show, follow=True))
    assert cast.ward_office.shown_name in refused and cast.students.shown_name in refused
    section = Party.objects.get(item=case.pk, actor=cast.ward_office)
    answer_named(section, by=walk.section, shown=Party.Shown.NAME, reply="時刻を知らせるだけで変わりました。")
    worker.post(f"/items/{case.code}/state/", show)
    assert client.get(case.get_absolute_url()).status_code == 404
    Ask.objects.filter(item=case.pk, asked=cast.students).update(due=timezone.localdate() - dt.timedelta(days=1))
    page = words(worker.get(case.get_absolute_url()))
    assert (button in page, "まだ返事がありません" in page) == (True, False)
    worker.post(f"/items/{case.code}/state/", show)
    page = words(client.get(case.get_absolute_url()))
    assert "時刻を知らせるだけで変わりました。" in page
    assert cast.students.shown_name not in page


def test_a_case_names_nothing_it_began_with_that_not_everybody_may_read(onward):
    """R47: a card that was hidden, a draft, an idea that was never adopted stay out; what everybody reads is named."""
    shown, hidden = (Item.objects.create(kind="point", title=title, by=onward.by) for title in ("雪の話", "伏せた話"))
    Item.objects.filter(pk=hidden.pk).update(visibility=Visibility.HIDDEN)
    for one in (shown, hidden):
        link(one, onward, Link.Kind.BECAME, by=onward.by)
    assert case_facts(onward)["began_with"] == "「雪の話」から始まりました。"
    Item.objects.filter(pk=shown.pk).update(visibility=Visibility.HIDDEN)
    assert case_facts(onward)["began_with"] == ""


def book(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def test_the_office_takes_out_all_there_is_with_names_and_private_answers_marked(onward, cast, client_of):
    office = client_of(cast.officer)
    for subject in ("報告を受け取りました", f"{cast.worker.name}さんから"):  # a title is never masked
        Outgoing.objects.create(to=cast.student, item=onward, subject=subject, text="お読みください。")
    page = words(office.get(url(onward, "disclosure/")))
    assert "マスキング" not in page
    xlsx = taken_out(office, onward, "xlsx")
    assert xlsx["Content-Disposition"].startswith("attachment")
    papers, memos, records = book(xlsx.content)
    rows = list(papers.iter_rows(min_row=2, values_only=True))
    days = [row[1] for row in rows]
    assert days == sorted(days)
    sorts = {row[2] for row in rows}
    assert {
        "経過",
        "提出した書類",
        "書いた答え",
        "相談",
        "審査票",
        "協定",
        "署名",
        "ふりかえり",
        "次のステップ",
    } <= sorts
    titles = {(row[2], row[3]) for row in rows}
    assert {("審査票", one.name) for one in onward.scheme.the_plan.rounds} <= titles
    assert {title for sort, title in titles if sort == "お知らせ"} == {"報告を受け取りました", None}
    keys = {criterion.key for one in onward.scheme.the_plan.rounds for criterion in one.criteria}
    assert not keys & {row[6] for row in rows}
    marked = {row[7]: row[8] for row in rows if row[8]}
    assert marked["杜野市長町1-2-3"] == str(PRIVATE)
    assert marked["000-111-2222"] == str(PRIVATE)
    assert marked[cast.worker.name] == str(NAME)
    assert all(row[8] for row in rows if row[7] and cast.worker.name in str(row[7]))
    text = "".join(str(cell) for row in rows for cell in row)
    assert "道具は倉庫に40本" not in text
    assert "道具は倉庫に40本" in "".join(str(cell) for row in memos.iter_rows(values_only=True) for cell in row)
    assert records.max_row > 30
    assert {row[9].date() for row in rows} == {keeping(onward).last}


def test_the_paper_of_disclosure_frames_what_is_to_be_masked_and_is_tagged(onward, cast, client_of):
    pdf = taken_out(client_of(cast.officer), onward, "pdf").content
    text = text_of(pdf)
    assert "マスキング" in text
    assert text.index("道具を貸します") < text.index("庁内のメモ（別紙）") < text.index("道具は倉庫に40本")
    assert "H1" in tags(pdf)
    assert Record.objects.filter(verb="proposal.disclosed", item=onward.pk).count() == 1


@pytest.mark.parametrize("name", ["worker", "ward_officer", "judge", "outsider"])
def test_nobody_but_the_office_takes_it_out(onward, cast, client_of, name):
    reader = client_of(getattr(cast, name))
    assert reader.get(url(onward, "disclosure/")).status_code == 404
    assert reader.post(url(onward, "disclosure/"), {"form": "pdf"}).status_code == 404
    taken_out(client_of(cast.officer), onward, "pdf")
    Record.objects.filter(verb="proposal.disclosed").delete()
    assert reader.post(url(onward, "disclosure/file/"), {"form": "pdf"}).status_code == 404
    assert reader.get("/proposals/kept/").status_code == 404
    assert not Record.objects.filter(verb="proposal.disclosed").exists()


def test_gathering_asks_as_often_however_much_there_is(onward, cast, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        the_whole(Proposal.objects.select_related("scheme").get(pk=onward.pk))
    for number in range(50):
        actions.remark(onward, "issue", f"ことば{number}", by=cast.who(cast.worker, cast.npo))
    with django_assert_num_queries(len(few)):
        the_whole(Proposal.objects.select_related("scheme").get(pk=onward.pk))


def test_what_was_signed_decided_between_equals_asked_and_ticked_is_in_the_disclosure(walk, onward, cast):
    actions.tick(onward, "takers", by=walk.group)
    order = ["AAAAAA", onward.code]
    TieBreak.objects.create(scheme=walk.scheme, round="papers", order=order, how="chair", why="安全が先", by=cast.judge)
    TieBreak.objects.create(
        scheme=walk.scheme, round="papers", order=["AAAAAA"], how="chair", why="よその話", by=cast.judge
    )
    refused = Ask.objects.create(
        what="join_proposal",
        item=onward,
        asker=cast.npo,
        asked=cast.company,
        text="車を出す",
        state="declined",
        answer="今年は無理です",
    )
    said = {
        (str(one.sort), fact.label, fact.text): str(fact.mask) for one in the_whole(onward).papers for fact in one.facts
    }
    for line in (
        ("協定", "契約の形", "負担金型"), ("協定", "収入：市の負担金", "400,000円"),
        ("協定", "支出：消耗品費", "150,000円（スコップ30本）"),
        ("同点の順", "同点のなかの順番", "2件のうち2番目"), ("お誘い", "お願いした相手", cast.students.shown_name),
        ("お誘い", "ことば", "雪かきの当番"),
        ("次のステップ", "済み", "引き継ぐ人たちの同意がある"),
    ):  # fmt: skip
        assert said.get(line) == "", line
    assert any(sort == "協定" and label == "道具を貸す" and "スコップ" in text for sort, label, text in said)
    assert "安全が先" in {text for _sort, _label, text in said} and "よその話" not in {
        text for _sort, _label, text in said
    }
    masked = {text: mask for (sort, _label, text), mask in said.items() if sort == "お誘い"}
    assert (masked[cast.company.shown_name], masked[refused.answer]) == (str(PRIVATE), str(PRIVATE))
    assert any("一緒に" in text for text in masked)


def test_what_has_reached_the_end_of_its_term_is_listed_and_told_of_once_and_stays(walk, onward, cast, client_of):
    walk.to("under_way")
    today = timezone.localdate()
    until = keeping(onward).last
    assert (until.month, until.day) == (3, 31)
    assert until.year - (today.year if today.month >= 4 else today.year - 1) == walk.plan.rules.keep_years + 1
    assert list(kept_long_enough(until)) == []
    assert list(kept_long_enough(until + dt.timedelta(days=1))) == [onward]
    assert [actions.notice_kept(until + dt.timedelta(days=1)) for _ in range(2)] == [1, 0]
    assert Proposal.objects.filter(pk=onward.pk).exists()
    office = client_of(cast.officer)
    assert onward.title not in words(office.get("/proposals/kept/"))
    Step.objects.filter(proposal=onward).update(at=timezone.now() - dt.timedelta(days=365 * 8))
    assert onward.title in words(office.get("/proposals/kept/"))


def test_each_kind_of_papers_has_its_own_years_and_is_told_of_when_they_have_passed(walk, onward):
    """R39: an agreement is kept ten years where the rest is kept five, a sheet of the panel three."""
    plan = replace(walk.plan, keeps=(Keep("agreement", 10), Keep("panel", 3)))
    Scheme.objects.filter(pk=walk.scheme.pk).update(plan=plain(plan))
    onward = Proposal.objects.select_related("scheme").get(pk=onward.pk)
    term = keeping(onward)
    years = {
        kind: term.until(kind).year - term.until("panel").year for kind in ("panel", "sheets", "work", "agreement")
    }
    assert years == {"panel": 0, "sheets": 2, "work": 2, "agreement": 7}
    told = [
        actions.notice_kept(term.until(kind) + dt.timedelta(days=1))
        for kind in ("panel", "panel", "sheets", "agreement")
    ]
    assert told == [1, 0, 1, 1]
    assert [one.key for one in term.over(term.until("panel") + dt.timedelta(days=1))] == ["panel"]
    assert actions.notice_kept(term.last + dt.timedelta(days=99)) == 0


def test_what_is_disclosed_is_made_by_a_job_and_thrown_away_after_a_day(onward, cast, client_of):
    office, address = client_of(cast.officer), url(onward, "disclosure/")
    assert office.post(address, {"form": "nonsense"}).status_code == 200
    assert office.post(address, {"form": "pdf"}).status_code == 302
    assert office.post(address, {"form": "pdf"}).status_code == 302
    asked = onward.bundles.get()
    assert "まもなく作りはじめます" in words(office.get(address))
    assert office.post(f"{address}file/", {"form": "pdf"}).status_code == 404
    make_bundle(asked.pk)
    assert "に作ったものを取り出す" in words(office.get(address))
    assert office.post(f"{address}file/", {"form": "xlsx"}).status_code == 404
    assert office.post(f"{address}file/", {"form": "pdf"}).content[:5] == b"%PDF-"
    assert actions.end_bundles(timezone.now() - dt.timedelta(days=1)) == 0
    assert actions.end_bundles(timezone.now() + dt.timedelta(seconds=1)) == 1
    assert office.post(f"{address}file/", {"form": "pdf"}).status_code == 404


def test_nothing_that_was_said_of_it_is_missing_in_the_disclosure(walk, cast):
    """R24: also who stood too near, what the panel asked, who booked which hour, and how a change was answered."""
    judged = walk.to("under_way")
    actions.ask_change(
        judged, by=walk.group, reason="雪が少ない", before="週3回", after="週2回", public_text="回数を減らします"
    )
    actions.answer_pending(judged.pendings.get(), by=walk.section, yes=True, decided_on=timezone.localdate())
    Interest.objects.create(seat=walk.panel[1], proposal=judged, why="理事をしています", declared_by=cast.member)
    PanelQuestion.objects.create(proposal=judged, text="雨の日は", answer="休みます", by=cast.office)
    slot = Slot.objects.create(scheme=walk.scheme, starts=timezone.now(), way="phone", by=cast.supporter)
    Booking.objects.create(slot=slot, seat=1, proposal=judged, by=cast.npo)
    said = {(str(one.sort), fact.label, fact.text) for one in the_whole(judged).papers for fact in one.facts}
    marked = {fact.text: str(fact.mask) for one in the_whole(judged).papers for fact in one.facts}
    assert marked["理事をしています"] == str(PRIVATE)
    texts = {text for _sort, _label, text in said}
    assert {"雨の日は", "休みます", "回数を減らします", str(timezone.localdate()), "電話"} <= texts
    assert any(cast.ward_office.name in text for sort, _label, text in said if sort == "変更・中止の申し出")

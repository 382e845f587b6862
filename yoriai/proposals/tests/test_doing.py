"""The project at work: change and early end by both sides' yes, duties, log, money, newcomers, other projects (R35, R38, R40)."""

import datetime as dt
import io
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image

from yoriai.directory.models import Need
from yoriai.engines.schemes import plain
from yoriai.kernel.models import Link, Record
from yoriai.kernel.policy import NotPossible
from yoriai.proposals import actions
from yoriai.proposals.models import Expense, LogEntry, Pending, Proposal, Remark, Scheme
from yoriai.proposals.queries.pages import public_steps
from yoriai.proposals.queries.work import accounts, silent_sides
from yoriai.proposals.tests.test_agreement import photo_with_position, told
from yoriai.proposals.tests.test_pages import words
from yoriai.ui.tests.paper_reading import text_of

CHANGE = {"reason": "雪が少ない", "before": "週3回", "after": "週2回", "money": "変わりません"}


@pytest.fixture
def project(walk):
    return walk.to("under_way")


def url(proposal, rest="work/"):
    return f"/proposals/{proposal.code}/{rest}"


def state(proposal):
    return Proposal.objects.get(pk=proposal.pk).state


def test_a_change_holds_when_the_other_side_agrees_and_stands_on_the_agreement(project, cast, client_of):
    worker, section = client_of(cast.worker), client_of(cast.ward_officer)
    assert worker.post(url(project, "change/"), {**CHANGE, "after": ""}).status_code == 422
    assert worker.post(url(project, "change/"), CHANGE).status_code == 302
    row = Pending.objects.get()
    assert (state(project), row.asked_by) == ("changing", cast.npo)
    own = words(worker.get(url(project, "change/")))
    assert "取り消す</a>" in own
    assert "合意する</a>" not in own
    worker.raise_request_exception = False
    worker.post(url(project, f"change/{row.pk}/answer/"), {"answer": "yes"})
    assert state(project) == "changing"
    assert "合意する</a>" in words(section.get(url(project, "change/")))
    sure = section.get(url(project, f"change/{row.pk}/answer/"))
    assert (sure.status_code, state(project)) == (200, "changing")
    assert "合意する</button>" in words(sure) and "市の決裁日" in words(sure)
    assert section.post(url(project, f"change/{row.pk}/answer/"), {"answer": "yes"}).status_code == 302
    row.refresh_from_db()
    assert (state(project), row.answered_by) == ("under_way", cast.ward_office)
    assert told("project.change_answered", project)[0][0] == cast.npo
    assert "週2回" in words(worker.get(url(project, "agreement/")))
    paper = text_of(worker.get(url(project, "agreement/versions/1/pdf/")).content)
    assert "変更" in paper
    assert "週2回" in paper
    assert "週2回" in text_of(section.get(url(project, f"change/{row.pk}/pdf/")).content)


def test_after_the_midway_report_a_change_leads_back_behind_it_and_it_is_not_asked_for_again(walk, cast, client_of):
    project = walk.to("mid_reported")
    for yes in (False, True):
        row = actions.ask_change(project, by=walk.group, **CHANGE)
        actions.answer_pending(row, by=walk.section, yes=yes)
        assert state(project) == "mid_reported"
    page = words(client_of(cast.worker).get(url(project, "")))
    assert "steps/report_midway/" not in page and "steps/carry_out/" in page


def test_while_a_change_waits_no_page_offers_an_early_end_that_nobody_could_ask_for(walk, cast, client_of):
    project = walk.to("changing")
    for name in ("worker", "ward_officer", "officer"):
        assert url(project, "stop/") not in words(client_of(getattr(cast, name)).get(url(project, ""))), name
    actions.answer_pending(Pending.objects.get(), by=walk.group, yes=False)
    assert url(project, "stop/") in words(client_of(cast.worker).get(url(project, "")))


def test_nobody_says_it_was_carried_out_while_an_early_end_waits_for_its_answer(walk, cast, client_of):
    """The yes to it would come too late and be lost."""
    project, worker = walk.to("mid_reported"), client_of(cast.worker)
    row = actions.ask_stop(project, by=walk.section, reason="担い手がいない", money="残りを返す")
    for who in (walk.group, walk.office):
        with pytest.raises(NotPossible):
            actions.carry_out(project, by=who)
    answer = worker.post(url(project, "steps/carry_out/"))
    assert (answer.status_code, "先に返事をしてください" in words(answer), state(project)) == (
        422,
        True,
        "mid_reported",
    )
    actions.answer_pending(row, by=walk.group, yes=False)
    actions.carry_out(project, by=walk.group)
    assert (state(project), project.asks.filter(what="agree_stop", state="asked").count()) == ("carried_out", 0)


def test_everybody_reads_of_an_agreed_change_what_is_meant_for_everybody_and_nothing_before(
    walk, client, client_of, cast
):
    project = walk.to("changing")
    # Signed in: what readers without a cookie get is kept for ten seconds.
    page, client = f"/proposals/{project.code}/", client_of(cast.outsider)
    default, own = "双方の合意で、協定の一部を変えました。", "冬のあいだは週2回になりました。"
    assert default not in words(client.get(page)) and "変更に合意" not in words(client.get(page))
    row = Pending.objects.get()
    answer = client_of(cast.ward_officer).post(
        url(project, f"change/{row.pk}/answer/"), {"answer": "yes", "decided_on": "2026-01-05"}
    )
    assert answer.status_code == 302
    row.refresh_from_db()
    assert row.decided_on == dt.date(2026, 1, 5)
    assert "市の承認" in text_of(client_of(cast.worker).get(url(project, f"change/{row.pk}/pdf/")).content)
    told = words(client.get(page))
    assert default in told
    second = actions.ask_change(Proposal.objects.get(pk=project.pk), by=walk.group, public_text=own, **CHANGE)
    assert own not in words(client.get(page))
    actions.answer_pending(second, by=walk.section, yes=True)
    told = words(client.get(page))
    assert own in told
    for hidden in ("雪が少ない", "週3回", "変わりません"):
        assert hidden not in told


def test_a_day_of_decision_that_cannot_be_read_is_asked_for_again_and_is_not_today(walk, cast, client_of):
    project = walk.to("under_way")
    row = actions.ask_change(project, by=walk.group, **CHANGE)
    section, address = client_of(cast.ward_officer), url(project, f"change/{row.pk}/answer/")
    again = section.post(address, {"answer": "yes", "decided_on": "1月5日ごろ"})
    row.refresh_from_db()
    assert (again.status_code, row.agreed, row.decided_on) == (422, None, None)
    assert "1月5日ごろ" in again.content.decode()
    assert section.post(address, {"answer": "no", "decided_on": "1月5日ごろ"}).status_code == 302


def test_a_change_that_was_dropped_is_no_news(walk):
    project = walk.to("under_way")
    actions.answer_pending(actions.ask_change(project, by=walk.group, **CHANGE), by=walk.section, yes=True)
    before = public_steps(Proposal.objects.get(pk=project.pk))
    row = actions.ask_change(Proposal.objects.get(pk=project.pk), by=walk.group, **CHANGE)
    actions.answer_pending(row, by=walk.section, yes=False)
    assert public_steps(Proposal.objects.get(pk=project.pk)) == before


def test_where_the_scheme_has_no_form_for_it_the_group_hears_of_a_midway_report_by_the_notice_of_the_step(walk, cast):
    """Nothing is frozen then, so no 控え says it."""
    project = walk.to("under_way")
    forms = tuple(one for one in walk.plan.forms if one.code != "F10")
    Scheme.objects.filter(pk=walk.scheme.pk).update(plan=plain(replace(walk.plan, forms=forms)))
    actions.report_midway(Proposal.objects.get(pk=project.pk), by=walk.office)
    assert cast.npo in [to for to, _text in told("proposal.reported_midway", project)]


def test_the_day_the_city_decided_is_the_citys_and_not_one_to_come(walk, cast):
    project = walk.to("under_way")
    row = actions.ask_change(project, by=walk.group, decided_on=dt.date(2026, 1, 5), **CHANGE)
    assert row.decided_on is None
    with pytest.raises(NotPossible):
        actions.answer_pending(row, by=walk.section, yes=True, decided_on=timezone.localdate() + dt.timedelta(days=1))


def test_an_early_end_needs_the_accounts_and_the_other_sides_yes(project, cast, client, client_of):
    worker, section = client_of(cast.worker), client_of(cast.ward_officer)
    ask = {"reason": "担い手が引っ越す", "money": "10万円を返す"}
    assert section.post(url(project, "stop/"), {"reason": "x", "money": "", "paid": "0"}).status_code == 422
    assert section.post(url(project, "stop/"), {**ask, "paid": "0"}).status_code == 302
    row = Pending.objects.get()
    assert (state(project), row.asked_by) == ("under_way", cast.ward_office)
    assert client_of(cast.student).post(url(project, f"change/{row.pk}/answer/"), {"answer": "yes"}).status_code == 403
    assert state(project) == "under_way"
    assert worker.post(url(project, f"change/{row.pk}/answer/"), {"answer": "yes"}).status_code == 302
    assert state(project) == "stopped"
    public = words(client.get(url(project, "")))
    for hidden in ask.values():
        assert hidden not in public


def test_nobody_else_opens_the_work_pages(project, cast, client, client_of):
    pages = ("work/", "work/expenses/", "work/log/", "work/needs/", "work/ties/", "change/", "stop/")
    for name in ("worker", "student"):
        reader = client_of(getattr(cast, name))
        assert [reader.get(url(project, page)).status_code for page in pages] == [200] * 7, name
    assert client_of(cast.ward_officer).get(url(project, "work/needs/")).status_code == 404
    for reader in (client_of(cast.outsider), client_of(cast.judge)):
        assert [reader.get(url(project, page)).status_code for page in pages] == [404] * 7
    assert {client.get(url(project, page)).status_code for page in pages} <= {302, 404}


def test_duties_are_ticked_and_unticked_and_one_past_its_day_says_so(project, cast, client_of):
    duty = project.duties.first()
    duty.due = timezone.localdate() - dt.timedelta(days=1)
    duty.save()
    worker = client_of(cast.worker)
    assert "期日を過ぎています" in words(worker.get(url(project)))
    worker.post(url(project, f"work/duties/{duty.pk}/"))
    duty.refresh_from_db()
    assert duty.done_by is not None
    assert "期日を過ぎています" not in words(worker.get(url(project)))
    worker.post(url(project, f"work/duties/{duty.pk}/"), {"back": "1"})
    duty.refresh_from_db()
    assert (duty.done, duty.done_by) == (None, None)


def test_the_log_takes_a_photo_without_its_position_and_shows_it_to_the_parties_only(project, cast, client, client_of):
    worker, today = client_of(cast.worker), timezone.localdate()
    photo = SimpleUploadedFile("a.jpg", photo_with_position(), content_type="image/jpeg")
    sent = {"on": today, "text": "北町の歩道をかいた", "people": 12, "picture": photo}
    assert worker.post(url(project, "work/log/"), sent).status_code == 302
    late = {"on": today + dt.timedelta(days=1), "text": "あしたの分"}
    refused = worker.post(url(project, "work/log/"), late)
    assert refused.status_code == 422
    assert "あしたの分" in words(refused)
    no_photo = SimpleUploadedFile("a.jpg", b"<svg onload=alert(1)>", content_type="image/jpeg")
    assert worker.post(url(project, "work/log/"), {**late, "on": today, "picture": no_photo}).status_code == 422
    row = LogEntry.objects.get()
    file = url(project, f"work/log/{row.pk}/photo/")
    content = b"".join(worker.get(file).streaming_content)
    assert Image.open(io.BytesIO(content)).format == "JPEG"
    assert b"SECRETPHONE" not in content
    assert client_of(cast.outsider).get(file).status_code == 404
    assert client.get(file).status_code == 404
    assert "北町の歩道をかいた" in words(client.get(url(project, "")))


def test_a_photo_is_public_only_while_somebody_has_said_that_all_in_it_agreed(project, cast, client, client_of):
    worker, today, group = client_of(cast.worker), timezone.localdate(), cast.who(cast.worker, cast.npo)
    sent = {"on": today, "text": "北町の歩道をかいた", "picture": SimpleUploadedFile("a.jpg", photo_with_position())}
    worker.post(url(project, "work/log/"), {**sent, "shown": "on"})
    hidden = actions.add_log(project, by=group, on=today, text="子どもの顔", picture=LogEntry.objects.get().picture)
    row = LogEntry.objects.exclude(pk=hidden.pk).get()
    assert (row.shown_by, row.shown_since is not None, hidden.shown_since) == (cast.worker, True, None)
    photo, inside = (url(project, f"work/log/{one.pk}/photo/") for one in (row, hidden))
    for reader in (client, client_of(cast.outsider), client_of(cast.judge)):
        page = reader.get(url(project, "")).content.decode()
        assert (photo in page, inside in page, 'alt="写真：北町の歩道をかいた"' in page) == (True, False, True)
        assert [reader.get(one).status_code for one in (photo, inside)] == [200, 404]
    assert client_of(cast.outsider).post(url(project, f"work/log/{hidden.pk}/shown/")).status_code == 404
    # Also when all is over: whoever is in it may think again at any time. Nothing new is shown then.
    Proposal.objects.filter(pk=project.pk).update(state="completed")
    shown = words(worker.get(url(project, "work/")))
    assert ("公開ページから写真を外す" in shown, "全員の承諾を得た" in shown) == (True, False)
    assert worker.post(url(project, f"work/log/{hidden.pk}/shown/")).status_code == 404
    assert worker.post(url(project, f"work/log/{row.pk}/shown/"), {"back": "1"}).status_code == 302
    for reader in (client, client_of(cast.outsider)):
        assert photo not in client_of(cast.outsider).get(url(project, "")).content.decode()
        assert reader.get(photo).status_code == 404
    assert worker.get(photo).status_code == 200
    verbs = Record.objects.filter(item=project.pk, verb__startswith="project.photo").order_by("pk")
    assert [one.verb for one in verbs] == ["project.photo_shown", "project.photo_kept_inside"]


def test_a_tick_without_a_photo_shows_nothing(project, cast):
    row = actions.add_log(project, by=cast.who(cast.worker, cast.npo), on=timezone.localdate(), text="x", shown=True)
    assert (row.shown_since, row.shown_by) == (None, None)


def test_money_says_what_is_left_what_was_too_much_and_what_goes_back(project, walk, cast, client, client_of):
    """R43: budget against spending; the rule of what goes back is the engine's."""
    worker = client_of(cast.worker)
    shovels, prints = project.budget.filter(side="spending")
    post = url(project, "work/expenses/new/")
    for line, amount in ((shovels, 160_000), (prints, 220_000)):
        sent = {"line": line.pk, "on": timezone.localdate(), "amount": amount, "words": "領収書あり"}
        assert worker.post(post, sent).status_code == 302
    income = project.budget.filter(side="income").first()
    assert (
        worker.post(post, {"line": income.pk, "on": timezone.localdate(), "amount": 1, "words": "x"}).status_code == 422
    )
    page = words(worker.get(url(project)))
    assert "10,000円超過" in page
    assert "80,000" in page
    money = accounts(project)
    assert (money.planned, money.spent, money.city, money.refund) == (450_000, 380_000, 400_000, 20_000)
    walk.step(project, "carry_out")
    assert "20,000円" in words(worker.get(url(project, "sheets/F13/")))
    walk.step(Proposal.objects.get(pk=project.pk), "report")
    frozen = project.documents.get(form="F13").content["accounts"]
    assert (frozen["city"], frozen["refund"]) == (400_000, 20_000)
    for reader in (client, client_of(cast.outsider)):
        page = words(reader.get(url(project, "")))
        assert "160,000" not in page
        assert "20,000円" not in page
    assert "20,000円" not in words(client_of(cast.judge).get(url(project, "sheets/F13/")))


def test_a_line_that_was_wrong_is_taken_out_and_stays_in_the_records(project, cast, client_of):
    worker, today = client_of(cast.worker), timezone.localdate()
    group = cast.who(cast.worker, cast.npo)
    log = actions.add_log(project, by=group, on=today, text="よその町の話")
    spent = actions.add_expense(
        project, project.budget.filter(side="spending")[0], by=group, on=today, amount=99, words="x"
    )
    outsider = client_of(cast.outsider)
    for address in (f"work/log/{log.pk}/", f"work/expenses/{spent.pk}/"):
        assert outsider.post(url(project, address)).status_code == 404
        assert worker.post(url(project, address)).status_code == 302
    assert (LogEntry.objects.count(), Expense.objects.count()) == (0, 0)
    removed = Record.objects.filter(item=project.pk, verb__endswith="_removed").order_by("pk")
    assert [row.data for row in removed] == [
        {"on": today.isoformat(), "text": "よその町の話"}, {"amount": 99, "words": "x"},
    ]  # fmt: skip


def test_what_we_are_short_of_becomes_a_need_everybody_reads_tied_to_the_project(project, cast, client, client_of):
    sent = {"title": "土曜の朝に5人", "resource": "people", "summary": "雪かきを1時間", "contact": "窓口で"}
    assert client_of(cast.worker).post(url(project, "work/needs/"), sent).status_code == 302
    need = Need.objects.get(title="土曜の朝に5人")
    assert (need.by, need.state) == (cast.npo, "shown")
    assert Link.objects.filter(source=project.pk, target=need.pk, kind="became").exists()
    assert "土曜の朝に5人" in words(client.get(url(project, "")))
    assert project.title in words(client.get(need.get_absolute_url()))


def test_projects_are_tied_to_each_other_and_untied(project, walk, cast, client, client_of):
    """R38."""
    other, hidden = walk.to("adopted"), walk.to("drafting")
    worker = client_of(cast.worker)
    assert worker.post(url(project, "work/ties/"), {"other": hidden.pk, "kind": "joined"}).status_code == 422
    assert worker.post(url(project, "work/ties/"), {"other": other.pk, "kind": "joined"}).status_code == 302
    assert other.get_absolute_url() in worker.get(url(project)).content.decode()
    assert Link.objects.filter(source=project.pk, target=other.pk, kind="joined").exists()
    worker.post(url(project, f"work/ties/{other.code}/"))
    assert not Link.objects.filter(source=project.pk, target=other.pk).exists()


def test_a_duty_past_its_day_is_told_once_to_whoever_leads_it(project, cast):
    today = timezone.localdate()
    duty = project.duties.get(what="道具を貸す")
    duty.due = today - dt.timedelta(days=1)
    duty.save()
    assert [actions.notice_overdue(today), actions.notice_overdue(today)] == [1, 0]
    [(to, text)] = told("project.duty_passed", project)
    assert to == cast.ward_office
    assert "道具を貸す" in text


def test_sixty_days_of_silence_of_one_side_are_told_to_that_side_and_the_companion(project, cast):
    """A busy group does not hide a quiet section."""
    today = timezone.localdate()
    assert actions.notice_silence(today + dt.timedelta(days=59)) == 0
    project.steps.filter(verb="start").update(at=timezone.now() - dt.timedelta(days=90))
    actions.add_log(project, by=cast.who(cast.worker), on=today, text="ひとこと")  # in her own name, for the group
    assert [actions.notice_silence(today), actions.notice_silence(today)] == [1, 0]
    found = dict(told("project.silence_noticed", project))
    assert set(found) == {cast.ward_office, cast.supporter}
    assert "道具を貸す" in found[cast.ward_office]
    assert cast.ward_office.name in found[cast.supporter]


def test_where_nobody_noted_anything_every_side_that_leads_is_asked_and_the_group_where_none_does(project, cast):
    later = timezone.localdate() + dt.timedelta(days=61)
    assert {one.actor for one in silent_sides(later)} == {cast.npo, cast.ward_office}
    actions.finish_duty(project.duties.get(what="道具を貸す"), by=cast.who(cast.ward_officer, cast.ward_office))
    assert [one.actor for one in silent_sides(later)] == [cast.npo]
    project.duties.all().delete()
    assert actions.notice_silence(later) == 1
    assert {to for to, _text in told("project.silence_noticed", project)} == {cast.npo, cast.supporter}


def test_a_change_that_waits_excuses_nobody_s_silence(project, walk):
    actions.ask_change(project, by=walk.group, **CHANGE)
    later = timezone.localdate() + dt.timedelta(days=61)
    assert {one.actor for one in silent_sides(later)} == {walk.cast.npo, walk.cast.ward_office}


def test_silence_is_asked_for_in_as_many_queries_whatever_is_under_way(walk, django_assert_num_queries):
    later = timezone.localdate() + dt.timedelta(days=61)
    for _ in range(2):
        walk.to("under_way")
        with django_assert_num_queries(6):
            assert silent_sides(later)


def test_the_pages_ask_as_often_whatever_stands_on_them(project, cast, client_of):
    line = project.budget.filter(side="spending").first()
    worker, counted = client_of(cast.worker), {}
    for number in (1, 3, 50):
        for place in range(number):
            LogEntry.objects.create(proposal=project, on=timezone.localdate(), text=f"{place}", by=cast.npo)
            Expense.objects.create(
                proposal=project, line=line, on=timezone.localdate(), amount=1, words="", by=cast.npo
            )
            Remark.objects.create(proposal=project, key=f"F9:{place % 9}", text="一言", by=cast.npo)
            project.duties.create(what=f"{place}", place=place + 9)
        for page in ("work/", "work/expenses/", "agreement/"):
            worker.get(url(project, page))
            with CaptureQueriesContext(connection) as queries:
                assert worker.get(url(project, page)).status_code == 200
            counted.setdefault(page, set()).add(len(queries))
    assert {page: len(numbers) for page, numbers in counted.items()} == dict.fromkeys(counted, 1)

"""保護者の同意: as little as possible, seen by three sides, given on paper or by a link that works once, gone with the project."""

import datetime as dt
import re
from dataclasses import replace
from io import BytesIO

import pytest
from django.core import mail
from django.utils import timezone
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.jobs import Job
from pypdf import PdfReader

from yoriai.engines.schemes import plain
from yoriai.kernel.models import Record
from yoriai.kernel.policy import NotAllowed, NotPossible
from yoriai.people.actions import tell
from yoriai.proposals import actions
from yoriai.proposals.actions.steps import due_in
from yoriai.proposals.letters import guardian_mail
from yoriai.proposals.models import Consent, Proposal, Scheme, Step
from yoriai.proposals.policy import early
from yoriai.proposals.printing import disclosure_of
from yoriai.proposals.queries.disclosure import PRIVATE, the_whole
from yoriai.proposals.queries.handing_in import what_is_missing
from yoriai.proposals.sentences import missing_in_words
from yoriai.proposals.tasks import TRIES, look_after_projects, mail_guardian
from yoriai.proposals.tests.test_pages import words
from yoriai.proposals.tests.walk import BUDGET, Walk
from yoriai.ui.dates import full_date
from yoriai.ui.tests.paper_reading import text_of

CALLED = "あおい星"


@pytest.fixture
def walk(cast):
    return Walk(cast, "youth")


@pytest.fixture
def idea(walk, cast):
    """With a supporting organisation; the panel, an outsider and a partner who does not support it are there."""
    made = walk.begin(type="youth")
    actions.invite_partner(made, cast.company, by=walk.group)
    actions.answer_invitation(made, by=cast.who(cast.salesman, cast.company), yes=True)
    actions.ask_supporter(made, cast.students, by=walk.group)
    actions.answer_supporter(made, by=walk.partner, yes=True)
    return Proposal.objects.get(pk=made.pk)


@pytest.fixture
def row(walk, idea):
    return actions.list_minor(idea, CALLED, by=walk.group)


@pytest.fixture
def sent(walk, row, monkeypatch):
    """The secret of the link, as the letter's job has it."""
    jobs = []
    monkeypatch.setattr("yoriai.proposals.actions.youth.defer", lambda task, **facts: jobs.append((task, facts)))
    actions.ask_guardian(row, "oya@morino.example", by=walk.group)
    assert [task for task, _facts in jobs] == ["mail_guardian"]
    return jobs[0][1]


def test_the_list_is_for_the_group_its_supporter_and_the_office(walk, idea, row, cast, client_of, client):
    readers = {"group": cast.worker, "supporter": cast.student, "office": cast.officer}
    others = {"partner": cast.salesman, "outsider": cast.outsider, "panel": cast.judge, "section": cast.ward_officer}
    for person in readers.values():
        assert CALLED in words(client_of(person).get(f"/proposals/{idea.code}/youth/"))
    assert CALLED not in words(client_of(others.pop("partner")).get(f"/proposals/{idea.code}/youth/"))
    for person in others.values():
        assert client_of(person).get(f"/proposals/{idea.code}/youth/").status_code == 404
    assert client.get(f"/proposals/{idea.code}/youth/").status_code == 404
    assert client_of(cast.salesman).get(f"/proposals/{idea.code}/youth/consent.pdf").status_code == 404


def test_the_group_lists_and_others_note_the_paper(walk, idea, row, cast):
    assert early.can_list_minors(walk.group, idea)
    assert not early.can_list_minors(walk.partner, idea)
    with pytest.raises(NotAllowed):
        actions.note_consent(row, timezone.localdate(), by=walk.group)
    with pytest.raises(NotPossible):
        actions.note_consent(row, timezone.localdate() + dt.timedelta(days=1), by=walk.partner)
    noted = actions.note_consent(row, timezone.localdate(), by=walk.partner)
    assert (noted.how, noted.given, noted.noted_by) == ("paper", timezone.localdate(), cast.student)


def test_the_row_holds_no_name_and_no_address(sent, row):
    assert {field.name for field in Consent._meta.fields} == {
        "id", "proposal", "known_as", "how", "given", "noted_by", "key_hash", "sent", "refused", "written",
    }  # fmt: skip
    row.refresh_from_db()
    assert sent["secret"] not in str(vars(row))
    assert "oya@morino.example" not in str(list(Record.objects.values_list("data", flat=True)))


def test_the_letter_names_the_project_and_the_link_and_goes_to_nobody_else(sent, row, cast):
    row.refresh_from_db()
    guardian_mail(row, sent["secret"], sent["mail"]).send()
    letter = mail.outbox[0]
    assert letter.to == ["oya@morino.example"]
    for shown in (row.proposal.title, CALLED, cast.students.shown_name, f"/consents/{sent['secret']}/"):
        assert shown in letter.body


def test_the_link_works_once_and_without_an_account(sent, row, client):
    door = f"/consents/{sent['secret']}/"
    page = words(client.get(door))
    assert row.proposal.title in page
    assert "000-111-2222" not in page
    assert client.post(door, {"answer": "yes"}).status_code == 422
    assert client.post(door, {"answer": "yes", "guardian": "on"}).status_code == 200
    row.refresh_from_db()
    assert (row.how, row.given, row.key_hash) == ("link", timezone.localdate(), "")
    assert client.get(door).status_code == 410
    assert client.get("/consents/nonsense/").status_code == 410
    with pytest.raises(NotAllowed):
        actions.answer_as_guardian(sent["secret"], yes=False)


def test_a_no_is_kept_as_a_no_and_an_old_link_opens_nothing(walk, sent, row, client):
    Consent.objects.filter(pk=row.pk).update(sent=timezone.now() - dt.timedelta(days=15))
    assert client.get(f"/consents/{sent['secret']}/").status_code == 410
    Consent.objects.filter(pk=row.pk).update(sent=timezone.now())
    actions.answer_as_guardian(sent["secret"], yes=False)
    row.refresh_from_db()
    assert (row.given, row.refused is not None) == (None, True)


def test_a_guardian_is_not_written_to_twice_in_an_hour(walk, sent, row):
    row.refresh_from_db()
    with pytest.raises(NotPossible):
        actions.ask_guardian(row, "oya@morino.example", by=walk.group)


def test_a_letter_that_does_not_go_leaves_the_list_as_before(sent, row):
    actions.letter_not_sent(row)
    row.refresh_from_db()
    assert (row.key_hash, row.sent) == ("", None)


def test_what_is_missing_is_said_in_words(walk, cast):
    made = walk.begin(type="youth")

    def missing():
        wanted = ("no_supporter_asked", "no_supporter_yet", "ages_not_said", "no_consent_yet")
        return [fault.what for fault in what_is_missing(Proposal.objects.get(pk=made.pk)) if fault.what in wanted]

    assert missing() == ["no_supporter_asked", "ages_not_said"]
    actions.ask_supporter(made, cast.students, by=walk.group)
    assert missing() == ["no_supporter_yet", "ages_not_said"]
    actions.answer_supporter(made, by=walk.partner, yes=True)
    actions.say_all_of_age(made, by=walk.group)
    assert missing() == []
    row = actions.list_minor(made, CALLED, by=walk.group)
    assert missing() == ["no_consent_yet"]
    said = [missing_in_words(fault)[1] for fault in what_is_missing(Proposal.objects.get(pk=made.pk))]
    assert not any(CALLED in sentence for sentence in said)  # partners read it too
    with pytest.raises(NotPossible):
        actions.say_all_of_age(made, by=walk.group)
    actions.note_consent(row, timezone.localdate(), by=walk.office)
    assert missing() == []


def ready(walk, idea):
    """Everything is written, and nobody is too young."""
    actions.say_all_of_age(idea, by=walk.group)
    idea = actions.draft(idea, by=walk.group)
    walk.write(idea, "F2", "F5")
    actions.put_answers(idea, "F5", {"representative": "沢田 みどり", "contact": "000-111-2222"}, by=walk.group)
    lines = [{**line, "amount": 300_000} for line in BUDGET if line["item"] in ("city", "印刷製本費")]
    actions.put_budget(idea, lines, by=walk.group)
    actions.put_duties(idea, [{"what": "当番を組む", "parts": []}], by=walk.group)
    return Proposal.objects.get(pk=idea.pk)


def test_the_answer_is_due_three_weeks_after_the_entry_and_the_group_reads_it(walk, idea, cast, client_of):
    idea = actions.submit(ready(walk, idea), by=walk.group)
    wanted = timezone.localdate() + dt.timedelta(days=21)
    looked_at = timezone.localdate() + dt.timedelta(days=idea.scheme.the_plan.rules.answer_days)
    assert (idea.state, idea.due, idea.answer_by) == ("submitted", min(looked_at, wanted), wanted)
    assert "までにお答えします" in words(client_of(cast.worker).get(f"/proposals/{idea.code}/"))
    idea = actions.check_form(idea, by=walk.office)
    assert idea.due == min(looked_at, wanted)
    assert actions.review(idea, by=walk.office).due == wanted
    Scheme.objects.update(plan=plain(replace(walk.plan, rules=replace(walk.plan.rules, answer_days=40))))
    assert due_in(Proposal.objects.get(pk=idea.pk), "submitted") == wanted  # never after the day that was promised


def test_the_office_is_reminded_once_of_an_answer_it_owes(walk, idea):
    idea = actions.submit(ready(walk, idea), by=walk.group)
    today = timezone.localdate()
    assert actions.remind_of_answers(today) == 0
    assert actions.remind_of_answers(today + dt.timedelta(days=19)) == 1
    assert actions.remind_of_answers(today + dt.timedelta(days=20)) == 0


def test_another_scheme_counts_no_days(cast):
    made = Walk(cast).to("submitted")
    assert (made.answer_by, made.due) == (None, timezone.localdate() + dt.timedelta(days=30))


def test_consents_go_thirty_days_after_the_end_and_how_many_stays(walk, idea, row):
    today = timezone.localdate()
    assert actions.forget_consents(today + dt.timedelta(days=900)) == 0
    actions.withdraw(idea, by=walk.group)
    assert actions.forget_consents(today + dt.timedelta(days=30)) == 0
    Step.objects.filter(proposal=idea).update(at=timezone.now() - dt.timedelta(days=31))
    assert actions.forget_consents(today) == 1
    assert not Consent.objects.filter(proposal=idea).exists()
    assert Record.objects.get(verb="consents.deleted").data == {"number": 1}


def test_in_the_papers_for_disclosure_what_a_child_is_called_is_to_be_masked(walk, idea, row):
    facts = [fact for paper in the_whole(idea).papers for fact in paper.facts if fact.text == CALLED]
    assert [fact.mask for fact in facts] == [PRIVATE]
    assert disclosure_of(idea, "pdf")[:5] == b"%PDF-"


def test_the_paper_to_sign_is_one_a4_with_room_for_a_name(idea, cast, client_of):
    made = client_of(cast.worker).get(f"/proposals/{idea.code}/youth/consent.pdf")
    assert len(PdfReader(BytesIO(made.content)).pages) == 1
    read = re.sub(r"\s", "", text_of(made.content))
    for shown in (idea.title, cast.students.shown_name, "保護者の名前", "18歳未満"):
        assert re.sub(r"\s", "", shown) in read


def test_it_is_all_done_on_the_page(walk, idea, cast, client_of):
    page, group = f"/proposals/{idea.code}/youth/", client_of(cast.worker)
    assert group.post(f"{page}members/", {"none": "1"}).status_code == 302
    assert group.post(f"{page}members/", {"known_as": ""}).status_code == 422
    assert group.post(f"{page}members/", {"known_as": CALLED}).status_code == 302
    row = Consent.objects.get(proposal=idea)
    assert group.post(f"{page}members/{row.pk}/", {"verb": "mail", "mail": "x"}).status_code == 422
    assert group.post(f"{page}members/{row.pk}/", {"verb": "mail", "mail": "oya@morino.example"}).status_code == 302
    office = client_of(cast.officer)
    assert office.post(f"{page}members/{row.pk}/", {"verb": "paper", "given": "2020-01-05"}).status_code == 302
    row.refresh_from_db()
    assert (row.how, row.key_hash) == ("paper", "")
    assert client_of(cast.salesman).post(f"{page}members/{row.pk}/", {"verb": "remove"}).status_code == 404
    assert group.post(f"{page}members/{row.pk}/", {"verb": "remove"}).status_code == 302
    assert not Consent.objects.filter(proposal=idea).exists()


def test_consents_of_an_idea_nobody_goes_on_with_go_thirty_days_after_its_scheme_has_ended(walk, idea, row):
    today = timezone.localdate()
    actions.end_scheme(walk.scheme, by=walk.office)
    assert actions.forget_consents(today + dt.timedelta(days=30)) == 0
    assert actions.forget_consents(today + dt.timedelta(days=31)) == 1


def test_the_group_does_not_make_a_guardian_s_no_undone(walk, idea, sent, row, cast, client_of):
    actions.answer_as_guardian(sent["secret"], yes=False)
    Consent.objects.filter(pk=row.pk).update(sent=timezone.now() - dt.timedelta(hours=2))
    row.refresh_from_db()
    actions.ask_guardian(row, "oya@morino.example", by=walk.group)
    row.refresh_from_db()
    assert row.refused is not None
    with pytest.raises(NotPossible):
        actions.unlist_minor(row, by=walk.group)
    with pytest.raises(NotPossible):
        actions.say_all_of_age(idea, by=walk.group)
    page = f"/proposals/{idea.code}/youth/"
    assert ["名簿から外す" in words(client_of(one).get(page)) for one in (cast.worker, cast.officer)] == [False, True]
    actions.unlist_minor(row, by=walk.office)
    assert not Consent.objects.filter(proposal=idea).exists()


def test_a_consent_that_is_there_is_not_noted_over(walk, sent, row):
    actions.answer_as_guardian(sent["secret"], yes=True)
    with pytest.raises(NotPossible):
        actions.note_consent(row, timezone.localdate(), by=walk.office)
    row.refresh_from_db()
    assert (row.how, row.noted_by) == ("link", None)


def test_letters_to_guardians_are_counted_whoever_stands_on_the_list_by_now(walk, idea, cast, client_of, monkeypatch):
    monkeypatch.setattr("yoriai.proposals.actions.youth.LETTERS", 1)
    first = actions.list_minor(idea, "A", by=walk.group)
    actions.ask_guardian(first, "a@morino.example", by=walk.group)
    actions.unlist_minor(Consent.objects.get(pk=first.pk), by=walk.group)
    with pytest.raises(NotPossible):
        actions.ask_guardian(actions.list_minor(idea, "B", by=walk.group), "b@morino.example", by=walk.group)


def test_one_address_is_written_to_three_times_a_day(walk, idea, cast, client_of):
    page, group, sent = f"/proposals/{idea.code}/youth/members/", client_of(cast.worker), []
    for number in range(4):
        row = actions.list_minor(idea, f"{number}", by=walk.group)
        sent.append(group.post(f"{page}{row.pk}/", {"verb": "mail", "mail": "Oya@morino.example"}).status_code)
    assert sent == [302, 302, 302, 422]


def test_the_office_is_reminded_of_the_day_it_has_promised(walk, idea):
    idea = actions.submit(ready(walk, idea), by=walk.group)
    promised = idea.answer_by
    Proposal.objects.filter(pk=idea.pk).update(due=promised + dt.timedelta(days=30))
    assert actions.remind_of_answers(promised - dt.timedelta(days=4)) == 0
    assert actions.remind_of_answers(promised - dt.timedelta(days=3)) == 1
    assert full_date(promised) in tell(Record.objects.get(verb="proposal.answer_reminded"))[0].text


def test_a_letter_that_fails_for_whatever_reason_leaves_no_job_behind(sent, row, monkeypatch):
    def fails(letter):
        raise ValueError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", fails)
    job = Job(id=1, queue="x", lock=None, queueing_lock=None, task_name="x", attempts=TRIES - 1)
    context = JobContext(app=app, job=job, start_timestamp=0.0, abort_reason=lambda: None)
    mail_guardian.func(context, consent=row.pk, secret=sent["secret"], mail=sent["mail"])
    row.refresh_from_db()
    assert (row.key_hash, row.sent) == ("", None)


def test_where_one_round_fails_the_others_are_held(walk, idea, row, monkeypatch):
    held = []

    def fails(today):
        raise RuntimeError

    monkeypatch.setattr("yoriai.proposals.tasks.ROUNDS", (fails, held.append))
    monkeypatch.setattr(timezone, "localtime", lambda *at: dt.datetime(2026, 8, 1, 12))
    with pytest.raises(ExceptionGroup):
        look_after_projects.func(0)
    assert len(held) == 1

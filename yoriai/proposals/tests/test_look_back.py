"""Looking back: each side alone, nobody reads another's sheet before all are in; then side by side (R35)."""

import pytest
from django.core.cache import caches
from django.utils import timezone

from yoriai.kernel.models import Record
from yoriai.kernel.policy import NotAllowed, NotPossible
from yoriai.proposals import actions
from yoriai.proposals.models import LookBack, Proposal, Review
from yoriai.proposals.printing import disclosure_of
from yoriai.proposals.queries.work import LOOKED_AT, summary_digest
from yoriai.proposals.tests.test_agreement import told
from yoriai.proposals.tests.test_pages import words
from yoriai.proposals.tests.walk import taken_out
from yoriai.ui.tests.paper_reading import text_of

SECRET = "区の返事がいつも遅かった"
SIDES = ("worker", "student", "ward_officer", "officer")


@pytest.fixture
def looking(walk):
    return walk.to("looking_back")


def url(proposal, rest=""):
    return f"/proposals/{proposal.code}/look-back/{rest}"


def sheet(actor, mark, **texts):
    return {"actor": actor.pk, **dict.fromkeys(LOOKED_AT, mark), **texts}


def hand_in(client, proposal, actor, mark, **texts):
    sent = {**sheet(actor, mark, **texts), "hand_in": "1"}
    return client.post(url(proposal, f"of/{actor.pk}/"), sent)


def everywhere(client, proposal):
    """Every page, paper and file of the proposal this reader gets, as one text."""
    found = []
    for page in ("", "history/", "look-back/", "work/", "agreement/", "sheets/", "disclosure/"):
        answer = client.get(f"/proposals/{proposal.code}/{page}")
        found.append(words(answer) if answer.status_code == 200 else "")
    for row in LookBack.objects.filter(proposal=proposal):
        answer = client.get(url(proposal, f"{row.pk}/pdf/"))
        found.append(text_of(answer.content) if answer.status_code == 200 else "")
    return "".join(found)


def test_before_all_are_in_nobody_reads_anothers_sheet_on_any_page_paper_or_file(looking, cast, client, client_of):
    worker = client_of(cast.worker)
    part = {"actor": cast.npo.pk, "purpose": 5, "better": SECRET}
    assert worker.post(url(looking, f"of/{cast.npo.pk}/"), part).status_code == 302
    missing = worker.post(url(looking, f"of/{cast.npo.pk}/"), {**part, "hand_in": "1"})
    assert missing.status_code == 422
    assert SECRET in words(missing)
    assert hand_in(worker, looking, cast.npo, 5, better=SECRET).status_code == 302
    assert worker.get(url(looking, f"of/{cast.npo.pk}/")).status_code == 404  # it no longer changes
    assert SECRET in everywhere(worker, looking)
    for name in ("student", "ward_officer", "officer", "judge", "outsider"):
        assert SECRET not in everywhere(client_of(getattr(cast, name)), looking), name
    assert SECRET not in everywhere(client, looking)
    office = client_of(cast.officer)
    pdf, xlsx = (taken_out(office, looking, form) for form in ("pdf", "xlsx"))
    assert SECRET not in text_of(pdf.content)
    assert SECRET not in cells(xlsx.content)
    assert client_of(cast.student).get(url(looking, f"of/{cast.npo.pk}/")).status_code == 404


def cells(content):
    """Every word of a workbook."""
    import io

    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    return "".join(str(cell) for page in book for row in page.iter_rows(values_only=True) for cell in row if cell)


def test_all_in_they_lie_side_by_side_are_talked_over_and_public_by_every_sides_yes(looking, cast, client, client_of):
    people = {name: client_of(getattr(cast, name)) for name in SIDES}
    hand_in(people["worker"], looking, cast.npo, 5, better=SECRET)
    hand_in(people["student"], looking, cast.students, 3)
    assert people["officer"].get(url(looking, "talk/")).status_code == 404
    hand_in(people["ward_officer"], looking, cast.ward_office, 3)
    for name, reader in people.items():
        page = words(reader.get(url(looking)))
        assert SECRET in page, name
        assert page.count("ひらき2：話してみましょう") == 10, name
    assert SECRET in cells(disclosure_of(looking, "xlsx"))
    talk = {"on": "2028-05-20", "coordinator": "佐々木 道", "said": "内々の話", "summary": "返事の日を先に決める"}
    assert people["officer"].post(url(looking, "talk/"), {**talk, "summary": ""}).status_code == 422
    assert people["officer"].post(url(looking, "talk/"), talk).status_code == 302
    digest = summary_digest(Review.objects.get())
    assert f'value="{digest}"' in words(people["worker"].get(url(looking)))
    for name, actor in (("worker", cast.npo), ("student", cast.students)):
        said = {"actor": actor.pk, "digest": digest}
        assert people[name].post(url(looking, "summary/"), said).status_code == 302
    assert people["worker"].post(url(looking, "summary/"), {"actor": cast.ward_office.pk}).status_code == 404
    assert "返事の日を先に決める" not in words(client.get(f"/proposals/{looking.code}/"))
    people["ward_officer"].post(url(looking, "summary/"), {"actor": cast.ward_office.pk, "digest": digest})
    caches["pages"].clear()  # a page is kept whole for ten seconds
    caches["pages"].clear()  # a page is kept whole for ten seconds
    public = words(client.get(f"/proposals/{looking.code}/"))
    assert "返事の日を先に決める" in public
    assert "内々の話" not in public
    assert SECRET not in public
    actions.note_review(
        looking,
        by=cast.who(cast.officer, cast.office),
        **{**talk, "summary": "書き直し", "on": Review.objects.get().on},
    )
    caches["pages"].clear()
    caches["pages"].clear()
    assert "書き直し" not in words(client.get(f"/proposals/{looking.code}/"))  # another summary, another yes


def test_a_blank_sheet_is_printed_to_fill_in_by_hand_and_ones_own_filled(looking, cast, client_of):
    worker = client_of(cast.worker)
    blank = text_of(worker.get(url(looking, "blank/")).content)
    for words_of_it in ("ふりかえりシート", "対等", looking.title):
        assert words_of_it in blank
    hand_in(worker, looking, cast.npo, 4, good="朝の歩道がきれいになった")
    row = LookBack.objects.get()
    assert "朝の歩道がきれいになった" in text_of(worker.get(url(looking, f"{row.pk}/pdf/")).content)


def test_there_is_no_such_page_before_the_report_is_accepted(walk, cast, client_of):
    assert client_of(cast.worker).get(url(walk.to("under_way"))).status_code == 404
    assert Proposal.objects.count() == 1


def test_a_yes_belongs_to_exactly_the_summary_that_was_read(looking, walk, cast, client_of):
    """R35: two tabs, one of them old: the yes is refused and nothing becomes public."""
    walk.look_back(looking)
    talk = {"on": timezone.localdate(), "coordinator": "佐々木 道", "said": ""}
    old = summary_digest(actions.note_review(looking, by=walk.office, summary="前の言葉", **talk))
    actions.note_review(looking, by=walk.office, summary="区は返事が遅かった", **talk)
    with pytest.raises(NotPossible):
        actions.agree_to_summary(looking, cast.npo, by=walk.group, text_digest=old)
    client_of(cast.worker).post(url(looking, "summary/"), {"actor": cast.npo.pk, "digest": old})
    assert not LookBack.objects.filter(public_since__isnull=False).exists()


def test_the_office_types_a_sheet_on_paper_and_reads_that_one_alone(looking, walk, cast, client_of):
    """R53, R35: a party without an account is not left out; no other sheet opens to the office for it."""
    office, address = client_of(cast.officer), url(looking, f"of/{cast.students.pk}/")
    hand_in(client_of(cast.worker), looking, cast.npo, 5, better=SECRET)
    sent = sheet(cast.students, 4, good="当番が楽しかった")
    assert office.post(address, sent).status_code == 422  # whose paper?
    assert office.post(address, {**sent, "on_paper_from": "生徒会長の自筆"}).status_code == 302
    again = words(office.get(address))
    assert ("当番が楽しかった" in again, "このシートを読むことになります" in again) == (True, True)
    assert "当番が楽しかった" not in words(client_of(cast.worker).get(url(looking)))
    assert office.post(address, {**sent, "on_paper_from": "生徒会長の自筆", "hand_in": "1"}).status_code == 302
    assert office.get(address).status_code == 404
    assert SECRET not in everywhere(office, looking)
    row = LookBack.objects.get(actor=cast.students)
    assert (row.person, row.on_paper_from, row.handed_in is not None) == (cast.officer, "生徒会長の自筆", True)


def test_a_sheet_its_party_has_begun_here_stays_closed_to_the_office(looking, walk, cast, client_of):
    part = {"actor": cast.students.pk, "purpose": 2, "better": SECRET}
    address = url(looking, f"of/{cast.students.pk}/")
    assert client_of(cast.student).post(address, part).status_code == 302
    office = client_of(cast.officer)
    assert office.get(address).status_code == 404
    assert office.post(address, {**part, "on_paper_from": "紙"}).status_code == 404
    with pytest.raises(NotAllowed):
        actions.put_look_back(looking, cast.students, by=walk.office, marks={}, on_paper_from="紙")
    with pytest.raises(NotAllowed):
        actions.put_look_back(looking, cast.npo, by=walk.office, marks={})  # with no paper in hand


def test_a_sheet_that_never_comes_is_gone_on_without_and_everybody_reads_how_many(
    looking, walk, cast, client, client_of
):
    """R35, R39: one missing sheet does not hold up the others, the talk and the end."""
    office, student = client_of(cast.officer), client_of(cast.student)
    part = {"actor": cast.students.pk, "purpose": 1, "better": SECRET}
    student.post(url(looking, f"of/{cast.students.pk}/"), part)
    for actor, who in ((cast.npo, walk.group), (cast.ward_office, walk.section)):
        row = actions.put_look_back(looking, actor, by=who, marks=dict.fromkeys(LOOKED_AT, 3))
        actions.hand_in_look_back(row, by=who)
    missing = url(looking, f"of/{cast.students.pk}/missing/")
    assert client_of(cast.worker).get(missing).status_code == 404
    assert office.post(missing, {"reason": ""}).status_code == 422
    assert office.post(missing, {"reason": "三度お願いしました"}).status_code == 302
    assert {to for to, _text in told("look_back.sheet_waived", looking)} >= {cast.npo, cast.ward_office}
    for reader in (office, client_of(cast.worker)):
        page = words(reader.get(url(looking)))
        assert ("三度お願いしました" in page, SECRET in page) == (True, False)
    assert SECRET not in cells(disclosure_of(looking, "xlsx"))
    assert student.post(url(looking, f"of/{cast.students.pk}/"), part).status_code == 404
    review = actions.note_review(
        looking, by=walk.office, on=timezone.localdate(), coordinator="佐々木 道", summary="早めに話すとよい"
    )
    for actor, who in ((cast.npo, walk.group), (cast.ward_office, walk.section)):
        actions.agree_to_summary(looking, actor, by=who, text_digest=summary_digest(review))
    project = actions.complete(actions.tell(looking, "報告会をしました", by=walk.office), by=walk.office)
    public = words(client.get(f"/proposals/{project.code}/"))
    assert ("早めに話すとよい" in public, "1者のふりかえりは出ませんでした" in public) == (True, True)
    assert "三度お願いしました" not in public


def test_the_office_notes_a_yes_to_the_summary_that_came_by_telephone(looking, walk, cast, client_of):
    walk.look_back(looking)
    review = actions.note_review(
        looking, by=walk.office, on=timezone.localdate(), coordinator="佐々木 道", summary="早めに話すとよい"
    )
    said = {"actor": cast.students.pk, "digest": summary_digest(review)}
    office = client_of(cast.officer)
    assert office.post(url(looking, "summary/"), said).status_code == 404
    assert office.post(url(looking, "summary/"), {**said, "on_paper_from": "生徒会長に電話"}).status_code == 302
    assert LookBack.objects.get(public_since__isnull=False).actor == cast.students
    assert Record.objects.get(verb="look_back.summary_agreed").data["on_paper_from"] == "生徒会長に電話"

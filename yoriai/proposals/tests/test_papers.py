"""The papers a group brings with its proposal: who reads which when, what is said beforehand, what is kept of it (issue 4)."""

from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from yoriai.kernel.models import Record
from yoriai.kernel.policy import NotAllowed, NotPossible
from yoriai.proposals import actions, policy
from yoriai.proposals.models import Paper
from yoriai.proposals.queries.disclosure import PRIVATE, the_whole
from yoriai.proposals.queries.handing_in import what_is_missing
from yoriai.proposals.tests.test_pages import words
from yoriai.ui.files import know
from yoriai.ui.tests.clamd import CLAMD, FOUND, HARMLESS, running
from yoriai.ui.tests.office_files import made

PDF = b"%PDF-1.4 kiyaku"
KINDS = {str(kind) for kind in Paper.Kind}
OPEN = KINDS - {str(kind) for kind in Paper.PRIVATE}


def url(proposal, rest=""):
    return f"/proposals/{proposal.code}/papers/{rest}"


def upload(data=PDF, name="会則.pdf"):
    return SimpleUploadedFile(name, data)


def files():
    return [path for path in Path(django_settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def brought(walk, proposal, kind="rules", name="会則.pdf"):
    return actions.add_paper(proposal, kind, know(PDF + kind.encode() + name.encode(), name), by=walk.group)


@pytest.fixture
def drafting(walk):
    return walk.to("drafting")


@pytest.fixture
def judged(walk, cast):
    """Before the panel, whose chair has said that nothing ties them."""
    proposal = walk.to("first_review")
    actions.begin_sheet(proposal, by=cast.who(cast.judge))
    return proposal


# Sides of the city, by the second factor; the panel only while it judges.
READS = {
    "worker": KINDS,
    "officer": KINDS,
    "student": OPEN,
    "ward_officer": OPEN,
    "supporter": OPEN,
    "judge": OPEN,
    "outsider": set(),
    "facilitator": set(),
}


def test_each_side_reads_the_kinds_of_the_table_and_no_other(walk, cast, judged):
    actions.declare_interest(judged, walk.panel[3], "家族が会員です", by=walk.office)
    whos = {name: cast.who(getattr(cast, name), getattr(cast, HATS.get(name, name))) for name in READS}
    assert {name: set(policy.papers_open_to(who, judged)) for name, who in whos.items()} == READS
    assert policy.papers_open_to(None, judged) == frozenset()
    assert policy.papers_open_to(cast.who(cast.reader), judged) == frozenset()  # stands too near
    assert policy.papers_open_to(cast.who(cast.officer, cast.office, sure=False), judged) == frozenset()


HATS = {"worker": "npo", "officer": "office", "student": "students", "ward_officer": "ward_office"}


def test_the_panel_reads_while_it_judges_and_nobody_in_public_even_after_adoption(
    walk, cast, client, client_of, judged
):
    for state in ("in_talks", "first_review", "held", "final_review", "not_adopted", "adopted"):
        judged.state, judged.stands = state, None
        assert bool(policy.papers_open_to(cast.who(cast.judge), judged)) == (state in policy.JUDGED_IN), state
        assert policy.papers_open_to(cast.who(cast.outsider), judged) == frozenset(), state
    adopted = walk.to("adopted")
    address = url(adopted, f"{adopted.papers.get(kind='rules').pk}/")
    for reader in (client, client_of(cast.outsider), client_of(cast.judge)):
        assert [reader.get(page).status_code for page in (url(adopted), address)] == [404, 404]
        assert "rules.pdf" not in words(reader.get(adopted.get_absolute_url()))
    assert client_of(cast.worker).get(address).status_code == 200


def test_a_reader_is_shown_the_names_of_the_kinds_they_may_read_and_no_others(cast, client_of, judged):
    for name in ("student", "ward_officer", "supporter", "judge"):
        reader = client_of(getattr(cast, name))
        page = words(reader.get(url(judged)))
        assert "rules.pdf" in page, name
        for hidden in ("members.pdf", "会員名簿", "回開かれました", "ほかの人はまだ開いていません"):
            assert hidden not in page, (name, hidden)
        assert reader.get(url(judged, f"{judged.papers.get(kind='members').pk}/")).status_code == 404, name
        frozen = judged.documents.get(form="F2")
        sheet = words(reader.get(f"/proposals/{judged.code}/documents/{frozen.pk}/"))
        assert ("rules.pdf" in sheet, "members.pdf" in sheet) == (True, False), name


def test_the_group_adds_a_paper_and_reads_beforehand_what_may_come_and_who_will_see_it(cast, client_of, drafting):
    worker = client_of(cast.worker)
    page = words(worker.get(url(drafting)))
    for said in (
        "20MBまで",
        "必須",
        "会員名簿（読む人：その団体と事務局だけ）",
        "規約・会則（読む人：団体、相手の団体",
    ):
        assert said in page
    assert "どなたの書類か" not in page
    content = made("docx")  # once: a file made in another second is another file
    sent = {"kind": "members", "file": upload(content, "../../会員\u202e名簿.exe")}
    assert worker.post(url(drafting), sent).status_code == 302
    row = Paper.objects.get()
    assert (row.kind, row.name, row.hat, row.person) == ("members", "会員名簿.docx", cast.npo, cast.worker)
    assert (len(row.digest), row.size) == (64, len(content))
    assert "会員" not in row.file.name
    again = worker.post(url(drafting), {"kind": "members", "file": upload(content, "b.docx")})
    assert (again.status_code, Paper.objects.count()) == (422, 1)


def test_what_is_no_paper_is_refused_with_a_page_and_nothing_of_it_is_kept(cast, client_of, drafting):
    worker = client_of(cast.worker)
    for evil in (b"<svg onload=alert(1)>", b"<html>", b"MZ", made("docx", ("word/vbaProject.bin", b"x"))):
        answer = worker.post(url(drafting), {"kind": "rules", "file": upload(evil)})
        assert (answer.status_code, "alert(1)" in answer.text) == (422, False), evil[:8]
    assert worker.post(url(drafting), {"kind": "secret", "file": upload()}).status_code == 422
    assert (Paper.objects.count(), files()) == (0, [])


def test_a_file_with_a_virus_is_not_kept_and_the_reader_is_told(cast, client_of, drafting, settings, caplog):
    if CLAMD is None:
        pytest.skip(
            "NO VIRUS SCANNER: no clamd on this machine, the hook was not tried on a real one (apt install clamav-daemon)"
        )
    worker = client_of(cast.worker)
    with running() as socket:
        settings.CLAMD = f"unix:{socket}"
        answer = worker.post(url(drafting), {"kind": "rules", "file": upload(PDF + HARMLESS)})
        assert (answer.status_code, "ウイルスの検査で、害のあるものが見つかりました" in words(answer)) == (422, True)
        assert (Paper.objects.count(), files(), FOUND in caplog.text) == (0, [], True)
        assert worker.post(url(drafting), {"kind": "rules", "file": upload()}).status_code == 302
    later = worker.post(url(drafting), {"kind": "rules", "file": upload(PDF + b"2")})
    assert (later.status_code, "時間をおいて、もう一度お試しください" in words(later)) == (422, True)
    assert "ウイルスの検査が答えない" in words(client_of(cast.officer).get("/desk/"))
    assert "ウイルスの検査が答えない" not in words(client_of(cast.ward_officer).get("/desk/"))


def test_the_office_scans_what_came_over_the_counter_and_says_whose_it_is(cast, client_of, drafting):
    office = client_of(cast.officer)
    assert office.post(url(drafting), {"kind": "rules", "file": upload()}).status_code == 422
    sent = {"kind": "rules", "file": upload(), "on_paper_from": "沢田さん（窓口）"}
    assert office.post(url(drafting), sent).status_code == 302
    assert Paper.objects.get().on_paper_from == "沢田さん（窓口）"
    assert "沢田さん（窓口）の紙から入力" in words(client_of(cast.worker).get(url(drafting)))


def test_nobody_else_adds_or_takes_away_and_nobody_once_it_is_handed_in(
    walk, cast, client, client_of, drafting, judged
):
    paper = brought(walk, drafting)
    for reader in (client_of(cast.student), client_of(cast.outsider)):
        assert reader.post(url(drafting), {"kind": "rules", "file": upload()}).status_code == 404
        assert reader.post(url(drafting, f"{paper.pk}/removal/")).status_code == 404
    assert client.post(url(drafting), {"kind": "rules", "file": upload()}).status_code == 404
    assert client.post(url(drafting, f"{paper.pk}/removal/")).status_code == 302
    for who in (walk.group, walk.office):
        with pytest.raises(NotAllowed):
            actions.add_paper(judged, "rules", know(PDF, "a.pdf"), by=who)
        with pytest.raises(NotAllowed):
            actions.take_paper_away(judged.papers.first(), by=who)
    assert "書類を加える" not in words(client_of(cast.worker).get(url(judged)))
    assert Paper.objects.filter(gone=None, proposal=drafting).count() == 1


def test_taken_away_the_file_leaves_and_that_it_was_there_stays(
    walk, cast, client_of, drafting, django_capture_on_commit_callbacks
):
    worker, paper = client_of(cast.worker), brought(walk, drafting)
    assert len(files()) == 1
    with django_capture_on_commit_callbacks() as at_the_end:
        assert worker.post(url(drafting, f"{paper.pk}/removal/")).status_code == 302
    assert len(files()) == 1  # not before it is sure
    for do in at_the_end:
        do()
    paper.refresh_from_db()
    assert (paper.file.name, paper.gone_by, files()) == ("", cast.npo, [])
    assert worker.get(url(drafting, f"{paper.pk}/")).status_code == 404
    assert "「会則.pdf」は" in words(worker.get(url(drafting)))
    assert brought(walk, drafting).pk != paper.pk  # the same file may come again


def test_it_is_handed_over_under_its_name_never_opened_in_a_page_and_never_stored_on_the_way(
    walk, cast, client_of, drafting
):
    paper = brought(walk, drafting, name='会則 "案".pdf')
    answer = client_of(cast.worker).get(url(drafting, f"{paper.pk}/"))
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''%E4%BC%9A%E5%89%87%20%E6%A1%88.pdf"
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert "no-store" in answer["Cache-Control"]
    assert b"".join(answer.streaming_content).startswith(PDF)


def test_a_link_replayed_signed_out_is_answered_like_one_that_never_was(walk, cast, client, client_of, judged):
    address = url(judged, f"{judged.papers.get(kind='rules').pk}/")
    signed_in = client_of(cast.ward_officer)
    assert signed_in.get(address).status_code == 200
    signed_in.logout()
    other = url(walk.to("drafting"), f"{judged.papers.get(kind='rules').pk}/")
    for reader in (client, signed_in, client_of(cast.outsider)):
        for page in (address, url(judged), url(judged, "999999/"), other):
            assert reader.get(page).status_code == 404, page
    half = client_of(cast.ward_officer, sure=False)  # to the second factor, whether there is such a paper or not
    assert [half.get(page).status_code for page in (address, url(judged, "999999/"), other)] == [302, 302, 404]
    assert client_of(cast.worker).get(other).status_code == 404  # another proposal's number


def test_who_has_opened_it_when_is_kept_and_told_to_the_group_and_the_office(cast, client_of, judged):
    paper = judged.papers.get(kind="rules")
    for name in ("worker", "ward_officer", "judge", "officer"):
        assert client_of(getattr(cast, name)).get(url(judged, f"{paper.pk}/")).status_code == 200
    rows = Record.objects.filter(verb="paper.read").order_by("pk")
    assert [(row.person, row.data["paper"], row.data["side"]) for row in rows] == [
        (cast.ward_officer, paper.pk, "the section"),
        (cast.judge, paper.pk, "the panel"),
        (cast.officer, paper.pk, "the office"),
    ]
    assert {row.shown for row in rows} == {Record.Shown.INSIDE}
    group, office = words(client_of(cast.worker).get(url(judged))), words(client_of(cast.officer).get(url(judged)))
    assert ("3回開かれました" in group, "3回開かれました" in office) == (True, True)
    assert (cast.judge.name in group, cast.judge.name in office) == (False, True)
    assert cast.ward_officer.name in group


def test_a_needed_paper_that_is_not_there_is_said_before_it_is_handed_in_and_stops_it(walk, cast, client_of, drafting):
    walk._submit_ready(drafting)
    for row in drafting.papers.filter(kind="accounts"):
        actions.take_paper_away(row, by=walk.group)
    assert [(gap.what, gap.facts) for gap in what_is_missing(drafting)] == [("no_paper", {"label": "直近の決算"})]
    assert "書類がまだありません：直近の決算" in words(
        client_of(cast.worker).get(f"/proposals/{drafting.code}/sheets/")
    )
    with pytest.raises(NotPossible):
        actions.submit(drafting, by=walk.group)
    brought(walk, drafting, "accounts")
    handed_in = actions.submit(drafting, by=walk.group)
    frozen = handed_in.documents.get(form="F2").content["papers"]
    assert [(one["kind"], len(one["digest"])) for one in frozen] == [("rules", 64), ("members", 64), ("accounts", 64)]


def test_they_stand_in_the_disclosure_with_who_may_see_them_and_what_is_to_be_masked(walk, judged):
    papers = [one for one in the_whole(judged).papers if str(one.sort) == "団体の書類"]
    found = {one.title: {fact.label: (fact.text, bool(fact.mask)) for fact in one.facts} for one in papers}
    assert set(found) == {"規約・会則", "会員名簿", "直近の決算"}
    assert found["会員名簿"]["ファイルの名前"] == ("members.pdf", True)
    assert found["会員名簿"]["読む人"] == ("その団体と事務局だけ", False)
    assert found["規約・会則"]["ファイルの名前"] == ("rules.pdf", False)
    assert [fact.mask for one in papers for fact in one.facts if fact.text == "members.pdf"] == [PRIVATE]


def test_the_page_asks_as_often_whatever_lies_there(walk, cast, client_of, judged):
    officer, counted = client_of(cast.officer), set()
    for number in (1, 3, 50):
        for place in range(number):
            row = Paper.objects.create(
                proposal=judged, kind="rules", file="proposals/x", name="x.pdf", content_type="application/pdf", size=1,
                digest="x", person=cast.worker, hat=cast.npo,
            )  # fmt: skip
            Paper.objects.filter(pk=row.pk, pk__in=[row.pk] * (place % 2)).update(
                file="", gone=timezone.now(), gone_by=cast.npo
            )
            Record.objects.create(
                verb="paper.read", item=judged.item, person=cast.judge, hat=cast.judge, data={"paper": row.pk, "side": "the panel"},
                shown=Record.Shown.INSIDE,
            )  # fmt: skip
        officer.get(url(judged))
        with CaptureQueriesContext(connection) as queries:
            assert officer.get(url(judged)).status_code == 200
        counted.add(len(queries))
    assert len(counted) == 1


def test_what_was_handed_in_keeps_its_file_when_it_is_replaced(walk, cast, client_of):
    """The frozen F2 names it by its digest: whoever asks later what was read finds the very file."""
    proposal = walk.to("drafting")
    first = brought(walk, proposal)
    proposal = walk.step(walk.step(walk.step(proposal, "submit"), "check"), "ask_correction")
    second = brought(walk, proposal, name="会則（改正）.pdf")
    late = brought(walk, proposal, name="まちがい.pdf")
    for paper in (first, late):
        actions.take_paper_away(paper, by=walk.group)
        paper.refresh_from_db()
    assert (first.gone is not None, bool(first.file), bool(late.file)) == (True, True, False)
    asked = [one["digest"] for one in proposal.documents.get(form="F2", version=1).content["papers"]]
    assert first.digest in asked and second.digest not in asked
    for name in ("worker", "officer"):
        reader = client_of(getattr(cast, name))
        assert f"papers/{first.pk}/" in words(reader.get(url(proposal))), name
        assert b"".join(reader.get(url(proposal, f"{first.pk}/")).streaming_content).startswith(b"%PDF"), name
        assert reader.get(url(proposal, f"{late.pk}/")).status_code == 404, name
    assert client_of(cast.student).get(url(proposal, f"{first.pk}/")).status_code == 404
    proposal = actions.correct(proposal, by=walk.group)
    again = [one["digest"] for one in proposal.documents.get(form="F2", version=2).content["papers"]]
    assert first.digest not in again and second.digest in again

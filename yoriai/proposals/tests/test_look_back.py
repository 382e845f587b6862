"""Looking back: each side alone, nobody reads another's sheet before all are in; then side by side (R35)."""

import pytest
from django.core.cache import caches

from yoriai.proposals import actions
from yoriai.proposals.models import LookBack, Proposal, Review
from yoriai.proposals.printing import disclosure_of
from yoriai.proposals.queries.work import LOOKED_AT
from yoriai.proposals.tests.test_pages import words
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
    pdf, xlsx = (office.post(f"/proposals/{looking.code}/disclosure/", {"form": form}) for form in ("pdf", "xlsx"))
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
    for name, actor in (("worker", cast.npo), ("student", cast.students)):
        assert people[name].post(url(looking, "summary/"), {"actor": actor.pk}).status_code == 302
    assert people["worker"].post(url(looking, "summary/"), {"actor": cast.ward_office.pk}).status_code == 404
    assert "返事の日を先に決める" not in words(client.get(f"/proposals/{looking.code}/"))
    people["ward_officer"].post(url(looking, "summary/"), {"actor": cast.ward_office.pk})
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

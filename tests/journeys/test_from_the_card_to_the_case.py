"""The end of a joint project by its pages, without a browser: its papers say what was typed, its case is shown once both sides have said
how they stand in it, and the card it all began with leads there (R1, R24, R39, R47)."""

import re
from io import BytesIO

import pytest
from django.core.cache import caches
from pypdf import PdfReader

from tests.laying_out import laid_out
from yoriai.assembly.models import Commitment
from yoriai.directory.models import Case, Party
from yoriai.proposals import actions
from yoriai.proposals.models import Proposal
from yoriai.proposals.queries.work import LOOKED_AT
from yoriai.proposals.tests.test_pages import BETWEEN, words
from yoriai.proposals.tests.walk import ANSWERS, Walk
from yoriai.voices.models import Statement
from yoriai.web.demo.cast import make_cast
from yoriai.web.demo.fill import fill

pytestmark = pytest.mark.slow

SEED, CARD = "大きな字の当番表を60軒に配る", "大きな字の当番表を作って"
TITLE = "坂の上まで、雪の朝の当番"
GOOD = "坂の上では、朝の声かけがふえました。"
SUMMARY = "当番の決め方を早めに話すとよい"


@pytest.fixture
def town(db):
    laid_out("town", fill)
    return make_cast()


@pytest.fixture
def project(town, monkeypatch):
    """Begun from the 芽 of an evening, walked to where both sides look back; by a name of its own, the demo tells of one like it."""
    monkeypatch.setitem(ANSWERS["F2"], "title", TITLE)
    walk = Walk(town)
    proposal = walk.begin(title=TITLE, came_from=Commitment.objects.get(title=SEED).item)
    for verb in (
        "consult", "draft", "submit", "check", "begin_talks", "review_papers", "pass", "schedule", "review", "adopt", "await_budget",
        "negotiate", "sign", "start", "report_midway", "carry_out", "report", "accept",
    ):  # fmt: skip
        proposal = walk.step(proposal, verb)
    return walk, proposal


def plain(text):
    """Without the blanks of a layout."""
    return re.sub(r"[\s\u200b]", "", text)


def paper(client, address):
    """The words of a sheet as whoever prints it gets them."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return plain("".join(sheet.extract_text() for sheet in PdfReader(BytesIO(body)).pages))


def says(text, *facts):
    assert [fact for fact in facts if plain(str(fact)) not in text] == []


def looked_back(project, client_of):
    """Each side fills in its sheet on its page. Returns (walk, proposal, the browser of each side)."""
    walk, proposal = project
    town, url = walk.cast, f"/proposals/{proposal.code}/"
    browsers = {
        town.npo: client_of(town.worker), town.students: client_of(town.student), town.ward_office: client_of(town.ward_officer),
    }  # fmt: skip
    for mark, (actor, browser) in zip((5, 3, 2), browsers.items(), strict=True):
        sent = dict.fromkeys(LOOKED_AT, mark) | {"actor": actor.pk, "good": f"{GOOD}{actor.name}", "hand_in": "1"}
        assert browser.post(f"{url}look-back/of/{actor.pk}/", sent).status_code == 302
    return walk, proposal, browsers


def test_the_papers_of_the_midway_report_the_looking_back_and_the_report_say_what_was_typed(project, client_of):
    walk, proposal, browsers = looked_back(project, client_of)
    town, url = walk.cast, f"/proposals/{proposal.code}/"
    group = browsers[town.npo]
    midway = paper(group, f"{url}sheets/F10.pdf")
    says(midway, TITLE, town.npo.name, ANSWERS["F10"]["progress"])
    report = paper(group, f"{url}sheets/F13.pdf")
    says(report, TITLE, town.npo.name, ANSWERS["F13"]["done"], ANSWERS["F13"]["reached"])
    for row in proposal.look_backs.select_related("actor"):
        sheet = paper(group, f"{url}look-back/{row.pk}/pdf/")
        says(sheet, TITLE, row.actor.name, f"{GOOD}{row.actor.name}")
    outsider = client_of(town.outsider)
    for private in (f"look-back/{proposal.look_backs.first().pk}/pdf/", "sheets/F10.pdf", "sheets/F13.pdf"):
        assert outsider.get(f"{url}{private}").status_code == 404, private


def test_the_case_is_shown_once_both_sides_have_said_how_and_the_card_leads_to_it(project, client_of, client):
    walk, proposal, browsers = looked_back(project, client_of)
    town, url = walk.cast, f"/proposals/{proposal.code}/"
    walk._tell = lambda found: (
        actions.note_review(
            found, by=walk.office, on=found.submitted.date(), coordinator="佐々木 道", summary=SUMMARY, said="内々の話"
        ),
        actions.tell(found, "報告会に40人が来ました。", by=walk.office),
    )
    for verb in ("tell", "complete", "go_on"):
        proposal = walk.step(proposal, verb)
    group = browsers[town.npo]
    answer = group.post(f"{url}next-step/case/", follow=True)
    assert "下書きができました。" in words(answer)
    case = Case.objects.get(title=TITLE)
    show, shown = f"/items/{case.code}/state/", case.get_absolute_url()
    card = Statement.objects.get(title__startswith=CARD)
    # The group alone cannot show it, and nobody outside finds it from the card.
    group.post(show, {"verb": "show"})
    assert client.get(shown).status_code == 404
    assert shown not in words(client.get(f"/items/{card.code}/story/"))
    for actor in (town.students, town.ward_office):
        door = f"/items/{case.code}/consent/"
        assert TITLE in words(browsers[actor].get(door))
        row = Party.objects.get(item=case.pk, actor=actor)
        sent = {"party": row.pk, f"{row.pk}-shown": "name", f"{row.pk}-reply": f"{actor.name}からもひとこと。"}
        assert browsers[actor].post(door, sent).status_code == 302
        assert client.get(shown).status_code == 404
    assert group.post(show, {"verb": "show"}).status_code == 302
    caches["pages"].clear()  # a stranger's page is kept whole for ten seconds
    page = words(client.get(shown))
    for actor in (town.npo, town.students, town.ward_office):
        assert actor.name in page, actor
    assert f"{town.students.name}からもひとこと。" in page
    assert "町内会が当番を引き継ぎます。" in page
    for hidden in {*BETWEEN, "内々の話", GOOD}:
        assert hidden not in page
    thread = words(client.get(f"/items/{card.code}/story/"))
    places = [thread.find(one) for one in (SEED, url, shown)]
    assert -1 not in places, places
    assert card.get_absolute_url() in words(client.get(f"/items/{case.code}/story/"))
    assert Proposal.objects.get(pk=proposal.pk).state == "onward"

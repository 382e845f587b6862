"""threats.md: foreign ids, inference. What is not for everybody is on no page, in no list, number, feed, search or suggestion."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.atlas import FOR_MACHINES, PAGES, address_of
from yoriai.assembly import actions as assembly
from yoriai.assembly.models import Session
from yoriai.kernel.moderation.actions import hide
from yoriai.people.actions import put_contact
from yoriai.publishing.actions import draft_result, edit_result
from yoriai.ui.tests.paper_reading import text_of
from yoriai.voices.actions import add_statement, comment
from yoriai.web.actions import count_items
from yoriai.web.demo import evenings

SECRET = "ぬれぬれごと"
NUMBER = "000-555-0123"
EVERYWHERE = ["/", "/themes/", "/items/", f"/search/?q={SECRET}", "/themes/yukikaki/", "/feed.atom", "/assemblies/"]


@pytest.fixture
def secrets(town, signs) -> list[str]:
    """A draft evening, a draft result, a card and a comment made invisible, a telephone number: addresses of the first ones."""
    team, office = town.who(town.facilitator, town.team), town.who(town.officer, town.section)
    tonight = Session.objects.get(code=signs["TONIGHT"])
    starts = timezone.now() + dt.timedelta(days=20)
    draft = assembly.prepare_session(
        tonight.assembly,
        f"{SECRET}一",
        by=team,
        starts=starts,
        ends=starts + dt.timedelta(hours=2),
        themes=[town.themes[4]],
    )
    closed = Session.objects.get(code=signs["BARE"])
    result = draft_result(closed, by=team)
    edit_result(result, {"headline": f"{SECRET}二", "lead": f"{SECRET}三"}, by=team, version=result.draft.number)
    card = add_statement(tonight, f"{SECRET}四", by=town.who(town.resident), door="home")
    hide(card.item, by=office, reason="personal", text="名前")
    word = comment(tonight, f"{SECRET}五", by=town.who(town.resident))
    hide(tonight.item, by=office, reason="personal", text="名前", part=f"comment:{word.pk}")
    blank = evenings.evening(town, tonight.assembly, tonight.where, "べつの夜？", 0, town.themes[4])
    put_contact(town.npo, "phone", NUMBER, purpose="notices", ends=timezone.localdate() + dt.timedelta(days=9))
    assembly.print_cards(blank, 1, by=team)
    count_items()
    return [draft.get_absolute_url(), result.get_absolute_url(), card.get_absolute_url(), f"/items/{draft.code}/",
            f"/items/{draft.code}/story/", f"/items/{result.code}/", f"/results/{result.code}/kawaraban.pdf"]  # fmt: skip


def _words(answer, content: bytes) -> str:
    """What a page or a sheet says; a file that is neither has no words."""
    if answer.headers.get("Content-Type", "") == "application/pdf":
        return text_of(content)
    return content.decode(errors="replace")


@pytest.mark.parametrize("who", ["stranger", "guest", "outsider"])
def test_what_is_not_for_everybody_is_nowhere(who, client_for, signs, secrets):
    client = client_for(who)
    lines = [*PAGES["stranger"], *FOR_MACHINES] + (PAGES["guest"] if who == "guest" else [])
    for address in [*(address_of(line, signs) for line in lines), *EVERYWHERE, f"{EVERYWHERE[3]}&kind=session"]:
        answer = client.get(address, follow=True)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        page = _words(answer, content).replace(f"q={SECRET}", "").replace(f'value="{SECRET}"', "")
        page = re.sub(rf"さがす：{SECRET}(?=[ 　<|])", "", page)
        assert SECRET not in page, address
        assert NUMBER not in page, address


@pytest.mark.parametrize("who", ["stranger", "guest", "outsider"])
def test_absent_and_forbidden_look_the_same(who, client_for, secrets):
    client = client_for(who)
    nowhere = client.get("/items/ZZZZZZ/").content
    for address in secrets:
        answer = client.get(address)
        assert answer.status_code == 404, address
        assert re.sub(rb"/[a-z]+/[2-9A-Z]{6}[^\"]*", b"", answer.content) == re.sub(
            rb"/[a-z]+/[2-9A-Z]{6}[^\"]*", b"", nowhere
        )


def test_what_is_kept_whole_for_strangers_never_holds_what_a_member_saw(client_for, signs, secrets):
    """The kept page is made anew for strangers, whoever came first."""
    worker, stranger = client_for("worker"), client_for("stranger")
    for line in PAGES["stranger"]:
        address = address_of(line, signs)
        worker.get(address)
        page = stranger.get(address).content.decode()
        assert "csrfmiddlewaretoken" not in page or "no-cache" in stranger.get(address).headers.get(
            "Cache-Control", ""
        ), line
        assert "沢田 みどり" not in page or line.split()[0] in (
            "people:who",
            "publishing:result",
            "people:invitation",
        ), line


def test_a_file_s_address_is_worth_nothing_to_somebody_else(client_for, signs, secrets):
    """A file link replayed signed out; a number beside one's own."""
    worker, stranger, outsider = client_for("worker"), client_for("stranger"), client_for("outsider")
    sheet = reverse("assembly:sheet", args=[signs["TONIGHT"], signs["SHEET"]])
    assert worker.get(sheet).status_code == 200
    assert (stranger.get(sheet).status_code, outsider.get(sheet).status_code) == (302, 404)
    assert worker.get(reverse("assembly:sheet", args=[signs["CALLED"], signs["SHEET"]])).status_code == 404
    assert stranger.get(reverse("assembly:material", args=[signs["CALLED"], signs["MATERIAL"]])).status_code == 404
    assert worker.post(reverse("publishing:quote", args=[signs["CLOSED"], signs["QUOTE"]])).status_code == 404
    assert worker.post(reverse("publishing:key", args=[signs["CLOSED"], signs["KEY"]])).status_code == 404
    assert worker.post(reverse("assembly:door_back", args=[signs["CALLED"], signs["ASIDE"]])).status_code == 404
    assert worker.get(reverse("people:by_hand_line", args=[signs["LINE"]])).status_code == 404

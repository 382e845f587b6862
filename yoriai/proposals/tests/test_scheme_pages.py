"""What everybody reads of schemes (R33, R35): list, page, public list, forms, five questions, themes."""

import datetime as dt
import json

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from yoriai.engines.schemes import Phase, plain
from yoriai.proposals import actions
from yoriai.proposals.models import Proposal, Scheme
from yoriai.proposals.queries.examples import examples
from yoriai.proposals.queries.fit import fit
from yoriai.proposals.queries.schemes import course, numbers_of
from yoriai.proposals.tests.walk import PRIVATE

EMPTY = "まだ募集を始めた制度はありません。"


def text(client, address):
    """The page as it is now, without the breaks between phrases."""
    caches["pages"].clear()
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode().replace("<wbr>", "").replace("\u200b", "")


def over(scheme):
    """The call has ended, and its grace too."""
    plan = scheme.the_plan
    last = timezone.localdate() - dt.timedelta(days=2)
    phases = tuple(
        Phase("call", phase.name, last - dt.timedelta(days=30), last) if phase.key == "call" else phase
        for phase in plan.phases
    )
    Scheme.objects.filter(pk=scheme.pk).update(plan=plain(plan) | {"phases": plain(phases)})
    return Scheme.objects.get(pk=scheme.pk)


def test_without_a_scheme_the_page_leads_to_those_of_other_cities(cast, client):
    page = text(client, "/schemes/")
    assert EMPTY in page
    assert 'href="/schemes/comparison/"' in page


def test_the_open_scheme_stands_first_and_a_draft_is_seen_by_the_office_alone(walk, cast, client, client_of):
    office = cast.who(cast.officer, cast.office)
    old = actions.end_scheme(actions.open_scheme(actions.draw_up(examples()["youth"], by=office), by=office), by=office)
    draft = actions.draw_up(examples()["yokohama"], by=office)
    page = text(client, "/schemes/")
    assert page.index(walk.scheme.code) < page.index(old.code)
    assert "令和9年度" in page
    for one, desk in ((client, 302), (client_of(cast.worker), 404)):
        assert draft.code not in text(one, "/schemes/")
        assert one.get(f"/schemes/{draft.code}/").status_code == 404
        assert one.get(f"/schemes/{draft.code}/plan/").status_code == desk
    assert draft.code in text(client_of(cast.officer), "/schemes/")


def test_the_page_says_all_one_needs_before_an_idea_is_written_down(walk, client):
    page = text(client, f"/schemes/{walk.scheme.code}/")
    for words in (
        "自由提案型", "3,000,000円", "会員が5人以上いて", "利益をあげることを目的とするもの", "課題把握・公益性", "冬の歩道を、みんなで",
        "アイデアシート", "足りないところがあれば、14日のあいだに直せます。", "100点のうち60点以上で通過します。",
    ):  # fmt: skip
        assert words in page
    assert walk.panel[0].actor.name in page


def test_the_year_is_a_course_in_which_one_sees_where_one_is():
    plan = examples()["sendai"]
    states = {phase.key: state for phase, state in course(plan, dt.date(2027, 7, 15))}
    assert states == {
        "call": "done", "talks": "done", "first_review": "done", "presentation": "done", "result": "done", "budget": "done",
        "agreement": "now", "completion": "ahead", "report": "ahead", "look_back": "ahead", "meeting": "ahead",
    }  # fmt: skip


def test_the_list_is_published_after_the_last_day_and_holds_four_facts_and_nothing_else(walk, cast, client, client_of):
    """threats.md, inference: what is only listed tells number, title, class and how it stands; nothing private, no link."""
    proposal = walk.to("submitted")
    office = client_of(cast.officer)
    address = f"/schemes/{walk.scheme.code}/"
    office.post(f"{address}desk/list/")
    assert proposal.title not in text(client, address)
    scheme = over(walk.scheme)
    office.post(f"{address}desk/list/")
    page = text(client, address)
    assert proposal.title in page
    assert f'href="/proposals/{proposal.code}/"' not in page
    assert [one for one in (*PRIVATE, cast.npo.name) if one in page] == []
    rows = json.loads(client.get(f"{address}proposals.json").content)
    assert rows == [{"番号": 1, "事業名": proposal.title, "型": "自由提案型", "いまの段階": "審査中"}]
    table = client.get(f"{address}proposals.csv").content
    assert table.startswith(b"\xef\xbb\xbf")
    assert table.decode("utf-8-sig") == f"番号,事業名,型,いまの段階\r\n1,{proposal.title},自由提案型,審査中\r\n"
    assert scheme.code == walk.scheme.code


def test_what_was_made_invisible_leaves_the_list(walk, cast, client):
    from yoriai.kernel.moderation.actions import hide

    proposal = walk.to("submitted")
    over(walk.scheme)
    actions.publish_list(walk.scheme, by=walk.office)
    hide(proposal.item, by=walk.office, reason="personal", text="名前がありました。")
    assert proposal.title not in text(client, f"/schemes/{walk.scheme.code}/")
    assert json.loads(client.get(f"/schemes/{walk.scheme.code}/proposals.json").content) == []


def test_an_adopted_project_is_linked_from_the_list(walk, client):
    proposal = walk.to("adopted")
    over(walk.scheme)
    actions.publish_list(walk.scheme, by=walk.office)
    assert f'href="/proposals/{proposal.code}/"' in text(client, f"/schemes/{walk.scheme.code}/")


def test_the_years_numbers_stand_also_where_nothing_was_adopted(walk, client):
    walk.to("not_adopted")
    walk.to("idea")
    scheme = actions.end_scheme(walk.scheme, by=walk.office)
    found = numbers_of(scheme)
    assert (found.consultations, found.came_in, found.adopted, found.realised) == (1, 1, 0, 0)
    assert "この年度は、採択した事業がありませんでした。" in text(client, f"/schemes/{scheme.code}/")


def test_every_form_can_be_read_and_printed_with_what_it_asks(walk, client):
    for form in walk.plan.forms:
        page = text(client, f"/schemes/{walk.scheme.code}/forms/{form.code}/")
        assert [walk.plan.field(key).label for key in form.fields if walk.plan.field(key).label not in page] == []
    assert "よかったこと" in text(client, f"/schemes/{walk.scheme.code}/forms/F12/")
    assert client.get(f"/schemes/{walk.scheme.code}/forms/F99/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3, 50])
def test_the_page_costs_the_same_for_one_line_and_for_many(walk, client, rows):
    now = timezone.now()
    for number in range(rows):
        proposal = Proposal(
            scheme=walk.scheme, type="free", title=f"提案{number}", by=walk.cast.npo, state="submitted", number=number + 1,
            submitted=now, listed=now, visibility="audience",
        )  # fmt: skip
        proposal.save()
    client.get("/schemes/")  # what is kept for all readers
    with CaptureQueriesContext(connection) as queries:
        page = text(client, f"/schemes/{walk.scheme.code}/")
    assert page.count("提案") >= rows
    assert len(queries) <= 16


SENDAI = examples()["sendai"]
GOOD = {"who": "group", "issue": "many", "city": "together", "how": "months", "yen": None}


@pytest.mark.parametrize(
    ("change", "how", "elsewhere"),
    [
        ({}, "yes", ["talk"]),
        ({"yen": 3_000_000}, "yes", ["talk"]),
        ({"yen": 3_000_001}, "perhaps", ["talk", "measures"]),
        ({"who": "alone"}, "perhaps", ["needs", "forum"]),
        ({"issue": "own"}, "no", ["forum", "measures"]),
        ({"issue": "profit"}, "no", ["measures"]),
        ({"city": "ask"}, "no", ["forum"]),
        ({"how": "building"}, "no", ["talk"]),
        ({"how": "once", "city": "money"}, "perhaps", ["measures"]),
    ],
)
def test_five_answers_are_answered_in_words_with_what_else_there_is(change, how, elsewhere):
    answer = fit(SENDAI, **(GOOD | change))
    assert (answer.how, answer.elsewhere) == (how, elsewhere)
    assert bool(answer.classes) == (how != "no" and change.get("yen") != 3_000_001)


def test_the_youth_class_comes_first_for_the_young_and_never_for_others():
    youth = examples()["youth"]
    assert [kind.key for kind in fit(youth, **(GOOD | {"who": "youth"})).classes] == ["youth"]
    assert fit(youth, **GOOD).classes == []


def test_the_five_questions_work_without_javascript_and_keep_nothing(walk, client):
    address = f"/schemes/{walk.scheme.code}/fit/"
    assert 'method="get"' in text(client, address)
    asked = f"{address}?who=group&issue=many&city=together&how=months&yen="
    assert "はい、この制度に合いそうです。" in text(client, asked)
    assert "この制度には合わないようです。" in text(client, asked.replace("many", "profit"))
    assert client.get(f"{address}?who=nobody").status_code == 422
    assert Proposal.objects.count() == 0


def test_a_theme_sheet_is_its_sections_and_is_asked_about_in_the_open(walk, cast, client, client_of):
    sheet = walk.scheme.set_themes.get()
    page = text(client, f"/scheme-themes/{sheet.code}/")
    assert "地域の力を生かす提案" in page
    assert f'href="/items/{sheet.code}/comments/"' in page
    assert "facts/" not in page
    for stranger in (client_of(cast.worker), client_of(cast.outsider)):
        assert stranger.get(f"/scheme-themes/{sheet.code}/facts/").status_code == 404
        stranger.post(f"/scheme-themes/{sheet.code}/state/", {"verb": "end"})
    sheet.refresh_from_db()
    assert sheet.state == "shown"
    section = client_of(cast.ward_officer)
    facts = {"title": "冬の歩道", "background": "雪", "wanted": "力", "city_can": "道具", "cap": "", "themes": []}
    address = f"/scheme-themes/{sheet.code}/facts/"
    assert "訂正を公開する" in section.get(address).content.decode()
    assert section.post(address, facts).status_code == 422  # people write to it already: why?
    assert section.post(address, facts | {"why": "書きまちがい"}).status_code == 302
    sheet.refresh_from_db()
    assert (sheet.title, sheet.cap) == ("冬の歩道", 0)


def test_a_section_sets_a_theme_as_a_draft_others_do_not_see(walk, cast, client, client_of):
    section = client_of(cast.ward_officer)
    address = f"/schemes/{walk.scheme.code}/themes/new/"
    facts = {
        "section": cast.ward_office.pk, "title": "空き家を居場所に", "background": "空き家", "wanted": "居場所", "city_can": "調査の結果",
        "cap": "500000",
    }  # fmt: skip
    made = section.post(address, facts)
    assert made.status_code == 302
    assert client.get(made.url).status_code == 404
    assert section.get(made.url).status_code == 200
    assert "空き家を居場所に" not in text(client, f"/schemes/{walk.scheme.code}/")
    section.post(f"{made.url}state/", {"verb": "show"})
    assert "空き家を居場所に" in text(client, f"/schemes/{walk.scheme.code}/")
    # Not in another section's name.
    assert section.post(address, facts | {"section": cast.office.pk}).status_code == 422

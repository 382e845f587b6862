"""About a proposal: class, theme sheet, themes and area are chosen by people, and inherited from where it came from."""

import re

import pytest
from django.utils import timezone

from yoriai.directory import actions as directory
from yoriai.directory.models import Activity
from yoriai.kernel.models import Area, Link, Theme
from yoriai.kernel.policy import NotAllowed, NotPossible
from yoriai.proposals import actions
from yoriai.proposals.models import Proposal, Scheme, SchemeTheme
from yoriai.proposals.queries.likely import likely_bodies
from yoriai.proposals.tests.test_pages import words
from yoriai.proposals.tests.walk import ANSWERS

IDEA = {"title": "雪かきの学校", "type": "free", "issue": "道具の使い方がわからない", "idea": "教室をひらく"}


@pytest.fixture
def snow(walk):
    return Theme.objects.get(code="yukikaki")


@pytest.fixture
def ward(walk):
    return Area.objects.filter(kind=Area.Kind.WARD).order_by("pk").first()


def codes(proposal):
    return set(proposal.themes.values_list("code", flat=True))


def test_an_idea_says_what_it_is_about_and_where_and_partners_are_found_by_it(walk, client_of, cast, snow, ward):
    """R35: the words may differ; the theme brings them together."""
    shown = directory.add_entry(
        Activity(),
        by=cast.who(cast.student, cast.students),
        title="朝の当番",
        summary="生徒が集まります",
        themes=[snow],
    )
    directory.show_entry(shown, by=cast.who(cast.student, cast.students))
    client, url = client_of(cast.worker), f"/schemes/{walk.scheme.code}/idea/"
    page = client.get(url).content.decode()
    assert 'name="themes"' in page
    assert 'name="areas"' in page
    sent = IDEA | {"hat": cast.npo.pk, "themes": [snow.pk], "areas": [ward.pk]}
    assert client.post(url, sent).status_code == 302
    made = Proposal.objects.latest("pk")
    assert codes(made) == {"yukikaki"}
    assert ward in made.areas.all()
    found = likely_bodies(made, timezone.localdate())
    assert [one.actor for one in found] == [cast.students]
    page = words(client.get(f"/proposals/{made.code}/"))
    assert snow.name in page
    assert ward.name in page


def test_it_takes_the_themes_of_what_it_came_from_and_they_stand_chosen_on_the_page(walk, client_of, cast, snow, ward):
    offer = directory.add_entry(
        Activity(), by=cast.who(cast.worker, cast.npo), title="雪かき", summary="します", themes=[snow], areas=[ward]
    )
    directory.show_entry(offer, by=cast.who(cast.worker, cast.npo))
    client, url = client_of(cast.worker), f"/schemes/{walk.scheme.code}/idea/?from={offer.code}"
    page = client.get(url).content.decode()
    assert re.search(rf'name="themes" value="{snow.pk}"[^>]* checked', page)
    assert client.post(url, IDEA | {"hat": cast.npo.pk}).status_code == 302
    made = Proposal.objects.latest("pk")
    assert codes(made) == {"yukikaki"}
    assert ward in made.areas.all()


def test_it_takes_the_themes_of_the_theme_sheet_and_of_what_it_follows(walk, snow):
    sheet = SchemeTheme.objects.get(scheme=walk.scheme)
    sheet.themes.add(snow)
    assert codes(walk.begin(type="themed", theme=sheet)) == {"yukikaki"}
    ended = walk.begin(themes=[snow])
    ended = actions.withdraw(ended, by=walk.group)
    assert codes(actions.begin_again(ended, walk.scheme, by=walk.group)) == {"yukikaki"}


def test_the_page_about_it_changes_everything_until_it_is_handed_in_and_loses_no_answer(
    walk, client_of, cast, snow, ward
):
    proposal, sheet = walk.to("drafting"), SchemeTheme.objects.get(scheme=walk.scheme)
    walk.write(proposal, "F2")
    url, client = f"/proposals/{proposal.code}/about/", client_of(cast.worker)
    assert client.get(url).status_code == 200
    sent = {"title": "冬の歩道を守る", "type": "themed", "theme": sheet.pk, "themes": [snow.pk], "areas": [ward.pk]}
    answer = client.post(url, sent)
    assert (answer.status_code, answer.url) == (302, f"/proposals/{proposal.code}/")
    proposal.refresh_from_db()
    assert (proposal.title, proposal.type, proposal.theme) == ("冬の歩道を守る", "themed", sheet)
    assert codes(proposal) == {"yukikaki"}
    said = dict(proposal.answers.values_list("key", "text"))
    assert said["title"] == "冬の歩道を守る"
    assert said["contents"] == ANSWERS["F2"]["contents"]
    tied = Link.objects.filter(source=sheet, target=proposal, kind="became")
    assert tied.exists()
    assert client.post(url, sent | {"type": "free", "theme": ""}).status_code == 302
    assert not tied.exists()
    assert client.post(url, sent | {"title": ""}).status_code == 422


def test_only_those_who_carry_it_change_it_and_not_once_it_is_handed_in(walk, client_of, cast):
    proposal = walk.to("drafting")
    url = f"/proposals/{proposal.code}/about/"
    for other in (cast.outsider, cast.ward_officer):
        assert client_of(other).get(url).status_code == 404, other
    assert client_of(cast.officer).get(url).status_code == 200
    proposal = walk.step(proposal, "submit")
    assert client_of(cast.worker).get(url).status_code == 404
    with pytest.raises(NotAllowed):
        actions.put_about(proposal, by=walk.group, title="ほかの名前", type="free")


def test_the_action_knows_only_classes_of_its_scheme(walk):
    proposal = walk.begin()
    with pytest.raises(NotPossible):
        actions.put_about(proposal, by=walk.group, title="名前", type="youth")


def test_the_name_of_the_idea_is_the_name_of_the_project_until_somebody_changes_either(walk, client_of, cast):
    """What was said once is never asked again."""
    proposal = walk.begin(title="坂道の雪かき隊")
    assert proposal.answers.get(key="title").text == "坂道の雪かき隊"
    proposal = walk.step(walk.step(proposal, "consult"), "draft")
    assert "坂道の雪かき隊" in words(client_of(cast.worker).get(f"/proposals/{proposal.code}/sheets/F2/"))
    actions.put_answers(proposal, "F2", {"title": "坂道を守る会"}, by=walk.group)
    proposal.refresh_from_db()
    assert proposal.title == "坂道を守る会"
    actions.put_about(proposal, by=walk.group, title="坂道の朝", type="free")
    answer = proposal.answers.get(key="title")
    assert (answer.text, answer.former.count()) == ("坂道の朝", 2)


def test_a_class_that_answers_a_theme_asks_for_it_at_once(walk, client_of, cast):
    client, url = client_of(cast.worker), f"/schemes/{walk.scheme.code}/idea/"
    answer = client.post(url, IDEA | {"hat": cast.npo.pk, "type": "themed"})
    assert answer.status_code == 422
    assert "テーマ" in words(answer)
    assert not Proposal.objects.exists()
    sheet = SchemeTheme.objects.get(scheme=walk.scheme)
    assert client.post(url, IDEA | {"hat": cast.npo.pk, "type": "themed", "theme": sheet.pk}).status_code == 302
    assert Proposal.objects.get().theme == sheet


def test_where_no_theme_is_set_the_class_says_so(walk, client_of, cast):
    SchemeTheme.objects.update(state="ended")
    answer = client_of(cast.worker).post(
        f"/schemes/{walk.scheme.code}/idea/", IDEA | {"hat": cast.npo.pk, "type": "themed"}
    )
    assert answer.status_code == 422
    assert "いまは、市のテーマが出ていません。" in words(answer)


def test_a_missing_theme_leads_to_the_page_where_it_is_chosen(walk, client_of, cast):
    proposal = walk.begin(type="themed")
    proposal = walk.step(walk.step(proposal, "consult"), "draft")
    page = words(client_of(cast.worker).get(f"/proposals/{proposal.code}/sheets/"))
    assert f'<a href="/proposals/{proposal.code}/about/">' in page


def test_beginning_again_in_a_themed_class_asks_for_the_theme(walk, client_of, cast):
    ended = walk.begin(type="themed", theme=SchemeTheme.objects.get(scheme=walk.scheme))
    ended = actions.withdraw(ended, by=walk.group)
    client, url = client_of(cast.worker), f"/proposals/{ended.code}/again/"
    assert client.post(url, {"scheme": walk.scheme.pk, "type": "themed"}).status_code == 422
    sent = {"scheme": walk.scheme.pk, "type": "themed", "theme": ended.theme_id}
    assert client.post(url, sent).status_code == 302
    made = Proposal.objects.latest("pk")
    assert (made.type, made.theme, made.follows) == ("themed", ended.theme, ended)
    assert client.post(url, sent | {"type": "youth"}).status_code == 422


def test_a_scheme_that_takes_no_ideas_says_so_before_anything_is_typed(walk, client_of, cast):
    client, url = client_of(cast.worker), f"/schemes/{walk.scheme.code}/idea/"
    Scheme.objects.update(state="ended")
    answer = client.get(url, follow=True)
    assert answer.redirect_chain == [(f"/schemes/{walk.scheme.code}/", 302)]
    assert "いまはアイデアを受け付けていません" in words(answer)
    Scheme.objects.update(state="draft", visibility="public")
    assert client.get(url).status_code == 302


@pytest.mark.parametrize("asked", ["from", "theme"])
def test_a_sign_no_text_can_hold_is_passed_over_in_an_address(walk, client, client_of, cast, asked):
    assert client.get(f"/proposals/new/?{asked}=%00").status_code == 302
    assert client_of(cast.worker).get(f"/schemes/{walk.scheme.code}/idea/?{asked}=%00").status_code == 200


def test_what_was_reported_of_last_year_does_not_stand_in_the_new_proposal(walk):
    done = walk.to("completed")
    again = actions.begin_again(done, walk.scheme, by=walk.group)
    said = dict(again.answers.values_list("key", "text"))
    assert said["contents"] == ANSWERS["F2"]["contents"]
    assert said["address"] == ANSWERS["F5"]["address"]
    assert not {"progress", "done", "reached", "receipts"} & set(said)

"""書きかけ (R45): what is typed is kept on the way, brought back, dropped when it is sent, and nobody else's."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from yoriai.directory.actions import add_entry
from yoriai.directory.models import Activity, Event
from yoriai.people import actions
from yoriai.people.models import Draft
from yoriai.people.tasks import end_contacts

NEW = "/activities/new/"


@pytest.fixture
def sakura(cast, client_of):
    return client_of(cast.resident)


def door(client, page=NEW, window="a1", **fields):
    """What the module of the page posts while somebody types."""
    return client.post("/my/drafts/", {"draft_page": page, "draft_window": window, **fields})


def form_of(answer):
    """The hidden fields of the form on a page, as its next post carries them."""
    keeping = answer.context["request"].keeping
    facts = {"draft_page": keeping.page, "draft_window": keeping.window}
    if keeping.earlier:
        facts |= {"draft_from": keeping.earlier.pk, "draft_at": keeping.earlier.kept.isoformat()}
    return facts


def kept(person):
    """The titles somebody has typed into forms not sent yet, the newest first."""
    return [row.typed["title"] for row in Draft.objects.filter(by=person).order_by("-kept")]


def test_what_is_typed_stands_in_the_form_again_when_it_is_opened(sakura, cast):
    """R45."""
    told = door(sakura, title="土曜の朝ごは", themes=["1", "2"], contact_by="shown")
    assert told.status_code == 200
    assert "途中まで保存しました" in told.json()["line"]
    form = sakura.get(NEW).context["form"]
    assert (form["title"].value(), form["themes"].value()) == ("土曜の朝ごは", ["1", "2"])


def test_the_page_says_so_and_gives_a_way_to_start_afresh(sakura, cast):
    door(sakura, title="土曜の朝ごは")
    page = sakura.get(NEW)
    assert "まで書いていたものを、もどしました" in page.content.decode()
    answer = sakura.post(NEW, {**form_of(page), "draft": "afresh"})
    assert (answer.status_code, answer.url) == (302, NEW)
    assert kept(cast.resident) == []
    assert sakura.get(NEW).context["form"]["title"].value() is None


def test_without_javascript_a_button_keeps_the_unfinished_form(sakura, cast):
    """No field is required for that: an empty title is kept as it stands."""
    page = sakura.get(NEW)
    answer = sakura.post(NEW, {**form_of(page), "draft": "keep", "title": "", "summary": "子どもに"}, follow=True)
    assert answer.redirect_chain == [(NEW, 302)]
    assert answer.context["form"]["summary"].value() == "子どもに"
    assert not Activity.objects.exists()


def test_sending_the_form_drops_what_was_kept_of_it(sakura, cast):
    page = sakura.get(NEW)
    door(sakura, window=form_of(page)["draft_window"], title="朝ごはん")
    sakura.post(NEW, {**form_of(page), "title": "朝ごはん", "contact_by": "shown"})
    assert list(Activity.objects.values_list("title", flat=True)) == ["朝ごはん"]
    assert kept(cast.resident) == []


def test_sending_what_was_brought_back_drops_it_too(sakura, cast):
    door(sakura, title="朝ごはん")
    page = sakura.get(NEW)
    sakura.post(NEW, {**form_of(page), "title": "朝ごはん", "contact_by": "shown"})
    assert Activity.objects.get().title == "朝ごはん"
    assert kept(cast.resident) == []


def test_a_form_that_was_refused_keeps_its_draft(sakura, cast):
    page = sakura.get(NEW)
    door(sakura, window=form_of(page)["draft_window"], title="朝")
    answer = sakura.post(NEW, {**form_of(page), "title": ""})
    assert answer.status_code == 422
    assert kept(cast.resident) == [["朝"]]
    assert form_of(answer) == form_of(page)


def test_two_windows_keep_both_and_the_newer_comes_back_first(sakura, cast):
    door(sakura, window="first", title="前の画面")
    told = door(sakura, window="second", title="後の画面").json()["line"]
    assert "別の画面では" in told
    page = sakura.get(NEW)
    assert page.context["form"]["title"].value() == "後の画面"
    older = Draft.objects.get(window="first")
    assert f"?draft={older.pk}" in page.content.decode()
    assert sakura.get(f"{NEW}?draft={older.pk}").context["form"]["title"].value() == "前の画面"


def test_starting_afresh_lets_go_of_what_is_shown_and_of_nothing_else(sakura, cast):
    door(sakura, window="first", title="前の画面")
    door(sakura, window="second", title="後の画面")
    page = sakura.post(NEW, {**form_of(sakura.get(NEW)), "draft": "afresh"}, follow=True)
    assert page.redirect_chain == [(f"{NEW}?draft=0", 302)]
    assert page.context["form"]["title"].value() is None
    assert kept(cast.resident) == [["前の画面"]]
    assert f"?draft={Draft.objects.get().pk}" in page.content.decode()


def test_sending_one_window_leaves_what_the_other_kept(sakura, cast):
    """Two different activities, written side by side."""
    door(sakura, window="other", title="ほかの活動")
    sakura.post(NEW, {"draft_page": NEW, "draft_window": "mine", "title": "朝ごはん", "contact_by": "shown"})
    assert Activity.objects.get().title == "朝ごはん"
    assert kept(cast.resident) == [["ほかの活動"]]


def test_going_on_with_a_draft_takes_its_place_and_does_not_double_it(sakura, cast):
    door(sakura, title="朝")
    more = form_of(sakura.get(NEW))
    sakura.post("/my/drafts/", {**more, "title": "朝ごはん"})
    assert kept(cast.resident) == [["朝ごはん"]]


def test_a_window_that_began_from_an_older_state_does_not_wipe_out_the_newer(sakura, cast):
    door(sakura, title="朝")
    begun = form_of(sakura.get(NEW))
    door(sakura, title="朝ごはんの会")
    sakura.post("/my/drafts/", {**begun, "title": "夕ごはん"})
    assert kept(cast.resident) == [["夕ごはん"], ["朝ごはんの会"]]


def test_what_is_kept_is_nobody_elses(sakura, cast, client_of):
    door(sakura, title="ひみつの朝ごはん")
    row = Draft.objects.get()
    for other in (client_of(cast.worker), client_of(cast.officer)):
        page = other.get(f"{NEW}?draft={row.pk}")
        assert "ひみつの朝ごはん" not in page.content.decode()
    sakura.post(NEW, {"draft_page": NEW, "draft_window": "a1", "draft": "afresh"})
    door(client_of(cast.worker), title="別の人の")
    assert kept(cast.resident) == []


def test_only_forms_that_keep_can_be_named_and_only_with_an_account(sakura, cast):
    for page in ("/", "/nowhere/", "/search/", "https://elsewhere.example/", NEW * 20, "", f"{NEW}#\0", f"{NEW}#a b"):
        assert door(sakura, page=page, title="x").status_code == 404
    assert door(sakura, window="../x", title="x").status_code == 404
    assert door(Client(), title="x").status_code == 302
    assert not Draft.objects.exists()


def test_a_form_cannot_drop_or_keep_in_the_name_of_another_page(sakura, cast):
    door(sakura, page="/needs/new/", title="雪かき")
    sakura.post(NEW, {"draft_page": "/needs/new/", "draft_window": "a1", "draft": "afresh"})
    assert kept(cast.resident) == [["雪かき"]]


def test_tokens_passwords_and_zero_bytes_are_not_kept(sakura, cast):
    door(sakura, title="朝\0ごはん", csrfmiddlewaretoken="t", new_password="p", secret_key="s", Token="t")
    assert Draft.objects.get().typed == {"title": ["朝ごはん"]}


def test_what_is_too_long_is_refused_in_words_and_the_last_state_stays(sakura, cast):
    door(sakura, title="朝")
    answer = door(sakura, title="朝" * 60_001)
    assert (answer.status_code, answer.json()["line"][:4]) == (409, "長すぎて")
    assert kept(cast.resident) == [["朝"]]


def test_a_flood_of_drafts_is_slowed_down(sakura, cast):
    statuses = {door(sakura, title=str(number)).status_code for number in range(125)}
    assert statuses == {200, 409}


def test_the_oldest_give_way_when_somebody_keeps_very_many(cast):
    for number in range(70):
        actions.keep_draft(NEW, {"title": [str(number)]}, window=str(number), by=cast.who(cast.resident))
    assert [title for [title] in kept(cast.resident)] == [str(number) for number in range(69, 9, -1)]


def test_after_thirty_days_it_is_deleted(sakura, cast):
    door(sakura, title="朝", window="old")
    door(sakura, title="夕", window="new")
    Draft.objects.filter(window="old").update(kept=timezone.now() - dt.timedelta(days=31))
    end_contacts(0)
    assert kept(cast.resident) == [["夕"]]


def test_whoever_leaves_takes_it_along(sakura, cast):
    door(sakura, title="朝")
    actions.leave(by=cast.who(cast.resident))
    assert not Draft.objects.exists()


def test_a_change_of_a_page_that_changed_meanwhile_says_so(sakura, cast):
    found = add_entry(Activity(title="朝ごはん"), by=cast.who(cast.resident))
    page = f"/items/{found.code}/facts/"
    door(sakura, page=page, title="朝ごはんの会")
    Draft.objects.update(kept=timezone.now() - dt.timedelta(days=2))
    shown = sakura.get(page).content.decode()
    assert "そのあとに、このページが変わりました" in shown
    assert 'value="朝ごはんの会"' in shown


def test_a_new_event_brings_back_its_days_too(sakura, cast):
    door(sakura, page="/events/new/", title="餅つき", day="2027-01-10", begins="10:30", all_day="on")
    days = sakura.get("/events/new/").context["days"]
    assert [days[name].value() for name in ("day", "begins", "all_day")] == ["2027-01-10", "10:30", True]
    assert not Event.objects.exists()


def test_script_that_was_typed_comes_back_as_text(sakura, cast):
    door(sakura, title='"><script>alert(1)</script>')
    assert "<script>alert(1)" not in sakura.get(NEW).content.decode()


@pytest.mark.parametrize("number", [1, 3, 50])
def test_a_form_opens_with_the_same_queries_however_many_drafts_there_are(sakura, number, django_assert_num_queries):
    sakura.get(NEW)
    for each in range(number):
        door(sakura, window=f"w{each}", title=str(each))
    with django_assert_num_queries(7):
        sakura.get(NEW)

"""The fixed doors: errors, colours, mark, manifest, service worker, being offline, the page of components."""

import gzip
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from yoriai.kernel.city.models import City
from yoriai.kernel.policy import NotAllowed, NotPossible
from yoriai.ui import errors, views
from yoriai.ui.middleware import RefusalMiddleware

pytestmark = pytest.mark.django_db
STATIC = Path(views.__file__).parent / "static" / "ui"


def words_of(response: HttpResponse) -> str:
    """A page without its hints for line breaks."""
    return response.content.decode().replace("<wbr>", "")


def test_a_page_that_is_not_there_says_so_kindly(client):
    response = client.get("/nowhere/at/all/")
    assert response.status_code == 404
    assert "ページが見つかりません" in words_of(response)


def test_a_broken_page_asks_nothing_of_the_database(rf, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = errors.broken(rf.get("/"))
    assert (response.status_code, "こちらの不具合" in response.content.decode()) == (500, True)


def test_being_offline_shows_nothing_of_anybody(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        page = client.get("/offline/").content.decode()
    assert "紙のカードに書けば" in page
    assert "csrf" not in page


@pytest.mark.parametrize(("refusal", "status"), [(NotAllowed, 403), (NotPossible, 409)])
def test_a_refusal_nobody_caught_becomes_a_page_with_its_sentence(rf, refusal, status):
    response = RefusalMiddleware(lambda request: None).process_exception(rf.get("/"), refusal("受付は終わりました。"))
    assert (response.status_code, "受付は終わりました。" in words_of(response)) == (status, True)


def test_a_fault_of_ours_is_not_taken_for_a_refusal(rf):
    assert RefusalMiddleware(lambda request: None).process_exception(rf.get("/"), RuntimeError()) is None


def test_a_form_without_its_token_gets_a_sentence_and_not_a_riddle():
    request = RequestFactory().post("/")
    assert "もう一度送ってください" in words_of(errors.no_token(request))


def test_the_colours_of_a_city_are_a_style_sheet(client, monkeypatch):
    monkeypatch.setattr(views.context, "city", lambda: City(thread_colour="#ffee00", link_colour="#006633"))
    response = client.get("/colours.css")
    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert "#ffee00" not in response.content.decode().split("[data-theme=dark]")[0]


def test_the_service_worker_keeps_no_page_but_the_offline_one(client):
    response = client.get("/sw.js")
    text = response.content.decode()
    assert response["Content-Type"] == "text/javascript; charset=utf-8"
    assert 'credentials: "omit"' in text
    assert text.count("kept.put(") == 1
    assert "HASHED.test(url.pathname)" in text


def test_the_manifest_names_the_platform(client):
    assert client.get("/manifest.webmanifest").json()["short_name"] == "よりあい"


def test_the_mark_is_a_picture(client):
    assert client.get("/mark.svg")["Content-Type"] == "image/svg+xml"


def test_a_city_s_own_platform_has_no_page_of_components(client, settings):
    settings.DEMO = settings.DEBUG = False
    assert [client.get(f"/components/{name}").status_code for name in ("", "home/", "nothing/")] == [404] * 3


@pytest.mark.parametrize("name", ["", "home/", "story/", "vote/", "screen/"])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_components_are_shown_in_the_demo(client, settings, name, language):
    settings.DEMO = True
    client.cookies["django_language"] = language
    response = client.get(f"/components/{name}")
    assert response.status_code == 200
    assert f'<html lang="{language}"' in response.content.decode()


def test_nobody_can_write_to_these_doors(client):
    doors = ["/colours.css", "/mark.svg", "/manifest.webmanifest", "/sw.js", "/offline/", "/components/"]
    assert [client.post(door).status_code for door in doors] == [405] * len(doors)


def test_a_page_kept_for_everybody_carries_no_token_and_sets_no_cookie(client: Client):
    response = client.get("/nowhere/")
    assert dict(response.cookies) == {}
    assert "csrfmiddlewaretoken" not in response.content.decode()


def test_the_first_visit_weighs_little():
    """At most 60 kB compressed, htmx and all our modules included; one module at most 5 kB."""
    ours = [*STATIC.rglob("*.css"), *STATIC.rglob("*.js")]
    htmx = Path(str(finders.find("django_htmx/htmx-2.min.js")))
    weight = sum(len(gzip.compress(path.read_bytes(), 9)) for path in [*ours, htmx])
    assert weight <= 60_000
    assert [path.name for path in ours if path.suffix == ".js" and path.stat().st_size > 5_000] == []


def test_a_request_without_settings_has_the_defaults(rf):
    request: HttpRequest = rf.get("/")
    assert views.looks.of(request).key == "ja-off-normal-auto"

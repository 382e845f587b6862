"""The switches: furigana, text size, colours, language. They work with plain forms and lead nowhere else."""

import pytest
from django.test import Client, RequestFactory

from yoriai.ui import display

pytestmark = pytest.mark.django_db


def test_a_switch_is_kept_in_a_cookie_and_goes_back_to_where_the_reader_was(client):
    response = client.post("/display/", {"size": "large", "next": "/offline/?a=1"})
    assert (response.status_code, response["Location"]) == (302, "/offline/?a=1")
    cookie = response.cookies["size"]
    assert (cookie.value, cookie["httponly"], cookie["samesite"]) == ("large", True, "Lax")


def test_the_page_then_shows_it(client):
    client.post("/display/", {"size": "larger", "next": "/"})
    client.post("/display/", {"theme": "dark", "next": "/"})
    client.post("/display/", {"furigana": "on", "next": "/"})
    page = client.get("/display/").content.decode()
    assert '<html lang="ja" data-furigana data-size="larger" data-theme="dark">' in page


def test_the_default_needs_no_cookie(client):
    client.cookies["theme"] = "dark"
    assert client.post("/display/", {"theme": "auto", "next": "/"}).cookies["theme"]["max-age"] == 0


def test_the_language_is_kept_too(client):
    client.post("/display/", {"language": "en", "next": "/"})
    assert '<html lang="en">' in client.get("/display/").content.decode()


@pytest.mark.parametrize("name", ["size", "theme", "furigana", "language"])
def test_a_value_nobody_offers_is_not_kept(client, name):
    response = client.post("/display/", {name: '"><svg onload=alert(1)>', "next": "/"})
    assert set(response.cookies) - {"fresh"} == set()


@pytest.mark.parametrize(
    "away",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:evil.example",
        "\t//evil.example",
        "",
    ],
)
def test_the_way_back_never_leaves_the_site(client, away):
    """threats.md: reflected script, open redirect."""
    assert client.post("/display/", {"size": "large", "next": away})["Location"] == "/display/"


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
def test_another_site_cannot_turn_a_switch(headers):
    """threats.md: CSRF. The form has no token, since its page is kept for everybody; the door asks where it came from."""
    client = Client(enforce_csrf_checks=True, headers=headers)
    response = client.post("/display/", {"size": "large", "next": "/"})
    assert (response.status_code, dict(response.cookies)) == (403, {})


def test_our_own_pages_can_without_a_token():
    client = Client(enforce_csrf_checks=True, headers={"Sec-Fetch-Site": "same-origin"})
    assert client.post("/display/", {"size": "large", "next": "/"}).status_code == 302


def test_cookies_with_nonsense_count_as_the_defaults():
    assert display.read({"size": "99", "theme": "<b>", "furigana": "yes"}) == display.Display()


def test_furigana_belongs_to_japanese():
    assert display.read({"furigana": "on", "django_language": "en"}).furigana is False


def test_the_key_of_what_is_kept_holds_every_setting():
    looks = display.read({"furigana": "on", "size": "large", "theme": "dark"})
    assert (looks.key, looks.text_key) == ("ja-on-large-dark", "ja-on")


def test_the_settings_are_read_once_a_request():
    request = RequestFactory().get("/")
    assert display.of(request) is display.of(request)

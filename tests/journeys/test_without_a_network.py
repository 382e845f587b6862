"""The hall has no network, or it fails in the middle: the phone says so in our own words, and everything goes on after it (R15)."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.slow, pytest.mark.browser]
KEEPS_IT = "navigator.serviceWorker.ready.then(() => caches.match('/offline/')).then((page) => Boolean(page))"


def test_a_phone_that_loses_the_network_reads_what_to_do_and_comes_back_by_itself(town, seat, site):
    page = seat()
    page.goto("/")
    page.wait_for_function(KEEPS_IT)
    page.reload()  # from now on the service worker answers
    page.wait_for_function("Boolean(navigator.serviceWorker.controller)")
    page.context.set_offline(True)
    assert page.evaluate("fetch('/healthz', {cache: 'no-store'}).then(() => 'there', () => 'gone')") == "gone"
    page.goto("/assemblies/")
    expect(page.get_by_role("heading", name="いま、つながっていません")).to_be_visible()
    expect(page.get_by_text("紙のカードに書けば大丈夫です。")).to_be_visible()
    width = page.evaluate("document.documentElement.scrollWidth")
    font = page.evaluate("getComputedStyle(document.querySelector('h1')).fontWeight")
    assert width <= 390 and int(font) >= 600, "the kept sheets dress it"
    page.context.set_offline(False)
    page.get_by_role("link", name="もう一度").click()
    expect(page.get_by_role("heading", name="市民会議").first).to_be_visible()
    assert page.url == f"{site}/assemblies/"


def test_nothing_personal_is_kept_for_being_offline(town, seat):
    """threats.md, people: a shared machine keeps no page of anybody's."""
    page = seat(town.resident)
    page.goto("/my/")
    page.wait_for_function(KEEPS_IT)
    page.reload()
    kept = page.evaluate(
        "caches.keys().then((names) => Promise.all(names.map((name) => caches.open(name).then((one) => one.keys()))))"
        ".then((all) => all.flat().map((request) => new URL(request.url).pathname))"
    )
    assert [path for path in kept if not path.startswith("/static/")] == ["/offline/"]
    assert "さくら" not in page.evaluate("caches.match('/offline/').then((answer) => answer.text())")
    page.context.set_offline(True)
    page.goto("/my/")
    expect(page.get_by_role("heading", name="いま、つながっていません")).to_be_visible()
    assert "さくら" not in page.content()

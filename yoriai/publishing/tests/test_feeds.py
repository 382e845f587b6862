"""更新情報: valid Atom, stable ids, nothing of a draft."""

import datetime as dt
import html
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from yoriai.publishing import actions
from yoriai.publishing.models import Result
from yoriai.publishing.tests.conftest import agreed, make_evening, shown

ATOM = "{http://www.w3.org/2005/Atom}"


def read(address="/feed.atom"):
    answer = Client().get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(answer.content)


def entries(address="/feed.atom"):
    return read(address).findall(f"{ATOM}entry")


def check(feed):
    """What RFC 4287 requires of a feed and of each entry."""
    for name in ("id", "title", "updated"):
        assert feed.findtext(f"{ATOM}{name}")
    assert any(link.get("rel") == "self" for link in feed.findall(f"{ATOM}link"))
    ids = [feed.findtext(f"{ATOM}id")]
    for entry in feed.findall(f"{ATOM}entry"):
        for name in ("id", "title", "updated", "summary"):
            assert entry.findtext(f"{ATOM}{name}")
        assert entry.find(f"{ATOM}author/{ATOM}name").text or feed.find(f"{ATOM}author") is not None
        assert dt.datetime.fromisoformat(entry.findtext(f"{ATOM}updated")).tzinfo
        ids.append(entry.findtext(f"{ATOM}id"))
    assert all(one.startswith("urn:uuid:") for one in ids)
    assert len(set(ids)) == len(ids)


def test_the_feed_is_valid_and_tells_headline_lead_and_next_step(public):
    check(read())
    entry = entries()[0]
    assert entry.findtext(f"{ATOM}title") == "たまった新聞に気づいたら、声をかける。"
    assert "12軒で試して、12月に様子を持ち寄ります。" in entry.findtext(f"{ATOM}summary")
    assert entry.find(f"{ATOM}link").get("href").endswith(f"/results/{public.code}/")


def test_an_empty_feed_is_valid_too(cast):
    feed = read()
    check(feed)
    assert feed.findall(f"{ATOM}entry") == []


def test_an_entry_keeps_its_id_through_a_correction_and_another_address(evening, public, settings):
    before = entries()[0].findtext(f"{ATOM}id")
    actions.correct(public, "50人を51人に直しました", by=evening.citizen)
    actions.publish(agreed(evening, Result.objects.get(pk=public.pk)), ["web"], by=evening.staff)
    settings.BASE_URL = "https://yoriai.example"
    after = Client(headers={"cookie": "fresh=1"}).get("/feed.atom").content
    entry = ElementTree.fromstring(after).find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}id") == before
    assert "訂正：50人を51人に直しました" in entry.findtext(f"{ATOM}summary")


def test_what_is_not_published_in_the_feed_is_not_in_it(evening):
    shown(evening, ["web"])
    assert entries() == []


def test_a_draft_and_a_withdrawn_result_are_in_no_feed(evening, public):
    addresses = [
        "/feed.atom",
        f"/themes/{evening.cast.themes[0].code}/feed.atom",
        f"/assemblies/{evening.assembly.code}/feed.atom",
    ]
    addresses.append(f"/areas/{evening.cast.city_area.code}/feed.atom")
    for address in addresses:
        assert len(entries(address)) == 1
    actions.withdraw(public, "誤り", by=evening.staff)
    for address in addresses:
        page = Client(headers={"cookie": "fresh=1"}).get(address)
        assert "<entry>" not in page.text


def test_feeds_of_another_theme_area_or_forum_hold_nothing_of_it(evening, public):
    assert entries(f"/themes/{evening.cast.themes[1].code}/feed.atom") == []
    assert entries(f"/areas/{evening.cast.north.code}/feed.atom") == []
    assert Client().get("/themes/nosuch/feed.atom").status_code == 404
    assert Client().get("/areas/999/feed.atom").status_code == 404
    assert Client().get("/assemblies/ZZZZZZ/feed.atom").status_code == 404


@pytest.mark.parametrize("words", ["<svg onload=alert(1)>", "]]><script>", "a & b < c", "制御\x0b文字"])
def test_no_text_breaks_out_of_the_feed(evening, draft, words):
    actions.edit_result(draft, {"headline": words, "lead": words, "next_step": words}, by=evening.citizen, version=2)
    result = agreed(evening, draft)
    actions.publish(result, ["web", "feed"], by=evening.citizen)
    feed = read()
    check(feed)
    summary = feed.find(f"{ATOM}entry").findtext(f"{ATOM}summary")
    assert "<svg" not in summary
    assert "<script" not in summary
    assert html.unescape(summary).startswith(words.replace("\x0b", ""))


def count_queries():
    with CaptureQueriesContext(connection) as asked:
        Client(headers={"cookie": "fresh=1"}).get("/feed.atom")
    return len(asked)


def test_the_feed_costs_the_same_number_of_queries_with_many_results(evening, public):
    count_queries()  # what is kept for every page is asked for once
    one = count_queries()
    for _number in range(4):
        shown(make_evening(evening.cast), ["web", "feed"])
    assert count_queries() == one
    assert len(entries()) == 5

"""The front of a theme and of an area: found by the problem, ending in something one can do (R43, R46, R47)."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from yoriai.directory import actions
from yoriai.directory.models import Activity, Case, Measure
from yoriai.directory.models.events import Event
from yoriai.kernel.items.models import Item, ItemArea, ItemTheme
from yoriai.ui.display import Display
from yoriai.web.fronts import front_of


@pytest.fixture
def made(cast):
    """`made(Activity, "題")`: an entry of the NPO's on the first theme in the first town, shown."""
    by = cast.who(cast.worker, cast.npo)

    def make(model, title, **facts):
        draft = actions.add_entry(model(), by=by, title=title, themes=[cast.themes[0]], areas=[cast.towns[0]], **facts)
        return actions.show_entry(draft, by=by)

    return make


def sections(ground):
    """The cards of each part, without the marks where a line may break."""
    front = front_of(ground, Display())
    return {section.anchor: [card.replace("<wbr>", "") for card in section.cards] for section in front.sections}


def test_each_thing_stands_in_its_part_of_the_theme(cast, made):
    made(Activity, "見守りの朝")
    made(Case, "新聞と町内会")
    made(Measure, "はじめの助成")
    found = sections(cast.themes[0])
    assert (
        "見守りの朝" in found["who"][0]
        and "新聞と町内会" in found["tried"][0]
        and "はじめの助成" in found["support"][0]
    )
    assert found["needs"] == []


def test_a_ward_tells_of_what_is_in_its_towns(cast, made):
    made(Activity, "北町の見守り")
    assert "北町の見守り" in sections(cast.ward)["who"][0]
    assert sections(cast.towns[1])["who"] == []


def test_what_is_past_is_not_on_and_the_nearest_comes_first(cast, made):
    now = timezone.now()
    for title, days in (("昨日の会", -1), ("来週の会", 7), ("あすの会", 1)):
        event = made(Event, title)
        Item.objects.filter(pk=event.pk).update(when=now + dt.timedelta(days=days))
    cards = sections(cast.themes[0])["on"]
    assert ["あすの会" in cards[0], "来週の会" in cards[1], len(cards)] == [True, True, 2]


def test_drafts_and_what_has_ended_stand_on_no_front(cast, made):
    by = cast.who(cast.worker, cast.npo)
    actions.add_entry(Activity(), by=by, title="下書き", themes=[cast.themes[0]])
    actions.end_entry(made(Activity, "終わった会"), by=by)
    assert sections(cast.themes[0])["who"] == []


def test_the_mix_counts_people_and_bodies_once_each(cast, made):
    made(Activity, "一")
    made(Activity, "二")
    assert front_of(cast.themes[0], Display()).mix == [("NPO", 1)]


def test_a_case_tells_what_has_changed_in_its_area(cast, made):
    made(Case, "あかりの当番", ripples="高校生が名前で呼ばれるようになった")
    (change,) = front_of(cast.ward, Display()).changes
    assert change.words == "高校生が名前で呼ばれるようになった"


def test_the_front_page_of_a_theme_ends_in_what_one_can_do_and_leads_to_whole_lists(cast, client, made):
    made(Activity, "見守りの朝")
    page = client.get(cast.themes[0].get_absolute_url()).content.decode()
    assert "次にできること" in page and "?kind=activity" in page
    whole = client.get(cast.themes[0].get_absolute_url() + "?kind=all").content.decode().replace("<wbr>", "")
    assert "見守りの朝" in whole and "次にできること" not in whole


def test_no_more_than_a_few_of_each_kind_stand_on_the_front(cast, made):
    for number in range(7):
        made(Activity, f"活動{number}")
    cards = sections(cast.themes[0])["who"]
    assert len(cards) == 3 and "活動6" in cards[0]


def test_the_front_asks_the_same_number_of_questions_with_one_three_and_fifty_of_a_kind(cast, made):
    counts = []
    for number in range(1, 51):
        made(Activity, f"活動{number}")
        if number in (1, 3, 50):
            front_of(cast.ward, Display())
            with CaptureQueriesContext(connection) as asked:
                front_of(cast.ward, Display())
            counts.append(len(asked))
    assert counts == [counts[0]] * 3


def test_whoever_writes_what_stands_on_a_theme_or_in_an_area_writes_its_kind(cast, made):
    item = Item.objects.get(pk=made(Activity, "見守りの朝").pk)
    ItemTheme.objects.bulk_create([ItemTheme(item_id=item.pk, theme=cast.themes[1])])
    ItemTheme.objects.create(item=item, theme=cast.themes[2])
    item.themes.add(cast.themes[3])
    actions.change_entry(
        Activity.objects.get(pk=item.pk), by=cast.who(cast.worker, cast.npo), areas=[cast.towns[1]], title="昼の見守り"
    )
    assert set(ItemTheme.objects.filter(item=item).values_list("kind", flat=True)) == {"activity"}
    assert set(ItemArea.objects.filter(item=item).values_list("kind", flat=True)) == {"activity"}
    assert "昼の見守り" in sections(cast.themes[3])["who"][0]


def test_a_hidden_thing_makes_room_for_the_next_and_is_not_counted_in_the_mix(cast, made):
    for number in range(6):
        made(Activity, f"活動{number}")
    Item.objects.filter(title__in=["活動5", "活動4"]).update(visibility="hidden")
    cards = sections(cast.themes[0])["who"]
    assert ["活動3" in cards[0], "活動2" in cards[1], "活動1" in cards[2]] == [True] * 3
    Item.objects.filter(kind="activity").update(visibility="hidden")
    assert front_of(cast.themes[0], Display()).mix == []

"""Besides offers and needs: halls for who wants a room, gatherings still to come, projects that do something like it (R10, R38, R54)."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from yoriai.directory import actions
from yoriai.directory.actions.places import put_place
from yoriai.directory.models import Activity, Case, Need, Offer, Suggestion
from yoriai.directory.queries.suggestions import suggestions_for
from yoriai.directory.tests.when import in_days
from yoriai.kernel.models import Item

NOW = timezone.now()


def words(answer):
    """The page without the marks where a line may break."""
    return re.sub("<wbr>|\u200b", "", answer.content.decode())


def found(entry):
    """(as what, title) of everything suggested for it."""
    return [(one.matched, one.partner.title) for one in suggestions_for([entry], timezone.localdate())[entry.pk]]


@pytest.fixture
def give(cast):
    """give(model, person, body, title, …): one that everybody sees."""

    def shown(model, person, body, title, **facts):
        by = cast.who(person, body)
        return actions.show_entry(actions.add_entry(model(), by=by, title=title, **facts), by=by)

    return shown


@pytest.fixture
def hall(cast):
    office = cast.who(cast.officer, cast.section)
    return put_place("hall", by=office, title="加茂市民センター", areas=[cast.ward])[0]


@pytest.fixture
def room(cast, give, hall):
    """The NPO wants a room in the ward of the hall."""
    return give(Need, cast.worker, cast.npo, "夏休みの勉強会に使える部屋", resource="place", areas=[cast.ward])


def test_who_wants_a_room_is_shown_a_hall_close_by_whatever_is_written_on_it(cast, give, room):
    give(Need, cast.student, cast.students, "夏休みの勉強会の先生", resource="people", areas=[cast.ward])
    actions.suggest_partners(NOW)
    assert found(room) == [("venue", "加茂市民センター")]
    one = suggestions_for([room], timezone.localdate())[room.pk][0]
    assert str(cast.ward) in one.why and one.why.endswith("。") and one.marks == ()
    assert Suggestion.objects.filter(partner__kind="place").values_list("item", flat=True).get() == room.pk


def test_a_hall_the_city_made_invisible_is_suggested_no_more(hall, room):
    actions.suggest_partners(NOW)
    Item.objects.filter(pk=hall.pk).update(visibility="hidden")
    assert found(room) == []


def test_a_hall_s_page_shows_nobody_what_it_is_suggested_for(cast, client_of, hall, room):
    actions.suggest_partners(NOW)
    assert "夏休みの勉強会" not in words(client_of(cast.officer).get(hall.get_absolute_url()))


def test_what_is_still_to_come_about_the_same_theme_is_where_one_could_talk_about_it(cast, give, npo):
    theme = cast.themes[4]
    offer = give(Offer, cast.student, cast.students, "朝、8人で行けます", resource="people", themes=[theme])
    for days, title in ((5, "冬のそなえの会"), (-5, "去年のそなえの会")):
        made = actions.add_event(by=npo, days=in_days(days), title=title, themes=[theme])
        actions.show_entry(made, by=npo)
    actions.add_event(by=npo, days=in_days(6), title="下書きの会", themes=[theme])
    actions.suggest_partners(NOW)
    assert found(offer) == [("gathering", "冬のそなえの会")]
    assert "テーマ" in suggestions_for([offer], timezone.localdate())[offer.pk][0].why


def test_one_s_own_gathering_and_one_s_own_project_are_not_suggested_to_oneself(cast, give, npo, make):
    theme = cast.themes[4]
    need = give(Need, cast.worker, cast.npo, "雪かきの人手", resource="people", themes=[theme])
    give(Activity, cast.worker, cast.npo, "雪かきの日", themes=[theme])
    actions.show_entry(actions.add_event(by=npo, days=in_days(5), title="雪かきの会", themes=[theme]), by=npo)
    actions.suggest_partners(NOW)
    assert found(need) == []


def test_projects_that_do_the_same_elsewhere_find_each_other_and_the_mix_is_said(cast, client_of, give):
    """R38: related ones are suggested; R54: the unlike are named as such."""
    one = give(Activity, cast.worker, cast.npo, "子ども食堂そらのま", summary="月に二度、子どもと夕飯を作ります。")
    other = give(Case, cast.student, cast.students, "高校生の子ども食堂", summary="子どもと夕飯を作った一年。")
    actions.suggest_partners(NOW)
    assert (found(one), found(other)) == (
        [("project", "高校生の子ども食堂")],
        [("project", "子ども食堂そらのま")],
    )
    assert "種類のちがう相手" in suggestions_for([one], timezone.localdate())[one.pk][0].marks
    mine = client_of(cast.worker)
    for address in (one.get_absolute_url(), "/exchange/"):
        assert "高校生の子ども食堂" in words(mine.get(address)), address
    for stranger in (cast.outsider, cast.officer):
        assert "高校生の子ども食堂" not in words(client_of(stranger).get(one.get_absolute_url()))


def test_a_project_is_passed_over_by_one_tap_and_the_other_side_keeps_it(cast, client_of, give):
    one = give(Activity, cast.worker, cast.npo, "子ども食堂そらのま", summary="子どもと夕飯を作ります。")
    other = give(Activity, cast.student, cast.students, "高校生の子ども食堂", summary="子どもと夕飯を作ります。")
    actions.suggest_partners(NOW)
    client_of(cast.worker).post(f"/suggestions/{Suggestion.objects.get(item=one.pk).pk}/")
    actions.suggest_partners(NOW)
    assert (found(one), found(other)) == ([], [("project", "子ども食堂そらのま")])


def test_a_project_whose_people_have_their_hands_full_is_left_out_at_once(cast, give):
    one = give(Activity, cast.worker, cast.npo, "子ども食堂そらのま", summary="子どもと夕飯を作ります。")
    give(Activity, cast.student, cast.students, "高校生の子ども食堂", summary="子どもと夕飯を作ります。")
    actions.suggest_partners(NOW)
    actions.pause(by=cast.who(cast.student, cast.students))
    assert found(one) == []


def test_whoever_is_being_introduced_about_a_project_is_not_suggested_it_again(cast, give):
    one = give(Activity, cast.worker, cast.npo, "子ども食堂そらのま", summary="子どもと夕飯を作ります。")
    other = give(Activity, cast.student, cast.students, "高校生の子ども食堂", summary="子どもと夕飯を作ります。")
    actions.suggest_partners(NOW)
    actions.ask_introduction(
        other, by=cast.who(cast.worker, cast.npo), now=NOW, text="一度お話を", contact="000-000-0010"
    )
    assert found(one) == []


def test_what_beside_them_is_new_is_taken_up_within_the_hour(cast, give, room, hall):
    actions.suggest_partners(NOW)
    give(Activity, cast.student, cast.students, "夏休みの勉強会", areas=[cast.ward])
    assert actions.suggest_if_due(timezone.now()) is None
    assert actions.suggest_if_due(timezone.now() + dt.timedelta(hours=1)) == 2


def test_a_second_run_over_the_same_board_writes_nothing_anew(room):
    actions.suggest_partners(NOW)
    with CaptureQueriesContext(connection) as asked:
        actions.suggest_partners(NOW)
    assert not [
        query for query in asked.captured_queries if query["sql"].startswith('INSERT INTO "directory_suggestion"')
    ]


def test_a_page_with_every_sort_of_suggestion_asks_as_much_as_with_one_of_each(cast, client_of, give, room, npo):
    client, counts = client_of(cast.worker), []
    for number in range(1, 4):
        put_place(f"hall {number}", by=cast.who(cast.officer, cast.section), title=f"集会所{number}", areas=[cast.ward])
        give(Activity, cast.student, cast.students, f"夏休みの勉強会 {number}", areas=[cast.ward])
        by = cast.who(cast.student, cast.students)
        event = actions.add_event(by=by, days=in_days(5), title=f"夏休みの勉強会の集まり {number}", areas=[cast.ward])
        actions.show_entry(event, by=by)
        actions.suggest_partners(NOW)
        client.get(room.get_absolute_url())
        with CaptureQueriesContext(connection) as asked:
            page = words(client.get(room.get_absolute_url()))
        counts.append(len(asked))
        assert all(heading in page for heading in ("合いそうな場所", "話せそうな集まり", "似たことをしている"))
    assert counts == [counts[0]] * 3

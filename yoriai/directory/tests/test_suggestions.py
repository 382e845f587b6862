"""おすすめ: made by a job, seen by the owner alone, with a reason; passed over by one tap, and nobody hears of it."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from yoriai.directory import actions
from yoriai.directory.models import Need, Offer, Passed, Suggestion
from yoriai.directory.queries.suggestions import suggestions_for
from yoriai.kernel.models import Item, Record
from yoriai.kernel.policy import NotAllowed
from yoriai.people.models import Outgoing

NOW = timezone.now()


def words(answer):
    """The page without the marks where a line may break."""
    return re.sub("<wbr>|\u200b", "", answer.content.decode())


@pytest.fixture
def give(cast):
    """give(model, person, body, title, …): one that everybody sees."""

    def shown(model, person, body, title, resource="people", **facts):
        by = cast.who(person, body)
        made = actions.add_entry(model(), by=by, title=title, resource=resource, **facts)
        return actions.show_entry(made, by=by)

    return shown


@pytest.fixture
def snow(cast, give):
    """The students can shovel; the NPO has a slope full of snow. Suggested to both."""
    offer = give(Offer, cast.student, cast.students, "雪の朝、スコップを持って行けます", areas=[cast.ward])
    need = give(Need, cast.worker, cast.npo, "坂道の雪かきの人手", areas=[cast.ward], themes=[cast.themes[4]])
    actions.suggest_partners(NOW)
    return offer, need


def partners(entry):
    return [one.partner.pk for one in suggestions_for([entry], timezone.localdate())[entry.pk]]


def test_both_sides_see_the_other_with_a_whole_sentence_of_reason(snow):
    offer, need = snow
    assert (partners(offer), partners(need)) == ([need.pk], [offer.pk])
    one = suggestions_for([offer], timezone.localdate())[offer.pk][0]
    assert one.why.endswith("。") and "雪" in one.why
    assert "種類のちがう相手" in one.marks


@pytest.mark.parametrize("person", ["outsider", "officer", "supporter", "resident"])
def test_nobody_but_the_owner_sees_the_suggestions(cast, client_of, snow, person):
    offer, _need = snow
    page = words(client_of(getattr(cast, person)).get(offer.get_absolute_url()))
    assert "坂道の雪かきの人手" not in page and "見送る" not in page


def test_a_stranger_sees_neither_a_suggestion_nor_a_form(client, snow):
    page = words(client.get(snow[1].get_absolute_url()))
    assert "雪の朝、スコップ" not in page and "csrfmiddlewaretoken" not in page


def test_the_owner_s_page_and_their_own_list_show_it(cast, client_of, snow):
    _offer, need = snow
    client = client_of(cast.worker)
    for address in (need.get_absolute_url(), "/exchange/"):
        assert "雪の朝、スコップを持って行けます" in words(client.get(address)), address


def test_passing_over_is_one_tap_and_leaves_no_trace_for_the_other(cast, client_of, snow):
    offer, need = snow
    records, letters = Record.objects.count(), Outgoing.objects.count()
    row = Suggestion.objects.get(item=need.pk)
    answer = client_of(cast.worker).post(f"/suggestions/{row.pk}/", {"next": "/exchange/"})
    assert answer.url == "/exchange/"
    assert partners(need) == []
    assert partners(offer) == [need.pk]
    assert (Record.objects.count(), Outgoing.objects.count()) == (records, letters)
    actions.suggest_partners(NOW)
    assert partners(need) == []


@pytest.mark.parametrize(
    ("person", "side"), [("worker", "offer"), ("outsider", "need"), ("officer", "need"), ("outsider", "offer")]
)
def test_nobody_passes_over_in_somebody_else_s_place(cast, client_of, snow, person, side):
    row = Suggestion.objects.get(item__kind=side)
    answer = client_of(getattr(cast, person)).post(f"/suggestions/{row.pk}/")
    assert answer.status_code == 404
    assert not Passed.objects.exists()
    with pytest.raises(NotAllowed):
        actions.pass_over(row, by=cast.who(cast.outsider))


def test_numbers_of_suggestions_tell_nothing_apart(cast, client_of, snow):
    """One that is there and not mine, and one that is not there, are the same."""
    client, there = client_of(cast.outsider), Suggestion.objects.first().pk
    assert {client.post(f"/suggestions/{pk}/").status_code for pk in (there, there + 999)} == {404}


def test_whoever_has_their_hands_full_is_left_out_at_once_and_without_a_mark(cast, client_of, snow):
    offer, need = snow
    before = words(client_of(cast.outsider).get(offer.get_absolute_url()))
    actions.pause(by=cast.who(cast.student, cast.students))
    assert partners(need) == []
    page = words(client_of(cast.outsider).get(offer.get_absolute_url()))
    assert page.count("手いっぱい") == before.count("手いっぱい") == 0
    assert Item.objects.get(pk=offer.pk).version == offer.version
    actions.suggest_partners(NOW)
    assert not Suggestion.objects.exists()
    actions.resume(by=cast.who(cast.student, cast.students), now=timezone.now())
    assert actions.suggest_if_due(timezone.now()) == 2


def test_what_has_ended_or_passed_its_day_is_not_suggested_any_more(cast, snow):
    offer, need = snow
    Need.objects.filter(pk=need.pk).update(closes=timezone.localdate() - dt.timedelta(days=1))
    assert partners(offer) == []
    Need.objects.filter(pk=need.pk).update(closes=None)
    actions.end_entry(offer, by=cast.who(cast.student, cast.students))
    assert partners(need) == []


def test_what_was_made_invisible_is_not_suggested(snow):
    offer, need = snow
    Item.objects.filter(pk=offer.pk).update(visibility="hidden")
    assert partners(need) == []


def test_they_are_made_anew_only_when_something_changed_or_a_day_has_passed(cast, give, snow):
    assert actions.suggest_if_due(timezone.now()) is None
    assert actions.suggest_if_due(timezone.now() + dt.timedelta(hours=24)) == 2
    give(Offer, cast.salesman, cast.company, "除雪機を出せます", "things")
    assert actions.suggest_if_due(timezone.now()) == 4
    assert actions.suggest_if_due(timezone.now()) is None


def test_an_empty_board_is_never_due(db):
    assert actions.suggest_if_due(timezone.now()) is None


def test_a_pair_that_fits_no_more_is_forgotten_and_one_that_fits_keeps_its_number(cast, give, snow):
    kept = set(Suggestion.objects.values_list("pk", flat=True))
    other = give(Offer, cast.salesman, cast.company, "除雪機を出せます", "things")
    actions.suggest_partners(NOW)
    assert Suggestion.objects.count() == 4
    actions.end_entry(other, by=cast.who(cast.salesman, cast.company))
    actions.suggest_partners(NOW)
    assert set(Suggestion.objects.values_list("pk", flat=True)) == kept


def test_one_s_own_offer_is_not_suggested_for_one_s_own_need(cast, give):
    give(Offer, cast.worker, cast.npo, "雪かきに行けます")
    give(Need, cast.worker, cast.npo, "雪かきの人手がほしい")
    assert actions.suggest_partners(NOW) == 0


def test_a_list_of_one_s_own_asks_the_same_number_of_questions_however_long_it_is(cast, client_of, give, snow):
    client, counts = client_of(cast.worker), []
    client.get("/exchange/")
    for number in range(1, 13):
        give(Need, cast.worker, cast.npo, f"雪かきの人手 {number}")
        if number in (1, 3, 12):
            actions.suggest_partners(NOW)
            with CaptureQueriesContext(connection) as asked:
                client.get("/exchange/")
            counts.append(len(asked))
    assert counts == [counts[0]] * 3


def test_a_script_in_a_title_is_words_in_the_reason_and_in_the_list(cast, client_of, give):
    give(Offer, cast.student, cast.students, "雪かき <svg onload=alert(1)>")
    give(Need, cast.worker, cast.npo, "雪かき <svg onload=alert(1)>")
    actions.suggest_partners(NOW)
    page = client_of(cast.worker).get("/exchange/").content.decode()
    assert "雪かき" in page and "<svg onload" not in page


def test_a_rest_is_taken_and_ended_on_the_page(cast, client_of):
    client = client_of(cast.worker)
    client.post(f"/exchange/rests/{cast.npo.pk}/", {"verb": "pause", "until": "not a day"})
    assert "再開する" in words(client.get("/exchange/"))
    client.post(f"/exchange/rests/{cast.npo.pk}/", {"verb": "resume"})
    assert "再開する" not in words(client.get("/exchange/"))
    assert client_of(cast.outsider).post(f"/exchange/rests/{cast.npo.pk}/", {"verb": "pause"}).status_code == 404

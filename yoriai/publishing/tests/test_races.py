"""Two people at the same moment."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from yoriai.kernel.policy import Refusal
from yoriai.kernel.records.models import Record
from yoriai.publishing import actions
from yoriai.publishing.models import Edition, Key, Made, Publication, Result
from yoriai.publishing.queries import shown_edition, telling_of
from yoriai.publishing.tests.conftest import agreed, make_evening, read, shown, written
from yoriai.web.demo.cast import make_cast

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def evening(transactional_db):
    return make_evening(make_cast())


def at_once(*deeds):
    """Do all at once; what each came to: True, or the refusal."""

    def done(deed):
        try:
            deed()
            return True
        except Refusal as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as people:
        return list(people.map(done, deeds))


def test_two_people_of_one_side_turn_one_key(evening):
    result, mark = written(evening), None
    mark = read(result)
    people = [evening.citizen, evening.who(evening.cast.facilitator)]
    came = at_once(*[lambda who=who: actions.turn_key(result, "citizen", by=who, digest=mark) for who in people])
    assert came.count(True) == 1
    assert Key.objects.filter(taken_back=None).count() == 1


def test_both_sides_at_once_make_one_edition(evening):
    result = written(evening)
    mark = read(result)
    came = at_once(
        lambda: actions.turn_key(result, "citizen", by=evening.citizen, digest=mark),
        lambda: actions.turn_key(result, "staff", by=evening.staff, digest=mark),
    )
    assert came == [True, True]
    assert Edition.objects.count() == 1
    assert Result.objects.get(pk=result.pk).state == "released"


def test_the_same_person_clicking_ten_times_turns_one_key(evening):
    result = written(evening)
    mark = read(result)
    came = at_once(*[lambda: actions.turn_key(result, "citizen", by=evening.citizen, digest=mark)] * 10)
    assert came.count(True) == 1
    assert Key.objects.count() == 1


def test_two_people_publishing_at_once_publish_once_and_mail_once(evening):
    result = agreed(evening)
    came = at_once(
        *[lambda who=who: actions.publish(result, ["web", "mail"], by=who) for who in (evening.citizen, evening.staff)]
    )
    assert came.count(True) == 1
    assert Publication.objects.count() == 2
    assert Record.objects.filter(verb="result.published").count() == 1


def test_an_edit_and_a_key_at_once_never_release_a_text_nobody_read(evening):
    result = written(evening)
    mark = read(result)
    actions.turn_key(result, "citizen", by=evening.citizen, digest=mark)
    at_once(
        lambda: actions.edit_result(result, {"body": "別の本文"}, by=evening.citizen, version=2),
        lambda: actions.turn_key(result, "staff", by=evening.staff, digest=mark),
    )
    for edition in Edition.objects.all():
        assert edition.digest == mark
        assert edition.content["texts"]["body"] != "別の本文"


def test_two_editors_at_once_lose_no_text(evening):
    result = written(evening)
    texts = result.draft.texts
    came = at_once(
        lambda: actions.edit_result(result, texts | {"body": "市民の本文"}, by=evening.citizen, version=2),
        lambda: actions.edit_result(result, texts | {"body": "市の本文"}, by=evening.staff, version=2),
    )
    refused = next(one for one in came if one is not True)
    assert set(refused.both["body"]) == {"市民の本文", "市の本文"}


def test_two_who_ask_for_a_file_at_once_get_one_file(evening):
    result = shown(evening, ["web", "radio"])
    told = telling_of(shown_edition(result))
    assert at_once(*[lambda: actions.file_of(result, told, "radio.txt")] * 4) == [True] * 4
    assert Made.objects.count() == 1

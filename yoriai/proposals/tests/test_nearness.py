"""利害関係 first: whoever has not said whether something ties them reads nothing, on no page and in no file (R35)."""

import pytest

from yoriai.proposals import actions, policy
from yoriai.proposals.models import Interest, Proposal, ScoreSheet
from yoriai.proposals.tasks import make_panel_book
from yoriai.proposals.tests.test_pages import words
from yoriai.proposals.tests.walk import ANSWERS

INSIDE = ("sheets/", "sheets/F2/", "history/", "talks/", "partners/")


@pytest.fixture
def member(client_of, cast):
    return client_of(cast.member)


def test_before_the_word_a_member_is_led_to_it_and_finds_no_other_page(walk, member, cast):
    proposal = walk.to("first_review")
    url = f"/proposals/{proposal.code}/"
    assert member.get(url).url == f"{url}scores/"
    assert ANSWERS["F2"]["purpose"] not in words(member.get(f"{url}scores/"))
    assert [member.get(url + page).status_code for page in INSIDE] == [404] * len(INSIDE)
    member.post(f"{url}scores/begin/")
    assert [member.get(url + page).status_code for page in INSIDE] == [200] * len(INSIDE)


def test_a_member_answers_for_the_whole_list_on_one_page(walk, member, cast):
    free, near, later = (walk.to("first_review") for _ in range(3))
    url = f"/schemes/{walk.scheme.code}/review/nearness/"
    page = words(member.get(url))
    assert cast.npo.name in page
    assert ANSWERS["F2"]["purpose"] not in page
    assert "3件あります" in words(member.get(f"/schemes/{walk.scheme.code}/review/"))
    sent = {f"tie_{free.code}": "free", f"tie_{near.code}": "near", f"why_{near.code}": "理事をしています"}
    assert member.post(url, sent).status_code == 302
    seat = walk.panel[1]
    assert list(ScoreSheet.objects.filter(seat=seat).values_list("proposal", flat=True)) == [free.pk]
    assert list(Interest.objects.filter(seat=seat).values_list("proposal", "why")) == [(near.pk, "理事をしています")]
    left = words(member.get(url))
    assert (free.code in left, near.code in left, later.code in left) == (False, False, True)


def test_near_without_a_word_why_keeps_nothing_of_the_list(walk, member, cast):
    first, second = walk.to("first_review"), walk.to("first_review")
    url = f"/schemes/{walk.scheme.code}/review/nearness/"
    answer = member.post(url, {f"tie_{first.code}": "free", f"tie_{second.code}": "near"})
    assert answer.status_code == 422
    assert "どのような関係か、ひとことお書きください。" in words(answer)
    assert not ScoreSheet.objects.filter(seat=walk.panel[1]).exists()
    assert member.post(url, {}).status_code == 422


def test_the_book_of_a_member_holds_only_what_they_said_to_be_free_of(walk, member, cast):
    free, _unsaid = walk.to("first_review"), walk.to("first_review")
    actions.begin_sheet(free, by=cast.who(cast.member))
    book = actions.ask_book(walk.scheme, by=cast.who(cast.member))
    make_panel_book(book.pk)
    book.refresh_from_db()
    assert book.proposals == [free.pk]
    assert "1件あります" in words(member.get(f"/schemes/{walk.scheme.code}/book/"))


def test_the_page_is_a_member_s_alone(walk, client_of, cast):
    walk.to("first_review")
    url = f"/schemes/{walk.scheme.code}/review/nearness/"
    for person in (cast.officer, cast.worker, cast.outsider):
        assert client_of(person).get(url).status_code == 404


def test_a_member_who_never_answered_reads_nothing_after_the_result_either(walk, cast):
    """Only those who read it then may read it later; the others read what everybody reads."""
    proposal = walk.to("first_review")
    Proposal.objects.filter(pk=proposal.pk).update(state="adopted")
    proposal.refresh_from_db()
    assert policy.sides(cast.who(cast.member), proposal) == frozenset()


@pytest.mark.parametrize("number", [1, 3, 8])
def test_the_page_asks_as_often_whatever_the_length_of_the_list(walk, member, number, django_assert_max_num_queries):
    for _ in range(number):
        walk.to("first_review")
    with django_assert_max_num_queries(14):
        assert member.get(f"/schemes/{walk.scheme.code}/review/nearness/").status_code == 200

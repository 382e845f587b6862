import pytest
from django.db import connection

from yoriai.assembly import actions as evening
from yoriai.assembly.tests.evening import a_guest, a_session, team
from yoriai.kernel.models import Item, Record
from yoriai.kernel.policy import NotAllowed, NotPossible
from yoriai.voices import actions
from yoriai.voices.models import Statement


@pytest.fixture
def session(cast):
    return a_session(cast)


def test_a_guest_says_something_and_everybody_finds_it(cast, session):
    """R13: no account, no name needed."""
    card = actions.add_statement(session, "新聞受けでわかることがある", by=a_guest(""), sort="see", door="hall")
    assert card.state == "written" and card.door == "hall" and card.sort == "see"
    assert Item.objects.visible_to(None).filter(code=card.code).get().title == "新聞受けでわかることがある"
    assert Record.objects.filter(verb="statement.said", item=card).count() == 1


def test_pressing_the_button_twice_says_it_once(cast, session):
    guest = a_guest()
    first = actions.add_statement(session, "声をかけ合う", by=guest, door="hall")
    assert actions.add_statement(session, " 声をかけ合う ", by=guest, door="hall") == first
    assert Statement.objects.count() == 1


@pytest.mark.parametrize("text", ["", "   \n ", "あ" * 201])
def test_nothing_and_too_much_are_refused_with_a_sentence(cast, session, text):
    with pytest.raises(NotPossible) as refusal:
        actions.add_statement(session, text, by=a_guest(), door="hall")
    assert str(refusal.value)
    assert not Statement.objects.exists()


def test_signs_nobody_sees_and_line_breaks_are_taken_out_of_a_card(cast, session):
    """A right-to-left mark must not turn the page round; a card is one line for mails and feeds."""
    card = actions.add_statement(session, "まず\u202eあいさつ\r\nそれから\x00 お茶", by=a_guest(), door="hall")
    assert card.title == "まずあいさつ　それから お茶"


def test_one_device_writes_forty_cards_and_no_more(cast, session):
    guest = a_guest()
    for number in range(actions.MOST_A_PERSON):
        actions.add_statement(session, f"{number}枚目", by=guest, door="hall")
    with pytest.raises(NotPossible):
        actions.add_statement(session, "もう一枚", by=guest, door="hall")
    actions.add_statement(session, "ほかの人の一枚", by=a_guest(), door="hall")


def test_a_reader_without_a_cookie_cannot_write(cast, session):
    with pytest.raises(NotAllowed):
        actions.add_statement(session, "だれ？", by=None, door="hall")


@pytest.mark.parametrize("state", ["draft", "called", "summing_up", "closed", "cancelled"])
def test_no_new_card_while_the_session_is_not_open(cast, state):
    session = a_session(cast, state)
    for door in ("hall", "home"):
        with pytest.raises(NotAllowed):
            actions.add_statement(session, "いまはまだ", by=a_guest(), door=door)


def test_paper_comes_in_by_the_bench_and_never_by_this_door(cast, session):
    with pytest.raises(NotAllowed):
        actions.add_statement(session, "紙です", by=a_guest(), door="paper")


def test_the_author_changes_the_words_until_the_session_is_closed(cast, session):
    guest = a_guest()
    card = actions.add_statement(session, "声をかける", by=guest, door="home")
    changed = actions.change_statement(card, "朝に声をかける", by=guest)
    assert changed.title == "朝に声をかける" and changed.version == card.version + 1
    evening.sum_up(session, by=team(cast))
    assert actions.change_statement(card, "夕方に声をかける", by=guest).title == "夕方に声をかける"
    evening.close_session(session, by=team(cast), next_step="つづける", no_date_why="未定")
    with pytest.raises(NotAllowed):
        actions.change_statement(card, "やっぱり", by=guest)


def test_nobody_changes_the_words_of_another(cast, session):
    card = actions.add_statement(session, "声をかける", by=a_guest(), door="hall")
    for who in (a_guest(), team(cast), cast.who(cast.officer)):
        with pytest.raises(NotAllowed):
            actions.change_statement(card, "かけない", by=who)


@pytest.mark.django_db(transaction=True)
def test_whoever_watches_the_hall_is_told_a_version_and_no_content(cast):
    session = a_session(cast)
    with connection.cursor() as cursor:
        cursor.execute("LISTEN yoriai_live")
    actions.add_statement(session, "ひみつの話", by=a_guest(), door="hall")
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        (notice,) = [n.payload for n in connection.connection.notifies(timeout=2, stop_after=1)]
    channel, version = notice.split(" ")
    assert channel == session.code and version.isdigit()

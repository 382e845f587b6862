import pytest

from yoriai.assembly import actions
from yoriai.assembly.actions.imports import take_voices
from yoriai.assembly.tests.evening import a_session, team
from yoriai.engines.tables.headers import aliases_for
from yoriai.engines.tables.reading import read
from yoriai.kernel.city.queries import the_office
from yoriai.kernel.models import Actor, Record
from yoriai.kernel.policy import NotAllowed, NotPossible
from yoriai.kernel.search.queries import search
from yoriai.voices.models import Door, Statement

ANSWERS = """id,自由記述,ニックネーム,種類,テーブル,年代,公開可,テーマ,地域
1,新聞の配達の人と&hellip;つながる,みどり,できること,3番,60代,はい,ひとり暮らしの見守り,長町区
2,"雪かきは
朝6時から",,見えること,,,,知らないテーマ,
3,,,,,,,,
"""


def table(text):
    return read(text.encode(), "answers.csv", [aliases_for("voices")])


def cards(session):
    return Statement.objects.filter(about_id=session.pk).order_by("pk")


def test_a_row_becomes_a_card_typed_in_from_paper(cast):
    session = a_session(cast)
    report = take_voices(session, table(ANSWERS), by=the_office())
    assert (report.taken, [line for line, _reason in report.skipped]) == (2, [4])
    first, second = cards(session)
    assert first.title == "新聞の配達の人と…つながる"
    assert (first.door, first.typed_by, first.state) == (Door.PAPER, cast.office, "written")
    assert (first.sort, first.table, first.said_as, first.may_be_quoted) == ("could", 3, "60代", True)
    assert (first.by.kind, first.by.name, first.visibility) == ("guest", "みどり", session.visibility)
    assert list(first.themes.all()) == [cast.themes[0]]
    assert set(first.areas.all()) == {cast.ward, cast.city_area}
    assert (second.title, second.may_be_quoted, second.by.name) == ("雪かきは　朝6時から", False, "")


def test_two_writers_are_two_people(cast):
    session = a_session(cast)
    take_voices(session, table(ANSWERS), by=the_office())
    assert len(set(cards(session).values_list("by", flat=True))) == 2


def test_a_name_nobody_knows_is_told_once(cast):
    session = a_session(cast)
    listed = "本文,テーマ\n" + "".join(f"声{number},知らないテーマ\n" for number in range(5))
    report = take_voices(session, table(listed), by=the_office())
    assert [(line, reason.params) for line, reason in report.flagged] == [(2, {"name": "知らないテーマ"})]


def test_the_same_file_twice_changes_nothing_and_says_the_same(cast):
    session = a_session(cast)
    first = take_voices(session, table(ANSWERS), by=the_office())
    before, people = list(cards(session).values()), Actor.objects.count()
    again = take_voices(session, table(ANSWERS), by=the_office())
    assert (again.taken, again.updated, again.unchanged) == (0, 0, 2)
    assert (again.flagged, again.skipped) == (first.flagged, first.skipped)
    assert (list(cards(session).values()), Actor.objects.count()) == (before, people)
    assert Record.objects.filter(verb="voices.imported").count() == 1


def test_a_mended_row_with_an_id_mends_its_card(cast):
    session = a_session(cast)
    take_voices(session, table(ANSWERS), by=the_office())
    mended = take_voices(session, table(ANSWERS.replace("朝6時", "朝7時")), by=the_office())
    assert (mended.updated, mended.unchanged, cards(session).count()) == (1, 1, 2)
    assert cards(session).last().title == "雪かきは　朝7時から"


def test_equal_words_without_ids_are_as_many_cards_as_rows(cast):
    session = a_session(cast)
    for taken in (3, 0):
        assert take_voices(session, table("本文\n集まりたい\n集まりたい\n集まりたい\n"), by=the_office()).taken == taken
    assert cards(session).count() == 3


def test_the_same_file_in_two_sessions_is_two_sets_of_cards(cast):
    one = a_session(cast)
    other = a_session(cast, forum=one.assembly)
    for session in (one, other):
        assert take_voices(session, table(ANSWERS), by=the_office()).taken == 2


def test_a_text_longer_than_a_card_is_kept_whole(cast, client):
    session = a_session(cast)
    text = "ここまでが一文です。" * 15 + "あ" * 150 + "おわりのことば。"
    report = take_voices(session, table(f"本文\n{text}\n"), by=the_office())
    card = cards(session).get()
    assert len(card.title) <= Statement.MOST_CHARACTERS
    assert card.title == "ここまでが一文です。" * 15 + "…"
    assert card.summary == text
    assert [line for line, _reason in report.flagged] == [2]
    assert search("おわりのことば", None).ids == [card.pk]
    assert text in client.get(card.get_absolute_url()).content.decode()
    assert take_voices(session, table(f"本文\n{text}\n"), by=the_office()).unchanged == 1


def test_what_was_asked_stays_with_the_answer(cast):
    session = a_session(cast)
    take_voices(session, table("設問,場所,本文\n困ること,集会所,駐車場\n"), by=the_office())
    assert cards(session).get().summary == "設問：困ること\n場所：集会所"


def test_a_printed_card_typed_in_elsewhere_is_filled_by_its_code(cast):
    session = a_session(cast)
    card, other = actions.print_cards(session, 2, by=team(cast))
    listed = f"コード,本文\n{card.code.lower()},見守りを始めたい\nZZZZZZ,どこの声か\n"
    report = take_voices(session, table(listed), by=the_office())
    card.refresh_from_db()
    other.refresh_from_db()
    assert (card.state, card.title, card.number, card.typed_by) == ("written", "見守りを始めたい", 1, cast.office)
    assert other.state == "blank"
    assert [(line, reason.params) for line, reason in report.skipped] == [(3, {"code": "ZZZZZZ"})]
    assert take_voices(session, table(listed), by=the_office()).unchanged == 1


def test_what_was_typed_at_the_bench_is_not_overwritten(cast):
    session = a_session(cast)
    (card,) = actions.print_cards(session, 1, by=team(cast))
    actions.write_card(card, session, "机で打った文", by=team(cast))
    report = take_voices(session, table(f"コード,本文\n{card.code},ちがう文\n"), by=the_office())
    card.refresh_from_db()
    assert (card.title, len(report.skipped)) == ("机で打った文", 1)


def test_a_code_of_another_session_opens_nothing(cast):
    session = a_session(cast)
    other = a_session(cast, forum=session.assembly)
    (foreign,) = actions.print_cards(other, 1, by=team(cast))
    report = take_voices(session, table(f"コード,本文\n{foreign.code},よその札\n"), by=the_office())
    foreign.refresh_from_db()
    assert (foreign.state, foreign.title, len(report.skipped)) == ("blank", "", 1)


def test_the_team_may_take_in_too(cast):
    assert take_voices(a_session(cast), table(ANSWERS), by=team(cast)).taken == 2


@pytest.mark.parametrize("name", ["resident", "outsider", "supporter"])
def test_others_take_nothing_in(cast, name):
    session = a_session(cast)
    with pytest.raises(NotAllowed):
        take_voices(session, table(ANSWERS), by=cast.who(getattr(cast, name)))
    with pytest.raises(NotAllowed):
        take_voices(session, table(ANSWERS), by=cast.who(cast.officer, sure=False))
    assert not cards(session).exists()


@pytest.mark.parametrize("state", ["draft", "called", "closed"])
def test_nothing_goes_into_a_session_that_is_not_open(cast, state):
    session = a_session(cast, state)
    with pytest.raises(NotPossible):
        take_voices(session, table(ANSWERS), by=the_office())
    assert not cards(session).exists()


def test_nothing_of_a_file_goes_in_where_one_row_breaks_the_database(cast, monkeypatch):
    session = a_session(cast)
    monkeypatch.setattr("yoriai.assembly.actions.imports.stir", lambda about: 1 / 0)
    people = Actor.objects.count()
    with pytest.raises(ZeroDivisionError):
        take_voices(session, table(ANSWERS), by=the_office())
    assert (cards(session).count(), Actor.objects.count()) == (0, people)


def test_formulas_and_scripts_stay_words(cast, client):
    session = a_session(cast)
    take_voices(session, table("本文\n=HYPERLINK(1)\n<svg onload=alert(1)>\n"), by=the_office())
    assert set(cards(session).values_list("title", flat=True)) == {"=HYPERLINK(1)", "<svg onload=alert(1)>"}
    assert "<svg onload" not in client.get(f"/sessions/{session.code}/cards/").content.decode()


def test_six_hundred_cards_cost_few_queries(cast, django_assert_max_num_queries):
    session = a_session(cast)
    listed = "本文\n" + "".join(f"声{number}\n" for number in range(600))
    with django_assert_max_num_queries(640):
        assert take_voices(session, table(listed), by=the_office()).taken == 600


def test_another_questionnaire_with_the_same_numbers_writes_over_nobody(cast):
    session = a_session(cast)
    first = "id,本文\n" + "".join(f"{n},バスを待つ間に座れる場所がほしい その{n}\n" for n in range(6))
    other = "id,本文\n" + "".join(f"{n},雪の朝に歩ける道を作る計画 {n}\n" for n in range(6))
    take_voices(session, table(first), by=the_office())
    before = list(cards(session).values_list("title", flat=True))
    with pytest.raises(NotPossible):
        take_voices(session, table(other), by=the_office())
    assert list(cards(session).values_list("title", flat=True)) == before
    without = "\n".join(line.partition(",")[2] for line in other.splitlines())
    assert take_voices(session, table(without), by=the_office()).taken == 6

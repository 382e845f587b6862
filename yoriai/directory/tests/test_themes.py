"""A theme somebody misses (R4), and the figures of a problem (R47)."""

import pytest

from yoriai.directory import actions
from yoriai.directory.models import Figure, ThemeIdea
from yoriai.kernel.models import Ask, Theme
from yoriai.kernel.policy import NotAllowed, NotPossible


@pytest.fixture
def office(cast):
    """The officer in the office's hat."""
    return cast.who(cast.officer, cast.section)


@pytest.fixture
def idea(cast):
    """A resident misses a theme."""
    return actions.raise_theme("越してきた人が知り合えない", "半年たちました。", by=cast.who(cast.resident))


def test_a_new_theme_waits_and_only_its_author_and_the_office_see_it(cast, client, client_of, idea):
    assert Ask.objects.get(what="theme_idea").asked == cast.section
    address = idea.get_absolute_url()
    assert client.get(address).status_code == 404
    assert client_of(cast.student).get(address).status_code == 404
    assert client_of(cast.resident).get(address).status_code == 200
    assert client_of(cast.officer).get(address).status_code == 200
    assert not Theme.objects.filter(name=idea.title).exists()


def test_the_office_adopts_it_under_a_name_and_it_stands_among_the_problems(client, office, idea):
    adopted = actions.adopt_theme(idea, "越してきた人のつながり", "名前を知らないまま半年がたつ。", by=office)
    assert adopted.theme in Theme.objects.problems()
    assert client.get(adopted.theme.get_absolute_url()).status_code == 200
    assert client.get(adopted.get_absolute_url()).status_code == 200
    assert Ask.objects.get(what="theme_idea").state == Ask.State.CLOSED


def test_a_name_there_is_already_is_refused_and_the_idea_still_waits(cast, office, idea):
    with pytest.raises(NotPossible):
        actions.adopt_theme(idea, cast.themes[0].name, by=office)
    idea.refresh_from_db()
    assert idea.state == ThemeIdea.State.PROPOSED


def test_a_theme_is_declined_with_a_reason_its_author_reads(client_of, cast, office, idea):
    with pytest.raises(NotPossible):
        actions.decline_theme(idea, " ", by=office)
    actions.decline_theme(idea, "「担い手」のテーマで話しています。", by=office)
    assert "「担い手」のテーマ" in client_of(cast.resident).get(idea.get_absolute_url()).content.decode()


@pytest.mark.parametrize("person", ["resident", "worker", "supporter", "outsider"])
def test_nobody_else_decides_or_keeps_figures(cast, idea, person):
    who = cast.who(getattr(cast, person))
    for act in (
        lambda: actions.adopt_theme(idea, "名前", by=who),
        lambda: actions.decline_theme(idea, "理由", by=who),
        lambda: actions.change_theme(cast.themes[0], "ことば", by=who),
        lambda: actions.add_figure(cast.themes[0], by=who, what="数", value="1", as_of="いま", source="私"),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_resident_says_on_the_page_what_is_missing(cast, client_of):
    answer = client_of(cast.resident).post("/theme-ideas/new/", {"title": "", "summary": "半年たちました"})
    assert answer.status_code == 422 and "半年たちました" in answer.content.decode()
    client_of(cast.resident).post("/theme-ideas/new/", {"title": "知り合えない", "summary": ""})
    assert ThemeIdea.objects.get().title == "知り合えない"


def test_the_office_decides_on_the_page_of_the_idea(cast, client_of, idea):
    client = client_of(cast.officer)
    assert client.post(idea.get_absolute_url(), {"verb": "decline", "answer": ""}).status_code == 422
    assert (
        client_of(cast.resident).post(idea.get_absolute_url(), {"verb": "adopt", "name": "私が決める"}).status_code
        == 200
    )
    idea.refresh_from_db()
    assert idea.state == ThemeIdea.State.PROPOSED
    client.post(idea.get_absolute_url(), {"verb": "adopt", "name": "越してきた人"})
    idea.refresh_from_db()
    assert idea.state == ThemeIdea.State.ADOPTED


def test_figures_stand_on_the_theme_with_day_and_source_and_can_be_taken_out(cast, client, client_of):
    theme, desk = cast.themes[0], client_of(cast.officer)
    address = f"/desk/themes/{theme.code}/"
    facts = {"what": "ひとり暮らし", "value": "6,240人", "as_of": "令和7年10月", "source": "高齢者調査", "website": ""}
    assert desk.post(address, {"verb": "figure", "figure-what": "数だけ"}).status_code == 422
    desk.post(address, {"verb": "figure", **{f"figure-{name}": value for name, value in facts.items()}})
    page = client.get(theme.get_absolute_url()).content.decode().replace("<wbr>", "")
    assert all(word in page for word in ("6,240人", "令和7年10月", "高齢者調査"))
    desk.post(f"{address}figures/{Figure.objects.get().pk}/removal/")
    assert not Figure.objects.exists()


def test_the_office_writes_what_the_problem_is(cast, client_of):
    theme = cast.themes[0]
    client_of(cast.officer).post(f"/desk/themes/{theme.code}/", {"verb": "about", "about": "冬の朝が心配です。"})
    theme.refresh_from_db()
    assert theme.about == "冬の朝が心配です。"

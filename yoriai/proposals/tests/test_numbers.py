"""数字で見る協働 (issue 4): every year, also with no adoption, and nothing that tells who was not adopted."""

import datetime as dt
import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from yoriai.engines.schemes import plain
from yoriai.kernel.items.actions import add_item
from yoriai.kernel.policy import NotAllowed
from yoriai.proposals import actions
from yoriai.proposals.models import Proposal, Scheme, SchemeTheme, Step
from yoriai.proposals.queries.examples import examples
from yoriai.proposals.queries.numbers import bars, table, years
from yoriai.proposals.tests.test_pages import words


def ended(walk):
    Scheme.objects.filter(pk=walk.scheme.pk).update(state="ended")
    return years()[0]


def test_a_year_in_figures(walk):
    done, refused = walk.to("onward"), walk.to("not_adopted")
    walk.step(walk.to("submitted"), "withdraw")
    walk.begin()
    actions.give_up(walk.to("agreeing"), by=walk.group, reason="人が足りない")
    Step.objects.filter(proposal=done, target="passed_first").update(at=done.submitted + dt.timedelta(days=10))
    Step.objects.filter(proposal=done, target="adopted").update(at=done.submitted + dt.timedelta(days=40))
    done.log.create(on=timezone.localdate(), text="かいた", people=12, by=walk.cast.npo)
    done.log.create(on=timezone.localdate(), text="数えなかった", by=walk.cast.npo)
    Step.objects.filter(proposal=refused, target="not_adopted").update(at=refused.submitted + dt.timedelta(days=40))
    Step.objects.filter(target="adopted").update(at=done.submitted + dt.timedelta(days=40, hours=1))
    year = ended(walk)
    assert (year.came_in, year.adopted, year.realised, year.withdrawn, year.given_up) == (4, 2, 1, 1, 1)
    assert (year.consultations, year.city_yen, year.people, year.days) == (4, 400_000, 12, 40)
    assert next((part.name, part.came_in, part.adopted) for part in year.classes) == ("自由提案型", 4, 2)


def test_a_year_with_no_adoption_is_shown_as_it_is_with_the_office_s_word(walk, client, client_of, cast):
    walk.to("not_adopted")
    ended(walk)
    assert "この年度は、採択した事業がありませんでした。" in words(client.get("/schemes/numbers/"))
    office = client_of(cast.officer)
    address = f"/schemes/{walk.scheme.code}/desk/year/"
    assert (
        office.post(address, {"text": "基準に届く提案がありませんでした。\n次の年は相談を早めます。"}).status_code
        == 302
    )
    client.cookies["fresh"] = "1"
    page = words(client.get("/schemes/numbers/"))
    assert "基準に届く提案がありませんでした。" in page
    assert "雪の朝" not in page
    assert walk.cast.npo.shown_name not in page
    assert office.post(address, {"text": ""}).status_code == 302
    assert Scheme.objects.get(pk=walk.scheme.pk).of_the_year == ""
    for person in (cast.worker, cast.judge, cast.outsider):
        assert client_of(person).get(address).status_code == 404
    for who in (walk.group, cast.who(cast.officer, cast.office, sure=False)):
        with pytest.raises(NotAllowed):
            actions.write_of_the_year(walk.scheme, "x", by=who)


def test_before_the_list_is_published_a_scheme_has_no_figures(walk, client):
    walk.to("submitted")
    assert years() == []
    assert "数字はまだありません" in words(client.get("/schemes/numbers/"))


@pytest.mark.parametrize(
    ("refused", "told"),
    [((0, 0), True), ((0, 1), False), ((0, 2), False), ((0, 3), False), ((1, 3), False), ((3, 3), True)],
)
def test_what_is_not_adopted_is_not_counted_by_theme_where_that_would_tell_its_theme(walk, refused, told):
    """threats.md: small figures. A theme of what is not adopted is not public; one gap could be reckoned from the rest."""
    themes = _themes(walk)
    now = timezone.now()
    rows = [("adopted", theme) for theme in themes]
    rows += [("not_adopted", theme) for theme, many in zip(themes, refused, strict=True) for _one in range(many)]
    for number, (state, theme) in enumerate(rows, 1):
        one = walk.begin()
        Proposal.objects.filter(pk=one.pk).update(state=state, theme=theme, number=number, submitted=now)
    year = ended(walk)
    assert [(part.name, part.came_in, part.adopted) for part in year.themes] == [
        ("歩道", 1 + refused[0] if told else None, 1), ("居場所", 1 + refused[1] if told else None, 1),
    ]  # fmt: skip
    assert year.themes_hidden is not told
    SchemeTheme.objects.filter(pk=themes[1].pk).update(visibility="hidden")
    assert [part.name for part in years()[0].themes] == ["歩道"]


def _themes(walk):
    texts = dict.fromkeys(("background", "wanted", "city_can"), "x")
    found = [
        SchemeTheme(scheme=walk.scheme, title=title, by=walk.cast.ward_office, state="shown", **texts)
        for title in ("歩道", "居場所")
    ]
    for theme in found:
        add_item(theme)
        SchemeTheme.objects.filter(pk=theme.pk).update(visibility="public")
    return found


@pytest.mark.parametrize(
    ("states", "passed"),
    [
        (["adopted"], 1),
        (["adopted", "not_adopted"], None),
        (["adopted", "first_review"], None),
        (["not_adopted"] * 3, 3),
    ],
)
def test_how_many_passed_the_first_look_is_told_only_where_it_tells_of_nobody(walk, client, states, passed):
    """threats.md: small figures. That one passed the first look is public of what is adopted alone."""
    for number, state in enumerate(states, 1):
        one = walk.begin()
        Proposal.objects.filter(pk=one.pk).update(state=state, number=number, submitted=timezone.now())
        if state != "first_review":
            Step.objects.create(proposal=one, verb="pass", source="first_review", target="passed_first")
    assert ended(walk).passed_first == passed
    client.cookies["fresh"] = "1"
    shown = re.search(r'data-label="一次通過">(.*?)</td>', client.get("/schemes/numbers/").content.decode())
    assert shown[1] == ("－" if passed is None else str(passed))


def test_the_files_say_the_same_for_any_program(walk, client):
    walk.to("adopted")
    year = ended(walk)
    plain_csv = client.get("/schemes/numbers.csv")
    assert plain_csv.content.startswith(b"\xef\xbb\xbf")
    lines = plain_csv.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("年度,")
    assert lines[1].startswith(f"{year.scheme.year},協働事業提案制度,全体,,1,1,1,1,0,0,0,0,0,0,")
    assert client.get("/schemes/numbers.sjis.csv").content.decode("cp932").splitlines()[:2] == lines[:2]
    rows = json.loads(client.get("/schemes/numbers.json").content)
    assert [row["採択"] for row in rows] == [row[7] for row in table(years())[1]]


def test_the_drawing_is_as_wide_as_the_fullest_year(walk):
    walk.to("adopted")
    walk.to("submitted")
    ended(walk)
    assert [(bar.came_in, bar.adopted) for bar in bars(years())] == [(100, 50)]


def test_the_figures_cost_the_same_for_one_year_and_for_many(walk, client):
    walk.to("adopted")
    ended(walk)
    client.cookies["fresh"] = "1"
    client.get("/schemes/numbers/")  # the bar and the foot are made once
    counted = []
    for rows in (1, 3, 20):
        while Scheme.objects.count() < rows:
            plan = examples()["sendai"]
            add_item(
                Scheme(
                    title=plan.name,
                    by=walk.cast.office,
                    state="ended",
                    plan=plain(plan),
                    year=2000 + Scheme.objects.count(),
                )
            )
        client.get("/schemes/numbers/")  # the city's own row is kept from page to page
        with CaptureQueriesContext(connection) as queries:
            client.get("/schemes/numbers/")
        counted.append(len(queries))
    assert counted[0] == counted[1] == counted[2]

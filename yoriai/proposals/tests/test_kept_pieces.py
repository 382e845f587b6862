"""Parts of the list pages are kept ready (issue 4, speed): whatever moves is on the page that is asked for next."""

import datetime as dt

import pytest
from django.core.cache import caches
from django.utils import timezone

from yoriai.proposals import actions
from yoriai.proposals.models import Proposal, Scheme, Score
from yoriai.proposals.queries.panel import ranking
from yoriai.proposals.tests.test_pages import words
from yoriai.ui.dates import short_date


def kept():
    """How many pieces lie ready in this process."""
    return len(caches["boxes"]._cache)


@pytest.fixture
def asked(walk, client_of, cast):
    """`asked(path)`: what the office reads there now, past the page kept whole for ten seconds."""
    office = client_of(cast.officer)
    office.cookies["fresh"] = "1"

    def page(path, language="ja"):
        return words(office.get(path, headers={"accept-language": language}))

    return page


def test_ranks_follow_a_point_a_title_a_state_and_whoever_stands_near(walk, asked, cast):
    better, other = walk.to("first_review"), walk.to("first_review")
    walk.score(better, 4)
    walk.score(other, 3)
    path = f"/schemes/{walk.scheme.code}/review/"
    first = asked(path)
    assert "80.0" in first
    assert "60.0" in first
    ready = kept()
    assert asked(path) == first
    assert kept() == ready
    Score.objects.filter(sheet__proposal=other).update(points=5)
    assert "100.0" in asked(path)
    (_one, rows), *_more = ranking(walk.scheme, ("first_review",))
    assert [row.proposal for row in rows] == [other, better]
    Proposal.objects.filter(pk=other.pk).update(title="名を変えた提案")
    assert "名を変えた提案" in asked(path)
    (_one, before), *_more = ranking(walk.scheme, ("first_review",))
    seat = walk.scheme.panel.get(actor=cast.member)
    actions.declare_interest(other, seat, "役員をしています", by=walk.office)
    (_one, after), *_more = ranking(walk.scheme, ("first_review",))
    assert before[0].handed_in - after[0].handed_in == 1
    assert f"{after[0].handed_in}／{after[0].judges}" in asked(path)
    Proposal.objects.filter(pk=other.pk).update(state="held")
    assert "保留" in asked(path)


def test_the_days_of_the_year_follow_what_waits(walk, asked):
    one, day = walk.to("correcting"), timezone.localdate() + dt.timedelta(days=40)
    Proposal.objects.filter(pk=one.pk).update(due=day, title="名を変えた提案")
    path = f"/schemes/{walk.scheme.code}/calendar/"

    def day_of():
        """The day beside which it stands."""
        return [
            short_date(day) in entry for entry in asked(path).split('<li class="day') if "名を変えた提案</a>" in entry
        ]

    assert day_of() == [True]
    Proposal.objects.filter(pk=one.pk).update(due=day + dt.timedelta(days=1))
    assert day_of() == [False]
    Proposal.objects.filter(pk=one.pk).update(due=None)
    assert day_of() == []


def test_the_list_and_the_figures_of_a_scheme_follow_what_came_in(walk, asked):
    one = walk.to("first_review")
    Scheme.objects.filter(pk=walk.scheme.pk).update(listed=timezone.now())
    Proposal.objects.filter(pk=one.pk).update(listed=timezone.now())
    path, figures = f"/schemes/{walk.scheme.code}/", "/schemes/numbers/"
    line = f'<a href="{one.get_absolute_url()}">名を変えた提案</a>'
    assert (line in asked(path), '<td role="cell" data-label="いまの段階">採択</td>' in asked(path)) == (False, False)
    assert "応募1件、採択0件" in asked(figures)
    Proposal.objects.filter(pk=one.pk).update(title="名を変えた提案", state="adopted", visibility="public")
    assert (line in asked(path), '<td role="cell" data-label="いまの段階">採択</td>' in asked(path)) == (True, True)
    assert "応募1件、採択1件" in asked(figures)
    Scheme.objects.filter(pk=walk.scheme.pk).update(of_the_year="雪の多い年でした。")
    assert "雪の多い年でした。" in asked(path)
    assert "雪の多い年でした。" in asked(figures)
    assert "What came in" in asked(path, "en")
    assert "What came in" not in asked(path)

"""再提案・継続, and what came on paper: nothing that was said is asked again."""

import datetime as dt

import pytest
from django.utils import timezone

from yoriai.kernel.models import Link
from yoriai.kernel.policy import NotPossible
from yoriai.proposals import actions
from yoriai.proposals.models import Document, Proposal
from yoriai.proposals.queries.pages import course
from yoriai.proposals.tests.walk import ANSWERS


def test_a_group_begins_again_from_what_it_said(walk, client_of, cast):
    """R39: the two are tied, the old one stays as it is."""
    ended = walk.to("not_adopted")
    url = f"/proposals/{ended.code}/again/"
    for other in (cast.officer, cast.student, cast.outsider):
        assert client_of(other).get(url).status_code == 404
    group = client_of(cast.worker)
    assert group.get(url).status_code == 200
    answer = group.post(url, {"scheme": walk.scheme.pk})
    made = Proposal.objects.latest("pk")
    assert (answer.status_code, answer.url) == (302, f"/proposals/{made.code}/")
    assert (made.state, made.by, made.follows, made.title) == ("idea", cast.npo, ended, ended.title)
    said = dict(made.answers.values_list("key", "text"))
    assert said["contents"] == ANSWERS["F2"]["contents"]
    assert Link.objects.filter(source=ended, target=made, kind="continued").exists()
    ended.refresh_from_db()
    assert ended.state == "not_adopted"


def test_what_is_still_on_its_way_is_not_begun_again(walk, client_of, cast):
    proposal = walk.to("in_talks")
    assert client_of(cast.worker).get(f"/proposals/{proposal.code}/again/").status_code == 404


def test_the_office_types_what_lay_on_the_counter_in_time_after_the_date(walk, client_of, cast):
    """R53: the group is asked for no paper's name; the office says whose it was, and the papers carry it."""
    proposal = walk.to("drafting")
    proposal = walk.step(proposal, "submit_ready")
    url = f"/proposals/{proposal.code}/steps/submit/"
    assert "on_paper_from" not in client_of(cast.worker).get(url).content.decode()
    walk.over()
    Proposal.objects.filter(pk=proposal.pk).update(due=timezone.localdate() - dt.timedelta(days=1))
    office = client_of(cast.officer)
    assert office.post(url, {"on_paper_from": ""}).status_code == 422
    assert office.post(url, {"on_paper_from": "沢田 みどり"}).status_code == 302
    assert set(Document.objects.filter(proposal=proposal).values_list("on_paper_from", flat=True)) == {"沢田 みどり"}


def test_what_ended_on_its_way_is_drawn_as_far_as_it_came(walk):
    knots = course(walk.to("withdrawn"))
    assert [knot.state for knot in knots][:4] == ["done", "done", "now", "ahead"]


def test_what_the_panel_held_comes_back_with_nothing_missing(walk):
    held = walk.to("held")
    actions.put_answers(held, "F2", {"purpose": ""}, by=walk.group)
    with pytest.raises(NotPossible):
        actions.hand_in_again(held, by=walk.group)
    walk.write(held, "F2")
    assert actions.hand_in_again(held, by=walk.group).state == "first_review"

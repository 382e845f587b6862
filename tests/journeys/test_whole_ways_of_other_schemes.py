"""Each scheme that comes with the platform beside Sendai's, walked whole from the first word to the way out (R33–R39).

By the actions, each by whoever takes it in life; what everybody reads in the end, by the page.
"""

import datetime as dt

import pytest
from django.core.cache import caches
from django.utils import timezone

from yoriai.kernel.models import Ask
from yoriai.kernel.policy import NotAllowed, NotPossible
from yoriai.proposals import actions
from yoriai.proposals.models import Document, Talk
from yoriai.proposals.queries.agreements import latest, signers
from yoriai.proposals.tests.test_pages import PRIVATE, words
from yoriai.proposals.tests.walk import ANSWERS
from yoriai.proposals.tests.walk_examples import ExampleWalk

pytestmark = pytest.mark.slow

WORKED = [
    "agreeing", "agreed", "under_way", "mid_reported", "carried_out", "reported", "looking_back", "told", "completed", "onward",
]  # fmt: skip
BEFORE = ["drafting", "submitted", "checking"]


def read_by_everybody(client, proposal):
    """The page of the project, as a stranger opens it. What is the group's own is not on it."""
    caches["pages"].clear()
    page = words(client.get(f"/proposals/{proposal.code}/"))
    for hidden in PRIVATE:
        assert hidden not in page
    for shown in (ANSWERS["F2"]["title"], "町内会が当番を引き継ぎます。", "報告会に40人が来ました。"):
        assert shown in page
    return page


def in_one_piece(proposal):
    """Each step begins where the one before it led, and has who took it; every form is frozen once."""
    steps = list(proposal.steps.order_by("id"))
    assert [one.target for one in steps[:-1]] == [one.source for one in steps[1:]]
    assert all(one.person_id and one.hat_id for one in steps)
    frozen = list(Document.objects.filter(proposal=proposal).values_list("form", flat=True))
    assert sorted(frozen) == sorted(set(frozen))
    return set(frozen)


def test_young_people_with_an_organisation_that_takes_the_money(cast, client):
    """若者版: eight questions, an answer within three weeks, no talks and no papers round; the organisation signs and receives."""
    walk = ExampleWalk(cast, "youth", "youth")
    drafting, states = walk.whole(until="draft")
    assert states == ["drafting"]  # no consultation has to come first
    with pytest.raises(NotPossible):  # neither the organisation nor who is too young is said yet
        actions.submit(drafting, by=walk.group)
    proposal, _states = walk.whole(drafting, since="submit", until="submit")
    assert proposal.answer_by == timezone.localdate(proposal.submitted) + dt.timedelta(days=21)
    proposal, states = walk.whole(proposal, since="check")
    assert states == ["checking", "final_review", "adopted", *WORKED]
    assert signers(proposal) == [cast.npo, cast.students, cast.office]
    assert latest(proposal).contract == "負担金型"
    assert not Talk.objects.filter(proposal=proposal).exists()
    assert {"F2", "F3", "F5", "F10", "F13"} <= in_one_piece(proposal)
    assert cast.students.name in read_by_everybody(client, proposal)


@pytest.mark.parametrize("kind", ["free", "themed"])
def test_amagasaki_finds_the_section_first_and_shapes_it_with_it(cast, client, kind):
    """W matching: the section says that it can imagine it, reads and writes before anything is handed in; then the contract is chosen."""
    walk = ExampleWalk(cast, "amagasaki", kind)
    idea, _states = walk.whole(until="consult")
    with pytest.raises(NotAllowed):  # before its yes the section writes nothing
        actions.put_answers(idea, "F2", {"purpose": "区から"}, by=walk.section)
    drafting = walk.step(idea, "draft")
    assert Ask.objects.get(item=idea.pk, what="imagine").asked == cast.ward_office
    assert actions.put_answers(drafting, "F2", {"evidence": "除雪の要望は年に60件"}, by=walk.section) == []
    proposal, states = walk.whole(drafting, since="submit")
    assert states == ["submitted", "checking", "in_talks", "final_review", "adopted", "awaiting_budget", *WORKED]
    assert signers(proposal) == [cast.npo, cast.students, cast.ward_office]
    assert latest(proposal).contract == "委託"
    assert {"F2", "F3", "F4", "F5", "F10", "F13"} <= in_one_piece(proposal)
    page = read_by_everybody(client, proposal)
    assert cast.ward_office.name in page
    assert "除雪の要望は年に60件" not in page


@pytest.mark.parametrize(
    ("kind", "contract", "budget"),
    [
        ("entrusted", "委託型", True),
        ("shared", "負担金型", True),
        ("aided", "補助型", True),
        ("hosted", "共催型", False),
    ],
)
def test_yokohama_in_each_of_its_four_kinds_of_agreement(cast, client, kind, contract, budget):
    """The class says how both bind themselves; the agreement must fix five things; only 共催 needs no budget of the council."""
    walk = ExampleWalk(cast, "yokohama", kind)
    proposal, states = walk.whole(until="negotiate")
    waits = ["awaiting_budget"] if budget else []
    assert states == [
        "consulting", *BEFORE, "in_talks", "presenting", "final_review", "adopted", *waits, "agreeing",
    ]  # fmt: skip
    text = latest(proposal)
    assert text.contract == contract
    bare = [(heading, "" if "責任" in heading else said) for heading, said in text.parts]
    actions.put_agreement(proposal, bare, by=walk.group, seen=text.version)
    with pytest.raises(NotPossible):
        actions.sign(proposal, cast.npo, by=walk.group, text_digest=latest(proposal).digest)
    proposal, states = walk.whole(proposal, since="sign")
    assert states == WORKED[1:]
    assert {"F2", "F3", "F4", "F5", "F10", "F13"} <= in_one_piece(proposal)
    page = read_by_everybody(client, proposal)
    assert contract in page

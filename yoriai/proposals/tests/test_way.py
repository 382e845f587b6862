"""手続きの図: every state and every move is drawn, and where this proposal stands."""

import re

import pytest

from yoriai.proposals.lifecycle import PROPOSAL
from yoriai.proposals.models import Proposal
from yoriai.proposals.queries.way import ENDS, MAIN, PAIRS, ROWS, drawn
from yoriai.proposals.tests.test_pages import words


def test_every_state_has_its_place_and_every_way_between_two_is_drawn(walk):
    picture = drawn(walk.begin())
    assert sorted(box.state for box in picture.boxes) == sorted(Proposal.State.values)
    assert len({(box.x, box.y) for box in picture.boxes}) == len(picture.boxes)
    # A way there and back is one line, and the early ends are one bar each.
    ways = {frozenset(pair) for pair in PAIRS if pair[1] not in ENDS}
    assert len(picture.lines) == len(ways) + len(ENDS)
    assert {move.target for move in PROPOSAL.moves} <= {*ROWS, *ENDS}
    assert [ROWS[state] for state in MAIN] == sorted(ROWS[state] for state in MAIN)


@pytest.mark.parametrize("state", ["idea", "correcting", "final_review", "withdrawn", "onward"])
def test_it_is_marked_where_one_is_and_which_way_was_gone(walk, state):
    proposal = walk.to(state)
    picture = drawn(proposal)
    marks = {box.state: box.mark for box in picture.boxes}
    assert [one for one, mark in marks.items() if mark == "now"] == [state]
    been = set(proposal.steps.values_list("source", flat=True)) | set(proposal.steps.values_list("target", flat=True))
    assert {one for one, mark in marks.items() if mark == "gone"} == been - {state}
    told = [one for _part, stops in picture.parts for one in stops] + picture.ends
    assert {one.words: one.mark for one in told} == {box.words: box.mark for box in picture.boxes}
    assert any(line.gone for line in picture.lines) == bool(been)


def test_the_page_says_it_as_a_picture_and_in_words_to_those_who_take_part(walk, cast, client, client_of):
    proposal = walk.to("in_talks")
    address = f"/proposals/{proposal.code}/procedure/"
    page = words(client_of(cast.worker).get(address))
    assert re.search(r'<g class="now"><rect [^>]*/><text [^>]*>担当課と協議中</text>', page)
    assert re.search(r'<li class="here" aria-current="step">.*?担当課と協議中', page)
    assert page.count('aria-current="step"') == 1
    assert address in words(client_of(cast.worker).get(f"/proposals/{proposal.code}/"))
    for reader in (client, client_of(cast.outsider)):
        assert reader.get(address).status_code == 404

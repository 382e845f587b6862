import pytest

from yoriai.assembly.models import Assembly, Commitment, Session
from yoriai.kernel.city.actions import put_city
from yoriai.kernel.links.queries import story
from yoriai.kernel.policy import NotPossible
from yoriai.proposals.models import Proposal
from yoriai.voices.models import Statement
from yoriai.web.demo import evenings
from yoriai.web.demo.fill import fill


def test_the_demo_is_filled_once_and_holds_a_thread_from_card_to_outcome(cast, client):
    assert fill()
    assert not fill()
    assert Assembly.objects.count() == 1
    assert list(Session.objects.order_by("number").values_list("state", flat=True)) == ["closed", "closed", "open"]
    card = Statement.objects.get(title__startswith="太鼓の練習を、だれでも")
    assert {knot.item.kind for knot in story(card, None).after} >= {"point", "commitment", "result"}
    idea = Proposal.objects.get(title="夜の太鼓を、みんなの太鼓に")
    assert list(card.links_out.filter(target=idea).values_list("kind", flat=True)) == ["became"]
    assert idea.kind not in {knot.item.kind for knot in story(card, None).after}  # nobody's item before adoption
    assert Commitment.objects.filter(state="done").exists()
    for address in ("/", "/items/", f"/items/{card.code}/story/"):
        assert client.get(address).status_code == 200


def test_tonight_is_always_going_on(cast):
    told = evenings.tonight(cast, evenings.forum(cast), evenings.place(cast))
    assert told.session.takes_voices
    assert Statement.objects.filter(state="blank").count() == 42


def test_the_demo_is_never_mixed_into_a_real_city(cast):
    put_city(is_demo=False)
    with pytest.raises(NotPossible):
        fill()
    assert not Assembly.objects.exists()

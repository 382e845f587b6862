"""A word beside a question: only beside one that is there, and never lost."""

import pytest

from yoriai.kernel.policy import NotPossible
from yoriai.proposals import actions
from yoriai.proposals.models import Remark
from yoriai.proposals.tests.test_pages import words


@pytest.fixture
def drafting(walk):
    return walk.to("drafting")


def url(proposal):
    return f"/proposals/{proposal.code}/sheets/remarks/"


def test_a_word_stands_beside_its_question_and_is_seen_to(drafting, client_of, cast):
    client = client_of(cast.worker)
    answer = client.post(url(drafting), {"form": "F2", "key": "purpose", "text": "もう少し短く"})
    assert (answer.status_code, answer.url) == (302, f"/proposals/{drafting.code}/sheets/F2/")
    assert "もう少し短く" in words(client.get(answer.url))
    assert client.post(url(drafting), {"form": "F2", "settled": Remark.objects.get().pk}).status_code == 302
    assert Remark.objects.get().settled is not None


@pytest.mark.parametrize("text", ["", "   ", "\0"])
def test_an_empty_word_comes_back_as_a_page_with_words(drafting, client_of, cast, text):
    answer = client_of(cast.worker).post(url(drafting), {"form": "F2", "key": "purpose", "text": text})
    assert answer.status_code == 422
    assert '<a href="#remark-text">ひとこと</a>' in words(answer)
    assert not Remark.objects.exists()


def test_what_was_typed_too_long_comes_back_with_it(drafting, client_of, cast):
    answer = client_of(cast.worker).post(url(drafting), {"form": "F2", "key": "purpose", "text": "長" * 1001})
    assert answer.status_code == 422
    assert "長" * 1001 in words(answer)


@pytest.mark.parametrize("key", ["F9:x", "F9:0", "nothing", ""])
def test_a_word_beside_nothing_is_refused(walk, drafting, client_of, cast, key):
    answer = client_of(cast.worker).post(url(drafting), {"form": "F2", "key": key, "text": "どこにもない"})
    assert answer.status_code == 422
    with pytest.raises(NotPossible):
        actions.remark(drafting, key, "どこにもない", by=walk.group)
    assert not Remark.objects.exists()


def test_a_key_of_old_that_is_none_leaves_the_agreement_readable(walk, client_of, cast):
    proposal = walk.to("agreeing")
    for key in ("F9:x", "F9:", f"F9:{'9' * 30}"):
        Remark.objects.create(proposal=proposal, key=key, text="前からあったことば", by=cast.npo)
    assert client_of(cast.worker).get(f"/proposals/{proposal.code}/agreement/").status_code == 200


def test_a_form_there_is_not_is_no_page_and_looking_writes_nothing(drafting, client_of, cast):
    client = client_of(cast.worker)
    assert client.post(url(drafting), {"form": "F99", "key": "purpose", "text": "ことば"}).status_code == 404
    assert client.post(url(drafting), {"form": "", "key": "purpose", "text": "ことば"}).status_code == 302
    assert client.get(url(drafting)).status_code == 405


def test_a_number_of_five_thousand_figures_is_no_number(walk, client_of, cast):
    proposal, many = walk.to("agreeing"), "9" * 5000
    client = client_of(cast.worker)
    assert client.post(url(proposal), {"form": "F2", "settled": many}).status_code == 422
    for name in ("settled", "place"):
        assert client.post(f"/proposals/{proposal.code}/agreement/remarks/", {name: many}).status_code == 302
    answer = client.post(f"/proposals/{proposal.code}/agreement/text/", {"rows": many, "seen": "1"})
    assert answer.status_code == 422
    assert not Remark.objects.exists()

"""二度押し: a form that is sent twice makes one thing."""

import re
from uuid import uuid4

import pytest
from django.utils import timezone

from yoriai.proposals.models import Document, Expense, LogEntry, Proposal

IDEA = {"title": "雪かきの学校", "type": "free", "issue": "道具の使い方がわからない", "idea": "教室をひらく"}


def key_on(page, number=0):
    return re.findall(r'name="once_token" value="([0-9a-f-]{36})"', page.content.decode())[number]


def test_two_clicks_on_an_idea_make_one(walk, client_of, cast):
    client, url = client_of(cast.worker), f"/schemes/{walk.scheme.code}/idea/"
    sent = IDEA | {"hat": cast.npo.pk, "once_token": key_on(client.get(url))}
    answers = [client.post(url, sent) for _time in range(2)]
    made = Proposal.objects.get()
    assert [(one.status_code, one.url) for one in answers] == [(302, made.get_absolute_url())] * 2
    assert Document.objects.filter(proposal=made).count() == 1
    assert client.post(url, sent | {"once_token": key_on(client.get(url))}).status_code == 302
    assert Proposal.objects.count() == 2


def test_two_clicks_on_a_typed_paper_make_one(walk, client_of, cast):
    """R53: and one sender, not two of the same name."""
    client, url = client_of(cast.officer), f"/schemes/{walk.scheme.code}/desk/paper/"
    sent = IDEA | {"way": "fax", "name": "坂の会", "kind": "group", "once_token": key_on(client.get(url))}
    answers = [client.post(url, sent) for _time in range(2)]
    made = Proposal.objects.get()
    assert [(one.status_code, one.url) for one in answers] == [(302, f"/proposals/{made.code}/typed/")] * 2


def test_two_clicks_on_a_line_of_the_log_and_of_the_money_make_one_each(walk, client_of, cast):
    proposal = walk.to("under_way")
    client, url = client_of(cast.worker), f"/proposals/{proposal.code}/work/"
    page = client.get(url)
    keys = {key_on(page, 0), key_on(page, 1)}
    assert len(keys) == 2
    today, line = timezone.localdate().isoformat(), proposal.budget.filter(side="spending").first()
    log = {"on": today, "text": "朝の当番", "once_token": key_on(page, 0)}
    spent = {"line": line.pk, "on": today, "amount": 500, "words": "お茶", "once_token": key_on(page, 1)}
    for _time in range(2):
        assert client.post(f"{url}log/", log).status_code == 302
        assert client.post(f"{url}expenses/new/", spent).status_code == 302
    assert LogEntry.objects.count() == 1
    assert Expense.objects.count() == 1


def test_a_key_that_is_none_is_said_to_be_wrong_and_makes_nothing(walk, client_of, cast):
    answer = client_of(cast.worker).post(
        f"/schemes/{walk.scheme.code}/idea/", IDEA | {"hat": cast.npo.pk, "once_token": "x"}
    )
    assert answer.status_code == 422
    assert not Proposal.objects.exists()


def test_what_is_kept_as_a_draft_keeps_no_key(walk, client_of, cast):
    """Two windows with the same draft send two ideas."""
    from yoriai.people.models import Draft

    client, url = client_of(cast.worker), f"/schemes/{walk.scheme.code}/idea/"
    sent = IDEA | {"draft": "keep", "draft_page": url, "draft_window": "abc", "once_token": str(uuid4())}
    assert client.post(url, sent).status_code == 302
    assert "once_token" not in Draft.objects.get().typed


@pytest.mark.parametrize("form", ["F10", "F13"])
def test_beside_a_report_stands_what_was_promised_and_who_took_what_upon_themselves(walk, client_of, cast, form):
    from yoriai.proposals.tests.test_pages import words
    from yoriai.proposals.tests.walk import ANSWERS

    proposal = walk.to("under_way" if form == "F10" else "carried_out")
    page = words(client_of(cast.worker).get(f"/proposals/{proposal.code}/sheets/{form}/"))
    assert ANSWERS["F2"]["target"] in page
    assert "道具を貸す" in page

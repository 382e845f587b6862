"""Following what is only listed (R34, R43): whoever waits for news hears exactly what everybody may read at that step."""

import re

import pytest

from yoriai.kernel.items.queries import can_see
from yoriai.kernel.models import Item, Record
from yoriai.kernel.moderation.actions import hide
from yoriai.kernel.policy import NotAllowed
from yoriai.people.actions import follow, follow_by_mail
from yoriai.people.letters import page_of
from yoriai.people.models import Follow, Outgoing
from yoriai.people.queries import is_following
from yoriai.people.tasks import tell
from yoriai.proposals import actions
from yoriai.proposals.models import Proposal
from yoriai.proposals.tests.test_pages import BETWEEN, words
from yoriai.proposals.tests.walk import ANSWERS, PRIVATE

ON = ("check", "begin_talks", "review_papers", "pass", "schedule", "review")
THEN = ("adopt", "await_budget", "negotiate", "sign", "start", "report_midway", "carry_out", "report", "accept")


@pytest.fixture
def listed(walk):
    """Handed in, and in the public list; nothing else of it is anybody's."""
    proposal = walk.to("submitted")
    actions.publish_list(walk.over(), by=walk.office)
    return Proposal.objects.get(pk=proposal.pk)


@pytest.fixture
def heard(listed, cast):
    """What the outsider, who follows it from here on, has been told, the oldest first; each record is told once, as it comes."""
    follow(listed, by=cast.who(cast.outsider))
    told = set(Record.objects.values_list("pk", flat=True))

    def ask():
        for row in Record.objects.filter(item=listed.pk).exclude(pk__in=told).order_by("pk"):
            tell(row.pk)
            told.add(row.pk)
        return list(Outgoing.objects.filter(item=listed.pk, to=cast.outsider).order_by("record"))

    return ask


def test_everybody_may_follow_what_is_listed_and_stop_again(listed, cast, client_of, client):
    outsider, page = client_of(cast.outsider), f"/proposals/{listed.code}/"
    address = re.search(r'action="([^"]*follow[^"]*)"', words(outsider.get(page))).group(1)
    assert outsider.post(address, {"next": page}).url == page
    assert is_following(cast.who(cast.outsider), item_id=listed.pk)
    assert listed.title in words(outsider.get("/my/follows/"))
    assert outsider.post(address, {"next": page, "stop": "1"}).url == page
    assert not Follow.objects.filter(item=listed.pk).exists()
    assert address in words(client.get(page))
    assert client.get(address).status_code == 200
    reader = follow_by_mail(listed, "yomu@morino.example").actor
    assert Follow.objects.get(item=listed.pk).actor == reader
    assert not can_see(cast.who(cast.outsider), Item.objects.get(pk=listed.pk))


@pytest.mark.parametrize("state", ["idea", "drafting", "submitted"])
def test_what_is_in_no_list_is_followed_by_nobody_from_outside(walk, cast, client_of, client, state):
    """threats.md, foreign ids: absent and forbidden look the same."""
    proposal = walk.to(state)
    address = f"/follow/item/{proposal.code}/"
    for one in (client, client_of(cast.outsider)):
        assert [one.get(address).status_code, one.post(address, {}).status_code] == [404, 404]
    with pytest.raises(NotAllowed):
        follow(proposal, by=cast.who(cast.outsider))
    with pytest.raises(NotAllowed):
        follow_by_mail(proposal, "yomu@morino.example")


def test_what_was_made_invisible_is_followed_by_nobody_and_says_nothing_more(walk, listed, cast, client_of, heard):
    hide(Item.objects.get(pk=listed.pk), by=walk.office, reason="privacy", text="名前が出ている")
    assert client_of(cast.member).get(f"/follow/item/{listed.code}/").status_code == 404
    actions.withdraw(Proposal.objects.get(pk=listed.pk), by=walk.group, reason="仲間が引っ越した")
    assert heard() == []


@pytest.mark.parametrize(("last", "said"), [("refuse", "不採択"), ("adopt", "採択")])
def test_a_follower_hears_of_the_end_and_of_no_step_between(walk, listed, heard, last, said):
    """R34: the reason, the talks, the panel's steps and every answer stay where they belong."""
    proposal = listed
    for verb in ON:
        proposal = walk.step(proposal, verb)
        assert heard() == [], verb
    proposal = walk.step(proposal, last)
    rows = heard()
    assert [row.subject for row in rows] == [f"{said}：{proposal.title}"]
    assert page_of(rows[0]).endswith(f"/proposals/{proposal.code}/")


def test_nothing_between_the_parties_is_ever_in_a_follower_s_notice(walk, listed, cast, client_of, heard):
    """R34, R43: all the way to the looking back, with a change asked for and left as it was."""
    proposal = listed
    for verb in (*ON, *THEN[:5]):
        proposal = walk.step(proposal, verb)
        heard()
    row = actions.ask_change(proposal, by=walk.group, reason="内々のわけ", before="週3回", after="週2回")
    actions.answer_pending(row, by=walk.section, yes=False, reason="内々の返事", note="庁内の話")
    for verb in THEN[5:]:
        heard()
        proposal = walk.step(proposal, verb)
    rows = heard()
    assert len(rows) > 4
    public = words(client_of(cast.outsider).get(f"/proposals/{proposal.code}/"))
    asked = {field.key: field.shown for field in proposal.scheme.the_plan.fields}
    hidden = {text for form in ANSWERS.values() for key, text in form.items() if asked.get(key) != "public"}
    hidden |= {*PRIVATE, *BETWEEN, "内々のわけ", "内々の返事", "庁内の話", "変更"} - {proposal.title}
    for one in rows:
        assert one.subject.removesuffix(f"：{proposal.title}") in public
        assert [text for text in hidden if text and text in f"{one.subject}\n{one.text}"] == [], one.subject


def test_a_group_that_withdraws_is_heard_of_without_the_reason(walk, listed, heard):
    """R34: the list says that it was withdrawn, and never why."""
    actions.withdraw(listed, by=walk.group, reason="仲間が引っ越した")
    (row,) = heard()
    assert "取下げ" in row.subject
    assert "仲間が引っ越した" not in row.text

"""One channel ends alone, with a reason; the rest of the result stays (R22)."""

import pytest

from yoriai.kernel.models import Record
from yoriai.kernel.policy import NotAllowed, NotPossible
from yoriai.people.actions import tell
from yoriai.people.models import Outgoing
from yoriai.publishing import actions
from yoriai.publishing.models import Publication, Result
from yoriai.publishing.tests.conftest import EVERYWHERE
from yoriai.publishing.tests.test_showing import open_on

EVIL = "<svg onload=alert(1)>"


@pytest.mark.parametrize("channel", ["feed", "paper", "paper_large", "word", "minutes", "radio", "mail", "by_hand"])
@pytest.mark.parametrize("person", ["worker", "officer"])
def test_either_side_ends_one_channel_and_the_rest_stays(evening, public, channel, person):
    if channel not in EVERYWHERE:
        actions.publish(public, [channel], by=evening.citizen)
    before = open_on(public)
    cast = evening.cast
    actions.end_channel(public, channel, "数にまちがい", by=cast.who(getattr(cast, person)))
    assert open_on(public) == [one for one in before if one != channel]
    row = Publication.objects.get(edition__result=public, channel=channel)
    assert (row.ended_why, row.ended_by) == ("数にまちがい", getattr(cast, person))
    assert Result.objects.get(pk=public.pk).state == "published"


def test_a_file_of_an_ended_channel_is_gone_and_the_others_are_not(evening, public, client):
    actions.end_channel(public, "radio", "読みにくい", by=evening.staff)
    files = {name: client.get(f"/results/{public.code}/{name}").status_code for name in ("radio.txt", "minutes.docx")}
    assert files == {"radio.txt": 404, "minutes.docx": 200}
    assert "radio.pdf" not in client.get(f"/results/{public.code}/").content.decode()


def test_with_the_web_page_the_feed_ends_and_whoever_comes_reads_why_and_where_the_papers_are(evening, public, client):
    actions.end_channel(public, "web", f"写真をなおします。{EVIL}", by=evening.citizen)
    assert {"web", "feed"} & set(open_on(public)) == set()
    response = client.get(f"/results/{public.code}/")
    page = response.content.decode().replace("<wbr>", "")
    assert response.status_code == 410 and "写真をなおします。" in page and EVIL not in page
    assert f"/results/{public.code}/kawaraban.pdf" in page
    assert public.title not in client.get("/feed.atom").content.decode()
    assert not Result.objects.public().filter(pk=public.pk).exists()


def test_what_ended_can_be_shown_again_and_the_log_keeps_both(evening, public, client):
    for channel in ("web", "radio"):
        actions.end_channel(public, channel, "見直し", by=evening.citizen)
    with pytest.raises(NotPossible):
        actions.publish(public, ["radio"], by=evening.citizen)  # the web page comes first
    actions.publish(public, ["web", "radio"], by=evening.staff)
    assert client.get(f"/results/{public.code}/").status_code == 200
    rows = Publication.objects.filter(edition__result=public, channel="radio").order_by("pk")
    assert [bool(row.ended) for row in rows] == [True, False]


def test_mails_that_wait_are_not_sent_and_never_go_twice(evening, public):
    follower, caller = evening.cast.resident, evening.cast.head
    happened = Record.objects.filter(verb="result.published").latest("pk")
    for actor, way in ((follower, "mail"), (caller, "by_hand")):
        Outgoing.objects.create(to=actor, way=way, subject="題", text="文", item=public.item, record=happened)
    actions.end_channel(public, "mail", "もう一度読む", by=evening.staff)
    assert list(Outgoing.objects.filter(item=public.pk).values_list("way", flat=True)) == ["by_hand"]
    with pytest.raises(NotPossible):
        actions.publish(public, ["mail"], by=evening.staff)


def test_a_mail_ended_before_its_job_ran_is_not_written(evening, public):
    from yoriai.people.models import Follow

    Follow.objects.create(actor=evening.cast.resident, item=public.session.assembly.item)
    actions.end_channel(public, "mail", "まだ早い", by=evening.staff)
    happened = Record.objects.filter(verb="result.published").latest("pk")
    assert [row for row in tell(happened) if row.way == "mail"] == []


def test_the_team_is_told_with_the_reason(evening, public):
    actions.end_channel(public, "radio", "放送の日が変わりました", by=evening.staff)
    rows = tell(Record.objects.get(verb="result.channel_ended"))
    assert "放送の日が変わりました" in rows[0].text
    assert evening.staff.person not in {row.to for row in rows} and rows


def test_it_needs_a_reason_and_something_to_end(evening, public):
    for channel, reason in (("radio", " "), ("nowhere", "なぜ")):
        with pytest.raises(NotPossible):
            actions.end_channel(public, channel, reason, by=evening.staff)
    actions.end_channel(public, "radio", "なぜ", by=evening.staff)
    with pytest.raises(NotPossible):
        actions.end_channel(public, "radio", "もう一度", by=evening.staff)


def test_others_end_nothing(evening, public, client_of):
    """threats.md, missing authorisation."""
    with pytest.raises(NotAllowed):
        actions.end_channel(public, "radio", "いたずら", by=evening.cast.who(evening.cast.resident))
    door = f"/sessions/{public.session.code}/result/channels/radio/end/"
    assert client_of(evening.cast.resident).post(door, {"reason": "いたずら"}).status_code == 404
    assert "radio" in open_on(public)


def test_the_desk_asks_first_and_keeps_the_reason_in_the_log(evening, public, client_of):
    client, desk = client_of(evening.citizen.person), f"/sessions/{public.session.code}/result/"
    assert f"{desk}channels/radio/end/" in client.get(f"{desk}publication/").content.decode()
    page = client.get(f"{desk}channels/radio/end/").content.decode()
    assert "ラジオ" in page and "radio" in open_on(public)
    assert client.post(f"{desk}channels/radio/end/", {"reason": ""}).status_code == 422
    assert client.get(f"{desk}channels/nowhere/end/").status_code == 404
    response = client.post(f"{desk}channels/radio/end/", {"reason": "読みちがい"}, follow=True)
    assert "読みちがい" in response.content.decode().replace("<wbr>", "") and "radio" not in open_on(public)


def test_a_correction_can_still_be_given_up_while_the_web_page_is_down(evening, public):
    actions.correct(public, "数がちがった", by=evening.citizen)
    actions.end_channel(public, "web", "なおします", by=evening.citizen)
    assert actions.keep(public, by=evening.citizen).state == "published"

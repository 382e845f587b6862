"""お知らせを受け取る: by account, or by a mail address whose owner said yes."""

import re

import pytest
from django.core import mail
from django.core.management import call_command

from yoriai.directory.models import Place
from yoriai.kernel.items.actions import add_item
from yoriai.kernel.items.models import Visibility
from yoriai.kernel.models import Actor
from yoriai.people import actions
from yoriai.people.letters import follow_token
from yoriai.people.models import Contact, Follow
from yoriai.people.queries import followers_of
from yoriai.people.tasks import ask_to_confirm


@pytest.fixture
def item(cast):
    return add_item(Place(title="長町集会所", by=cast.section), themes=[cast.themes[0]], areas=[cast.ward])


@pytest.fixture
def things(cast, item):
    return {"item": item, "theme": cast.themes[0], "area": cast.ward}


@pytest.mark.parametrize("what", ["item", "theme", "area"])
def test_following_is_a_press_and_so_is_stopping(cast, client_of, things, item, what):
    client, page = client_of(cast.resident), f"/follow/{what}/{things[what].code}/"
    client.post(page)
    client.post(page)
    assert list(followers_of(item)) == [cast.resident]
    assert Follow.objects.count() == 1
    client.post(page, {"stop": "1"})
    assert list(followers_of(item)) == []


def test_what_one_may_not_see_cannot_be_followed(cast, client_of):
    hidden = add_item(Place(title="内緒", by=cast.section, visibility=Visibility.AUDIENCE))
    assert client_of(cast.outsider).post(f"/follow/item/{hidden.code}/").status_code == 404
    assert not Follow.objects.exists()


def pressed(client, item, address):
    """The whole way: address typed, mail read, link opened, button pressed."""
    client.post(f"/follow/item/{item.code}/", {"email": address})
    ask_to_confirm(token=follow_token("item", item.code, address), title=item.title)
    link = re.search(r"/follow/mail/\S+", mail.outbox[-1].body).group()
    assert client.get(link).status_code == 200
    return link


def test_a_mail_address_alone_is_kept_only_after_its_owner_pressed_the_button(cast, client, item):
    link = pressed(client, item, "Yomu@morino.example".lower())
    assert not Contact.objects.filter(way="mail").exists()  # neither typing nor looking keeps it
    client.post(link)
    client.post(link)
    contact = Contact.objects.get(way="mail")
    assert (contact.value, contact.purpose, contact.item) == ("yomu@morino.example", "notices", None)
    assert list(followers_of(item)) == [contact.actor]
    assert contact.actor.kind == Actor.Kind.GUEST


def test_two_things_followed_by_one_address_are_one_reader(cast, client, item):
    other = add_item(Place(title="加茂集会所", by=cast.section))
    for thing in (item, other):
        client.post(pressed(client, thing, "yomu@morino.example"))
    assert Contact.objects.filter(way="mail").count() == 1
    assert list(followers_of(item)) == list(followers_of(other))


def test_the_owner_of_an_account_follows_with_the_account(cast, client, item):
    client.post(pressed(client, item, "sakura@morino.example"))
    assert list(followers_of(item)) == [cast.resident]
    assert not Contact.objects.filter(way="mail").exists()


def test_the_answer_is_the_same_for_every_address(cast, client, item):
    pages = []
    for address in ("sakura@morino.example", "nobody@morino.example"):
        page = client.post(f"/follow/item/{item.code}/", {"email": address}).content.decode()
        pages.append(re.sub(r'value="\w{64}"', "", page).replace(address, "…"))
    assert pages[0] == pages[1]


@pytest.mark.parametrize("address", ["x", "a@b", "a@morino.example\nBcc: b@morino.example"])
def test_what_is_no_mail_address_is_told_so(cast, client, item, address):
    answer = client.post(f"/follow/item/{item.code}/", {"email": address})
    assert answer.status_code == 422


def test_a_forged_or_changed_link_confirms_nothing(cast, client, item):
    token = follow_token("item", item.code, "yomu@morino.example")
    assert client.post(f"/follow/mail/{token[:-1]}x/").status_code == 404
    assert not Follow.objects.exists()


def test_a_thing_hidden_since_cannot_be_followed_by_an_old_link(cast, client, item):
    token = follow_token("item", item.code, "yomu@morino.example")
    item.visibility = Visibility.HIDDEN
    item.save()
    assert client.post(f"/follow/mail/{token}/").status_code == 404
    assert not Contact.objects.filter(way="mail").exists()


def test_asking_for_confirmation_is_slowed_for_each_address(cast, client, item):
    statuses = [
        client.post(f"/follow/item/{item.code}/", {"email": "yomu@morino.example"}).status_code for _n in range(9)
    ]
    assert statuses == [200] * 8 + [409]


def test_a_follower_without_account_who_stops_is_forgotten(cast, client, item):
    client.post(pressed(client, item, "yomu@morino.example"))
    reader = followers_of(item).get()
    actions.stop_letters(reader)
    assert list(followers_of(item)) == []
    assert not Contact.objects.filter(actor=reader).exists()


def test_sessions_are_cleared_by_django_s_own_command_too(db):
    call_command("clearsessions")

"""The rows of reference/threats.md that a result's doors open: stored script, foreign ids, missing tokens, formulas."""

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from yoriai.assembly.models import Commitment, Point, Session
from yoriai.kernel.models import Actor, Item
from yoriai.people.models import Outgoing, Representation, User
from yoriai.publishing import actions
from yoriai.publishing.files import OUTLETS
from yoriai.publishing.models import Publication, Quote, Result
from yoriai.publishing.tests.conftest import EVERYWHERE, agreed, plain
from yoriai.publishing.tests.test_files import get, text_of

SCRIPTS = [
    '<svg onload="alert(1)">',
    "<img src=x onerror=alert(1)>",
    '"><script>alert(1)</script>',
    "javascript:alert(1)",
    '#eval("1")#import "x.typ"',
]


def poisoned(evening, bad):
    """A shown result with the text in every field somebody can fill."""
    Item.objects.filter(pk__in=[evening.session.pk, evening.will.pk, evening.could.pk, evening.seen.pk]).update(
        title=f"悪{bad}"
    )
    Session.objects.filter(pk=evening.session.pk).update(room=bad[:80])
    Commitment.objects.filter(pk=evening.will.pk).update(with_whom=bad[:120])
    Point.objects.filter(pk=evening.to_city.pk).update(sent_why=bad)
    Actor.objects.filter(pk=evening.cast.neighbourhood.pk).update(name=f"団体{bad[:60]}")
    result = actions.draft_result(evening.session, by=evening.citizen)
    Item.objects.filter(as_statement__quotes__result=result).update(title=f"声{bad}")
    Quote.objects.filter(result=result).update(text=f"声{bad}", said_as=bad[:40])
    texts = dict.fromkeys(("headline", "lead", "body", "next_step", "easy", "radio", "editors_note"), f"文{bad}")
    actions.edit_result(result, texts | {"headline": bad[:30], "lead": bad[40:110]}, by=evening.citizen, version=1)
    result = agreed(evening, Result.objects.get(pk=result.pk))
    actions.publish(result, EVERYWHERE, by=evening.citizen)
    return result


def test_a_script_in_any_field_stays_text_on_every_page_and_in_every_file(evening, client_of):
    bad = "".join(SCRIPTS)
    result = poisoned(evening, bad)
    team, code = client_of(evening.cast.worker), evening.session.code
    pages = [Client().get(f"/results/{result.code}/")]
    pages += [
        team.get(reverse(f"publishing:{name}", args=[code]))
        for name in ("desk", "keys", "publication", "preview", "calls")
    ]
    for page in pages:
        assert page.status_code == 200
        for dangerous in ("<svg onload", "<img src=x", "<script>alert", 'href="javascript:'):
            assert dangerous not in plain(page.text)
    for name in OUTLETS:
        assert "".join(bad.split()) in text_of(name, get(result, name).content)


def test_a_script_in_a_correction_and_in_the_reason_of_a_withdrawal_stays_text(evening, public):
    actions.correct(public, SCRIPTS[0], by=evening.citizen)
    result = agreed(evening, Result.objects.get(pk=public.pk))
    actions.publish(result, ["web"], by=evening.staff)
    page = Client().get(f"/results/{public.code}/").text
    assert "<svg onload" not in page
    assert "&lt;svg" in page
    actions.withdraw(Result.objects.get(pk=public.pk), SCRIPTS[1], by=evening.staff)
    gone = Client(headers={"cookie": "fresh=1"}).get(f"/results/{public.code}/").text
    assert "<img src=x" not in gone
    assert "&lt;img" in gone


def test_nothing_in_the_address_is_said_back(public):
    page = Client().get(f"/results/{public.code}/?furigana=<svg onload=alert(1)>&next=javascript:alert(1)")
    assert "<svg onload" not in page.text
    assert 'href="javascript:' not in page.text


DOORS = [
    "desk", "begin", "lengths", "quotes", "keys", "request_keys", "revision", "publication", "withdrawal", "correction",
    "end_of_correction", "preview", "calls",
]  # fmt: skip
DEEPER = [("quote", 1), ("key", 1), ("preview_file", "kawaraban.pdf"), ("calls_sheet", "xlsx"), ("calls_sheet", "pdf")]


def addresses(evening):
    code = evening.session.code
    return [reverse(f"publishing:{name}", args=[code]) for name in DOORS] + [
        reverse(f"publishing:{name}", args=[code, more]) for name, more in DEEPER
    ]


@pytest.fixture
def other_team(evening):
    """Somebody who steers another team, with a second factor."""
    team = Actor.objects.create(kind="team", name="よその運営チーム")
    person = Actor.objects.create(kind="person", name="よその人")
    User.objects.create_user("yoso@morino.example", actor=person)
    Representation.objects.create(person=person, body=team, side="citizen", accepted=evening.session.created)
    return person


def test_the_desk_is_not_there_for_another_team_or_an_outsider(evening, public, other_team, client_of):
    for person in (evening.cast.outsider, other_team):
        client = client_of(person)
        for address in addresses(evening):
            assert client.get(address).status_code == 404
            assert client.post(address, {"reason": "x", "note": "x", "channels": ["web"]}).status_code == 404
    assert Result.objects.get(pk=public.pk).state == "published"


def test_whoever_has_not_signed_in_is_led_to_the_door_and_sees_nothing(evening, public):
    for address in addresses(evening):
        answer = Client().get(address)
        assert answer.status_code == 302
        assert "login" in answer.url


def test_a_quote_or_key_of_another_result_is_not_reached_through_ones_own(evening, draft, cast, client_of):
    from yoriai.publishing.tests.conftest import make_evening, written

    other = written(make_evening(cast))
    foreign = other.quotes.first()
    client = client_of(cast.worker)
    answer = client.post(reverse("publishing:quote", args=[evening.session.code, foreign.pk]), {"withdraw": "1"})
    assert answer.status_code == 404
    assert Quote.objects.get(pk=foreign.pk).withdrawn is None


def test_a_form_without_its_token_changes_nothing(evening, public):
    client = Client(enforce_csrf_checks=True)
    client.force_login(evening.cast.worker.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["sure"] = True
    session.save()
    answer = client.post(reverse("publishing:withdrawal", args=[evening.session.code]), {"reason": "x"})
    assert answer.status_code == 403
    assert Publication.objects.filter(ended=None).exists()


def test_looking_changes_nothing(evening, released, client_of):
    client = client_of(evening.cast.worker)
    for name in ("begin", "request_keys", "revision", "end_of_correction", "quotes", "lengths"):
        assert client.get(reverse(f"publishing:{name}", args=[evening.session.code])).status_code == 405
    assert client.get(reverse("publishing:calls_sheet", args=[evening.session.code, "xlsx"])).status_code == 404


def test_a_formula_in_a_name_or_sentence_stays_text_in_the_sheet(evening, public, client_of):
    Actor.objects.filter(pk=evening.cast.head.pk).update(name="=HYPERLINK(1)")
    Outgoing.objects.create(to=evening.cast.head, way="by_hand", subject="x", text="+1+1", item=public.item)
    answer = client_of(evening.cast.officer).post(
        reverse("publishing:calls_sheet", args=[evening.session.code, "xlsx"])
    )
    rows = list(load_workbook(BytesIO(answer.content)).active.iter_rows(min_row=2))
    found = [(cell.data_type, cell.value) for row in rows for cell in row if cell.value]
    assert ("s", "'=HYPERLINK(1)") in found
    assert ("s", "'+1+1") in found
    assert {kind for kind, _value in found} == {"s"}


def test_a_flood_of_text_is_refused_with_a_sentence(evening, draft, client_of):
    client = client_of(evening.cast.worker)
    texts = draft.draft.texts | {"body": "あ" * 100_000, "version": 2}
    assert client.post(reverse("publishing:desk", args=[evening.session.code]), texts).status_code == 422
    assert draft.drafts.count() == 2

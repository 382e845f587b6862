"""threats.md: missing authorisation, CSRF. Every address of the house by everybody who should not get in, from the atlas."""

import pytest
from django.apps import apps
from django.test import Client

from tests.atlas import FILES, PAGES, POSTED, address_of
from tests.security.conftest import all_addresses

# What changes with any visit: the visitor's own session, how often something was tried.
PASSING = {"people.session", "people.slowdown", "people.guest", "kernel.actor", "account.emailaddress"}
# For everybody with an account, about themselves: another person sees their own.
ONES_OWN = {
    "people:my", "people:written", "people:letters", "people:follows", "people:profile", "people:leaving",
    "people:organisation_new", "people:sure", "people:follow_item", "account_logout", "account_email", "mfa_index",
    "mfa_list_webauthn", "assembly:new_material", "voices:comments", "voices:voices", "voices:stub", "assembly:session",
    "assembly:hall", "assembly:hall_card", "assembly:hall_answers", "assembly:home", "assembly:home_card",
    "assembly:home_answers", "directory:exchange", "directory:offer", "directory:need",
    "directory:survey_answer", "proposals:review", "proposals:book", "proposals:proposal",
}  # fmt: skip
# Says to anybody who is signed in that it is somebody else's to tell.
SAYS_NO = {"assembly:follow_up"}
FACTS = {
    "text": "x", "verb": "sum_up", "count": "3", "title": "x", "why": "x", "door": "home", "reason": "x", "sort": "could",
    "next_step": "x", "no_date_why": "x", "name": "x", "email": "x@morino.example", "channels": "web", "state": "done",
    "answer": "agree", "outcome": "x", "note": "x", "checked": "x", "surface": "愛子", "reading": "あいこ", "kind": "npo",
    "person": "1", "into": "new", "password": "x", "code": "000000", "withdraw": "1",
}  # fmt: skip


def rows() -> dict[str, int]:
    """How many rows each table has."""
    return {
        model._meta.label_lower: model._default_manager.count()
        for model in apps.get_models()
        if model._meta.managed and model._meta.label_lower not in PASSING
    }


def behind(*people: str, but: set[str]) -> list[str]:
    """The entries of these people's pages, without those that are anybody's."""
    return [line for person in people for line in PAGES[person] if line.split()[0] not in but]


@pytest.mark.parametrize("who", ["stranger", "guest", "resident", "outsider"])
def test_nobody_else_reads_a_page_of_those_who_run_things(who, client_for, signs):
    """A stranger is led to sign in, an account to its second factor; then there is nothing. No page shows, no file is handed over."""
    client = client_for(who)
    private = behind("worker", "officer", but=ONES_OWN)
    private += [line for line in FILES if "RESULT" not in line and "counts" not in line and "screen" not in line]
    private = [line for line in private if "MATERIAL" not in line]
    found = {}
    for line in private:
        answer = client.get(address_of(line, signs))
        led = answer.status_code == 302 and answer.url.startswith(("/accounts/login/?", "/sure/?"))
        well = led or answer.status_code in (404, 405)
        if not well and not (line.split()[0] in SAYS_NO and who != "stranger"):
            found[line] = (answer.status_code, getattr(answer, "url", ""))
    assert found == {}


@pytest.mark.parametrize("who", ["stranger", "guest", "outsider"])
def test_nobody_else_writes_through_a_door_of_those_who_run_things(who, client_for, signs):
    """Each door with everything a form might hold, by everybody who should not: nothing changes anywhere."""
    client = client_for(who)
    client.raise_request_exception = False
    before = rows()
    for line in [*behind("worker", "officer", but=ONES_OWN), *POSTED, *FILES]:
        if line.split()[0] in ("voices:answer", "people:demo_sure"):
            continue  # open to everybody, and the demo's own
        answer = client.post(address_of(line, signs), FACTS)
        assert answer.status_code < 500, line
    assert rows() == before


def test_no_address_of_the_house_takes_a_form_without_its_token(client_for, signs):
    """CSRF: whoever is signed in and lured elsewhere changes nothing here."""
    signed_in = client_for("worker")
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = signed_in.cookies
    before, let_in = rows(), {}
    for address, name in all_addresses(signs).items():
        status = strict.post(address, FACTS).status_code
        if status not in (403, 404, 405):
            let_in[name] = status
    # The switches check where the form came from; the stop link is its own token and stops only its own mail.
    assert let_in == {"ui:display": 302, "people:stop": 200}
    assert {name: count for name, count in rows().items() if count != before[name]} == {
        "kernel.record": before["kernel.record"] + 1
    }


def test_looking_at_any_page_changes_nothing(client_for, signs):
    """A link in a mail, a preview, a search engine: GET writes nothing but a card taken into the hand at the bench."""
    before = rows()
    for who, lines in PAGES.items():
        client = client_for(who)
        for line in lines:
            client.get(address_of(line, signs))
    after = rows()
    assert {name for name in after if after[name] != before[name]} <= {"assembly.hold"}

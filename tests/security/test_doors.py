"""threats.md: missing authorisation, CSRF. Every address of the house by everybody who should not get in, from the atlas."""

from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.test import Client
from django.urls import resolve

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
SIGN_IN, SECOND_FACTOR, NOTHING = "/accounts/login/", "/sure/", 404
# What stands before a door: what is told to somebody unknown, to an account without its second factor, to an outsider with it.
TOLD = {
    "office": (SIGN_IN, NOTHING, NOTHING),  # nobody need prove anything to learn that they are not of the office
    "sure": (SIGN_IN, SECOND_FACTOR, NOTHING),
    "signed_in": (SIGN_IN, NOTHING, NOTHING),
    "": (NOTHING, NOTHING, NOTHING),  # the page alone says who sees it: absent and forbidden look the same
}
COLUMN = {"stranger": 0, "guest": 0, "resident": 1, "outsider": 2}
TOLD_OTHERWISE = {
    ("desk", "stranger"): SIGN_IN,  # its gate stands inside: who runs nothing learns first that there is no such page
    ("desk", "guest"): SIGN_IN,
    ("assembly:follow_up", "resident"): 200,  # that it is somebody else's to tell, in a sentence
    ("assembly:follow_up", "outsider"): 200,
    ("directory:people_file", "outsider"): 405,  # a look that is recorded: it takes forms alone
}
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


def private() -> list[str]:
    """The pages of those who run things, and the files that are not everybody's."""
    files = [line for line in FILES if not any(word in line for word in ("RESULT", "MATERIAL", "counts", "screen"))]
    return [*behind("worker", "officer", but=ONES_OWN), *files]


def around(address: str) -> set[str]:
    """The names of what is wrapped around the view of this address."""
    view, found = resolve(address.partition("?")[0]).func, set()
    while view is not None:
        code = getattr(view, "__code__", None)
        found.add(code.co_qualname.partition(".")[0] if code else "")
        view = getattr(view, "__wrapped__", None)
    return found


def gate(address: str) -> str:
    """Which of the gates of `people/gate.py` stands before this address, the strictest; empty for none."""
    found = around(address)
    return next(name for name in TOLD if not name or name in found)


@pytest.mark.parametrize("who", list(COLUMN))
def test_nobody_else_reads_a_page_of_those_who_run_things(who, client_for, signs):
    """Each door tells exactly what its gate says, and leads back to where they were going. No page shows, no file is handed over."""
    client, otherwise = client_for(who), {}
    for line in private():
        address = address_of(line, signs)
        said = TOLD_OTHERWISE.get((line.split()[0], who), TOLD[gate(address)][COLUMN[who]])
        answer = client.get(address)
        told = answer.url if answer.status_code == 302 else answer.status_code
        if told != (f"{said}?{urlencode({'next': address})}" if isinstance(said, str) else said):
            otherwise[line] = told
    assert otherwise == {}


def test_no_gate_is_missing_before_a_desk_or_a_form(client_for, signs):
    """Every page of the desks asks for the second factor. Where no gate stands, no form is taken, but for those who see the page."""
    stranger, gates = client_for("stranger"), {line: gate(address_of(line, signs)) for line in private()}
    desks = {
        line.split()[0] for line in gates if line.startswith(("assembly:", "publishing:")) and gates[line] != "sure"
    }
    assert desks == {"assembly:follow_up", "publishing:picture"}  # one's own promise; a picture goes with its result
    open_ones = {line.split()[0]: address_of(line, signs) for line in gates if not gates[line]}
    take = {name for name, address in open_ones.items() if stranger.post(address, FACTS).status_code != 405}
    assert take == {
        "desk", "proposals:papers", "proposals:scheme", "proposals:scheme_theme", "directory:survey", "directory:questionnaire",
    }  # fmt: skip


def test_the_office_gives_its_second_factor_first(client_of, town, signs):
    """An officer who has signed in with their mail alone is led to it from every page that is theirs, and reads these alone."""
    officer, shown, otherwise = client_of(town.officer, sure=False), set(), {}
    for line in behind("officer", but=ONES_OWN):
        address = address_of(line, signs)
        answer = officer.get(address)
        asks = around(address) & {"office", "sure", "sure_if_of_the_city"}
        if (asks or answer.status_code == 404) and getattr(answer, "url", "").partition("?")[0] != SECOND_FACTOR:
            otherwise[line] = answer.status_code
        shown |= {line.split()[0]} if answer.status_code == 200 else set()
    assert otherwise == {}
    # What one is asked by name, and what one's own body has begun and not yet shown.
    assert shown == {"people:ask", "directory:survey", "proposals:scheme", "proposals:scheme_theme"}


OF_ONES_HATS = [
    "directory:look ACTIVITY", "directory:consent NAMING", "directory:review MEASURE", "directory:new_organisation TEAM",
    "people:hand_over SEAT", "people:seat_end SEAT", "people:give_back SEAT", "proposals:slots WALKED",
    "proposals:slot_withdrawn WALKED SLOT", "proposals:review WALKED", "proposals:book WALKED", "proposals:ties WALKED",
    "proposals:tie WALKED papers JUDGED",
]  # fmt: skip


def test_what_the_office_reads_by_its_hat_leads_to_the_second_factor_and_tells_others_nothing(client_of, town, signs):
    """Pages that are there for some people with an account: an officer without the second factor is asked for it, nobody else is."""
    sure, officer, outsider = (
        client_of(town.officer),
        client_of(town.officer, sure=False),
        client_of(town.outsider, sure=False),
    )
    told = {}
    for line in OF_ONES_HATS:
        address = address_of(line, signs)
        first = officer.get(address)
        led = first.status_code == 302 and first.url == f"{SECOND_FACTOR}?{urlencode({'next': address})}"
        told[line] = (led, outsider.get(address).status_code, sure.get(address).status_code)
    assert told == dict.fromkeys(OF_ONES_HATS, (True, NOTHING, 200))


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

"""Tickets of the live process: forged, borrowed and old ones are refused."""

import pytest

from yoriai.run.tickets import BadTicket, check, sign

KEY = "a key"
NOW = 1_800_000_000.0
TICKET = sign("session.P7K2M4", "guest-1", 60, key=KEY, now=NOW)


def test_a_ticket_names_its_listener_and_its_end() -> None:
    assert check(TICKET, "session.P7K2M4", key=KEY, now=NOW + 59) == ("guest-1", 1_800_000_060)


@pytest.mark.parametrize(
    ("ticket", "channel", "key", "later"),
    [
        (TICKET, "session.P7K2M4", KEY, 60),
        (TICKET, "session.OTHER1", KEY, 0),
        (TICKET, "session.P7K2M4", "another key", 0),
        (TICKET.replace("guest-1", "guest-2"), "session.P7K2M4", KEY, 0),
        (TICKET.replace("1800000060", "1900000060"), "session.P7K2M4", KEY, 100),
        (TICKET[:-1], "session.P7K2M4", KEY, 0),
        ("", "session.P7K2M4", KEY, 0),
        ("あ", "session.P7K2M4", KEY, 0),
        ("::", "session.P7K2M4", KEY, 0),
    ],
    ids=["old", "other channel", "other key", "other listener", "longer", "cut", "empty", "not ascii", "only colons"],
)
def test_any_other_ticket_is_refused(ticket: str, channel: str, key: str, later: int) -> None:
    with pytest.raises(BadTicket):
        check(ticket, channel, key=key, now=NOW + later)


@pytest.mark.parametrize(("channel", "who"), [("a:b", "x"), ("a", "x:y"), ("", "x"), ("a", ""), ("a\nb", "x")])
def test_a_name_that_could_blur_the_ticket_is_refused(channel: str, who: str) -> None:
    with pytest.raises(ValueError, match="Not fit"):
        sign(channel, who, 60, key=KEY)

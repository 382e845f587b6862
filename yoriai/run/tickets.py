"""Tickets for the live process: who may listen to which channel until when, signed, so that no database is asked."""

import hashlib
import hmac
import re
import time

CHANNEL = re.compile(r"[A-Za-z0-9_.-]{1,80}")
WHO = re.compile(r"[A-Za-z0-9_.-]{1,80}")


class BadTicket(Exception):
    """Forged, spoiled, for another channel, or past its end."""


def sign(channel: str, who: str, seconds: int, *, key: str, now: float | None = None) -> str:
    """A ticket for one channel, valid for that many seconds; `who` names the listener (a device, a person).

    `key` is the platform's secret key. Raises ValueError where a name has other signs than ASCII letters,
    digits, `_`, `.` and `-`.
    """
    if not CHANNEL.fullmatch(channel) or not WHO.fullmatch(who):
        raise ValueError(f"Not fit for a ticket: {channel!r}, {who!r}")
    body = f"{channel}:{who}:{int(time.time() if now is None else now) + seconds}"
    return f"{body}:{_seal(body, key)}"


def check(ticket: str, channel: str, *, key: str, now: float | None = None) -> tuple[str, int]:
    """The listener and the ticket's end (seconds since 1970). Raises BadTicket."""
    body, _, seal = ticket.rpartition(":")
    if not hmac.compare_digest(seal.encode(), _seal(body, key).encode()):
        raise BadTicket
    named, who, end = body.split(":")
    if named != channel or int(end) <= (time.time() if now is None else now):
        raise BadTicket
    return who, int(end)


def _seal(body: str, key: str) -> str:
    """Its own key is derived, so that a ticket is good for nothing else signed by the platform."""
    own = hashlib.sha256(b"yoriai live ticket\0" + key.encode()).digest()
    return hmac.new(own, body.encode(), hashlib.sha256).hexdigest()

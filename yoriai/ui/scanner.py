"""The scanner for viruses beside the platform: a clamd, asked by INSTREAM over a socket. Nothing is asked where none is set.

`YORIAI_CLAMD`: `unix:/run/clamav/clamd.ctl` or `tcp:127.0.0.1:3310`.
"""

import re
import socket
import struct
import time
from dataclasses import dataclass

from django.conf import settings

CHUNK = 1 << 16
WAIT_TO_REACH, WAIT_TO_ANSWER = 2.0, 30.0  # seconds; twenty megabytes take about two
LONGEST_ANSWER = 4096
FOUND = re.compile(r"stream: (?P<name>.+) FOUND")


class Silent(Exception):
    """The scanner is set and does not answer, or answers with something else than yes or no. Nothing is taken in then."""


class TooLarge(Exception):
    """Larger than the scanner takes (its StreamMaxLength)."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where it listens: a socket's path, or host and port."""

    path: str = ""
    host: str = ""
    port: int = 0


def address(text: str) -> Address:
    """The setting, read. Raises ValueError."""
    sort, _colon, rest = text.partition(":")
    if sort == "unix" and rest.startswith("/"):
        return Address(path=rest)
    host, _colon, port = rest.rpartition(":")
    if sort == "tcp" and host and port.isdecimal() and 0 < int(port) < 65536:
        return Address(host=host.strip("[]"), port=int(port))
    raise ValueError(text)


def is_set() -> bool:
    """Whether this city has a scanner."""
    return bool(settings.CLAMD)


def answers() -> bool:
    """Whether it is there. Asked by those who look after the machine."""
    try:
        return _ask(b"zPING\0", wait=WAIT_TO_REACH) == "PONG"
    except Silent:
        return False


def virus_in(data: bytes) -> str:
    """The name of what was found, or nothing. Raises Silent, TooLarge. Where no scanner is set: nothing."""
    if not is_set():
        return ""
    said = _ask(b"zINSTREAM\0", data, wait=WAIT_TO_ANSWER)
    if said == "stream: OK":
        return ""
    if found := FOUND.fullmatch(said):
        return found["name"]
    if "size limit exceeded" in said:
        raise TooLarge
    raise Silent(said)


def _ask(command: bytes, data: bytes | None = None, *, wait: float) -> str:
    try:
        with _reached() as line:
            end = time.monotonic() + wait
            try:
                _said(line, command, end)
                for start in range(0, len(data or b""), CHUNK):
                    piece = data[start : start + CHUNK]  # type: ignore[index]
                    _said(line, struct.pack("!L", len(piece)) + piece, end)
                if data is not None:
                    _said(line, struct.pack("!L", 0), end)
            except (BrokenPipeError, ConnectionResetError):
                # It says that the stream is too long and hangs up while we still speak: what it said may be waiting.
                pass
            return _heard(line, end)
    except (OSError, ValueError) as no:
        raise Silent(str(no)) from None


def _reached() -> socket.socket:
    at = address(settings.CLAMD)
    if not at.path:
        return socket.create_connection((at.host, at.port), timeout=WAIT_TO_REACH)
    line = socket.socket(socket.AF_UNIX)
    try:
        line.settimeout(WAIT_TO_REACH)
        line.connect(at.path)
    except OSError:
        line.close()
        raise
    return line


def _said(line: socket.socket, words: bytes, end: float) -> None:
    line.settimeout(_left(end))
    line.sendall(words)


def _left(end: float) -> float:
    """What is left of the one deadline for all of it: a scanner that takes or gives a little now and then holds nobody up."""
    left = end - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _heard(line: socket.socket, end: float) -> str:
    said = b""
    while len(said) < LONGEST_ANSWER and not said.endswith(b"\0"):
        line.settimeout(_left(end))
        more = line.recv(LONGEST_ANSWER)
        if not more:
            break
        said += more
    return said.rstrip(b"\0").decode("utf-8", "replace").strip()

"""An evening's rush: 200 devices answer 40 cards, 200 accounts comment, through the HTTP door. How many a second, is one lost?

    python -m benchmarks.voices [--guests 200] [--connections 32]

The web processes are started as `yoriai serve` starts them; the client shares the two cores with them and with the database.
"""

import argparse
import asyncio
import random
import time
from urllib.parse import urlencode

import django

django.setup()


from benchmarks.pages import signed_in  # noqa: E402
from benchmarks.serving import free_port, serving  # noqa: E402
from yoriai.kernel.actors.actions import add_actor  # noqa: E402
from yoriai.people.guests import GUEST_COOKIE, enter  # noqa: E402
from yoriai.people.models import User  # noqa: E402
from yoriai.voices.actions import add_statement  # noqa: E402
from yoriai.voices.models import Comment, Door, Statement, Vote  # noqa: E402
from yoriai.web.demo import evenings  # noqa: E402
from yoriai.web.demo.cast import make_cast  # noqa: E402

CARDS = 40
COMMENTS_EACH = 5
TOKEN = "a" * 32
Request = tuple[str, str, dict[str, str]]


def account(number: int) -> str:
    """The session cookie of somebody with an account."""
    mail = f"bench{number}@morino.example"
    user = User.objects.filter(email=mail).first()
    return signed_in(user or User.objects.create_user(mail, actor=add_actor("person", f"市民{number}")))


async def send(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: Request) -> int:
    """One POST on a kept connection. Returns the status."""
    path, secret, fields = request
    body = urlencode(fields | {"csrfmiddlewaretoken": TOKEN}).encode()
    host = writer.get_extra_info("peername")
    writer.write(
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{host[1]}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\nCookie: {secret}; csrftoken={TOKEN}\r\n\r\n".encode()
        + body
    )
    head = await reader.readuntil(b"\r\n\r\n")
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            await reader.readexactly(int(line.split(b":")[1]))
    return int(head.split(b" ", 2)[1])


async def rush(port: int, requests: list[Request], connections: int) -> tuple[float, dict[int, int]]:
    """Send them all. Returns (seconds, how many of each status)."""
    waiting = iter(requests)
    statuses: dict[int, int] = {}

    async def one() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for request in waiting:
            status = await send(reader, writer, request)
            statuses[status] = statuses.get(status, 0) + 1
        writer.close()

    began = time.perf_counter()
    await asyncio.gather(*(one() for _ in range(connections)))
    return time.perf_counter() - began, statuses


def main() -> None:
    """Prepare an evening, rush it, count the rows."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--guests", type=int, default=200)
    parser.add_argument("--connections", type=int, default=32)
    options = parser.parse_args()
    cast = make_cast()
    hall, here = evenings.forum(cast), evenings.place(cast)
    session = evenings.evening(cast, hall, here, "混んだ晩に、だれの声も失わないには？", 0, cast.themes[0])
    team = cast.who(cast.facilitator, cast.team)
    cards = [add_statement(session, f"意見その{n}", by=team, door=Door.HALL) for n in range(CARDS)]
    guests = [enter(f"参加者{n}") for n in range(options.guests)]
    votes: list[Request] = [
        (
            f"/s/{session.code}/answers/",
            f"{GUEST_COOKIE}={secret}",
            {"card": card.code, "answer": random.choice(("agree", "disagree", "pass"))},
        )
        for _guest, secret in guests
        for card in cards
    ]
    words: list[Request] = [
        (f"/items/{cards[n].code}/comments/", cookie, {"text": f"なるほど、そうですね。{n}"})
        for cookie in map(account, range(options.guests))
        for n in range(COMMENTS_EACH)
    ]
    random.shuffle(votes)
    random.shuffle(words)
    port = free_port()
    with serving(port):
        for name, requests, rows in (
            ("votes", votes, Vote.objects.filter(statement__in=cards)),
            ("comments", words, Comment.objects.filter(item__in=[card.pk for card in cards])),
        ):
            seconds, statuses = asyncio.run(rush(port, requests, options.connections))
            kept = rows.count()
            print(f"{name}: {len(requests)} sent in {seconds:.1f} s = {len(requests) / seconds:.0f}/s; "
                  f"statuses {statuses}; rows {kept}; lost {len(requests) - kept}")  # fmt: skip
    assert Statement.objects.filter(about=session.pk).count() == CARDS


if __name__ == "__main__":
    main()

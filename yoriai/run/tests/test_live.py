"""The live process: a number for whoever has a ticket, nothing for anybody else."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest

from yoriai.asgi import Live
from yoriai.run.streams import Streams, TooMany
from yoriai.run.tickets import sign

KEY = "a key"
HOME = "https://morino.example"
CHANNEL = "session.P7K2M4"


class Page:
    """One open page: what the application sends it, and the means to leave."""

    def __init__(
        self, live: Live, channel: str = CHANNEL, ticket: str | None = None, origin: str = HOME, method: str = "GET"
    ) -> None:
        ticket = sign(channel, "guest-1", 600, key=KEY) if ticket is None else ticket
        headers = [(b"origin", origin.encode())] if origin else []
        self.scope = {
            "type": "http",
            "method": method,
            "path": f"/live/{channel}",
            "query_string": f"ticket={ticket}".encode(),
            "headers": headers,
        }
        self.live = live
        self.sent: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.left = asyncio.Event()

    async def open(self) -> "Page":
        self.task = asyncio.create_task(self.live(self.scope, self._receive, self._send))
        self.start = await self.sent.get()
        return self

    async def _receive(self) -> dict[str, Any]:
        await self.left.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Any) -> None:
        await self.sent.put(dict(message))

    async def data(self) -> str:
        """The next line of data."""
        while True:
            for line in (await self.sent.get())["body"].decode().splitlines():
                if line.startswith("data: "):
                    return line.removeprefix("data: ")

    async def leave(self) -> None:
        self.left.set()
        await self.task


def live() -> Live:
    return Live("postgresql:///nowhere", KEY, HOME + "/somewhere")


def run(work: Callable[[], Awaitable[None]]) -> None:
    async def within() -> None:
        await asyncio.wait_for(work(), 60)

    asyncio.run(within())


def test_a_page_with_a_ticket_hears_versions_of_its_channel_only() -> None:
    async def work() -> None:
        app = live()
        page = await Page(app).open()
        other = await Page(app, "session.OTHER1").open()
        app.streams.tell("session.OTHER1", 3)
        app.streams.tell(CHANNEL, 41)
        assert (await page.data(), await other.data()) == ("41", "3")
        headers = dict(page.start["headers"])
        assert page.start["status"] == 200
        assert headers[b"access-control-allow-origin"] == HOME.encode()
        assert (headers[b"content-type"], headers[b"cache-control"]) == (b"text/event-stream", b"no-store")
        await page.leave()
        await other.leave()
        assert (app.streams.count, app.streams.channels, dict(app.streams.listeners)) == (0, {}, {})

    run(work)


def test_a_burst_is_told_as_its_first_and_its_last() -> None:
    async def work() -> None:
        app = live()
        page = await Page(app).open()
        app.streams.tell(CHANNEL, 1)
        assert await page.data() == "1"
        for version in range(2, 500):
            app.streams.tell(CHANNEL, version)
        assert await page.data() == "499"
        await page.leave()

    run(work)


def test_who_comes_later_hears_the_newest_at_once() -> None:
    async def work() -> None:
        app = live()
        first = await Page(app).open()
        app.streams.tell(CHANNEL, 7)
        assert await first.data() == "7"
        second = await Page(app).open()
        assert await second.data() == "7"
        await first.leave()
        await second.leave()

    run(work)


@pytest.mark.parametrize(
    ("page", "status"),
    [
        ({"ticket": ""}, 403),
        ({"ticket": sign("session.OTHER1", "guest-1", 600, key=KEY)}, 403),
        ({"ticket": sign(CHANNEL, "guest-1", -1, key=KEY)}, 403),
        ({"ticket": sign(CHANNEL, "guest-1", 600, key="guessed")}, 403),
        ({"origin": "https://elsewhere.example"}, 403),
        ({"method": "POST"}, 405),
        ({"channel": "a/b", "ticket": ""}, 404),
    ],
    ids=["none", "other channel", "old", "forged", "other origin", "other method", "no channel"],
)
def test_without_a_right_to_it_there_is_no_stream(page: dict[str, str], status: int) -> None:
    async def work() -> None:
        app = live()
        opened = await Page(app, **page).open()
        await opened.task
        assert (opened.start["status"], app.streams.count) == (status, 0)

    run(work)


def test_one_listener_cannot_take_all_the_room() -> None:
    streams = Streams(most=3, most_each=2)
    with streams.joined("a", "x"), streams.joined("a", "x"):
        with pytest.raises(TooMany), streams.joined("a", "x"):
            pass
        with streams.joined("a", "y"), pytest.raises(TooMany), streams.joined("a", "z"):
            pass
    assert (streams.count, dict(streams.listeners)) == (0, {})


@pytest.mark.slow
def test_what_the_database_announces_reaches_the_page_also_after_a_break(tmp_path: Path) -> None:
    """After a break every page is sent to look afresh, for something may have been missed."""
    from yoriai.run.postgres import start

    server = start(tmp_path / "d")

    async def announce(version: int) -> None:
        async with await psycopg.AsyncConnection.connect(server.address, autocommit=True) as connection:
            await connection.execute("select pg_notify('yoriai_live', %s)", [f"{CHANNEL} {version}"])

    async def listening() -> None:
        query = "select 1 from pg_stat_activity where query = 'listen yoriai_live'"
        async with await psycopg.AsyncConnection.connect(server.address, autocommit=True) as connection:
            while await (await connection.execute(query)).fetchone() is None:
                await asyncio.sleep(0.05)

    async def work() -> None:
        app = Live(server.address, KEY, HOME)
        task = asyncio.create_task(app.streams.listen(server.address))
        await listening()
        page = await Page(app).open()
        await announce(5)
        assert await page.data() == "5"
        async with await psycopg.AsyncConnection.connect(server.address, autocommit=True) as connection:
            await connection.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity where query = 'listen yoriai_live'"
            )
        await page.task
        page = await Page(app).open()
        await listening()
        await announce(6)
        assert await page.data() == "6"
        await page.leave()
        task.cancel()

    try:
        run(work)
    finally:
        server.stop()

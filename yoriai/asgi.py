"""The live process: plain ASGI, no Django. `GET /live/<channel>?ticket=…` streams version numbers, never content.

uvicorn runs it beside the pages. A page that hears a number it does not have fetches the fragment it shows, through the
door that checks what its reader may see. It reads three variables, all set by `yoriai serve`: DATABASE_URL,
YORIAI_SECRET_KEY and YORIAI_BASE_URL.
"""

import asyncio
import random
import resource
import time
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qs, urlsplit

from yoriai import env
from yoriai.run.streams import Stream, Streams, TooMany
from yoriai.run.tickets import CHANNEL, BadTicket, check

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

HEARTBEAT = 15  # seconds between signs of life, so that no proxy takes the stream for dead


class Live:
    """The application: one listener to the database, many streams to pages."""

    def __init__(self, database: str, key: str, base_url: str) -> None:
        self.database, self.key = database, key
        parts = urlsplit(base_url)
        self.origin = f"{parts.scheme}://{parts.netloc}"
        self.streams = Streams()

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """One connection, or the process's own beginning and end."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)
        else:
            await send({"type": "websocket.close"})

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        listening = asyncio.create_task(self.streams.listen(self.database))
        await send({"type": "lifespan.startup.complete"})
        await receive()
        listening.cancel()
        self.streams.close_all()
        with suppress(asyncio.CancelledError):
            await listening
        await send({"type": "lifespan.shutdown.complete"})

    async def _answer(self, scope: Message, receive: Receive, send: Send) -> None:
        path, method = scope["path"], scope["method"]
        origin = dict(scope["headers"]).get(b"origin", b"").decode("latin-1")
        if path == "/healthz":
            return await self._say(send, 200, "ok")
        if not path.startswith("/live/") or not CHANNEL.fullmatch(path.removeprefix("/live/")):
            return await self._say(send, 404, "not found")
        if method != "GET":
            return await self._say(send, 405, "only GET")
        if origin and origin != self.origin:
            return await self._say(send, 403, "not from here")
        channel = path.removeprefix("/live/")
        ticket = parse_qs(scope["query_string"].decode("latin-1")).get("ticket", [""])[0]
        try:
            who, end = check(ticket, channel, key=self.key)
            with self.streams.joined(channel, who) as stream:
                await self._stream(stream, channel, end, receive, send)
        except BadTicket:
            await self._say(send, 403, "no valid ticket")
        except TooMany:
            await self._say(send, 503, "too many streams", (b"retry-after", b"30"))

    async def _stream(self, stream: Stream, channel: str, end: int, receive: Receive, send: Send) -> None:
        leaving = asyncio.create_task(_close_when_gone(stream, receive))
        try:
            await send({"type": "http.response.start", "status": 200, "headers": self._headers(b"text/event-stream")})
            # Pages do not all come back in the same second after a break.
            await _write(send, f"retry: {random.randint(2000, 6000)}\n\n")  # noqa: S311
            told = None
            while not stream.closed and time.time() < end:
                version = self.streams.versions.get(channel)
                if version is not None and version != told:
                    told = version
                    await _write(send, f"id: {version}\ndata: {version}\n\n")
                try:
                    await asyncio.wait_for(stream.news.wait(), HEARTBEAT)
                    stream.news.clear()
                except TimeoutError:
                    await _write(send, ": still here\n\n")
            await send({"type": "http.response.body", "body": b""})
        finally:
            leaving.cancel()

    async def _say(self, send: Send, status: int, text: str, *more: tuple[bytes, bytes]) -> None:
        headers = [*self._headers(b"text/plain; charset=utf-8"), *more]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": text.encode()})

    def _headers(self, kind: bytes) -> list[tuple[bytes, bytes]]:
        return [
            (b"content-type", kind),
            (b"cache-control", b"no-store"),
            (b"x-accel-buffering", b"no"),
            (b"x-content-type-options", b"nosniff"),
            (b"access-control-allow-origin", self.origin.encode("latin-1")),
            (b"vary", b"origin"),
        ]


async def _write(send: Send, text: str) -> None:
    await send({"type": "http.response.body", "body": text.encode(), "more_body": True})


async def _close_when_gone(stream: Stream, receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    stream.close()


def make() -> Live:
    """The application as the environment describes it (`uvicorn --factory yoriai.asgi:make`)."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    with suppress(ValueError, OSError):
        resource.setrlimit(
            resource.RLIMIT_NOFILE, (most, most)
        )  # each stream holds a file; many systems begin with 1,024
    return Live(env.text("DATABASE_URL"), env.text("YORIAI_SECRET_KEY"), env.text("YORIAI_BASE_URL"))

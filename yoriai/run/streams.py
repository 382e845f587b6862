"""Who listens to which channel, and the versions they are told: bursts joined, every listener told the newest only."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import psycopg

NOTICES = "yoriai_live"  # PostgreSQL's channel; its payload is `<channel> <version>`
PAUSE = 0.25  # seconds between two messages of one channel
AGAIN = 2.0  # seconds until the database is tried again
MOST_STREAMS = 4000
MOST_EACH = 10  # streams of one listener


class TooMany(Exception):
    """No room for one more stream."""


class Stream:
    """One listener's open page."""

    def __init__(self) -> None:
        self.news = asyncio.Event()
        self.closed = False

    def close(self) -> None:
        """Wake the stream for the last time."""
        self.closed = True
        self.news.set()


class Streams:
    """All open pages of this process, by channel."""

    def __init__(self, most: int = MOST_STREAMS, most_each: int = MOST_EACH) -> None:
        self.most, self.most_each = most, most_each
        self.count = 0
        self.listeners: dict[str, int] = defaultdict(int)
        self.channels: dict[str, set[Stream]] = {}
        self.versions: dict[str, int] = {}
        self.resting: set[str] = set()

    @contextmanager
    def joined(self, channel: str, who: str) -> Iterator[Stream]:
        """A stream for as long as the block lasts. Raises TooMany."""
        if self.count >= self.most or self.listeners[who] >= self.most_each:
            if not self.listeners[who]:
                del self.listeners[who]
            raise TooMany
        stream = Stream()
        self.count += 1
        self.listeners[who] += 1
        self.channels.setdefault(channel, set()).add(stream)
        try:
            yield stream
        finally:
            self.count -= 1
            self.listeners[who] -= 1
            if not self.listeners[who]:
                del self.listeners[who]
            self.channels[channel].discard(stream)
            if not self.channels[channel]:
                del self.channels[channel]
                self.versions.pop(channel, None)

    def tell(self, channel: str, version: int) -> None:
        """A channel has a new version. The first is passed on at once, those of the next quarter second as one."""
        if channel not in self.channels:
            return
        self.versions[channel] = version
        if channel not in self.resting:
            self._wake(channel)

    def _wake(self, channel: str) -> None:
        told = self.versions.get(channel)
        for stream in self.channels.get(channel, ()):
            stream.news.set()
        self.resting.add(channel)
        asyncio.get_running_loop().call_later(PAUSE, self._rested, channel, told)

    def _rested(self, channel: str, told: int | None) -> None:
        self.resting.discard(channel)
        if channel in self.channels and self.versions.get(channel) != told:
            self._wake(channel)

    def close_all(self) -> None:
        """End every stream; pages come back by themselves and look afresh."""
        for streams in list(self.channels.values()):
            for stream in list(streams):
                stream.close()

    async def listen(self, address: str) -> None:
        """Hear the database for ever; after a break, be there again as soon as it is."""
        while True:
            with suppress(psycopg.OperationalError):
                await self._hear(address)
            await asyncio.sleep(AGAIN)

    async def _hear(self, address: str) -> None:
        async with await psycopg.AsyncConnection.connect(address, autocommit=True, connect_timeout=10) as connection:
            await connection.execute(f"listen {NOTICES}")
            self.close_all()  # whoever was here before may have missed something
            async for notice in connection.notifies():
                channel, _, version = notice.payload.partition(" ")
                if version.isdigit():
                    self.tell(channel, int(version))

"""Who is told of what happens in the directory."""

from yoriai.directory.notices import articles, entries, events, exchange

__all__ = ["articles", "entries", "events", "exchange"]

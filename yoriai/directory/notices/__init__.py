"""Who is told of what happens in the directory."""

from yoriai.directory.notices import entries, events, exchange

__all__ = ["entries", "events", "exchange"]

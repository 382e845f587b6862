"""The rounds of the directory. Each asks what is due, so that a missed one is made up by the next."""

from yoriai.directory.tasks import articles, entries, events, exchange, surveys

__all__ = ["articles", "entries", "events", "exchange", "surveys"]

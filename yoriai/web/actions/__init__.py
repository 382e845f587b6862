"""Everything the web app does that writes: founding and changing the city, keeping the counts."""

from yoriai.web.actions.counts import count_items

__all__ = ["count_items"]

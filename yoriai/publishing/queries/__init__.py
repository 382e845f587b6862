"""Questions about results: what the session says, what is shown now, who has turned a key."""

from yoriai.publishing.queries.facts import content_of, next_number, next_session, quotable, quotes_of
from yoriai.publishing.queries.keys import Lock, locks, turned_keys
from yoriai.publishing.queries.shown import (
    downloads,
    find_edition,
    living,
    log,
    newest,
    on_channel,
    open_publications,
    quotable_cards,
    result_of,
    shown_edition,
    story_of,
    taken_from_the_web,
    telling_of,
    telling_of_draft,
    to_call,
)

__all__ = [
    "Lock",
    "content_of",
    "downloads",
    "find_edition",
    "living",
    "locks",
    "log",
    "newest",
    "next_number",
    "next_session",
    "on_channel",
    "open_publications",
    "quotable",
    "quotable_cards",
    "quotes_of",
    "result_of",
    "shown_edition",
    "story_of",
    "taken_from_the_web",
    "telling_of",
    "telling_of_draft",
    "to_call",
    "turned_keys",
]

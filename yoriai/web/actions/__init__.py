"""Everything the web app does that writes: founding and changing the city, keeping the counts, taking files in."""

from yoriai.web.actions.city import Officer, change_city, found_city, make_setup_code, require_readable
from yoriai.web.actions.counts import count_items
from yoriai.web.actions.open_data import dump_made, open_dump, open_file_of, substitutes_of, write_dump
from yoriai.web.actions.searches import end_searches, forget_search, look_for, save_search
from yoriai.web.actions.uploads import begin_upload, end_uploads, keep_upload, rehearse_upload, take_upload

__all__ = [
    "Officer",
    "begin_upload",
    "change_city",
    "count_items",
    "dump_made",
    "end_searches",
    "end_uploads",
    "forget_search",
    "found_city",
    "keep_upload",
    "look_for",
    "make_setup_code",
    "open_dump",
    "open_file_of",
    "rehearse_upload",
    "require_readable",
    "save_search",
    "substitutes_of",
    "take_upload",
    "write_dump",
]

"""Everything the web app does that writes: founding and changing the city, keeping the counts, taking files in."""

from yoriai.web.actions.city import Officer, change_city, found_city, make_setup_code, require_readable
from yoriai.web.actions.counts import count_items
from yoriai.web.actions.uploads import begin_upload, end_uploads, keep_upload, rehearse_upload, take_upload

__all__ = [
    "Officer",
    "begin_upload",
    "change_city",
    "count_items",
    "end_uploads",
    "found_city",
    "keep_upload",
    "make_setup_code",
    "rehearse_upload",
    "require_readable",
    "take_upload",
]

"""What becomes invisible leaves the file of everything at once, and not only in the night."""

from collections.abc import Iterable

from yoriai.kernel.models import Record
from yoriai.kernel.records.actions import defer
from yoriai.kernel.records.registry import Notice, hears

KINDS = ("organisation", "event", "place", "case")


@hears("item.hidden")
def renew_dump(happened: Record) -> Iterable[Notice]:
    """Nobody is told; the file is made anew."""
    if happened.item is not None and happened.item.kind in KINDS and not happened.data.get("part"):
        defer("write_dump_now")
    return ()

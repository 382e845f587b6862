"""Who is told of what happens between offers and needs."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from yoriai.kernel.models import Record
from yoriai.kernel.records.registry import Notice, hears


@hears("offer.ended", "need.ended")
def ended_by_itself(happened: Record) -> Iterable[Notice]:
    """The owner, where nobody ended it but the date: it can be shown again with another day."""
    item = happened.item
    if happened.person_id is None and item is not None:
        subject = _("Its last day has passed: %(title)s") % {"title": item.title}
        text = _(
            "It has ended and stands in no list any more. If it still holds, choose another day and show it again."
        )
        yield Notice(item.by, subject, text, item)

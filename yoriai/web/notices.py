"""News for saved searches; and what becomes invisible leaves the file of everything at once."""

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from yoriai.kernel.models import Item, Record
from yoriai.kernel.records.actions import defer
from yoriai.kernel.records.registry import Notice, hears
from yoriai.web.models import SavedSearch
from yoriai.web.saved import stop_token

LINES = 10


@hears("search.matched")
def matched(happened: Record) -> Iterator[Notice]:
    """What is new, as far as everybody may still see it, with the way to stop this one search."""
    search = SavedSearch.objects.select_related("actor").filter(pk=happened.data["search"]).first()
    items = list(Item.objects.public().filter(pk__in=happened.data["items"]).order_by("-pk"))
    if search is None or not items:
        return
    lines = [f"・{item.title}\n  {settings.BASE_URL}{item.get_absolute_url()}" for item in items[:LINES]]
    if len(items) > LINES:
        lines.append(_("and %(number)d more") % {"number": len(items) - LINES})
    stop = settings.BASE_URL + reverse("stop_search", args=[stop_token(search)])
    text = _("%(lines)s\nNo more of this search: %(stop)s") % {"lines": "\n".join(lines), "stop": stop}
    subject = _("New for “%(words)s”: %(number)d") % {"words": search.q, "number": len(items)}
    yield Notice(search.actor, subject, text)


KINDS = ("organisation", "event", "place", "case")


@hears("item.hidden")
def renew_dump(happened: Record) -> Iterable[Notice]:
    """Nobody is told; the file is made anew."""
    if happened.item is not None and happened.item.kind in KINDS and not happened.data.get("part"):
        defer("write_dump_now")
    return ()

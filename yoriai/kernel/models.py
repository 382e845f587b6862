"""All tables of the kernel, for Django."""

from yoriai.kernel.actors.models import Actor
from yoriai.kernel.areas.models import Area
from yoriai.kernel.asks.models import Ask
from yoriai.kernel.city.models import City
from yoriai.kernel.items.models import Audience, Item, ItemArea, ItemTheme, Visibility
from yoriai.kernel.links.models import Link
from yoriai.kernel.moderation.models import Appeal, Hiding, Report
from yoriai.kernel.readings.models import Reading, Rebuild, Synonym
from yoriai.kernel.records.models import Record
from yoriai.kernel.themes.models import Theme

__all__ = [
    "Actor",
    "Appeal",
    "Area",
    "Ask",
    "Audience",
    "City",
    "Hiding",
    "Item",
    "ItemArea",
    "ItemTheme",
    "Link",
    "Reading",
    "Rebuild",
    "Record",
    "Report",
    "Synonym",
    "Theme",
    "Visibility",
]

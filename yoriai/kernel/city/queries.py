"""The city, asked for on every page."""

from django.core.cache import cache

from yoriai.kernel.city.models import City

KEY = "city"


def city() -> City | None:
    """The city, or None before it is set up. Kept for 10 s in each process, like a whole page."""
    found: City | None = cache.get(KEY)
    if found is None:
        found = City.objects.select_related("office", "area").first()
        if found is not None:
            cache.set(KEY, found, 10)
    return found

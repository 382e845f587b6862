"""The city, asked for on every page."""

from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from yoriai.kernel.actors.who import Who
from yoriai.kernel.city.models import City
from yoriai.kernel.policy import NotPossible

KEY = "city"


def city() -> City | None:
    """The city, or None before it is set up. Kept for 10 s in each process, like a whole page."""
    found: City | None = cache.get(KEY)
    if found is None:
        found = City.objects.select_related("office", "area").defer("area__outline").first()
        if found is not None:
            cache.set(KEY, found, 10)
    return found


def the_office() -> Who:
    """The office itself: who acts when a command is run on the machine. Raises NotPossible before the city is set up."""
    here = city()
    if here is None:
        raise NotPossible(_("The city has not been set up yet."))
    office = here.office
    return Who(office, office, frozenset({office.pk}), signed_in=True, sure=True, office=True, runs=True)

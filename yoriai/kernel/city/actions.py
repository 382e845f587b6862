"""Setting up the city."""

from typing import Any

from django.core.cache import cache
from django.db import transaction

from yoriai.kernel.city.models import City
from yoriai.kernel.city.queries import KEY


@transaction.atomic
def put_city(**facts: Any) -> City:
    """Make or change the one city. Who may is asked by the door: the command line, or the office's page."""
    city, _ = City.objects.update_or_create(pk=1, defaults=facts)
    cache.delete(KEY)
    return city

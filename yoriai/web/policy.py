"""Who may found the city and change its facts."""

from django.utils import timezone

from yoriai.kernel.actors.who import Who
from yoriai.kernel.city.models import City
from yoriai.kernel.city.policy import can_run_city
from yoriai.kernel.items.codes import clean
from yoriai.people.guests import hashed
from yoriai.web.models import SetupCode


def can_found_city(secret: str | None) -> bool:
    """The machine's own console (None), or, while there is no city, whoever brings the code printed there."""
    if secret is None:
        return True
    known = SetupCode.objects.filter(secret_hash=hashed(clean(secret)), ends__gt=timezone.now())
    return not City.objects.exists() and known.exists()


def can_change_city(who: Who | None) -> bool:
    """The office, with its second factor."""
    return can_run_city(who)

"""Who may found the city and change its facts."""

from django.utils import timezone

from yoriai.kernel.actors.who import Who
from yoriai.kernel.city.models import City
from yoriai.kernel.city.policy import can_run_city
from yoriai.kernel.items.codes import clean
from yoriai.people.guests import hashed
from yoriai.web.models import SavedSearch, SetupCode


def can_found_city(secret: str | None) -> bool:
    """The machine's own console (None), or, while there is no city, whoever brings the code printed there."""
    if secret is None:
        return True
    known = SetupCode.objects.filter(secret_hash=hashed(clean(secret)), ends__gt=timezone.now())
    return not City.objects.exists() and known.exists()


def can_change_city(who: Who | None) -> bool:
    """The office, with its second factor."""
    return can_run_city(who)


def can_save_search(who: Who | None) -> bool:
    """Whoever has an account: what is new is told where their notices go."""
    return who is not None and who.signed_in


def can_forget_search(who: Who | None, search: SavedSearch) -> bool:
    """Its owner; None: the holder of the link, which the door has checked."""
    return who is None or (who.signed_in and search.actor_id == who.person.pk)

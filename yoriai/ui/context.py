"""What every page needs to know: the city, the reader's display settings, the demo."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from yoriai.kernel.city import queries
from yoriai.kernel.city.models import City
from yoriai.ui import display


def city() -> City:
    """The city, or a blank one before it is set up, so that templates need no two cases."""
    return queries.city() or City()


def page(request: HttpRequest) -> dict[str, Any]:
    """Context processor. The city is looked up only when a template shows it."""
    looks = display.of(request)
    return {
        "city": SimpleLazyObject(city),
        "display": looks,
        "furigana": looks.furigana,
        "demo": settings.DEMO,
    }

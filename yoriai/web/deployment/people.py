"""The city, and somebody of its office who can open the office's pages."""

from collections.abc import Iterator

from allauth.mfa.models import Authenticator

from yoriai.kernel.city.models import City
from yoriai.people.models import User
from yoriai.people.queries import members_of
from yoriai.web.deployment.finding import Finding, find


def findings() -> Iterator[Finding]:
    """Whether there is a city of one's own, and people who run it."""
    here = City.objects.select_related("office").first()
    if here is None:
        yield find("city.none")
        return
    if here.is_demo:
        yield find("city.demo")
    users = User.objects.filter(actor__in=members_of(here.office).values("person"), is_active=True)
    if not users.exists():
        yield find("office.nobody")
    elif not Authenticator.objects.filter(user__in=users).exists():
        yield find("office.factor")

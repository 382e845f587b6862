"""Setting up the city, and changing its facts."""

from typing import Any

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from yoriai.kernel.actors.who import Who
from yoriai.kernel.city.marks import path_data
from yoriai.kernel.city.models import City
from yoriai.kernel.city.queries import KEY
from yoriai.kernel.policy import NotPossible
from yoriai.kernel.records.actions import record

NO_PATH = _("The mark must be the data of one SVG path: commands and numbers only, in a box of 34 × 34.")


@transaction.atomic
def put_city(*, by: Who | None = None, **facts: Any) -> City:
    """Make or change the one city. Who may is asked by the action that calls this.

    by=None: from the machine's own console. Raises NotPossible where a fact cannot stand: its sentence says which.
    """
    if "mark" in facts:
        facts["mark"] = plain_mark(facts["mark"])
    city = City.objects.select_for_update(of=("self",)).filter(pk=1).first()
    new, city = city is None, city or City(pk=1)
    changed = sorted(name for name, value in facts.items() if new or getattr(city, name) != value)
    for name in changed:
        setattr(city, name, facts[name])
    _check(city)
    if changed:
        city.save(force_insert=new)
        # Names of the facts only: what stood there before is nobody's business, and a telephone number may be somebody's.
        record("city.founded" if new else "city.changed", by=by, inside=True, facts=changed)
    cache.delete(KEY)
    return city


def plain_mark(text: str) -> str:
    """The mark in one plain spelling. Raises NotPossible where it is no path."""
    try:
        return path_data(text)
    except ValueError:
        raise NotPossible(NO_PATH) from None


def _check(city: City) -> None:
    try:
        city.clean_fields(exclude=["id", "area", "office"])
    except ValidationError as wrong:
        name, sentences = next(iter(wrong.message_dict.items()))
        facts = {"what": City._meta.get_field(name).verbose_name, "wrong": sentences[0]}  # type: ignore[union-attr]
        raise NotPossible(_("%(what)s: %(wrong)s") % facts) from None

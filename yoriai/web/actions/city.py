"""Founding the city, once; changing its facts later."""

import datetime as dt
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yoriai.kernel.actors.actions import add_actor
from yoriai.kernel.actors.who import Who
from yoriai.kernel.areas.actions import put_area
from yoriai.kernel.city.actions import put_city
from yoriai.kernel.city.models import COLOUR, City
from yoriai.kernel.models import Actor, Area, Theme
from yoriai.kernel.policy import NotPossible, require
from yoriai.kernel.records.actions import record
from yoriai.kernel.themes.actions import put_theme
from yoriai.people.actions import sign_up
from yoriai.people.actions.seats import new_secret
from yoriai.people.guests import hashed
from yoriai.people.models import Representation, User
from yoriai.ui.colours import LIGHT_GROUND, contrast, readable
from yoriai.web.models import SetupCode
from yoriai.web.municipalities import Municipality
from yoriai.web.policy import can_change_city, can_found_city

STARTERS = Path(__file__).resolve().parents[1] / "starters" / "themes.toml"
LOCK = 7_150_312  # any number of ours: of two who found at once, one waits and then finds the city there
CODE_LIVES = dt.timedelta(days=1)
ENOUGH = 4.5  # WCAG 2.2 AA, for text
COLOURS = ("thread_colour", "link_colour")


@dataclass(frozen=True, slots=True)
class Officer:
    """One of the first officers: they sign in by the digits mailed to them."""

    mail: str
    name: str
    reading: str = ""
    role: str = ""


@transaction.atomic
def make_setup_code() -> str:
    """A new code that opens the page /setup/ for a day, for whoever runs the machine. Raises NotPossible where a city is there."""
    if City.objects.exists():
        raise NotPossible(_("The city is set up already."))
    secret = new_secret()
    SetupCode.objects.filter(ends__lte=timezone.now()).delete()
    SetupCode.objects.create(secret_hash=hashed(secret), ends=timezone.now() + CODE_LIVES)
    return "-".join(secret[at : at + 4] for at in range(0, len(secret), 4))


@transaction.atomic
def found_city(
    ground: Sequence[Municipality],
    officers: Sequence[Officer],
    *,
    section: str,
    section_reading: str = "",
    secret: str | None = None,
    **facts: Any,
) -> City:
    """The city with its wards, its starting themes, its office and the people of it; nothing else is in it.

    ground: the city, then its wards. facts: of the City (name, assembly_name, paper_name, phone, …).
    secret: the code of the page; None on the machine's own console. The same city founded again from there is left as it is.
    Raises NotAllowed, or NotPossible with a sentence; then nothing was written.
    """
    require(can_found_city(secret), _("This code does not open anything. Please print a new one."))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    here = City.objects.select_related("area").first()
    if here is not None:
        return _the_same(here, ground[0].code)
    _check(ground, officers, section, facts)
    city_area = _put_ground(ground)
    _put_themes()
    office = add_actor(Actor.Kind.SECTION, section, reading=section_reading, area=city_area)
    city = put_city(area=city_area, office=office, is_demo=False, **{"reading": ground[0].reading, **facts})
    for officer in officers:
        _seat(officer, office)
    SetupCode.objects.all().delete()
    return city


def _the_same(here: City, code: str) -> City:
    if here.area.code != code:
        raise NotPossible(_("Another city is set up here already: one deployment is one city."))
    return here


def _check(ground: Sequence[Municipality], officers: Sequence[Officer], section: str, facts: dict[str, Any]) -> None:
    if not section.strip():
        raise NotPossible(_("Please name the section that runs the platform."))
    if not officers:
        raise NotPossible(_("Somebody must be able to sign in: name at least one officer with a mail address."))
    if ground[0].name != facts.get("name", "").strip():
        raise NotPossible(_("The first line of the areas must be the city itself, with the same name."))
    for name in COLOURS:
        if facts.get(name):
            require_readable(facts[name])


def require_readable(colour: str) -> None:
    """Raise NotPossible, saying how far it falls short, for a colour whose text cannot be read on the paper."""
    try:
        reached = contrast(colour, LIGHT_GROUND)
    except ValueError:
        raise NotPossible(COLOUR.message) from None
    if reached < ENOUGH:
        wrong = _(
            "Words in this colour cannot be read on the paper by everybody: contrast %(reached)s, at least 4.5 is needed. "
            "A darker one will do, for example %(example)s."
        )
        raise NotPossible(wrong % {"reached": f"{reached:.1f}", "example": readable(colour, LIGHT_GROUND)})


def _put_ground(ground: Sequence[Municipality]) -> Area:
    city = _put_area(ground[0], Area.Kind.CITY, None)
    for ward in ground[1:]:
        _put_area(ward, Area.Kind.WARD, city)
    return city


def _put_area(place: Municipality, kind: str, parent: Area | None) -> Area:
    point = {"latitude": place.latitude, "longitude": place.longitude}
    return put_area(place.code, kind=kind, name=place.name, parent=parent, reading=place.reading, **point)[0]


def _put_themes() -> None:
    """What a new city begins with; it changes and adds its own."""
    starters: dict[str, list[dict[str, Any]]] = tomllib.loads(STARTERS.read_text("utf-8"))
    for vocabulary, themes in starters.items():
        for place, facts in enumerate(themes):
            put_theme(vocabulary=Theme.Vocabulary(vocabulary), place=place, **facts)


def _seat(officer: Officer, office: Actor) -> None:
    mail = officer.mail.strip().lower()
    user = User.objects.filter(email=mail).first() or sign_up(mail, name=officer.name, reading=officer.reading)
    seat, new = Representation.objects.get_or_create(
        person=user.actor, body=office, ended=None, defaults={"role": officer.role, "accepted": timezone.now()}
    )
    if new:
        record("seat.accepted", by=None, inside=True, seat=seat.pk, body=office.pk)


@transaction.atomic
def change_city(*, by: Who, **facts: Any) -> City:
    """Other facts of the city: its words, its telephone, its colours, its mark. Raises NotPossible with a sentence."""
    require(can_change_city(by))
    for name in COLOURS:
        if facts.get(name):
            require_readable(facts[name])
    return put_city(by=by, **facts)

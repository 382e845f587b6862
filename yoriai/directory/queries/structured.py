"""An organisation, an event or a place in the words of schema.org, with what everybody may see and nothing else."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from yoriai.directory.models import ContactBy, Entry, Event, Organisation, Place
from yoriai.directory.queries.sheets import address
from yoriai.kernel.items.models import Visibility
from yoriai.kernel.models import Actor

MOST_DAYS = 30
FREE = ("無料", "0", "0円")
SORTS = {
    Actor.Kind.NPO: "NGO", Actor.Kind.COMPANY: "Corporation", Actor.Kind.SCHOOL: "School",
    Actor.Kind.UNIVERSITY: "CollegeOrUniversity", Actor.Kind.SECTION: "GovernmentOrganization",
}  # fmt: skip
STATUS = "https://schema.org/Event"


def structured(item: Any) -> dict[str, Any] | None:
    """The facts as JSON-LD; None for other kinds, and for what not everybody may see."""
    if item.visibility != Visibility.PUBLIC or (isinstance(item, Entry) and not item.is_shown):
        return None
    tellers: list[tuple[type[Any], Callable[[Any], dict[str, Any]]]]
    tellers = [
        (Organisation, _organisation),
        (Event, _event),
        (Place, _place),
    ]
    for model, told in tellers:
        if isinstance(item, model):
            facts = {"@context": "https://schema.org", "name": item.title, "url": address(item), **told(item)}
            facts.setdefault("description", item.summary[:1000])
            return {name: value for name, value in facts.items() if value not in ("", None, [], {})}
    return None


def _organisation(page: Organisation) -> dict[str, Any]:
    shown = page.contact_by == ContactBy.SHOWN
    return {
        "@type": SORTS.get(Actor.Kind(page.actor.kind), "Organization"),
        "alternateName": page.short_name,
        "address": _address(page.address, page.postcode),
        "geo": _geo(page),
        "telephone": page.phone if shown else "",
        "faxNumber": page.fax if shown else "",
        "email": page.mail if shown else "",
        "sameAs": list(filter(None, [page.website, *page.links.split()])),
        "identifier": page.corporate_number,
    }


def _event(event: Event) -> dict[str, Any]:
    days = list(event.occurrences.all()[: MOST_DAYS + 1])
    on = [day for day in days if not day.cancelled] or days
    facts: dict[str, Any] = {
        "@type": "Event",
        "eventStatus": f"{STATUS}{'Cancelled' if days and all(day.cancelled for day in days) else 'Scheduled'}",
        "location": _where(event),
        "organizer": {"@type": "Organization", "name": event.organisers or event.by.shown_name},
        "maximumAttendeeCapacity": event.capacity,
        "isAccessibleForFree": True if event.price in FREE else None,
        "sameAs": event.website,
    }
    if on:
        facts |= _span(on[0]) | {"endDate": _span(on[-1]).get("endDate", _span(on[-1])["startDate"])}
    if len(on) > 1:
        facts["subEvent"] = [{"@type": "Event", "name": event.title, **_span(day)} for day in on[:MOST_DAYS]]
    return facts


def _span(day: Any) -> dict[str, str]:
    ends = [day.starts, day.ends] if day.ends else [day.starts]
    told = [timezone.localtime(one) for one in ends]
    words = [one.date().isoformat() if day.all_day else one.isoformat() for one in told]
    return dict(zip(("startDate", "endDate"), words, strict=False))


def _where(event: Event) -> Any:
    where = event.where if event.where and event.where.visibility == Visibility.PUBLIC else None
    place: Place | None = getattr(where, "as_place", None)
    told: list[dict[str, Any]] = []
    if place is not None:
        told.append({"@type": "Place", "name": place.title, "address": place.address, "url": address(place)})
    elif event.meets_at:
        told.append({"@type": "Place", "name": event.meets_at, "address": event.meets_at})
    if told and (geo := _geo(event) or (_geo(place) if place else None)):
        told[0]["geo"] = geo
    if event.online_url:
        told.append({"@type": "VirtualLocation", "url": address(event)})
    return told[0] if len(told) == 1 else told


def _place(place: Place) -> dict[str, Any]:
    return {
        "@type": "Place",
        "address": _address(place.address, ""),
        "geo": _geo(place),
        "telephone": place.phone,
        "sameAs": place.website,
    }


def _address(words: str, postcode: str) -> dict[str, str] | None:
    if not words:
        return None
    told = {"@type": "PostalAddress", "addressCountry": "JP", "streetAddress": words}
    return told | ({"postalCode": postcode} if postcode else {})


def _geo(thing: Any) -> dict[str, Any] | None:
    if thing.latitude is None or thing.longitude is None:
        return None
    return {"@type": "GeoCoordinates", "latitude": thing.latitude, "longitude": thing.longitude}

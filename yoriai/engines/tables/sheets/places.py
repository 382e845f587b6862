"""What a place says in the columns of the sheets of places."""

from collections.abc import Mapping

from ..rows.cells import extension_of, number_of, together
from ..rows.places import PlaceRow
from ..writing import Cell


def cells(place: PlaceRow) -> Mapping[str, Cell]:
    """Field → cell."""
    latitude, longitude = place.position or (None, None)
    return {
        "source_id": place.source_id,
        "name": place.name,
        "reading": place.reading,
        "common_name": place.common_name,
        "english": place.english,
        "kind": place.kind,
        "postcode": place.postcode,
        "address": place.address,
        "latitude": latitude,
        "longitude": longitude,
        "phone": number_of(place.phone),
        "extension": extension_of(place.phone),
        "fax": place.fax,
        "mail": place.mail,
        "organisation": place.organisation,
        "corporate_number": place.corporate_number,
        "weekdays": place.weekdays,
        "opens": str(place.opens or ""),
        "closes": str(place.closes or ""),
        "hours_note": place.hours_note,
        "capacity": place.capacity,
        "description": place.description,
        "barrier_free": place.barrier_free,
        "access": place.access,
        "parking": place.parking,
        "url": place.url,
        "remarks": together([place.remarks, *(f"{column}：{text}" for column, text in place.more)]),
    }

"""What an event says in the columns of the sheets of events."""

import datetime as dt
from collections.abc import Mapping, Sequence

from ..rows.cells import extension_of, number_of, together
from ..rows.events import EventRow
from ..when import Occasion
from ..writing import Cell

STATES = {"cancelled": "中止", "postponed": "延期"}


def cells(event: EventRow) -> Mapping[str, Cell]:
    """Field → cell."""
    hours = _hours(event.days)
    latitude, longitude = event.position or (None, None)
    least = event.price_least
    return {
        "source_id": event.source_id,
        "title": event.title,
        "reading": event.reading,
        "english": event.english,
        "state": STATES.get(event.state, ""),
        "category": event.category,
        "starts_on": min((one.first for one in event.days), default=None),
        "ends_on": None if event.recurs else max((one.last for one in event.days), default=None),
        "starts_at": hours[0] if hours else None,
        "ends_at": hours[1] if hours else None,
        "when_note": together([_named(event, hours is not None), event.note]),
        "description": event.description,
        "price_base": least,
        "price_detail": "" if event.price == str(least) else event.price,
        "price_kind": "" if least is None else "無料" if event.price in ("0", "無料") else "有料" if least else "",
        "contact": event.contact,
        "phone": number_of(event.phone),
        "extension": extension_of(event.phone),
        "fax": event.fax,
        "mail": event.mail,
        "organiser": event.organiser,
        "place_name": event.place_name,
        "address": event.address,
        "postcode": event.postcode,
        "latitude": latitude,
        "longitude": longitude,
        "access": event.access,
        "parking": event.parking,
        "capacity": event.capacity,
        "capacity_number": event.capacity_most,
        "capacity_words": "" if event.capacity == str(event.capacity_most) else event.capacity,
        "apply_from_day": _day(event.apply_from),
        "apply_from_time": _time(event.apply_from),
        "apply_until_day": _day(event.apply_until),
        "apply_until_time": _time(event.apply_until),
        "apply": event.apply if event.apply_needed or event.apply else "申込不要",
        "apply_url": event.apply_url,
        "url": event.url,
        "online": event.online,
        "online_url": event.online_url,
        "for_whom": event.for_whom,
        "languages": ";".join(event.languages),
        "sign_language": yes_or_no(event.sign_language),
        "captions": yes_or_no(event.captions),
        "childcare": yes_or_no(event.childcare),
        "wheelchair": yes_or_no(event.wheelchair),
        "support": event.support,
        "remarks": together([event.remarks, *(f"{column}：{text}" for column, text in event.more)]),
    }


def yes_or_no(said: bool | None) -> str:
    """有, 無 or nothing."""
    return "" if said is None else "有" if said else "無"


def _hours(days: Sequence[Occasion]) -> tuple[str, str] | None:
    """The hours that all days have in common, or None where they differ or a day has several."""
    told = {(str(one.opens or ""), str(one.closes or "")) for one in days}
    firsts = [one.first for one in days]
    return told.pop() if len(told) == 1 and len(set(firsts)) == len(firsts) else None


def _named(event: EventRow, same_hours: bool) -> str:
    """What the first and the last day do not tell: each of several days, their hours where they differ, a rule."""
    if event.recurs:
        return " ".join(
            [event.recurs.words, *("、".join(_span(one.opens, one.closes) for one in event.recurs_hours),)]
        ).strip()
    if len(event.days) < 2:
        return ""
    return "、".join(_day_named(one, same_hours) for one in event.days)


def _day_named(one: Occasion, same_hours: bool) -> str:
    days = f"{one.first}" if one.first == one.last else f"{one.first}～{one.last}"
    return days if same_hours or one.opens is None else f"{days} {_span(one.opens, one.closes)}"


def _span(opens: object, closes: object) -> str:
    return f"{opens}～{closes or ''}" if str(opens) != "終日" else "終日"


def _day(moment: dt.date | dt.datetime | None) -> dt.date | None:
    return moment.date() if isinstance(moment, dt.datetime) else moment


def _time(moment: dt.date | dt.datetime | None) -> dt.time | None:
    return moment.time() if isinstance(moment, dt.datetime) else None

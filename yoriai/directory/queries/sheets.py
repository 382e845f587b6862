"""The register as rows of the published sheets: only what everybody may see, and is shown now.

Ways to reach somebody stand there only where their owner shows them to everybody; a party only where it has agreed.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.utils import timezone

from yoriai.directory.models import Case, Cause, Confirmation, ContactBy, Entry, Event, Organisation, Place, Support
from yoriai.directory.queries.pages import shown_name
from yoriai.engines.tables.rows.cases import CaseRow, Role
from yoriai.engines.tables.rows.events import EventRow
from yoriai.engines.tables.rows.organizations import OrganizationRow
from yoriai.engines.tables.rows.places import PlaceRow
from yoriai.engines.tables.times import Clock
from yoriai.engines.tables.when import Occasion
from yoriai.kernel.models import Actor, Area, Theme

AT_ONCE = 500
KINDS = {Actor.Kind.GROUP: "voluntary"}
CAUSES = {
    Cause.PURPOSE: "目的のずれ", Cause.LEFT_ALONE: "丸投げ", Cause.HANDED_OVER: "担当交代", Cause.INFORMATION: "情報不足",
    Cause.BUDGET: "予算時期", Cause.ROLES: "役割不明", Cause.HANDS: "担い手不足", Cause.PUBLICITY: "広報不足",
}  # fmt: skip
POSTPONED = "延期"


def open_entries(model: type[Any]) -> "QuerySet[Any]":
    """What of this kind is public and shown; places have no states."""
    rows: QuerySet[Any] = model.objects.public()
    return rows.filter(state=Entry.State.SHOWN) if issubclass(model, Entry) else rows


def _told(model: type[Any], *also: Any) -> Iterator[Any]:
    """In the order they came in, some at a time."""
    areas = Prefetch("areas", Area.objects.defer("outline"))
    rows = open_entries(model).select_related("by").prefetch_related("themes", areas, *also).order_by("pk")
    return rows.iterator(chunk_size=AT_ONCE)


def organisations(kind: str = "") -> Iterator[OrganizationRow]:
    """Every organisation; kind: of one kind of actor only."""
    newest = Confirmation.objects.filter(item=OuterRef("pk")).order_by("-at")
    rows = open_entries(Organisation).annotate(
        looked_by=Subquery(newest.values("by__name")[:1]), looked_at=Subquery(newest.values("at")[:1])
    )
    if kind:
        rows = rows.filter(actor__kind=kind)
    rows = rows.select_related("actor", "where").prefetch_related(
        "themes", Prefetch("areas", Area.objects.defer("outline"))
    )
    for page in rows.order_by("pk").iterator(chunk_size=AT_ONCE):
        yield _organisation(page, portal=bool(kind))


def _organisation(page: Any, *, portal: bool) -> OrganizationRow:
    contact = _contact(page)
    kinds = {area.kind: area.name for area in page.areas.all()}
    law = [theme for theme in page.themes.all() if theme.vocabulary == Theme.Vocabulary.LAW]
    looked = timezone.localtime(page.looked_at).date() if page.looked_at else None
    return OrganizationRow(
        name=page.title,
        source_id=page.code,
        corporate_number=page.corporate_number,
        reading=page.actor.reading,
        short=page.short_name,
        english=page.english_name,
        kind=KINDS.get(page.actor.kind, page.actor.kind),
        fields=tuple(int(theme.code.rpartition("-")[2]) for theme in law),
        themes=_themes(page),
        areas=innermost(page),
        ward=kinds.get(Area.Kind.WARD, ""),
        district=kinds.get(Area.Kind.DISTRICT, ""),
        address=page.address,
        postcode=page.postcode,
        position=_position(page),
        authority=page.authority,
        founded=page.founded,
        purpose=page.summary if portal else "",
        about=page.summary,
        easy=page.easy,
        active_on=page.days,
        households=page.households,
        for_whom=page.for_whom,
        meeting_place=page.where.title if page.where and page.where.visibility == "public" else "",
        contact=contact.get("contact", ""),
        contact_public=page.contact_by == ContactBy.SHOWN,
        phone=contact.get("phone", ""),
        fax=contact.get("fax", ""),
        mail=contact.get("mail", ""),
        url=page.website or address(page),
        social=tuple(page.links.split()),
        join=page.joining,
        updated_on=timezone.localtime(page.changed).date(),
        checked_by=f"{page.looked_by or ''} {looked}".strip() if looked else "未確認",
        source=page.source,
    )


def events() -> Iterator[EventRow]:
    """Every event with its days."""
    for event in _told(Event, "occurrences", "where__as_place"):
        yield _event(event)


def _event(event: Event) -> EventRow:
    contact = _contact(event)
    days = list(event.occurrences.all())
    off = [day for day in days if day.cancelled]
    state = (
        "" if not days or len(off) < len(days) else "postponed" if off[0].cancelled_why == POSTPONED else "cancelled"
    )
    left = days if state else [day for day in days if not day.cancelled]
    place = getattr(event.where, "as_place", None) if event.where and event.where.visibility == "public" else None
    until = event.apply_until and timezone.make_naive(event.apply_until)
    told = {support: support in event.support for support in Support}
    return EventRow(
        title=event.title,
        source_id=event.code,
        days=tuple(occasion(day) for day in left),
        note=event.dates_note,
        state=state,
        description=event.summary,
        category="、".join(_themes(event)),
        place_name=place.title if place else event.meets_at,
        address=place.address if place else "",
        position=_position(event) or (_position(place) if place else None),
        price=event.price,
        capacity=str(event.capacity or ""),
        capacity_most=event.capacity,
        apply_until=until,
        apply_needed=event.sign_up != Event.SignUpBy.NOBODY,
        apply=event.how or (address(event) if event.sign_up == Event.SignUpBy.HERE else ""),
        organiser=event.organisers or event.by.shown_name,
        contact=contact.get("contact", ""),
        url=event.website or address(event),
        online="有" if event.online_url or told[Support.ONLINE] else "",
        for_whom=event.for_whom,
        sign_language=told[Support.SIGN_LANGUAGE] or None,
        captions=told[Support.CAPTIONS] or None,
        childcare=told[Support.CHILD_CARE] or None,
        wheelchair=told[Support.WHEELCHAIR] or None,
        remarks=f"出典：{event.source}" if event.source else "",
    )


def occasion(day: Any) -> Occasion:
    """An occurrence as the layer of tables has it."""
    first = timezone.localtime(day.starts)
    last = timezone.localtime(day.ends) if day.ends else None
    if day.all_day:
        return Occasion(first.date(), last.date() if last else first.date(), Clock(all_day=True))
    closes = Clock(last.hour, last.minute) if last else None
    return Occasion(first.date(), last.date() if last else first.date(), Clock(first.hour, first.minute), closes)


def places() -> Iterator[PlaceRow]:
    """Every place."""
    for place in _told(Place):
        yield PlaceRow(
            name=place.title,
            source_id=place.code,
            reading=place.reading,
            address=place.address,
            position=_position(place),
            phone=place.phone,
            hours_note=place.hours,
            description=place.summary,
            barrier_free=place.accessibility,
            url=place.website or address(place),
            remarks=f"出典：{place.source}" if place.source else "",
        )


def cases() -> Iterator[CaseRow]:
    """Every case; a party that has not agreed stands there by its kind."""
    for case in _told(Case, "parties__actor", "turns"):
        yield _case(case)


def _case(case: Case) -> CaseRow:
    contact = _contact(case)
    parties = [(party, shown_name(party, case)) for party in case.parties.all()]
    return CaseRow(
        title=case.title,
        source_id=case.code,
        summary=case.summary,
        themes=_themes(case),
        areas=innermost(case),
        period=case.period,
        roles=tuple(Role(name, "、".join(filter(None, [party.role, party.brought]))) for party, name in parties),
        beginning=case.began_with,
        problem=case.problem,
        shared_aim=case.shared_purpose,
        course="\n".join(f"{turn.when} {turn.what}".strip() for turn in case.turns.all()),
        results=case.results,
        spread=case.ripples,
        cost=case.cost,
        failures=case.failures,
        failure_kinds=tuple(CAUSES[Cause(cause)] for cause in case.causes),
        lessons=case.lesson,
        again=case.again,
        goes_on=case.goes_on,
        contact=contact.get("contact", ""),
        url=case.website or address(case),
        visible="public",
        remarks=f"出典：{case.source}" if case.source else "",
    )


def address(item: Any) -> str:
    """The permanent address of its page."""
    return f"{settings.BASE_URL}{item.get_absolute_url()}"


def _contact(entry: Any) -> dict[str, str]:
    """What of the ways to reach it everybody may have."""
    if entry.contact_by != ContactBy.SHOWN:
        return {}
    return {name: getattr(entry, name, "") for name in ("contact", "phone", "fax", "mail")}


def _position(thing: Any) -> tuple[float, float] | None:
    if thing.latitude is None or thing.longitude is None:
        return None
    return thing.latitude, thing.longitude


def _themes(entry: Any) -> tuple[str, ...]:
    return tuple(theme.name for theme in entry.themes.all() if theme.vocabulary != Theme.Vocabulary.LAW)


def innermost(entry: Any) -> tuple[str, ...]:
    """Its areas without those that another of them lies in."""
    rows = list(entry.areas.all())
    return tuple(area.name for area in rows if not any(o.path.startswith(area.path) and o != area for o in rows))


def today() -> dt.date:
    """The day of a file."""
    return timezone.localdate()

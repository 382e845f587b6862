"""Saved searches: kept, looked at once a day, told through the outbox, stopped by one press."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yoriai.kernel.actors.who import Who
from yoriai.kernel.models import Area, Theme
from yoriai.kernel.policy import NotPossible, require
from yoriai.kernel.records.actions import record
from yoriai.web.models import SavedHit, SavedSearch
from yoriai.web.policy import can_forget_search, can_save_search
from yoriai.web.queries import matching

MOST = 50
OVERLAP = dt.timedelta(days=2)  # what was written while the last round ran is looked at again; a hit is told once


@transaction.atomic
def save_search(
    q: str, *, by: Who, kind: str = "", theme: Theme | None = None, area: Area | None = None
) -> SavedSearch:
    """Hear of what is new for it from now on. What is there already is known. Twice is once."""
    require(can_save_search(by))
    q = " ".join(q.split())[:100]
    if not q:
        raise NotPossible(_("Please write what to search for."))
    mine = SavedSearch.objects.filter(actor=by.person)
    kept = mine.filter(q=q, kind=kind, theme=theme, area=area).first()
    if kept is not None:
        return kept
    if mine.count() >= MOST:
        raise NotPossible(_("You have %(most)d saved searches. Remove one first.") % {"most": MOST})
    made, _new = SavedSearch.objects.get_or_create(
        actor=by.person, q=q, kind=kind, theme=theme, area=area, defaults={"looked": timezone.now()}
    )
    _know(made, list(matching(made)))
    record("search.saved", by=by, inside=True, search=made.pk)
    return made


@transaction.atomic
def forget_search(search: SavedSearch, *, by: Who | None) -> None:
    """No longer. by=None: by the link in a mail, which the caller has checked."""
    require(can_forget_search(by, search))
    record("search.removed", by=by, inside=True, search=search.pk)
    search.delete()


@transaction.atomic
def look_for(pk: int, *, now: dt.datetime) -> list[int]:
    """What is new for this search, as one record its owner is told of. Returns the ids; none if another worker is at it."""
    search = SavedSearch.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=pk).first()
    if search is None:
        return []
    known = SavedHit.objects.filter(search=search).values("item")
    fresh = list(matching(search, since=search.looked - OVERLAP).exclude(pk__in=known))
    search.looked = now
    search.save(update_fields=["looked"])
    if fresh:
        _know(search, fresh)
        record("search.matched", by=None, inside=True, search=search.pk, items=fresh)
    return fresh


@transaction.atomic
def end_searches() -> int:
    """Those of people who have left. Returns how many."""
    return SavedSearch.objects.filter(actor__left__isnull=False).delete()[0]


def _know(search: SavedSearch, ids: list[int]) -> None:
    SavedHit.objects.bulk_create([SavedHit(search=search, item_id=pk) for pk in ids], ignore_conflicts=True)

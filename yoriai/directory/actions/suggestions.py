"""Suggestions: made by a job for all open offers and needs at once, and passed over by one tap."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from yoriai.directory.models import Passed, Suggestion
from yoriai.directory.policy import can_edit
from yoriai.directory.queries import board
from yoriai.directory.queries.suggestions import are_due
from yoriai.engines.matching import suggesting
from yoriai.engines.matching.ends import Side
from yoriai.kernel.actors.who import Who
from yoriai.kernel.policy import require

AT_ONCE = 2000
# A few words in common, of a pair that hardly fits, are no reason to ring somebody up.
LEAST_BY_WORDS = 0.1


def suggest_if_due(now: dt.datetime) -> int | None:
    """Suggest anew where an offer, a need or a rest has changed since, or a day has passed. None: nothing was due."""
    return suggest_partners(now) if are_due(now) else None


@transaction.atomic
def suggest_partners(now: dt.datetime) -> int:
    """Bring all open offers and needs together anew, for each a few partners with the reason. Returns how many pairs."""
    began = timezone.now()
    ends, ground = board.the_board(timezone.localdate(now))
    found = suggesting.suggest(ends, ground, today=timezone.localdate(now))
    rows = _rows({end.key: end.side for end in ends}, found)
    Suggestion.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["offer", "need"],
        update_fields=["score", "why", "unlike", "made"],
        batch_size=AT_ONCE,
    )
    Suggestion.objects.filter(made__lt=began).delete()
    return len(rows)


@transaction.atomic
def pass_over(suggestion: Suggestion, side: str, *, by: Who) -> None:
    """今回は見送る: whoever stands on this side ("offer", "need") does not see the other one again.

    It is their own affair: no record, no count, no word to anybody.
    """
    mine = suggestion.offer if side == "offer" else suggestion.need
    theirs = suggestion.need if side == "offer" else suggestion.offer
    require(can_edit(by, mine))
    Passed.objects.get_or_create(actor=mine.by, item_id=theirs.pk)


def _rows(sides: dict[str, Side], found: dict[str, list[suggesting.Suggestion]]) -> list[Suggestion]:
    names = {"theme": board.theme_names(), "area": board.area_names()}
    rows: dict[tuple[str, str], Suggestion] = {}
    for key, some in found.items():
        side = str(sides[key])
        for one in some:
            if one.reason.name == "words" and one.score < LEAST_BY_WORDS:
                continue
            offer, need = (key, one.partner) if side == "offer" else (one.partner, key)
            row = rows.setdefault(
                (offer, need), Suggestion(offer_id=int(offer), need_id=int(need), score=one.score, why={"for": []})
            )
            row.why = _why(one, side, names) | {"for": sorted({*row.why["for"], side})}
            row.unlike = bool(one.unlike)
    return list(rows.values())


def _why(one: suggesting.Suggestion, side: str, names: dict[str, dict[str, str]]) -> dict[str, Any]:
    """The parts of the reason as data, whoever looks: what the offer says, what the need says, what both share."""
    reason, area = one.reason, one.part("area")
    here, there = (reason.here, reason.there) if side == "offer" else (reason.there, reason.here)
    shared = [names["theme"].get(code, code) for code in reason.shared] if reason.name == "theme" else reason.shared
    return {
        "reason": reason.name,
        "shared": list(shared),
        "offer": list(here),
        "need": list(there),
        "area": names["area"].get(area.shared[0], "") if area.shared else "",
        "km": None if area.kilometres is None else round(area.kilometres, 1),
        "like": sorted(one.like),
        "unlike": sorted(one.unlike),
    }

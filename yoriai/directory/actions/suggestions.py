"""Suggestions: made by a job for everything open at once, and passed over by one tap."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.utils import timezone

from yoriai.directory.models import Passed, Suggestion
from yoriai.directory.policy import can_edit
from yoriai.directory.queries import board
from yoriai.directory.queries.suggestions import MOST, are_due
from yoriai.engines.matching.choosing import Rules
from yoriai.engines.matching.ends import End, Ground, Side
from yoriai.engines.matching.suggesting import Board
from yoriai.engines.matching.suggesting import Suggestion as Found
from yoriai.kernel.actors.who import Who
from yoriai.kernel.policy import require

AT_ONCE = 2000
# A few words in common, of a pair that hardly fits, are no reason to ring somebody up.
LEAST_BY_WORDS = 0.1
# Halls and gatherings tire less of being shown than people do; a hall that is near is worth a look, whatever is written on it.
RULES = {
    "exchange": Rules(each=MOST["exchange"]),
    "venue": Rules(each=MOST["venue"], most_shown=100, nearness=0.6, both_look=False),
    "gathering": Rules(each=MOST["gathering"], most_shown=200, nearness=0.2, both_look=False),
    "project": Rules(each=MOST["project"], both_look=False),
}


def suggest_if_due(now: dt.datetime) -> int | None:
    """Suggest anew where something has changed since, or a day has passed. None: nothing was due."""
    return suggest_partners(now) if are_due(now) else None


@transaction.atomic
def suggest_partners(now: dt.datetime) -> int:
    """Bring all that is open together anew, for each a few partners with the reason. Returns how many suggestions.

    Only what is new or otherwise is written: of a board that hardly changes, hardly anything.
    """
    ends, ground = board.the_board(timezone.localdate(now))
    rows = {(row.item_id, row.partner_id): row for row in _rows(ends, ground, timezone.localdate(now))}
    gone = []
    for old in Suggestion.objects.select_for_update():
        new = rows.get((old.item_id, old.partner_id))
        if new is None:
            gone.append(old.pk)
        elif _facts(new) == _facts(old):
            del rows[old.item_id, old.partner_id]
    Suggestion.objects.filter(pk__in=gone).delete()
    Suggestion.objects.update(made=timezone.now())
    Suggestion.objects.bulk_create(
        rows.values(),
        update_conflicts=True,
        unique_fields=["item", "partner"],
        update_fields=["score", "why", "unlike", "made"],
        batch_size=AT_ONCE,
    )
    return Suggestion.objects.count()


@transaction.atomic
def pass_over(suggestion: Suggestion, *, by: Who) -> None:
    """今回は見送る: the owner does not see the other one again.

    It is their own affair: no record, no count, no word to anybody.
    """
    require(can_edit(by, suggestion.item))
    Passed.objects.get_or_create(actor=suggestion.item.by, item_id=suggestion.partner_id)


def _facts(row: Suggestion) -> tuple[float, dict[str, Any], bool]:
    return row.score, row.why, row.unlike


def _rows(ends: dict[str, list[End]], ground: Ground, today: dt.date) -> Iterator[Suggestion]:
    names = {"theme": board.theme_names(), "area": board.area_names()}
    now = timezone.now()
    everybody = Board([end for some in ends.values() for end in some], ground, today=today)
    keys = {matched: {end.key for end in some} for matched, some in ends.items()}
    for meeting in (_meeting(everybody, matched, rules, keys) for matched, rules in RULES.items()):
        for key, one in ((key, one) for key, some in meeting.items() for one in some):
            if one.reason.name != "words" or one.score >= LEAST_BY_WORDS:
                yield Suggestion(
                    item_id=int(key),
                    partner_id=int(one.partner),
                    score=round(one.score, 2),
                    why=_why(one, names),
                    unlike=bool(one.unlike),
                    made=now,
                )


def _meeting(everybody: Board, matched: str, rules: Rules, keys: dict[str, set[str]]) -> dict[str, list[Found]]:
    """Offers with needs; who wants a room with halls; offers and needs with gatherings; all with projects."""
    there = keys[matched]

    def asks(end: End) -> bool:
        if matched == "exchange":
            return end.key in there and end.side is Side.NEED
        if matched == "venue":
            return end.key in keys["exchange"] and end.side is Side.NEED and end.resource == board.VENUE
        return end.key in keys["exchange"] or (matched == "project" and end.key in there)

    return everybody.meet(rules, asks, lambda end: end.key in there and end.side is not Side.NEED)


def _why(one: Found, names: dict[str, dict[str, str]]) -> dict[str, Any]:
    """The parts of the reason as data: what this one says, what the partner says, what both share."""
    reason, area = one.reason, one.part("area")
    shared = [names["theme"].get(code, code) for code in reason.shared] if reason.name == "theme" else reason.shared
    return {
        "reason": reason.name,
        "shared": list(shared),
        "ours": list(reason.here),
        "theirs": list(reason.there),
        "area": names["area"].get(area.shared[0], "") if area.shared else "",
        "km": None if area.kilometres is None else round(area.kilometres, 1),
        "like": sorted(one.like),
        "unlike": sorted(one.unlike),
    }

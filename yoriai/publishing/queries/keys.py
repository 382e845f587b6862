"""Who has turned a key, who is waited for."""

from dataclasses import dataclass

from django.conf import settings

from yoriai.kernel.actors.models import Actor
from yoriai.people.models import Representation
from yoriai.people.queries import members_of
from yoriai.publishing.models import Key, Result

Side = Representation.Side


@dataclass(frozen=True, slots=True)
class Lock:
    """One of the two locks of a result: its key, if it was turned for the text as it stands."""

    side: str
    label: str
    key: Key | None
    holders: tuple[Actor, ...]
    deputies: tuple[Actor, ...]


def turned_keys(result: Result, digest: str) -> list[Key]:
    """The keys turned for exactly this text, and not used or taken back."""
    return list(
        result.keys.filter(taken_back=None, edition=None, digest=digest).select_related("by").order_by("turned")
    )


def locks(result: Result, digest: str) -> list[Lock]:
    """Both locks, with who may turn each: two queries."""
    turned = {key.side: key for key in turned_keys(result, digest)}
    seats = list(members_of(result.by))
    any_two = settings.RELEASE_BY == "any_two"
    return [
        Lock(
            side=side,
            label=str(Side(side).label),
            key=turned.get(side),
            holders=tuple(s.person for s in seats if s.side and (any_two or s.side == side) and not s.is_deputy),
            deputies=tuple(s.person for s in seats if s.side and (any_two or s.side == side) and s.is_deputy),
        )
        for side in Side.values
    ]

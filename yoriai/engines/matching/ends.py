"""What is matched: ends (an offer, a need, a hall, a gathering, a project) and the ground they stand on."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

import numpy as np

_KM_PER_DEGREE = 111.2


class Side(StrEnum):
    """What an end does. Offers meet needs; halls offer; gatherings and projects do both and meet everything."""

    OFFER = "offer"
    NEED = "need"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class End:
    """One thing somebody offers or asks for. Every word of a list (kinds, themes, resources) is the caller's own."""

    key: str
    side: Side
    text: str
    actor: str
    """Whose it is. Nobody is introduced to themselves."""
    actor_kind: str = ""
    fields: tuple[str, ...] = ()
    """The fields its actor works in; first the main one."""
    home: str = ""
    """The area its actor is at home in."""
    resource: str = ""
    """people, things, money, place, skill, information"""
    themes: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    """Where it holds; empty: not said."""
    months: frozenset[int] = frozenset()
    """1 to 12; empty: all year."""
    last_day: date | None = None
    written: date | None = None
    amount: float | None = None
    unit: str = ""
    """What the amount counts (人, 台); only the same unit is compared."""
    open: bool = True
    """False while its actor has their hands full: then it is nowhere, and nobody sees why."""


@dataclass(frozen=True, slots=True)
class Area:
    """A place of the city; a point in degrees where one is known."""

    id: str
    parent: str = ""
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True)
class Ground:
    """All areas of the city. An area nobody knows counts as not said."""

    areas: Mapping[str, Area] = field(default_factory=dict)

    @classmethod
    def of(cls, areas: Iterable[Area]) -> "Ground":
        """Return the ground of these areas."""
        return cls({area.id: area for area in areas})

    def path(self, area: str) -> tuple[str, ...]:
        """Return the ids from the top down to this area; empty where it is not known, cut where parents run in circles."""
        return self._paths.get(area, ())

    def ward(self, area: str) -> str:
        """Return the second level above an area, so that neighbours in one ward are not strangers; "" for the whole city."""
        path = self.path(area)
        return path[1] if len(path) > 1 else ""

    def shared(self, left: Iterable[str], right: Iterable[str]) -> str:
        """Return the smallest area that lies in both sides, or ""."""
        pairs = [(here, there) for here in left for there in right]
        inner = [here for here, there in pairs if there in self.path(here)]
        inner += [there for here, there in pairs if here in self.path(there)]
        return max(inner, key=lambda area: len(self.path(area)), default="")

    def kilometres(self, left: Iterable[str], right: Iterable[str]) -> float | None:
        """Return the shortest way between two sets of areas as the crow flies; None where no points are known."""
        ways = [
            math.hypot(one[0] - two[0], one[1] - two[1])
            for here in left
            for there in right
            if (one := self._points.get(here)) and (two := self._points.get(there))
        ]
        return min(ways, default=None)

    def nearness(self, reach: float) -> tuple[dict[str, int], np.ndarray]:
        """Return the place of each area in a square matrix of how near any two are, from 0 to 1.

        1: one lies in the other. Else e to the minus (kilometres / reach); 0 where a point is missing.
        """
        places = {area: place for place, area in enumerate(self.areas)}
        inside = np.zeros((len(places), len(places)), dtype=bool)
        for area, place in places.items():
            for above in self.path(area):
                inside[place, places[above]] = inside[places[above], place] = True
        nowhere = (math.inf, math.inf)
        points = np.array([self._points.get(area, nowhere) for area in places], dtype=np.float32).reshape(-1, 2)
        with np.errstate(invalid="ignore"):
            ways = np.hypot(points[:, None, 0] - points[None, :, 0], points[:, None, 1] - points[None, :, 1])
        near = np.exp(-np.nan_to_num(ways, nan=math.inf) / reach).astype(np.float32)
        near[inside] = 1.0
        return places, near

    @cached_property
    def _paths(self) -> dict[str, tuple[str, ...]]:
        paths = {}
        for start in self.areas:
            path: list[str] = []
            area = start
            while area in self.areas and area not in path:
                path.append(area)
                area = self.areas[area].parent
            paths[start] = tuple(reversed(path))
        return paths

    @cached_property
    def _points(self) -> dict[str, tuple[float, float]]:
        """Kilometres north and east of the equator and Greenwich, flat enough within a city."""
        known = [area for area in self.areas.values() if area.latitude is not None and area.longitude is not None]
        if not known:
            return {}
        shrink = math.cos(math.radians(sum(area.latitude or 0.0 for area in known) / len(known)))
        return {
            area.id: ((area.latitude or 0.0) * _KM_PER_DEGREE, (area.longitude or 0.0) * _KM_PER_DEGREE * shrink)
            for area in known
        }

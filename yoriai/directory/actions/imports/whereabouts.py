"""Where in the city a row lies: by its position, by the names it gives, by its address."""

import unicodedata
from collections.abc import Iterable
from functools import cached_property

from yoriai.engines.tables.headers import fold
from yoriai.kernel.areas.queries import ground
from yoriai.kernel.items.actions import with_those_above
from yoriai.kernel.models import Area, Theme

KANJI = str.maketrans("123456789", "一二三四五六七八九")


class Whereabouts:
    """The city's areas and themes, loaded once for a whole file."""

    def __init__(self) -> None:
        self._ground = ground()
        self._areas = list(Area.objects.defer("outline"))
        self._named: dict[str, list[Area]] = {}
        for area in self._areas:
            self._named.setdefault(_plain(area.name), []).append(area)
        self._at: dict[str, Area | None] = {}

    def areas(
        self, position: tuple[float, float] | None, address: str = "", names: Iterable[str] = ()
    ) -> tuple[set[int], Area | None]:
        """Ids of the areas with those above them, and the innermost one, as far as the row tells."""
        found = [area for name in names if (area := self._only(name))]
        at = self._ground.area_at(*position) if position else None
        at = at or self._of(address)
        inner = max([*found, *([at] if at else [])], key=lambda area: area.path.count("/"), default=None)
        return set(with_those_above([*found, *([at] if at else [])])), inner

    def _only(self, name: str) -> Area | None:
        """The area of this name, where there is one only."""
        called = self._named.get(_plain(name), [])
        return called[0] if len(called) == 1 else None

    def _of(self, address: str) -> Area | None:
        if address not in self._at:
            self._at[address] = self._in_address(_plain(address)) if address else None
        return self._at[address]

    def _in_address(self, address: str) -> Area | None:
        """The ward named in it, and in it the town with the longest name that stands behind."""
        wards = [area for area in self._areas if area.kind == Area.Kind.WARD and _plain(area.name) in address]
        cities = [area for area in self._areas if area.kind == Area.Kind.CITY and _plain(area.name) in address]
        above = max(wards, key=lambda area: len(area.name), default=None) or next(iter(cities), None)
        if above is None:
            return None
        rest = address.partition(_plain(above.name))[2]
        towns = [
            area
            for area in self._areas
            if area.kind == Area.Kind.TOWN and area.path.startswith(above.path) and rest.startswith(_plain(area.name))
        ]
        longest = max((len(area.name) for area in towns), default=0)
        towns = [area for area in towns if len(area.name) == longest]
        return towns[0] if len(towns) == 1 else above

    @cached_property
    def _themes(self) -> dict[str, int]:
        return {fold(name): pk for pk, name in Theme.objects.order_by("-pk").values_list("pk", "name")}

    @cached_property
    def _law(self) -> dict[str, int]:
        return dict(Theme.objects.filter(vocabulary=Theme.Vocabulary.LAW).values_list("code", "pk"))

    def themes(self, names: Iterable[str], fields: Iterable[int] = ()) -> set[int]:
        """Ids of the themes of these names, and of the legal fields of these numbers."""
        named = {self._themes[fold(name)] for name in names if fold(name) in self._themes}
        return named | {pk for number in fields if (pk := self._law.get(f"law-{number:02}"))}


def _plain(name: str) -> str:
    """Without blanks and in one width; 1丁目 as 一丁目."""
    text = "".join(unicodedata.normalize("NFKC", name).split())
    for place in range(len(text) - 2):
        if text[place].isdigit() and text[place + 1 : place + 3] == "丁目" and not text[place - 1 : place].isdigit():
            text = text[:place] + text[place].translate(KANJI) + text[place + 1 :]
    return text

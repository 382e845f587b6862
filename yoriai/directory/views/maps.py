"""The map, with the same list beside it: narrowed by kind, theme and area, from near to far where a spot is known."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from yoriai.directory.queries.calendar import Narrowed, areas_to_choose, themes_to_choose
from yoriai.directory.queries.pins import Spot, by_distance, outlines, packed, pins, town
from yoriai.directory.views.calendar import one_of
from yoriai.kernel.items.codes import PATTERN
from yoriai.kernel.items.models import Item
from yoriai.kernel.items.registry import KINDS, listed_kinds
from yoriai.kernel.models import Area, Theme
from yoriai.people.gate import reader
from yoriai.ui import display
from yoriai.ui.fragments import cards_of
from yoriai.ui.whole_page import shared_part, whole_page

SIZE = 20
AT_ONCE = 30  # cards for one press on the map


@dataclass(frozen=True, slots=True)
class Asked:
    """A map as its address says it. near: "38.228,140.885", three decimals (100 m), given by the reader's own press."""

    kind: str
    narrowed: Narrowed
    town: str
    near: str
    page: int

    @classmethod
    def of(cls, given: QueryDict) -> "Asked":
        """Reads the address; what makes no sense is left out."""
        kind, number = given.get("kind", ""), given.get("page", "")
        return cls(
            kind=kind if kind in KINDS else "",
            narrowed=Narrowed(
                theme=one_of(Theme.objects.all(), "code", given.get("theme", "")),
                area=one_of(Area.objects.defer("outline"), "code", given.get("area", "")),
            ),
            town=given.get("town", "").replace("\0", "").strip()[:40],
            near=given.get("near", "")[:20],
            page=min(int(number), 500) if number.isascii() and number.isdigit() and int(number) else 1,
        )

    @property
    def spot(self) -> Spot | None:
        """Where distances are measured from; None where nobody asked, or for a town nobody knows."""
        if self.near:
            try:
                latitude, longitude = (float(part) for part in self.near.split(","))
            except ValueError:
                return None
            return Spot(latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None
        return town(self.town) if self.town else None

    def address(self, **changes: Any) -> str:
        """The query string of this map with these changes."""
        facts = {
            "kind": self.kind,
            "theme": self.narrowed.theme.code if self.narrowed.theme else "",
            "area": self.narrowed.area.code if self.narrowed.area else "",
            "town": self.town,
            "near": self.near,
            **changes,
        }
        return "?" + urlencode({name: value for name, value in facts.items() if value})


@require_safe
@whole_page
def the_map(request: HttpRequest) -> HttpResponse:
    """Map and list. Without JavaScript the list is all there is, and it is whole."""
    asked = Asked.of(request.GET)
    rows, spot = pins(reader(request), asked.narrowed, asked.kind), asked.spot
    far = by_distance(rows, spot) if spot else [(row, None) for row in rows]
    first = (asked.page - 1) * SIZE
    shown = far[first : first + SIZE]
    cards = _cards([row[0] for row, _far in shown], request)
    context = {
        "asked": asked, "spot": spot, "total": len(rows), "rows": list(zip(cards, [km for _r, km in shown], strict=False)),
        "newer": asked.address(page=asked.page - 1) if asked.page > 1 else "",
        "older": asked.address(page=asked.page + 1) if len(far) > first + SIZE else "",
    }  # fmt: skip
    return render(request, "directory/map.html", context | _choices(asked))


def _choices(asked: Asked) -> dict[str, Any]:
    return {
        "kinds": [KINDS[name] for name in listed_kinds()],
        "themes": themes_to_choose(),
        "areas": areas_to_choose(asked.narrowed.area),
        "pins": asked.address(town="", near=""),
        "tiles": settings.TILES,
        "credit": settings.TILES_CREDIT,
    }


def _cards(ids: list[int], request: HttpRequest) -> list[Any]:
    versions = dict(Item.objects.filter(pk__in=ids).values_list("pk", "version"))
    return cards_of([(pk, versions[pk]) for pk in ids if pk in versions], display.of(request))


@require_safe
@gzip_page
def pins_file(request: HttpRequest) -> HttpResponse:
    """Every pin that anybody may see, packed; there is no secret in it that compression could betray."""
    asked = Asked.of(request.GET)
    name = "pins" + asked.address(town="", near="")
    return _json(shared_part(request, name, lambda _r: _short(packed(pins(None, asked.narrowed, asked.kind)))))


@require_safe
@gzip_page
def ground(request: HttpRequest) -> HttpResponse:
    """The outlines of the wards: the map needs no other ground."""
    return _json(shared_part(request, "ground", lambda _r: _short({"areas": outlines()})))


def _short(facts: dict[str, Any]) -> str:
    return json.dumps(facts, separators=(",", ":"), ensure_ascii=False)


def _json(text: str) -> HttpResponse:
    return HttpResponse(text, content_type="application/json; charset=utf-8")


@require_safe
@whole_page
def here(request: HttpRequest) -> HttpResponse:
    """The cards of a few pins, for a press on the map."""
    codes = [code for code in request.GET.get("codes", "").split(",")[:AT_ONCE] if PATTERN.fullmatch(code)]
    found = Item.objects.visible_to(reader(request)).filter(code__in=codes).order_by("-pk").values_list("pk", "version")
    return render(request, "directory/map_cards.html", {"cards": cards_of(found, display.of(request))})

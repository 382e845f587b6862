"""The search page: what was asked, and what is shown for it."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from yoriai.kernel.actors.who import Who
from yoriai.kernel.items.registry import KINDS
from yoriai.kernel.models import Area, Theme
from yoriai.kernel.search.queries import MOST, Choice, Found
from yoriai.kernel.search.queries import search as find
from yoriai.ui.display import Display
from yoriai.ui.fragments import cards_of

SIZE = 20
LONGEST = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as its address says it."""

    q: str = ""
    kind: str = ""
    theme: str = ""
    area: str = ""
    page: int = 1

    def address(self, **changes: str | int) -> str:
        """The query string of this search with these changes; a changed facet starts at its first page."""
        facts = {"q": self.q, "kind": self.kind, "theme": self.theme, "area": self.area, "page": 1} | changes
        return "?" + urlencode({name: value for name, value in facts.items() if value and (name, value) != ("page", 1)})


def asked(given: QueryDict) -> Asked:
    """Reads the address; what makes no sense is left out."""
    number = given.get("page", "1")
    return Asked(
        q=given.get("q", "").replace("\0", "").strip()[:LONGEST],
        kind=kind if (kind := given.get("kind", "")) in KINDS else "",
        theme=given.get("theme", "").replace("\0", "")[:40],
        area=given.get("area", "").replace("\0", "")[:80],
        page=min(int(number), MOST // SIZE) if number.isascii() and number.isdigit() and int(number) else 1,
    )


def answer(what: Asked, who: Who | None, looks: Display) -> dict[str, Any]:
    """The context of the page."""
    theme = Theme.objects.filter(code=what.theme).first() if what.theme else None
    area = Area.objects.filter(code=what.area).defer("outline").first() if what.area else None
    found = find(
        what.q,
        who,
        kind=what.kind,
        theme=theme.pk if theme else None,
        area=area.pk if area else None,
        offset=(what.page - 1) * SIZE,
        limit=SIZE,
    )
    return {
        "asked": what,
        "found": found,
        "most": MOST,
        "cards": cards_of(found.rows, looks),
        "newer": what.address(page=what.page - 1) if what.page > 1 else "",
        "older": what.address(page=what.page + 1) if found.total > what.page * SIZE else "",
        "facets": facets(what, found),
        "suggestions": suggestions(what) if what.q and not found.total else [],
    }


def facets(what: Asked, found: Found) -> list[tuple[str, list[tuple[str, str, int, bool]]]]:
    """(name, [(words, address, number, chosen)]) for kinds, themes and areas, the commonest first."""
    kinds = [
        (str(KINDS[name].label), what.address(kind="" if what.kind == name else name), number, what.kind == name)
        for name, number in (({what.kind: 0} if what.kind else {}) | found.kinds).items()
    ]
    return [
        ("kind", kinds),
        ("theme", [_choice(what, "theme", what.theme, choice) for choice in found.themes]),
        ("area", [_choice(what, "area", what.area, choice) for choice in found.areas]),
    ]


def _choice(what: Asked, facet: str, chosen: str, choice: Choice) -> tuple[str, str, int, bool]:
    here = chosen == choice.code
    return choice.name, what.address(**{facet: "" if here else choice.code}), choice.number, here


def suggestions(what: Asked) -> list[Theme]:
    """Where nothing was found: the themes whose name shares a sign with what was asked, else the first ones."""
    signs = set(what.q) - set(" 　")
    themes = list(Theme.objects.problems())
    close = [theme for theme in themes if len(signs & set(theme.name)) >= min(2, len(signs))]
    return (close or themes)[:6]

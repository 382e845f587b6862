"""The front pages: home, themes, areas, lists, search, stories."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils import timezone

from yoriai.directory.queries.calendar import Happening, Narrowed, this_week
from yoriai.kernel.items.models import Item
from yoriai.kernel.items.registry import KINDS, listed_kinds
from yoriai.kernel.links.queries import story
from yoriai.kernel.models import Area, Theme
from yoriai.ui import display
from yoriai.ui.fragments import cards_of
from yoriai.ui.paging import page
from yoriai.ui.stories import columns, short_story
from yoriai.ui.whole_page import shared_part, whole_page
from yoriai.web import finding, queries
from yoriai.web.fronts import front_of


@whole_page
def home(request: HttpRequest) -> HttpResponse:
    """What is on now, the problems, what became of voices, the newest results. The same for every reader."""
    return render(request, "web/home.html", {"front_page": shared_part(request, "home", _front_page)})


def _front_page(request: HttpRequest) -> str:
    front = queries.front()
    thread = short_story(front.commitment, None, most=1, here="now") if front.commitment else None
    themes = [(theme, queries.in_words(tally)) for theme, tally in queries.problem_themes()]
    context = {"front": front, "thread": thread, "themes": themes, "figures": queries.figures(queries.city_counts())}
    return render_to_string("web/front_page.html", context, request)


@whole_page
def themes(request: HttpRequest) -> HttpResponse:
    """Every way in by theme: the problems first."""
    problems = [(theme, queries.in_words(tally)) for theme, tally in queries.problem_themes()]
    others = Theme.objects.exclude(vocabulary=Theme.Vocabulary.PROBLEM)
    return render(request, "web/themes.html", {"problems": problems, "others": others})


@whole_page
def theme(request: HttpRequest, code: str) -> HttpResponse:
    """What the problem is here, and everything about it, newest first."""
    found = get_object_or_404(Theme, code=code)
    if "kind" not in request.GET:
        return render(request, "web/theme.html", {"theme": found} | _front(request, found))
    return _listing(request, "web/theme.html", {"themes": found}, theme=found)


@whole_page
def areas(request: HttpRequest) -> HttpResponse:
    """City, wards and what lies in them (R43)."""
    wards = Area.objects.exclude(kind=Area.Kind.TOWN).select_related("parent")
    return render(request, "web/areas.html", {"areas": wards})


@whole_page
def area(request: HttpRequest, code: str) -> HttpResponse:
    """Everything of an area and what lies within it, newest first."""
    found = get_object_or_404(Area.objects.defer("outline"), code=code)
    inside = Area.objects.filter(parent=found).defer("outline").order_by("reading", "name")
    if "kind" not in request.GET:
        return render(request, "web/area.html", {"area": found, "inside": inside} | _front(request, found))
    return _listing(request, "web/area.html", {"areas": found}, area=found, inside=inside)


def _front(request: HttpRequest, ground: Theme | Area) -> dict[str, object]:
    """The front of a theme or an area, the same for every reader, above its lists."""

    def made(request: HttpRequest) -> str:
        front = front_of(ground, display.of(request))
        context = {"front": front, "narrowed": f"{ground._meta.model_name}={ground.code}"}
        return render_to_string("web/ground_front.html", context, request)

    name = f"front-{ground._meta.model_name}-{ground.pk}"
    return {"front": shared_part(request, name, made), "kinds": [KINDS[kind] for kind in listed_kinds()], "kind": ""}


@whole_page
def items(request: HttpRequest) -> HttpResponse:
    """Everything, newest first, or one kind of it."""
    return _listing(request, "web/items.html", {})


def _week(request: HttpRequest, narrowed: Narrowed) -> list[Happening]:
    """What is on in the next seven days about it; a later page of the list does not say it again."""
    later = "older" in request.GET or "newer" in request.GET
    return [] if later else this_week(request.who, timezone.now(), narrowed)  # type: ignore[attr-defined]


def _listing(request: HttpRequest, template: str, about: dict[str, object], **context: object) -> HttpResponse:
    kind = request.GET.get("kind", "")
    rows = Item.objects.visible_to(request.who).filter(kind__in=queries.newest(kind), **about)  # type: ignore[attr-defined]
    shown = page(rows.only("pk", "version"), request)
    cards = cards_of([(row.pk, row.version) for row in shown.rows], display.of(request))
    kinds = [KINDS[name] for name in listed_kinds()]
    return render(request, template, {**context, "page": shown, "cards": cards, "kind": kind, "kinds": kinds})


@whole_page
def search(request: HttpRequest) -> HttpResponse:
    """さがす: ranked, with facets by kind, theme and area."""
    asked = finding.asked(request.GET)
    return render(request, "web/search.html", finding.answer(asked, request.who, display.of(request)))  # type: ignore[attr-defined]


@whole_page
def item_story(request: HttpRequest, code: str) -> HttpResponse:
    """この話のこれまでとその後: as a picture and as a list, every hop walked both ways."""
    item = get_object_or_404(Item.objects.visible_to(request.who).select_related("by"), code=code)  # type: ignore[attr-defined]
    found = story(item, request.who)  # type: ignore[attr-defined]
    return render(request, "web/story.html", {"item": item, "story": found, "columns": columns(found)})


def item(request: HttpRequest, code: str) -> HttpResponse:
    """The address of any thing, by its code alone: its own page is elsewhere."""
    found = Item.objects.visible_to(request.who).filter(code=code).first()  # type: ignore[attr-defined]
    if found is None or found.kind not in KINDS:
        raise Http404
    return HttpResponse(status=301, headers={"Location": found.get_absolute_url()})

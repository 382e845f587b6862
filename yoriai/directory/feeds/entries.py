"""更新情報: Atom feeds of what is told in the directory: all of it, or of a theme, an area, an organisation, a kind."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from yoriai.directory.models import Entry
from yoriai.directory.views.sorts import SORTS
from yoriai.kernel.city.queries import city
from yoriai.kernel.items.registry import KINDS
from yoriai.kernel.models import Actor, Area, Item, Theme
from yoriai.ui.atom import answer, empty, plain, stable
from yoriai.ui.whole_page import whole_page

MOST = 30


def atom(request: HttpRequest, about: str, title: str, **narrowed: Any) -> HttpResponse:
    """The newest that everybody may see and that is shown now; two queries, for 1 as for 30."""
    rows = Item.objects.public().filter(kind__in=SORTS, state=Entry.State.SHOWN, **narrowed)
    rows = rows.select_related("by").prefetch_related("themes").order_by("-pk")[:MOST]
    with override(settings.LANGUAGE_CODE):
        feed = empty(plain(title), about, settings.BASE_URL + request.path)
        for item in rows:
            feed.add_item(**entry(item))
    return answer(feed)


def entry(item: Item) -> dict[str, Any]:
    """One thing as the feed's library takes it. Its summary is read as HTML, so its text is escaped."""
    kind = str(item.registered.label)
    return {
        "title": plain(item.title),
        "link": settings.BASE_URL + item.get_absolute_url(),
        "description": escape(plain(item.summary or kind)),
        "author_name": plain(item.by.shown_name),
        "unique_id": stable(f"item:{item.code}"),
        "pubdate": item.created,
        "updateddate": item.changed,
        "categories": [kind, *(plain(theme.name) for theme in item.themes.all())],
    }


@require_safe
@whole_page
def everything(request: HttpRequest) -> HttpResponse:
    """All that is told in the city."""
    with override(settings.LANGUAGE_CODE):
        title = _("What people and organisations of %(city)s tell") % {"city": city() or ""}
    return atom(request, "entries", title)


@require_safe
@whole_page
def kind(request: HttpRequest, kind: str) -> HttpResponse:
    """One kind of thing."""
    if kind not in SORTS:
        raise Http404
    with override(settings.LANGUAGE_CODE):
        title = str(KINDS[kind].label)
    return atom(request, f"entries:kind:{kind}", title, kind=kind)


@require_safe
@whole_page
def theme(request: HttpRequest, code: str) -> HttpResponse:
    """About a theme and what lies under it."""
    found = get_object_or_404(Theme, code=code)
    within = Item.objects.filter(themes__in=Theme.objects.within(found)).values("pk")
    return atom(request, f"entries:theme:{found.code}", found.name, pk__in=within)


@require_safe
@whole_page
def area(request: HttpRequest, code: str) -> HttpResponse:
    """About an area; an item stands in all areas above its own."""
    found = get_object_or_404(Area.objects.defer("outline"), code=code)
    return atom(request, f"entries:area:{found.code}", found.name, areas=found)


@require_safe
@whole_page
def who(request: HttpRequest, pk: int) -> HttpResponse:
    """What an organisation or a person tells. A guest is a device and has no page."""
    found = get_object_or_404(Actor.objects.exclude(kind=Actor.Kind.GUEST), pk=pk)
    return atom(request, f"entries:who:{found.pk}", found.shown_name, by=found)

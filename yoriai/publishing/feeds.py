"""更新情報: Atom feeds of what is shown, of everything or of a theme, an area, a forum."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from yoriai.assembly.models import Assembly
from yoriai.kernel.city.queries import city
from yoriai.kernel.models import Area, Item, Theme
from yoriai.publishing import outlets
from yoriai.publishing.content import Telling
from yoriai.publishing.models import Edition, Publication, Result
from yoriai.publishing.queries import living, newest, telling_of
from yoriai.ui.atom import answer, empty, plain, stable
from yoriai.ui.whole_page import whole_page

MOST = 30


def atom(request: HttpRequest, results: Any, about: str, title: str) -> HttpResponse:
    """The newest editions of these results as an Atom feed. `about` names the feed for good; queries are as many for 1 as for 30."""
    editions = newest(Publication.Channel.FEED, results, MOST)
    alive = living([edition.content for edition in editions])
    with override(settings.LANGUAGE_CODE):
        feed = empty(plain(title), about, settings.BASE_URL + request.path)
        for edition in editions:
            feed.add_item(**entry(edition, telling_of(edition, alive)))
    return answer(feed)


def entry(edition: Edition, told: Telling) -> dict[str, Any]:
    """One edition as the feed's library takes it. Its summary is read as HTML, so every text in it is escaped."""
    corrected = [_("Corrected: %(text)s") % {"text": text} for _number, text in told.corrections]
    lines = [told.lead, *corrected, _("What comes next: %(step)s") % {"step": told.next.step}]
    return {
        "title": plain(told.headline),
        "link": settings.BASE_URL + edition.result.get_absolute_url(),
        "description": "<br>".join(escape(plain(line)) for line in lines),
        "author_name": plain(outlets.publisher(told)),
        "unique_id": stable(f"result:{told.code}"),
        "pubdate": edition.result.created,
        "updateddate": edition.shown,
        "categories": [plain(told.session["assembly"])],
    }


@require_safe
@whole_page
def everything(request: HttpRequest) -> HttpResponse:
    """All results of the city."""
    with override(settings.LANGUAGE_CODE):
        title = _("Results of the forums of %(city)s") % {"city": city() or ""}
    return atom(request, Result.objects.public(), "all", title)


@require_safe
@whole_page
def theme(request: HttpRequest, code: str) -> HttpResponse:
    """Results about a theme and what lies under it."""
    found = get_object_or_404(Theme, code=code)
    within = Item.objects.filter(themes__in=Theme.objects.within(found)).values("pk")
    return atom(request, Result.objects.public().filter(pk__in=within), f"theme:{found.code}", found.name)


@require_safe
@whole_page
def area(request: HttpRequest, code: str) -> HttpResponse:
    """Results that concern an area; an item stands in all areas above its own."""
    found = get_object_or_404(Area.objects.defer("outline"), code=code)
    return atom(request, Result.objects.public().filter(areas=found), f"area:{found.code}", found.name)


@require_safe
@whole_page
def assembly(request: HttpRequest, code: str) -> HttpResponse:
    """Results of one forum."""
    found = get_object_or_404(Assembly.objects.visible_to(request.who), code=code)  # type: ignore[attr-defined]
    results = Result.objects.public().filter(session__assembly=found)
    return atom(request, results, f"assembly:{found.code}", found.title)

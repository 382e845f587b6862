"""Pages for readers who come from somewhere else: students, companies, those who look at what pays (R50, R55–R58)."""

from functools import partial

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from yoriai.directory.models import Way
from yoriai.directory.queries import ways_in
from yoriai.kernel.items.models import Item
from yoriai.ui import display
from yoriai.ui.fragments import cards_of
from yoriai.ui.paging import page
from yoriai.ui.whole_page import whole_page

Parts = list[tuple[str, str, str, list[SafeString]]]
STANDING_BY = (Way.MENTOR, Way.GRANT)


@whole_page
def campus(request: HttpRequest) -> HttpResponse:
    """学生と大学のページ: places for interns, courses with credits, what students began, who stands by them."""
    some = partial(_some, request)
    parts: Parts = [
        ("begin", _("Where you can begin today"), _("No calls for beginners just now."), some(ways_in.calls_for_people())),
        ("interns", _("Places for interns"), _("No places for interns just now."), some(ways_in.of_way(Way.INTERNSHIP))),
        ("credits", _("Courses with credits"), _("No course has been told of yet."), some(ways_in.of_way(Way.CREDITS))),
        ("own", _("What students began"), _("Nothing yet. Yours can be the first."), some(ways_in.done_by_students())),
        ("mentors", _("People who stand by you"), _("Nobody yet; ask the office."), some(ways_in.of_way(*STANDING_BY))),
        ("schools", _("Schools and student groups"), _("None has a page yet."), some(ways_in.pages_of(ways_in.LEARNING))),
    ]  # fmt: skip
    return render(request, "directory/campus.html", {"parts": parts})


@whole_page
def companies(request: HttpRequest) -> HttpResponse:
    """企業のページ: the forms of giving, who looks for what, and what came of it in the receivers' words."""
    context = {
        "forms": ways_in.forms_of_giving(),
        "looking": _some(request, ways_in.looking()),
        "told": ways_in.told_of(ways_in.GIVING)[: ways_in.EACH],
        "pages": _some(request, ways_in.pages_of(ways_in.GIVING)),
    }
    return render(request, "directory/companies.html", context)


@whole_page
def businesses(request: HttpRequest) -> HttpResponse:
    """事業として続ける (R50): who pays, who works, what is left."""
    return render(request, "directory/businesses.html", {"page": page(ways_in.businesses(), request)})


def _some(request: HttpRequest, rows: "QuerySet[Item]") -> list[SafeString]:
    pairs = list(rows.values_list("pk", "version")[: ways_in.EACH])
    return cards_of(pairs, display.of(request))

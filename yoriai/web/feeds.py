"""/open-data/: everything that is public, for anybody to take away."""

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yoriai.engines.tables.sheets import sheet
from yoriai.people.limits import address, slow
from yoriai.ui.whole_page import whole_page
from yoriai.web import actions, open_data
from yoriai.web.open_data import DUMP, FORMS, SETS

ASKED, ASKING = 120, 600  # files from one place in ten minutes: each may have to be made


@require_safe
@whole_page
def page(request: HttpRequest) -> HttpResponse:
    """What there is, under which licence, since when."""
    rows = [(one, sheet(one.sheet).title) for one in SETS.values()]
    context = {"sets": rows, "licence": settings.OPEN_DATA_LICENCE, "made": actions.dump_made(), "dump": DUMP}
    return render(request, "web/open_data.html", context)


@require_safe
@never_cache
def file(request: HttpRequest, name: str) -> HttpResponseBase:
    """One sheet in one form, or last night's file of everything."""
    slow(f"open-data:{address(request)}", ASKED, ASKING)
    if name == DUMP:
        return _answer(actions.open_dump(), DUMP, "application/zip")
    found = open_data.split(name)
    if found is None:
        raise Http404
    return _answer(actions.open_file_of(name), name, FORMS[found[1]][0])


def _answer(content: object, name: str, sort: str) -> HttpResponseBase:
    """Pages of anybody may read it from their own scripts: it is public."""
    answer = FileResponse(content, as_attachment=True, filename=name, content_type=sort)  # type: ignore[arg-type]
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


@require_safe
@never_cache
def old_programs(request: HttpRequest, name: str) -> HttpResponse:
    """The sheet for programs that know only Shift_JIS, and which signs it cannot hold."""
    if name not in SETS:
        raise Http404
    slow(f"open-data:{address(request)}", ASKED, ASKING)
    signs = sorted(actions.substitutes_of(name).items(), key=lambda pair: -pair[1])
    context = {"published": SETS[name], "file": f"{name}.sjis.csv", "signs": signs, "title": _("For old programs")}
    return render(request, "web/open_data_old.html", context)

"""The doors of the pages' looks: display settings, colours, mark, manifest, service worker, the page for being offline."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from yoriai.ui import colours, context
from yoriai.ui import display as looks

A_YEAR = 365 * 24 * 3600


def same_site(request: HttpRequest) -> bool:
    """Whether a form came from our own pages: in place of a token where pages are kept for everybody and little is at stake."""
    said = request.headers.get("Sec-Fetch-Site")
    if said:
        return said in {"same-origin", "none"}
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    return not origin or urlsplit(origin).netloc == request.get_host()


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def display(request: HttpRequest) -> HttpResponse:
    """GET: a page with all switches. POST: turns one and goes back to where the reader was."""
    if request.method != "POST":
        return render(request, "ui/display.html")
    if not same_site(request):
        raise PermissionDenied
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = request.path
    response = HttpResponseRedirect(back)
    for name, values in (*looks.CHOICES.items(), ("language", tuple(dict(settings.LANGUAGES)))):
        if (value := request.POST.get(name)) in values:
            keep(response, name, value)
    return response


def keep(response: HttpResponse, name: str, value: str) -> None:
    """One setting in a cookie for a year; the default needs none."""
    cookie = settings.LANGUAGE_COOKIE_NAME if name == "language" else name
    if name in looks.CHOICES and value == looks.CHOICES[name][0]:
        response.delete_cookie(cookie, samesite="Lax")
        return
    response.set_cookie(
        cookie, value, max_age=A_YEAR, samesite="Lax", httponly=True, secure=settings.SESSION_COOKIE_SECURE
    )


@require_safe
@cache_control(public=True, max_age=3600)
def own_colours(request: HttpRequest) -> HttpResponse:
    """The city's two colours as a style sheet, darkened or lightened until they can be read."""
    city = context.city()
    return HttpResponse(colours.sheet(city.thread_colour, city.link_colour), content_type="text/css; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=3600)
def mark(request: HttpRequest) -> HttpResponse:
    """The mark as a picture, for the browser's tab and for whoever links to the city."""
    return render(request, "ui/mark.svg", content_type="image/svg+xml")


@require_safe
@cache_control(public=True, max_age=3600)
def manifest(request: HttpRequest) -> JsonResponse:
    """What a phone needs to put the platform on its first screen."""
    name = _("Yoriai")
    icons = [
        {"src": static(f"ui/img/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
        for size in (180, 512)
    ]
    whole = {
        "name": f"{name} {context.city().name}".strip(),
        "short_name": name,
        "start_url": "/",
        "display": "minimal-ui",
        "background_color": colours.LIGHT_GROUND,
        "theme_color": colours.LIGHT_GROUND,
        "icons": icons,
    }
    return JsonResponse(whole, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})


@require_safe
@cache_control(public=True, max_age=0, must_revalidate=True)
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker: keeps the offline page and named static files, nothing else."""
    return render(request, "ui/sw.js", content_type="text/javascript; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=3600)
def offline(request: HttpRequest) -> HttpResponse:
    """Shown by the service worker when there is no network. Nothing personal, nothing from the database."""
    return render(request, "ui/errors/offline.html")

"""Forums, sessions, points and commitments: what anybody may read."""

from functools import cache

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from yoriai.assembly import policy, queries
from yoriai.assembly.finding import commitment_of, point_of, session_of, who_of
from yoriai.assembly.models import Assembly, Caller, Commitment, Material, Point, Session
from yoriai.kernel.actors.who import Who
from yoriai.ui import display
from yoriai.ui.paging import page
from yoriai.ui.stories import short_story
from yoriai.ui.whole_page import whole_page
from yoriai.voices.models import Door
from yoriai.voices.policy import room
from yoriai.voices.queries import written


@require_safe
@whole_page
def forums(request: HttpRequest) -> HttpResponse:
    """Every forum of the city."""
    seen = Assembly.objects.visible_to(who_of(request)).select_related("by").prefetch_related("areas")
    return render(
        request, "assembly/forums.html", {"forums": seen.order_by("-pk"), "may": policy.can_found(who_of(request))}
    )


@require_safe
@whole_page
def forum(request: HttpRequest, code: str) -> HttpResponse:
    """One forum: what it is for, who called for it, its evenings."""
    who = who_of(request)
    found = get_object_or_404(Assembly.objects.visible_to(who).select_related("team"), code=code)
    context = {
        "forum": found,
        "page": page(queries.sessions_of(found, who), request, by="starts"),
        "callers": Caller.objects.filter(item=found.pk),
        "steers": policy.can_steer(who, found),
    }
    return render(request, "assembly/forum.html", context)


@require_safe
@whole_page
def session(request: HttpRequest, code: str) -> HttpResponse:
    """One evening: its question, when and where, what is on the table, what came of it."""
    found = session_of(request, code)
    context = shown(request, found) | _for_reader(request, found) | _facts(found)
    return render(request, "assembly/session.html", context)


def shown(request: HttpRequest, found: Session) -> dict[str, object]:
    """Everything on a session's page."""
    who = who_of(request)
    before, after = queries.neighbours(found, who)
    begun = found.state in policy.TYPED_IN or found.state == Session.State.CLOSED
    return _made(found, who) | {
        "session": found,
        "made_key": queries.made_mark(found, who) if begun else "",
        "begun": begun,
        "before": before,
        "after": after,
        "course": queries.course(found),
    }


def _made(found: Session, who: Who | None) -> dict[str, object]:
    """Called by the template, and only where the boxes made of them are not kept under `made_key`."""
    points = cache(lambda: list(queries.points_of(found, who)))
    return {
        "could": lambda: [point for point in points() if point.sort == Point.Sort.COULD],
        "see": lambda: [point for point in points() if point.sort == Point.Sort.SEE],
        "will": cache(lambda: list(queries.commitments_of(found, who))),
    }


def _for_reader(request: HttpRequest, found: Session) -> dict[str, object]:
    """What depends on the reader and on the hour: a handful of yes and no."""
    who, takes = who_of(request), room(found).takes
    return {
        "looks_key": display.of(request).text_key,
        "hall_open": takes(found, Door.HALL, "statement"),
        "home_open": takes(found, Door.HOME, "statement"),
        "steers": policy.can_steer(who, found),
        "may_add": policy.can_add_material(who, found),
        "address": settings.BASE_URL + found.get_absolute_url(),
    }


def _facts(found: Session) -> dict[str, object]:
    """Called by the template, and only where what it makes of them is not kept under the session's version."""
    ids = (found.pk, found.assembly_id)
    return {
        "callers": cache(lambda: list(Caller.objects.filter(item__in=ids).order_by("pk"))),
        "materials": cache(lambda: list(Material.objects.filter(session=found).select_related("by").order_by("pk"))),
        "headcounts": cache(lambda: list(found.headcounts.order_by("-people"))),
        "agenda": lambda: queries.agenda_of(found),
    }


@require_safe
@whole_page
def cards(request: HttpRequest, code: str) -> HttpResponse:
    """Every card of an evening with its counts, the newest first."""
    found = session_of(request, code)
    rows = page(written(found).only("pk", "version", "code"), request)
    return render(request, "assembly/cards.html", {"session": found, "page": rows})


@require_safe
@whole_page
def point(request: HttpRequest, code: str) -> HttpResponse:
    """見えること or できること: what it was made from, and what came of it."""
    found = point_of(request, code)
    context = {
        "point": found,
        "steers": policy.can_steer(who_of(request), found),
        "replies": queries.replies_to(found) if found.sent_to_city else [],
    }
    return _thing(request, "assembly/point.html", found, context)


@require_safe
@whole_page
def commitment(request: HttpRequest, code: str) -> HttpResponse:
    """やること: who, by when, how it stands."""
    found = commitment_of(request, code)
    told = found.follow_ups.select_related("by").order_by("-at")
    may_tell = policy.can_tell(who_of(request), found)
    return _thing(request, "assembly/commitment.html", found, {"commitment": found, "told": told, "may_tell": may_tell})


def _thing(request: HttpRequest, template: str, found: Point | Commitment, more: dict[str, object]) -> HttpResponse:
    context = {
        "thing": found,
        "story": short_story(found, who_of(request)),
        "session": found.session,
        "address": settings.BASE_URL + found.get_absolute_url(),
        "title": found.title,
    }
    return render(request, template, context | more)


@require_safe
def material(request: HttpRequest, code: str, pk: int) -> FileResponse:
    """A file from the table, handed over and never shown inside a page of ours."""
    found = session_of(request, code)
    row = get_object_or_404(Material, pk=pk, session=found)
    if not row.file:
        raise Http404
    name = f"{found.code}-{row.pk}{'.pdf' if str(row.file.name).endswith('.pdf') else '.jpg'}"
    return FileResponse(row.file.open(), as_attachment=True, filename=name)

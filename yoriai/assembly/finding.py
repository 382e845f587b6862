"""What a door works on, found among what its reader may see. Absent and forbidden look the same: 404."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from yoriai.assembly import policy
from yoriai.assembly.models import Assembly, Commitment, Point, Session
from yoriai.kernel.actors.who import Who


def who_of(request: HttpRequest) -> Who | None:
    """Who is reading."""
    who: Who | None = request.who  # type: ignore[attr-defined]
    return who


def acting(request: HttpRequest) -> Who:
    """Who is acting, where somebody must be."""
    who = who_of(request)
    if who is None:
        raise Http404
    return who


def session_of(request: HttpRequest, code: str) -> Session:
    """A session this reader may see, with its forum and its place."""
    seen = Session.objects.visible_to(who_of(request)).select_related("assembly__team", "where", "closing")
    session: Session = get_object_or_404(seen, code=code)
    return session


def steered(request: HttpRequest, code: str) -> Session:
    """A session this person's team runs."""
    session = session_of(request, code)
    if not policy.can_steer(who_of(request), session):
        raise Http404
    return session


def steered_forum(request: HttpRequest, code: str) -> Assembly:
    """A forum this person's team runs."""
    seen = Assembly.objects.visible_to(who_of(request)).select_related("team")
    forum: Assembly = get_object_or_404(seen, code=code)
    if not policy.can_steer(who_of(request), forum):
        raise Http404
    return forum


def point_of(request: HttpRequest, code: str) -> Point:
    """A point of the まとめ this reader may see."""
    seen = Point.objects.visible_to(who_of(request)).select_related("by", "session__assembly__team")
    point: Point = get_object_or_404(seen, code=code)
    return point


def steered_point(request: HttpRequest, code: str) -> Point:
    """A point of a session this person's team runs."""
    point = point_of(request, code)
    if not policy.can_steer(who_of(request), point):
        raise Http404
    return point


def commitment_of(request: HttpRequest, code: str) -> Commitment:
    """A commitment this reader may see."""
    seen = Commitment.objects.visible_to(who_of(request)).select_related("by", "session__assembly__team")
    commitment: Commitment = get_object_or_404(seen, code=code)
    return commitment

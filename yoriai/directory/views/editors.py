"""Before the doors of the reporters' desk: the office and those it has named, the office with its second factor."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse

from yoriai.directory.policy import can_run_desk
from yoriai.directory.queries.entries import in_confirming_hat
from yoriai.kernel.actors.who import Who
from yoriai.people.gate import by_way_of, reader, signed_in

View = Callable[..., HttpResponse]


def desk_hat(request: HttpRequest) -> Who:
    """The hat of the desk. Raises Http404 for whoever has none."""
    hat = in_confirming_hat(reader(request))
    if hat is None:
        raise Http404
    return hat


def desk_is_sure(view: View) -> View:
    """Decorator of pages reporters and the desk share: signed in, and whoever has the desk's hat has given the second factor."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        hat = in_confirming_hat(reader(request))
        if hat is not None and not can_run_desk(hat):
            return by_way_of("people:sure", request)
        return view(request, *args, **kwargs)

    return signed_in(guarded)


def editors(view: View) -> View:
    """Decorator of the desk's own pages; for others there are none."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        desk_hat(request)
        return desk_is_sure(view)(request, *args, **kwargs)

    return signed_in(guarded)

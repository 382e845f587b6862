"""What every request passes: the reader's display settings, and refusals turned into pages."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from yoriai.kernel.policy import NotAllowed, NotPossible
from yoriai.ui import display, errors


class DisplayMiddleware:
    """`request.display` (a Display) and `request.furigana`. Stands after LocaleMiddleware, whose language it reads."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.furigana = display.of(request).furigana  # type: ignore[attr-defined]
        return self.get_response(request)


class RefusalMiddleware:
    """A refusal that no view has caught becomes a page with its sentence: 403 for NotAllowed, 409 for NotPossible."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Django calls this with whatever a view raised."""
        if isinstance(exception, NotAllowed):
            return errors.not_allowed(request, exception)
        if isinstance(exception, NotPossible):
            return errors.not_possible(request, exception)
        return None

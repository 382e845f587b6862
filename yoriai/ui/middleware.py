"""What every request passes: the reader's display settings, furigana, and refusals turned into pages."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from yoriai.engines.japanese.readings import current_reader
from yoriai.kernel.policy import NotAllowed, NotPossible
from yoriai.kernel.readings.queries import refresh
from yoriai.ui import display, errors, reading


class DisplayMiddleware:
    """`request.display` (a Display) and `request.furigana`. Stands after LocaleMiddleware, whose language it reads."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.furigana = display.of(request).furigana  # type: ignore[attr-defined]
        return self.get_response(request)


class FuriganaMiddleware:
    """Whoever asked for furigana has it on the whole page, buttons too. Stands inside WholePageMiddleware, so it is kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if display.of(request).furigana or request.method == "POST":  # what is written is found by its reading, too
            refresh()
        response = self.get_response(request)
        if not display.of(request).furigana or response.streaming:
            return response
        if response.get("Content-Type", "").startswith("text/html"):
            response.content = reading.annotated(response.content.decode(), current_reader()).encode()
            if "Content-Length" in response:
                response["Content-Length"] = str(len(response.content))
        return response


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

"""掲示板に貼る1枚: sheets anybody may print and put up."""

from collections.abc import Callable, Sequence
from hashlib import sha256

from django.core.cache import caches
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yoriai.kernel.items.models import Item, Visibility
from yoriai.proposals.finding import the_proposal, the_scheme
from yoriai.proposals.lifecycle import RUNNING
from yoriai.proposals.models import Scheme
from yoriai.proposals.printing_board import call_sheet, list_sheet, project_sheets
from yoriai.proposals.queries.notice_board import OnBoard, adopted_of, on_board

# Setting one takes a third of a second: the same sheet is set once in this time, whoever asks.
KEPT_SECONDS = 300


def _sheet(item: Item, sort: str, made: Callable[[], bytes], shown: Sequence[OnBoard] = ()) -> HttpResponse:
    """shown: what stands on it besides; once a word of it changes or is hidden, the sheet is set anew."""
    words = [(one.proposal.pk, one.proposal.version, one.carriers, one.section, one.said, one.needs) for one in shown]
    key = f"board-{sort}-{item.pk}-{item.version}-{sha256(repr(words).encode()).hexdigest()[:24]}"
    content: bytes | None = caches["pages"].get(key)
    if content is None:
        content = made()
        caches["pages"].set(key, content, KEPT_SECONDS)
    name = {"Content-Disposition": f'inline; filename="{item.code}-{sort}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=name)


@require_safe
def project_sheet(request: HttpRequest, code: str) -> HttpResponse:
    """One A4 of a project others can join: of what everybody may read of it, whoever asks."""
    found = the_proposal(request, code)
    if found.state not in RUNNING or found.visibility != Visibility.PUBLIC:
        raise Http404
    rows = on_board([found])
    return _sheet(found, "project", lambda: project_sheets(rows), rows)


def _public(request: HttpRequest, code: str) -> Scheme:
    found = the_scheme(request, code)
    if found.state == Scheme.State.DRAFT or found.visibility != Visibility.PUBLIC:
        raise Http404
    return found


@require_safe
def call(request: HttpRequest, code: str) -> HttpResponse:
    """One A4 of the call, while it is open."""
    found = _public(request, code)
    if found.call_now not in ("ahead", "now"):
        raise Http404
    return _sheet(found, "call", lambda: call_sheet(found))


@require_safe
def adopted(request: HttpRequest, code: str) -> HttpResponse:
    """What was adopted, in large type."""
    found = _public(request, code)
    rows = on_board(adopted_of(found))
    return _sheet(found, "adopted", lambda: list_sheet(found, rows), rows)

"""What every page of a session's desk shares: the session, the way to its other pages, the answer to a form."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from yoriai.assembly.models import Session
from yoriai.ui.forms import Form

PAGES = [
    ("desk", _("Overview")),
    ("facts", _("Preparation")),
    ("pack", _("Printing")),
    ("entry", _("Typing in")),
    ("summing_up", _("Summing up")),
    ("closing", _("Closing")),
]


def framed(
    request: HttpRequest, template: str, session: Session, here: str, *, form: Form | None = None, **context: Any
) -> HttpResponse:
    """The page of the desk. A form that was not accepted answers 422, with everything typed still in it."""
    tabs = [(reverse(f"assembly:{name}", args=[session.code]), words, name == here) for name, words in PAGES]
    context |= {"session": session, "tabs": tabs, "form": form}
    status = 422 if form is not None and form.went_wrong else 200
    return render(request, f"assembly/desk/{template}.html", context, status=status)


def given(request: HttpRequest) -> Any:
    """What was sent, or nothing."""
    return request.POST if request.method == "POST" else None

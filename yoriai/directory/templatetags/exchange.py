"""Suggestions on the page of an offer, a need, an activity or a case, for its owner only: {% load exchange %}{% partners entry %}."""

from typing import Any

from django import template
from django.template import Context
from django.utils import timezone

from yoriai.directory.models import Entry
from yoriai.directory.policy import can_connect, can_edit
from yoriai.directory.queries.exchange import paused
from yoriai.directory.queries.introductions import connecting_hat
from yoriai.directory.queries.suggestions import suggestions_for

register = template.Library()


@register.inclusion_tag("directory/partners.html", takes_context=True)
def partners(context: Context, entry: Entry) -> dict[str, Any]:
    """Who might go together with it. Nothing at all for everybody else."""
    request = context["request"]
    connecting = not can_edit(request.who, entry)
    if not entry.is_shown or (connecting and not can_connect(connecting_hat(request.who))):
        return {}
    today = timezone.localdate()
    return {
        "request": request,
        "mine": entry,
        "connecting": connecting,
        "rests": not connecting and paused(today).filter(actor=entry.by_id).exists(),
        "suggestions": suggestions_for([entry], today)[entry.pk],
    }

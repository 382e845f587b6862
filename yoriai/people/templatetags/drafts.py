"""`{% load drafts %}`: what a form that keeps itself shows. Without `@keeps` on the view both draw nothing."""

from typing import Any

from django import template
from django.template import Context

from yoriai.people.forms.drafts import here, moment

register = template.Library()


def _known(context: Context) -> dict[str, Any]:
    request = context["request"]
    found = getattr(request, "keeping", None)
    return {"keeping": found, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("people/draft_back.html", takes_context=True)
def brought_back(context: Context) -> dict[str, Any]:
    """Above the form: that what was typed is here again, what other windows kept, a button to start afresh."""
    known = _known(context)
    found = known["keeping"]
    if found is not None:
        known["kept"] = moment(found.draft.kept) if found.draft else ""
        known["others"] = [(here(context["request"], str(row.pk)), moment(row.kept)) for row in found.others]
    return known


@register.inclusion_tag("people/draft_keep.html", takes_context=True)
def keeping(context: Context) -> dict[str, Any]:
    """Inside the form, behind its first button: the button that keeps, the line that tells, what the module needs."""
    return _known(context)

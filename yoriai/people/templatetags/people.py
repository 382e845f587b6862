"""`{% load people %}{% follow item %}`: the button to hear of an item, a theme or an area."""

import datetime as dt
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.translation import get_language

from yoriai.kernel.asks.registry import sort_of
from yoriai.kernel.models import Area, Item, Theme
from yoriai.people.queries import is_following
from yoriai.ui.dates import era_year, local_date

register = template.Library()


@register.inclusion_tag("people/follow.html", takes_context=True)
def follow(context: Context, thing: Item | Theme | Area) -> dict[str, Any]:
    """A button for whoever has signed in (one query), a link to the page of it for everybody else: kept pages carry no token."""
    what = "theme" if isinstance(thing, Theme) else "area" if isinstance(thing, Area) else "item"
    request = context["request"]
    who = getattr(request, "who", None)
    return {
        "url": reverse(f"people:follow_{what}", args=[thing.code]),
        "signed_in": who is not None and who.signed_in,
        "following": is_following(who, **{f"{what}_id": thing.pk}),
        "csrf_token": context.get("csrf_token"),
        "here": request.get_full_path(),
    }


@register.inclusion_tag("people/passkey_address.html", takes_context=True)
def passkey_address(context: Context) -> dict[str, Any]:
    """Says plainly that passkeys belong to a name, where the site was opened by a number; on this very machine there is a name."""
    request = context["request"]
    host = urlsplit(f"//{request.get_host()}")
    try:
        number = ip_address(host.hostname or "")
    except ValueError:
        return {"number": ""}
    port = f":{host.port}" if host.port else ""
    here = f"{request.scheme}://localhost{port}" if number.is_loopback else ""
    return {"number": str(number), "here": here, "path": request.get_full_path()}


@register.filter
def ask_label(what: str) -> str:
    """What this sort of ask is called."""
    return str(sort_of(what).label)


@register.filter
def era_month(month: dt.datetime) -> str:
    """令和8年11月; in English 2026-11."""
    day = local_date(month)
    return f"{era_year(day)}{day.month}月" if get_language() == "ja" else f"{day:%Y-%m}"

"""The facts of a page for machines, as a data block: it is data by its type and runs nowhere, so the strict policy allows it."""

import json

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from yoriai.directory.queries.structured import structured

register = template.Library()
# Within a script element only these could end it or begin another one.
LETTERS = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


@register.simple_tag
def structured_data(item: object) -> SafeString | str:
    """schema.org (JSON-LD) of an organisation, an event or a place; nothing for what is not shown to everybody."""
    facts = structured(item)
    if facts is None:
        return ""
    block = mark_safe(json.dumps(facts, ensure_ascii=False).translate(LETTERS))
    return format_html('<script type="application/ld+json">{}</script>', block)

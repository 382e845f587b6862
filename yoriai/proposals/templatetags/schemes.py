"""Empty lines of a form on paper: {% load schemes %}{% lines _("Item/Yen") 8 %}."""

from typing import Any

from django import template

register = template.Library()


@register.inclusion_tag("proposals/scheme_form_lines.html")
def lines(heads: str, rows: int) -> dict[str, Any]:
    """Columns named in one text with slashes, and so many empty rows; none: each name with room below it."""
    return {"heads": str(heads).split("/"), "rows": range(rows)}

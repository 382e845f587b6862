"""Money on a page."""

from django import template

register = template.Library()


@register.filter
def yen(amount: int | None) -> str:
    """400,000: whole yen in groups of three, in every language."""
    return "" if amount is None else f"{amount:,}"

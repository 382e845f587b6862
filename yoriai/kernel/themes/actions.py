"""Writing themes."""

from typing import Any

from django.db import transaction

from yoriai.kernel.themes.models import Theme


@transaction.atomic
def put_theme(code: str, *, vocabulary: str, name: str, parent: Theme | None = None, **facts: Any) -> Theme:
    """Make or change the theme of this code. facts: reading, about, place."""
    theme, _ = Theme.objects.update_or_create(
        code=code, defaults={"vocabulary": vocabulary, "name": name, "parent": parent, **facts}
    )
    path = f"{parent.path if parent else ''}{theme.pk}/"
    if theme.path != path:
        theme.path = path
        theme.save(update_fields=["path"])
    return theme

"""A form that is sent twice makes one thing: the key it carries stands in the row it made."""

from typing import Any
from uuid import UUID

from django.db import connection, models


def made_before[Row: models.Model](model: type[Row], once: UUID | None) -> Row | None:
    """What the first sending of this form made; None for the first. Two at the same moment wait for each other. Inside a transaction."""
    if once is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [once.hex])
    found: Any = model._default_manager.filter(once=once).first()
    return found  # type: ignore[no-any-return]

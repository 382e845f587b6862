"""Where sessions are kept: Django's table store, with the account in a column of its own."""

from typing import Any, cast

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db

from yoriai.people.models import Session


class SessionStore(db.SessionStore):
    """Named by SESSION_ENGINE. Deleting an account deletes its sessions; a change of factors ends all but this one."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Our own table."""
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """The row, with its account."""
        row = cast(Session, super().create_model_instance(data))
        row.user_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        return row

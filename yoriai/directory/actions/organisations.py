"""The page of an organisation: made and kept by itself (R11)."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from yoriai.directory.actions.entries import add_entry
from yoriai.directory.models import Organisation
from yoriai.directory.policy import can_add_page
from yoriai.kernel.actors.who import Who
from yoriai.kernel.models import Actor, Area, Theme
from yoriai.kernel.policy import NotPossible, require


@transaction.atomic
def add_page(
    body: Actor, *, by: Who, themes: Iterable[Theme] = (), areas: Iterable[Area] = (), **facts: Any
) -> Organisation:
    """The body's page, as a draft under the body's own name. Raises NotPossible where it has one."""
    require(can_add_page(by, body))
    if Organisation.objects.filter(actor=body).exists():
        raise NotPossible(_("The organisation has a page already."))
    facts.setdefault("title", body.name)
    return add_entry(Organisation(actor=body), by=by.wearing(body), themes=themes, areas=areas, **facts)

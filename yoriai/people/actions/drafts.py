"""書きかけ: kept while somebody types, dropped when the form is sent, ended after thirty days.

Nothing is recorded of it: every few seconds something is kept, and it is nobody's business but the writer's.
"""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yoriai.kernel.actors.who import Who
from yoriai.kernel.policy import NotPossible, require
from yoriai.people.models import Draft
from yoriai.people.policy import can_keep_draft

Typed = dict[str, list[str]]
MOST_SIGNS = 60_000
MOST_DRAFTS = 60


@dataclass(frozen=True, slots=True)
class Earlier:
    """The row a window began from, as it was then: this window goes on with it, unless another has written into it since."""

    pk: int
    kept: dt.datetime


@transaction.atomic
def keep_draft(page: str, typed: Typed, *, window: str, by: Who, earlier: Earlier | None = None) -> Draft:
    """Keep what stands in the form of this page in this window. Raises NotPossible where it is too long to be kept."""
    require(can_keep_draft(by))
    if sum(len(name) + sum(map(len, values)) for name, values in typed.items()) > MOST_SIGNS:
        raise NotPossible(_("This is too long to be kept on the way. Please send it, or shorten it."))
    facts = {"typed": typed, "kept": timezone.now()}
    draft, _new = Draft.objects.update_or_create(by=by.person, page=page, window=window, defaults=facts)
    _drop_earlier(by, page, earlier, but=draft.pk)
    oldest = Draft.objects.filter(by=by.person).order_by("-kept", "-pk").values("pk")[MOST_DRAFTS:]
    Draft.objects.filter(pk__in=list(oldest.values_list("pk", flat=True))).delete()
    return draft


@transaction.atomic
def drop_draft(page: str, *, window: str, by: Who, earlier: Earlier | None = None) -> None:
    """The form was sent, or is to begin afresh: what this window kept is needed no longer. What another window kept stays."""
    require(can_keep_draft(by))
    Draft.objects.filter(by=by.person, page=page, window=window).delete()
    _drop_earlier(by, page, earlier)


@transaction.atomic
def end_drafts(before: dt.datetime) -> int:
    """Delete what was last kept before this moment. Returns how many."""
    return Draft.objects.filter(kept__lt=before).delete()[0]


def _drop_earlier(by: Who, page: str, earlier: Earlier | None, but: int = 0) -> None:
    if earlier is not None:
        rows = Draft.objects.filter(by=by.person, page=page, pk=earlier.pk, kept=earlier.kept)
        rows.exclude(pk=but).delete()

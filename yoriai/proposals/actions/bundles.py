"""Files of a scheme, or for disclosing one proposal: asked for by the office, made by a job, thrown away after a while."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from yoriai.kernel.actors.who import Who
from yoriai.kernel.items.actions import locked
from yoriai.kernel.policy import require
from yoriai.kernel.records.actions import defer, record
from yoriai.proposals import policy
from yoriai.proposals.models import Book, Bundle, Proposal, Scheme


@transaction.atomic
def ask_bundle(scheme: Scheme, sort: str, *, by: Who, proposal: Proposal | None = None) -> Bundle:
    """A new file in place of the last one. proposal: the one to be disclosed; the sort says whether there is one."""
    if proposal:
        require(policy.can_disclose(by, proposal))
    else:
        everything = sort == Bundle.Sort.EVERYTHING
        require(policy.can_see_ranking(by, scheme) if everything else policy.can_run(by))
    scheme = locked(scheme)  # two clicks at once: the second waits and takes the place of the first
    Bundle.objects.filter(scheme=scheme, proposal=proposal, sort=sort).delete()
    bundle = Bundle.objects.create(scheme=scheme, proposal=proposal, sort=Bundle.Sort(sort), by=by.person)
    record("bundle.asked", by=by, item=proposal or scheme, inside=True, sort=sort)
    defer("make_bundle", bundle=bundle.pk)
    return bundle


@transaction.atomic
def turn_bundle(bundle: Bundle, read: int, of: int) -> None:
    """So many of its parts are done: for whoever waits."""
    Bundle.objects.filter(pk=bundle.pk).update(read=read, of=of)


@transaction.atomic
def finish_bundle(bundle: Bundle, content: bytes) -> bool:
    """The file. False where it was asked for anew meanwhile: this one is thrown away."""
    row = Bundle.objects.select_for_update().filter(pk=bundle.pk).first()
    if row is None:
        return False
    row.content, row.made = content, timezone.now()
    row.save(update_fields=["content", "made"])
    record("bundle.made", by=None, item=row.proposal or row.scheme, inside=True, sort=row.sort)
    return True


def end_bundles(before: dt.datetime) -> int:
    """Files asked for before this moment go: they hold private facts, and the next one says what is true then. Returns how many.

    The panel reads its books for weeks: they go when their scheme has ended.
    """
    over = Book.objects.filter(scheme__state=Scheme.State.ENDED, asked__lt=before)
    return Bundle.objects.filter(asked__lt=before).delete()[0] + over.delete()[0]

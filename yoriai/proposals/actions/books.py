"""The panel's book: asked for, read chapter by chapter in a job, kept as one file."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from yoriai.kernel.actors.who import Who
from yoriai.kernel.items.actions import locked
from yoriai.kernel.policy import require
from yoriai.kernel.records.actions import defer, record
from yoriai.proposals import policy
from yoriai.proposals.models import Book, PanelSeat, Scheme


@transaction.atomic
def ask_book(scheme: Scheme, *, by: Who) -> Book:
    """A new book in place of the last one: a member their own, the office the whole."""
    require(policy.can_have_book(by, scheme))
    scheme = locked(scheme)  # two clicks at once: the second waits and takes the place of the first
    seat: PanelSeat | None = None if policy.can_run(by) else policy.panel_seat(by, scheme)
    Book.objects.filter(scheme=scheme, seat=seat).delete()
    book = Book.objects.create(scheme=scheme, seat=seat, by=by.person)
    record("panel_book.asked", by=by, item=scheme, inside=True, book=book.pk)
    defer("make_panel_book", book=book.pk)
    return book


@transaction.atomic
def begin_book(book: Book, proposals: Sequence[int]) -> None:
    """The job has looked which proposals are in it."""
    Book.objects.filter(pk=book.pk).update(proposals=list(proposals), read=0)


@transaction.atomic
def turn_page(book: Book, read: int) -> None:
    """So many are read: for whoever waits."""
    Book.objects.filter(pk=book.pk).update(read=read)


@transaction.atomic
def finish_book(book: Book, content: bytes) -> bool:
    """The file. False where the book was asked for anew meanwhile, or an interest was declared: this one is thrown away."""
    row = Book.objects.select_for_update().filter(pk=book.pk).first()
    if row is None or not policy.book_is_fit(row):
        return False
    row.content, row.made = content, timezone.now()
    row.save(update_fields=["content", "made"])
    record("panel_book.made", by=None, item=row.scheme, inside=True, book=row.pk)
    return True

"""Files of a whole scheme, or of all there is of one proposal, that take longer than a page may: made by a job, kept for a while."""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils import timezone

from yoriai.proposals.models.proposals import Proposal
from yoriai.proposals.models.schemes import Scheme

# Asked for longer ago than this and still not there: the job has failed, and it can be asked for again.
PATIENCE = dt.timedelta(minutes=10)


class ByAJob(models.Model):
    """A file a job makes. read: how many of its parts are done."""

    read = models.PositiveSmallIntegerField(default=0)
    content = models.BinaryField(null=True, blank=True)
    made = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    asked = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True

    @property
    def is_late(self) -> bool:
        """Whether it should long have been made."""
        return self.made is None and self.asked < timezone.now() - PATIENCE


class Bundle(ByAJob):
    """One of each sort a scheme; those for a disclosure, one a proposal. of: how many parts there are."""

    class Sort(models.TextChoices):
        EVERYTHING = "everything"
        NOTICE_BOARD = "notice_board"
        DISCLOSURE_PDF = "pdf"
        DISCLOSURE_XLSX = "xlsx"

    OF_A_PROPOSAL = frozenset({Sort.DISCLOSURE_PDF, Sort.DISCLOSURE_XLSX})

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="bundles")
    proposal = models.ForeignKey(Proposal, models.CASCADE, null=True, blank=True, related_name="bundles")
    sort = models.CharField(max_length=12, choices=Sort)
    of = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "proposal", "sort"], name="bundle_once_a_sort", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(proposal__isnull=False, sort__in=["pdf", "xlsx"])
                | (Q(proposal__isnull=True) & ~Q(sort__in=["pdf", "xlsx"])),
                name="bundle_of_a_proposal",
            ),
            models.CheckConstraint(
                condition=Q(made__isnull=True) | Q(content__isnull=False), name="bundle_made_with_content"
            ),
        ]

"""The papers a group brings with its proposal: its rules, its members, its accounts. Never public."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yoriai.proposals.models.proposals import Proposal


class Paper(models.Model):
    """A paper. `name` is what people call it and no way to it.

    One that was never handed in loses its file when it is taken away, and that it was there stays. What was handed in stands in the
    frozen sheets by its digest: it keeps its file for its term and is only marked as replaced.
    """

    class Kind(models.TextChoices):
        RULES = "rules", _("Rules of the group")
        MEMBERS = "members", _("List of members")
        ACCOUNTS = "accounts", _("Accounts of the last year")
        QUOTE = "quote", _("Quotation")
        BANK = "bank", _("Copy of the bank book")
        OTHER = "other", _("Other papers")

    # Between the group and the office alone; who reads the others, the policy says.
    PRIVATE = frozenset({Kind.MEMBERS, Kind.BANK})
    # Of the group and not of one year: they come along into its next proposal.
    LASTING = frozenset({Kind.RULES, Kind.MEMBERS, Kind.BANK})

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="papers")
    kind = models.CharField(max_length=8, choices=Kind)
    file = models.FileField(upload_to="proposals", blank=True)
    name = models.CharField(max_length=100)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    person = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    hat = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    # 紙からの転記: whose paper the office scanned.
    on_paper_from = models.CharField(max_length=120, blank=True)
    gone = models.DateTimeField(null=True, blank=True)
    gone_by = models.ForeignKey("kernel.Actor", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(gone__isnull=True, gone_by__isnull=True) & ~Q(file=""))
                | Q(gone__isnull=False, gone_by__isnull=False),
                name="paper_file_until_gone",
            ),
            models.CheckConstraint(condition=~Q(digest=""), name="paper_has_digest"),
        ]

    @property
    def is_private(self) -> bool:
        """Whether it lies between the group and the office alone."""
        return self.kind in self.PRIVATE

"""協定書 (F9): versions of a text both sides worked out, and who signed exactly which."""

from django.db import models
from django.db.models import Q

from yoriai.proposals.models.proposals import Proposal


class Agreement(models.Model):
    """One version. Its parts are (heading, text) in order; a new version leaves the signatures of the old one behind.

    contract: how both sides bind themselves, in the city's own word (委託, 負担金, …). budget, duties: the tables as they stood; the
    digest covers all of it.
    """

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="agreements")
    version = models.PositiveSmallIntegerField()
    parts = models.JSONField()
    contract = models.CharField(max_length=80, blank=True)
    budget = models.JSONField(default=list)
    duties = models.JSONField(default=list)
    digest = models.CharField(max_length=64)
    by = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["version"]
        constraints = [models.UniqueConstraint(fields=["proposal", "version"], name="agreement_version_once")]


class Signature(models.Model):
    """Who signed, on whose behalf, when, and which text: the digest is kept beside the row that has it."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="signatures")
    actor = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    person = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    # Signed on paper and noted by the office: what was seen.
    on_paper = models.CharField(max_length=200, blank=True)
    # The signed paper: a file nobody reaches by its address.
    scan = models.FileField(upload_to="agreements", blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "actor"], name="signature_once"),
            models.CheckConstraint(condition=~Q(digest=""), name="signature_of_a_text"),
        ]

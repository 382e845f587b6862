"""若者版: the organisation that takes the money and looks after the group, and the yes of a guardian for whoever is too young."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yoriai.proposals.models.proposals import Proposal


class Supporter(models.Model):
    """支える団体: asked first; once it has said yes it receives the money and stands in the project as a partner."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="supporters")
    actor = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    asked = models.DateTimeField(auto_now_add=True)
    agreed = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey("kernel.Actor", models.PROTECT, null=True, blank=True, related_name="+")
    ended = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["proposal"], condition=Q(ended__isnull=True), name="supporter_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(agreed__isnull=True) | Q(agreed_by__isnull=False), name="supporter_agreed_by_somebody"
            ),
        ]


class Consent(models.Model):
    """保護者の同意, of one member who is too young to say yes alone. As little as possible: what the group calls them, how, which day.

    Neither the member's name nor the guardian's, nor where the guardian is reached. Gone when the project is over.
    """

    class How(models.TextChoices):
        PAPER = "paper", _("on a signed paper")
        LINK = "link", _("by the link of a mail")

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="consents")
    known_as = models.CharField(_("initials, or what you call them"), max_length=20)
    how = models.CharField(max_length=5, choices=How, blank=True)
    given = models.DateField(null=True, blank=True)
    # Who saw the paper; the guardian's own click has nobody here.
    noted_by = models.ForeignKey("kernel.Actor", models.PROTECT, null=True, blank=True, related_name="+")
    # Of the link on its way: used once, then empty again.
    key_hash = models.CharField(max_length=64, blank=True)
    sent = models.DateTimeField(null=True, blank=True)
    refused = models.DateTimeField(null=True, blank=True)
    written = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "known_as"], name="consent_once_a_member"),
            models.UniqueConstraint(fields=["key_hash"], condition=~Q(key_hash=""), name="consent_key_once"),
            models.CheckConstraint(condition=Q(given__isnull=True) | ~Q(how=""), name="consent_given_somehow"),
            models.CheckConstraint(
                condition=~Q(how="paper") | Q(noted_by__isnull=False), name="consent_on_paper_seen_by_somebody"
            ),
            models.CheckConstraint(condition=Q(given__isnull=True) | Q(key_hash=""), name="consent_key_used_up"),
        ]


class AllOfAge(models.Model):
    """That nobody in the group is too young, said by one of it."""

    proposal = models.OneToOneField(Proposal, models.CASCADE, related_name="all_of_age")
    by = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

"""公開ルールの確認: report, make invisible with a reason, ask for another look. Nothing is erased, all is logged."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Reason(models.TextChoices):
    """The fixed list posted with the rules."""

    PERSONAL = "personal", _("Personal information")
    ABUSE = "abuse", _("Abuse or slander")
    DISCRIMINATION = "discrimination", _("Discrimination")
    ADVERTISING = "advertising", _("Advertising")
    POLITICS = "politics", _("Party politics, religion, or a candidate during an election")
    OFF_TOPIC = "off_topic", _("Nothing to do with the subject")
    OTHER = "other", _("Another reason")


class Report(models.Model):
    """Somebody thinks the rules are broken. A report hides nothing by itself."""

    item = models.ForeignKey("kernel.Item", models.CASCADE, related_name="reports")
    # A part of the page that is no item of its own, such as `comment:12`; empty for the whole.
    part = models.CharField(max_length=24, blank=True)
    by = models.ForeignKey("kernel.Actor", models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=16, choices=Reason)
    text = models.CharField(max_length=400, blank=True)
    created = models.DateTimeField(auto_now_add=True)
    settled = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey("kernel.Actor", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "part", "by"],
                condition=models.Q(settled__isnull=True, by__isnull=False),
                name="report_open_once",
            )
        ]
        indexes = [models.Index(fields=["settled", "created"], name="report_open")]


class Hiding(models.Model):
    """Somebody made something invisible: who, when and why; and who lifted it."""

    item = models.ForeignKey("kernel.Item", models.CASCADE, related_name="hidings")
    part = models.CharField(max_length=24, blank=True)
    by = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    reason = models.CharField(max_length=16, choices=Reason)
    text = models.CharField(max_length=400)
    visibility_before = models.CharField(max_length=10)
    created = models.DateTimeField(auto_now_add=True)
    lifted = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey("kernel.Actor", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "part"], condition=models.Q(lifted__isnull=True), name="hiding_once_at_a_time"
            )
        ]


class Appeal(models.Model):
    """見直しのお願い: the author asks for another look, once for each hiding."""

    hiding = models.OneToOneField(Hiding, models.CASCADE, related_name="appeal")
    by = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    text = models.CharField(max_length=1000)
    created = models.DateTimeField(auto_now_add=True)
    answer = models.CharField(max_length=1000, blank=True)
    answered = models.DateTimeField(null=True, blank=True)

"""The thread: what came of what. From the earlier thing to the later one."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Link(models.Model):
    """One hop of the thread, walked both ways."""

    class Kind(models.TextChoices):
        JOINED = "joined", _("joined into")
        BECAME = "became", _("became")
        TOLD_IN = "told_in", _("told in")
        CONTINUED = "continued", _("went on in")
        RAISED_AT = "raised_at", _("raised at")

    kind = models.CharField(max_length=10, choices=Kind)
    source = models.ForeignKey("kernel.Item", models.CASCADE, related_name="links_out")
    target = models.ForeignKey("kernel.Item", models.CASCADE, related_name="links_in")
    by = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "target", "kind"], name="link_once"),
            models.CheckConstraint(condition=~models.Q(source=models.F("target")), name="link_two_things"),
        ]

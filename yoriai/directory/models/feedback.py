"""使ってみて: what those say who used a support measure (R59)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yoriai.directory.models.organisations import Measure
from yoriai.kernel.items.models import Item, ItemQuerySet


class Feedback(Item):
    """One a person or body and measure, changeable; `summary` is what helped. An item, so that the rules hold for it too."""

    KIND = "feedback"
    item = models.OneToOneField(Item, models.CASCADE, parent_link=True, primary_key=True, related_name="as_feedback")

    class State(models.TextChoices):
        SAID = "said", pgettext_lazy("feedback", "Said")
        TAKEN_BACK = "taken_back", pgettext_lazy("feedback", "Taken back")

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="feedback")
    # `by` of the item once more: one row a person or body is a rule of this table, and a rule cannot name a parent's column.
    giver = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    missing = models.TextField(_("what did not help, or was missing"), max_length=1000, blank=True)
    reply = models.CharField(_("the answer of those who offer it"), max_length=1000, blank=True)
    replied = models.DateTimeField(null=True, blank=True)

    objects = ItemQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["measure", "giver"], name="feedback_once"),
            models.CheckConstraint(condition=Q(replied__isnull=True) | ~Q(reply=""), name="feedback_replied_in_words"),
        ]

    def search_text(self) -> str:
        """Both sides of it."""
        return f"{self.summary}\n{self.missing}"

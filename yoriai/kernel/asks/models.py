"""お願い・返事待ち: who asks whom about which item, by when. One inbox, one reminder, one overdue list."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Ask(models.Model):
    """One request with one answer. That it is overdue is a fact of the date, not a state."""

    class State(models.TextChoices):
        ASKED = "asked", _("Waiting for an answer")
        ANSWERED = "answered", _("Answered")
        DECLINED = "declined", _("Declined")
        CLOSED = "closed", _("No longer needed")

    what = models.CharField(max_length=24, help_text="registered name: second_key, follow_up, city_reply, join…")
    item = models.ForeignKey("kernel.Item", models.CASCADE, related_name="asks")
    asker = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    asked = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="asks")
    text = models.TextField(blank=True)
    due = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    answer = models.TextField(blank=True)
    passes = models.PositiveSmallIntegerField(default=0)
    reminded = models.DateTimeField(null=True, blank=True)
    created = models.DateTimeField(auto_now_add=True)
    answered = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["what", "item", "asked"], condition=models.Q(state="asked"), name="ask_open_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="declined") | ~models.Q(answer=""), name="ask_declined_with_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["asked", "state", "due"], name="ask_inbox"),
            models.Index(fields=["state", "due"], name="ask_overdue"),
        ]

    @property
    def is_overdue(self) -> bool:
        """Past its date and still waiting."""
        return self.state == self.State.ASKED and self.due is not None and self.due < timezone.localdate()

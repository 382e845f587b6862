"""紙の受付: what came in by fax, by post or over the counter, until it stands on a page of its sender's (R45)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yoriai.kernel.items import codes


class Paper(models.Model):
    """One sheet. It is typed into a draft in the name of the body it came from, which may have no account.

    `code` stands on the receipt (控え): whoever has it in hand can say yes. What the office keeps of the sheet itself, the
    pictures and where to answer, goes some days after the yes.
    """

    class Way(models.TextChoices):
        FAX = "fax", _("Fax")
        POST = "post", _("Postcard or letter")
        COUNTER = "counter", _("Paper handed in")

    class State(models.TextChoices):
        ARRIVED = "arrived", _("To be typed in")
        TYPED = "typed", _("To be sent back for a look")
        SENT = "sent", _("Waiting for their yes")
        AGREED = "agreed", _("They said yes")
        REFUSED = "refused", _("They said no")

    class How(models.TextChoices):
        CALL = "call", pgettext_lazy("their yes", "by telephone")
        SIGNED = "signed", pgettext_lazy("their yes", "on signed paper")
        CODE = "code", pgettext_lazy("their yes", "by the number on the receipt")

    code = models.CharField(max_length=codes.LENGTH, unique=True, default=codes.draw, editable=False)
    state = models.CharField(max_length=8, choices=State, default=State.ARRIVED)
    way = models.CharField(_("how it came"), max_length=8, choices=Way, default=Way.FAX)
    kind = models.CharField(_("what it tells of"), max_length=16, help_text="kind of entry, of views.sorts.SORTS")
    reply_to = models.CharField(_("where the receipt goes"), max_length=200, blank=True)
    note = models.CharField(_("note for the office"), max_length=200, blank=True)
    arrived = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+", help_text="who took it in")
    sender = models.ForeignKey("kernel.Actor", models.PROTECT, null=True, blank=True, related_name="papers")
    item = models.ForeignKey("kernel.Item", models.PROTECT, null=True, blank=True, related_name="came_on")
    typed_by = models.ForeignKey("kernel.Actor", models.PROTECT, null=True, blank=True, related_name="+")
    sent = models.DateTimeField(null=True, blank=True)
    # What the sender would have otherwise, in their words: the office mends it and sends the receipt again.
    wish = models.CharField(max_length=1000, blank=True)
    answered = models.DateTimeField(null=True, blank=True)
    how = models.CharField(_("how they said it"), max_length=8, choices=How, blank=True)
    said = models.CharField(_("who said it, to whom"), max_length=200, blank=True)
    answered_by = models.ForeignKey(
        "kernel.Actor", models.PROTECT, null=True, blank=True, related_name="+", help_text="who typed the answer in"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="arrived") | Q(item__isnull=False, sender__isnull=False) | Q(state="refused"),
                name="paper_typed_has_an_entry",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["agreed", "refused"]) | Q(answered__isnull=False),
                name="paper_answered_on_a_day",
            ),
            models.CheckConstraint(condition=~Q(state="agreed") | ~Q(how=""), name="paper_agreed_in_some_way"),
        ]
        indexes = [models.Index(fields=["state", "-id"], name="paper_tray")]

    def __str__(self) -> str:
        return self.code


class PaperPage(models.Model):
    """The picture of one page, seen by the office only."""

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="pages")
    picture = models.ImageField(upload_to="papers")
    by = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    added = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]

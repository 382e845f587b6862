"""一斉のお知らせ: one text of the office to many who take part in a scheme."""

from django.db import models

from yoriai.proposals.models.schemes import Scheme


class Mailing(models.Model):
    """What the office wrote to whom. Whom it reached stands frozen in `to`; what became of each, in the outbox, by its record.

    chosen: the filter as it was set, so that the history can say whom it was meant for. key: of the form that was sent, so that
    two clicks are one mailing.
    """

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="mailings")
    key = models.CharField(max_length=32, unique=True)
    subject = models.CharField(max_length=120)
    text = models.TextField(max_length=4000)
    chosen = models.JSONField()
    # [key of the reader, [keys of the proposals it is about]]: keys only, so that nobody's name or address is kept here.
    to = models.JSONField()
    # How many of them by mail, and how many on the office's list, on that day.
    by_mail = models.PositiveIntegerField()
    by_hand = models.PositiveIntegerField()
    by = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["scheme", "-id"], name="mailing_of_scheme")]

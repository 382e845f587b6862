"""What happened: who, on whose behalf, what, when, visible to whom. Written with the change, never altered."""

from django.db import models


class Record(models.Model):
    """One thing that happened. The verb is in the past tense: `session.opened`."""

    class Shown(models.TextChoices):
        """Whether the record stands in the item's history for all who see the item, or for those who run things only."""

        WITH_ITEM = "with_item"
        INSIDE = "inside"

    verb = models.CharField(max_length=40)
    person = models.ForeignKey("kernel.Actor", models.PROTECT, null=True, related_name="+")
    hat = models.ForeignKey("kernel.Actor", models.PROTECT, null=True, related_name="records")
    item = models.ForeignKey("kernel.Item", models.SET_NULL, null=True, related_name="records")
    data = models.JSONField(default=dict)
    shown = models.CharField(max_length=10, choices=Shown, default=Shown.WITH_ITEM)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["item", "-id"], name="record_of_item"),
            models.Index(fields=["verb", "-id"], name="record_of_verb"),
        ]

    def __str__(self) -> str:
        return self.verb

"""Counts a job keeps, so that no page counts everything."""

from django.db import models


class Count(models.Model):
    """How many public items of a kind stand under a theme or in an area (both empty: in the city)."""

    theme = models.ForeignKey("kernel.Theme", models.CASCADE, null=True, related_name="counts")
    area = models.ForeignKey("kernel.Area", models.CASCADE, null=True, related_name="counts")
    kind = models.CharField(max_length=16)
    number = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["theme", "area", "kind"], nulls_distinct=False, name="count_once"),
            models.CheckConstraint(
                condition=models.Q(theme__isnull=True) | models.Q(area__isnull=True), name="count_of_one_thing"
            ),
        ]

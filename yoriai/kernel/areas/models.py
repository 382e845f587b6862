"""The city's ground: city → ward → school district → town (R43)."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class AreaQuerySet(models.QuerySet["Area"]):
    def within(self, area: "Area") -> Self:
        """The area itself and everything below it."""
        return self.filter(path__startswith=area.path)


class Area(models.Model):
    """A place people live in, with an optional point and outline."""

    class Kind(models.TextChoices):
        CITY = "city", _("City")
        WARD = "ward", _("Ward")
        DISTRICT = "district", _("District")
        TOWN = "town", _("Town")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    # 6-digit 全国地方公共団体コード for city and wards; anything unique below.
    code = models.CharField(_("code"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=80)
    reading = models.CharField(_("reading"), max_length=120, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    # Ids from the top, each followed by a slash, so that a subtree is one prefix scan.
    path = models.CharField(max_length=80, editable=False, default="", db_index=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    outline = models.JSONField(null=True, blank=True, help_text="GeoJSON geometry")

    objects = AreaQuerySet.as_manager()

    class Meta:
        ordering = ["path"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(latitude__isnull=True) | models.Q(latitude__range=(-90, 90)), name="area_latitude"
            ),
            models.CheckConstraint(
                condition=models.Q(longitude__isnull=True) | models.Q(longitude__range=(-180, 180)),
                name="area_longitude",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def own_path(self) -> str:
        """The path this row should hold, from its parent's."""
        return f"{self.parent.path if self.parent else ''}{self.pk}/"

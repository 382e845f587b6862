"""Where people meet."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from yoriai.kernel.items.models import Item, ItemQuerySet


class Place(Item):
    """Somewhere people can meet. R21: visible, with its accessibility in words. R40: a place is an entity of its own."""

    KIND = "place"
    item = models.OneToOneField(Item, models.CASCADE, parent_link=True, primary_key=True, related_name="as_place")

    reading = models.CharField(_("reading"), max_length=200, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    hours = models.CharField(_("opening hours"), max_length=200, blank=True)
    accessibility = models.TextField(_("accessibility"), blank=True)
    website = models.URLField(_("website"), blank=True)
    source = models.CharField(max_length=120, blank=True, help_text="where the row came from, with its licence")
    source_key = models.CharField(max_length=64, null=True, blank=True, unique=True, editable=False)

    objects = ItemQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(latitude__isnull=True) | models.Q(latitude__range=(-90, 90)), name="place_latitude"
            ),
            models.CheckConstraint(
                condition=models.Q(longitude__isnull=True) | models.Q(longitude__range=(-180, 180)),
                name="place_longitude",
            ),
        ]

    def search_text(self) -> str:
        return f"{self.reading}\n{self.summary}\n{self.address}"

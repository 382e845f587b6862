"""What it is about. Problem themes come first (R47); the plan of the city (R7) and the legal fields are further vocabularies."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class ThemeQuerySet(models.QuerySet["Theme"]):
    def problems(self) -> Self:
        """The themes people enter by: problems and what makes the town good (R3, R47)."""
        return self.filter(vocabulary=Theme.Vocabulary.PROBLEM)

    def within(self, theme: "Theme") -> Self:
        """The theme itself and everything below it."""
        return self.filter(path__startswith=theme.path)


class Theme(models.Model):
    """One heading of one vocabulary."""

    class Vocabulary(models.TextChoices):
        PROBLEM = "problem", _("Problems and good things")
        FIELD = "field", _("Fields of the recommendation")
        LAW = "law", _("The twenty legal fields")
        PLAN = "plan", _("The city's plan")

    vocabulary = models.CharField(max_length=8, choices=Vocabulary)
    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=80)
    reading = models.CharField(_("reading"), max_length=120, blank=True)
    about = models.TextField(_("what the problem is here"), blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=80, editable=False, default="", db_index=True)
    place = models.PositiveSmallIntegerField(default=0)

    objects = ThemeQuerySet.as_manager()

    class Meta:
        ordering = ["vocabulary", "place", "id"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/themes/{self.code}/"

"""よみの辞書: how the city reads its own names. One dictionary for furigana, speech and sorting."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Reading(models.Model):
    """One word: as it is written, how it is read, what it is."""

    class Kind(models.TextChoices):
        """What the word is. A place gives way to a person's name before さん; "always" gives way to nothing."""

        PLACE = "place", _("Name of a place")
        WORD = "word", _("Word")
        PERSON = "person", _("Name of a person")
        CORRECTION = "correction", _("Always read so")

    surface = models.CharField(_("as it is written"), max_length=60)
    # The surface as it is looked up: width, case and variants of signs make no difference.
    key = models.CharField(max_length=120, editable=False)
    reading = models.CharField(_("reading"), max_length=180)
    kind = models.CharField(_("what it is"), max_length=10, choices=Kind, default=Kind.PLACE)
    # Written or mended by hand: no file overwrites it.
    by = models.ForeignKey("kernel.Actor", models.SET_NULL, null=True, blank=True, related_name="+")
    corrected = models.DateTimeField(null=True, blank=True)
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["reading", "surface", "id"]
        constraints = [models.UniqueConstraint(fields=["key", "kind"], name="reading_once")]

    def __str__(self) -> str:
        return f"{self.surface} {self.reading}"

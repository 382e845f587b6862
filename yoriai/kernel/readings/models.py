"""よみの辞書: how the city reads its own names, and which words it takes for one. For furigana, speech, sorting and search."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
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


class Synonym(models.Model):
    """Two words the city takes for one when somebody searches: 協働 and コラボ. It holds both ways."""

    word = models.CharField(_("a word"), max_length=60)
    same = models.CharField(_("means the same as"), max_length=60)
    by = models.ForeignKey("kernel.Actor", models.SET_NULL, null=True, blank=True, related_name="+")
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["word", "same"]
        constraints = [
            models.UniqueConstraint(fields=["word", "same"], name="synonym_once"),
            models.CheckConstraint(condition=~Q(word=F("same")), name="synonym_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.word} = {self.same}"


class Rebuild(models.Model):
    """Making findable anew what holds changed words, bit by bit: a worker that breaks off goes on where it stood.

    words: what changed; none: everything. upto: the last item that is done.
    """

    words = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    asked = models.DateTimeField(auto_now_add=True)
    items = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    upto = models.BigIntegerField(default=0)
    ended = models.DateTimeField(null=True, blank=True, db_index=True)

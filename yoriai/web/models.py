"""Counts a job keeps, so that no page counts everything; the code that opens the setting up of a city; files coming in."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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


class SetupCode(models.Model):
    """One-time code of the page that founds the city: printed where the platform runs, kept as a hash, dead after a day."""

    secret_hash = models.CharField(max_length=64, unique=True)
    made = models.DateTimeField(auto_now_add=True)
    ends = models.DateTimeField()


class Upload(models.Model):
    """A file on its way in: kept from its preview until it is taken, and a day at most. Only the office sees it."""

    class State(models.TextChoices):
        """Where it stands. What a rehearsal found stands in `report` before, what was done after."""

        WAITING = "waiting", _("Waiting for your word")
        TAKING = "taking", _("Being taken in")
        TAKEN = "taken", _("Taken in")
        REFUSED = "refused", _("Nothing was taken in")

    kind = models.CharField(max_length=16)
    # The last row of a long file that has gone in: there the worker goes on after a break.
    upto = models.PositiveIntegerField(default=0, editable=False)
    session = models.ForeignKey("assembly.Session", models.CASCADE, null=True, blank=True, related_name="+")
    source = models.CharField(max_length=120, blank=True, help_text="whose data it is, with its licence")
    name = models.CharField(max_length=120, help_text="the file's name, for people; never a path")
    file = models.FileField(upload_to="uploads")
    rows = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    report = models.JSONField(null=True, blank=True)
    refused_why = models.CharField(max_length=400, blank=True)
    by = models.ForeignKey("kernel.Actor", models.CASCADE, related_name="+")
    created = models.DateTimeField(auto_now_add=True, db_index=True)
    done = models.DateTimeField(null=True, blank=True)


class ChangedRow(models.Model):
    """What one row of a file changes: kept apart, so that a list of thousands can be turned over page by page."""

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="changed_rows")
    line = models.PositiveIntegerField()
    facts = models.JSONField(help_text="[field, before, after] of each")

    class Meta:
        indexes = [models.Index(fields=["upload", "line"], name="changed_row_in_order")]


class SavedSearch(models.Model):
    """A search somebody wants to hear of: what is new for it comes with their notices."""

    actor = models.ForeignKey("kernel.Actor", models.CASCADE, related_name="saved_searches")
    q = models.CharField(_("words"), max_length=100)
    kind = models.CharField(max_length=16, blank=True)
    theme = models.ForeignKey("kernel.Theme", models.CASCADE, null=True, blank=True, related_name="+")
    area = models.ForeignKey("kernel.Area", models.CASCADE, null=True, blank=True, related_name="+")
    created = models.DateTimeField(auto_now_add=True)
    # Until when things were looked at.
    looked = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["actor", "q", "kind", "theme", "area"], nulls_distinct=False, name="search_saved_once"
            )
        ]

    def __str__(self) -> str:
        return self.q


class SavedHit(models.Model):
    """Something its owner knows of already: it was there when the search was saved, or has been told."""

    search = models.ForeignKey(SavedSearch, models.CASCADE, related_name="hits")
    item = models.ForeignKey("kernel.Item", models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["search", "item"], name="hit_once")]

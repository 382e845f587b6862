"""Anyone who takes part. One table, so that a neighbourhood group and a department are equal by construction (R2)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Actor(models.Model):
    """A person, a guest, an organisation of any kind, a section of the city, a team."""

    class Kind(models.TextChoices):
        PERSON = "person", _("Resident")
        GUEST = "guest", _("Participant")
        NEIGHBOURHOOD = "neighbourhood", _("Neighbourhood association")
        FEDERATION = "federation", _("Federation of neighbourhood associations")
        NPO = "npo", _("NPO")
        GROUP = "group", _("Group")
        COMPANY = "company", _("Company")
        SHOPS = "shops", _("Shopping street")
        SCHOOL = "school", _("School")
        UNIVERSITY = "university", _("University")
        STUDENTS = "students", _("Students")
        WELFARE = "welfare", _("Council of social welfare")
        OTHER = "other", _("Other organisation")
        SECTION = "section", _("City section")
        TEAM = "team", pgettext_lazy("kind of actor", "Team")

    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    name = models.CharField(_("name"), max_length=120, blank=True)
    reading = models.CharField(_("reading"), max_length=160, blank=True)
    area = models.ForeignKey("kernel.Area", models.SET_NULL, null=True, blank=True, related_name="actors")
    created = models.DateTimeField(auto_now_add=True)
    # Blanked people keep their row, so that the civic record stays whole.
    left = models.DateTimeField(null=True, blank=True)

    ONE_HUMAN = (Kind.PERSON, Kind.GUEST)
    # Bodies that run things: a desk is theirs, and whoever acts for them gives a second factor.
    RUNS_THINGS = (Kind.SECTION, Kind.TEAM)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(name__gt="") | models.Q(kind="guest") | models.Q(left__isnull=False),
                name="actor_has_a_name",
            )
        ]

    def __str__(self) -> str:
        return self.shown_name

    @property
    def shown_name(self) -> str:
        """The name for the screen; somebody without one is still somebody."""
        if self.name:
            return self.name
        return str(_("Someone who has left")) if self.left else str(_("Someone who was there"))

    @property
    def is_human(self) -> bool:
        """One human being, not a body of several."""
        return self.kind in self.ONE_HUMAN

"""事例: how a collaboration really went, so that others can learn from it (R47–R49, R66)."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from yoriai.directory.models.entries import Entry


class Cause(models.TextChoices):
    """What made something fail: a fixed list, so that cases can be laid side by side (R66)."""

    PURPOSE = "purpose", _("Our aims did not match")
    LEFT_ALONE = "left_alone", _("Everything was left to one side")
    HANDED_OVER = "handed_over", _("The person in charge changed")
    INFORMATION = "information", _("We knew too little of each other")
    BUDGET = "budget", _("The money came at the wrong time")
    ROLES = "roles", _("It was not clear who does what")
    HANDS = "hands", _("Too few hands")
    PUBLICITY = "publicity", _("Too few people knew of it")


class Case(Entry):
    """A collaboration with its parties (rows of Party), what started it, its turns, results, failures and lesson."""

    KIND = "case"
    FACTS: ClassVar[tuple[str, ...]] = (
        "period", "began_with", "problem", "shared_purpose", "results", "ripples", "cost", "failures", "causes", "lesson",
        "again", "goes_on", "hides_names", "contact", "contact_by", "website",
    )  # fmt: skip

    period = models.CharField(_("from when to when"), max_length=120, blank=True)
    began_with = models.TextField(_("what started it: who spoke to whom"), max_length=1000, blank=True)
    problem = models.TextField(_("the problem, in figures if there are any"), max_length=1000, blank=True)
    shared_purpose = models.TextField(_("how the purpose was shared"), max_length=1000, blank=True)
    results = models.TextField(_("results"), max_length=1000, blank=True)
    ripples = models.TextField(_("what else came of it"), max_length=1000, blank=True)
    cost = models.TextField(_("what it cost, and who paid"), max_length=400, blank=True)
    failures = models.TextField(_("what went wrong"), max_length=1000, blank=True)
    causes = ArrayField(models.CharField(max_length=12, choices=Cause), default=list, blank=True, verbose_name=_("why"))
    lesson = models.TextField(_("what we learned"), max_length=1000, blank=True)
    again = models.TextField(_("if we did it again"), max_length=1000, blank=True)
    goes_on = models.TextField(_("what goes on, and the next step"), max_length=1000, blank=True)
    # So that a failure can be told at all: whoever took part stands there by kind only, whatever they agreed to (R66).
    hides_names = models.BooleanField(_("nobody is named"), default=False)

    @property
    def tells_of_failure(self) -> bool:
        """Whether others can learn from what did not work."""
        return bool(self.failures or self.causes)


class Turn(models.Model):
    """A turning point of a case."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="turns")
    when = models.CharField(_("when"), max_length=60, blank=True)
    what = models.CharField(_("what happened"), max_length=300)
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["place", "id"]

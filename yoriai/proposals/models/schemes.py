"""A scheme is data, per year (R33, R36, R37): its plan is one document, checked, frozen when it opens, corrected openly."""

from functools import cached_property

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yoriai.engines.schemes import Plan, read_plan
from yoriai.kernel.items.models import Item, ItemQuerySet


class Scheme(Item):
    """協働事業提案制度 of one year. `by` is the office; `plan` is read by `engines.schemes`."""

    KIND = "scheme"
    item = models.OneToOneField(Item, models.CASCADE, parent_link=True, primary_key=True, related_name="as_scheme")

    class State(models.TextChoices):
        DRAFT = "draft", _("being drawn up")
        OPEN = "open", _("open")
        ENDED = "ended", _("Has ended")

    plan = models.JSONField(encoder=DjangoJSONEncoder)
    year = models.PositiveSmallIntegerField(_("fiscal year"))
    # Of the plan as it was opened; a change after that is a Correction.
    digest = models.CharField(max_length=64, blank=True)
    opened = models.DateTimeField(null=True, blank=True)
    # When the list of what came in was published (No., title, class).
    listed = models.DateTimeField(null=True, blank=True)
    made_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="copies")

    objects = ItemQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(opened__isnull=True) | ~Q(digest=""), name="scheme_frozen_when_opened")
        ]

    @cached_property
    def the_plan(self) -> Plan:
        """The plan, read. A draft saved by an action is always readable."""
        return read_plan(self.plan)

    @property
    def state_label(self) -> str:
        """The state in words."""
        return str(self.State(self.state).label)

    def search_text(self) -> str:
        return f"{self.summary}\n{self.the_plan.about}"


class Correction(models.Model):
    """訂正: what of an open scheme was changed, why, and when; it stands on the scheme's page."""

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="corrections")
    where = models.CharField(max_length=120)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    why = models.CharField(max_length=400)
    by = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)


class SchemeTheme(Item):
    """テーマ票 (F0): what a section wants to work on with others. `by` is the section."""

    KIND = "scheme_theme"
    item = models.OneToOneField(
        Item, models.CASCADE, parent_link=True, primary_key=True, related_name="as_scheme_theme"
    )

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SHOWN = "shown", _("Shown")
        ENDED = "ended", _("Has ended")

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="set_themes")
    background = models.TextField(_("what the problem is"), max_length=1000)
    data = models.TextField(_("figures that show it"), max_length=1000, blank=True)
    wanted = models.TextField(_("what proposals we hope for"), max_length=1000)
    city_can = models.TextField(_("what the city can do"), max_length=600)
    city_cannot = models.TextField(_("what the city cannot do"), max_length=600, blank=True)
    cap = models.PositiveIntegerField(_("budget at most, yen"), default=0)
    period = models.CharField(_("when"), max_length=120, blank=True)
    contact = models.CharField(_("how to reach"), max_length=200, blank=True)

    objects = ItemQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        indexes = [models.Index(fields=["scheme", "item"], name="scheme_theme_of_scheme")]

    def search_text(self) -> str:
        return "\n".join((self.background, self.data, self.wanted, self.city_can, self.city_cannot))

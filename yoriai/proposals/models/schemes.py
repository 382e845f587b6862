"""A scheme is data, per year (R33, R36, R37): its plan is one document, checked, frozen when it opens, corrected openly."""

import datetime as dt
import json
from functools import cached_property

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yoriai.engines.schemes import LAST_MINUTE, Plan, kept_plan
from yoriai.kernel.items.models import Item, ItemQuerySet
from yoriai.ui.dates import fiscal_year

# How the call of an open scheme stands, for whoever reads; the state itself stays "open" for what came in.
CALL = {"ahead": _("before the call"), "now": _("open"), "done": _("being judged and carried out")}


def end_of(day: dt.date, minute: dt.time = LAST_MINUTE) -> dt.datetime:
    """23:59:59.999999 of the day in the city's time, whatever zone the server or the reader is in; or the end of that minute."""
    begins = dt.datetime.combine(day, minute, timezone.get_default_timezone())
    return begins + dt.timedelta(minutes=1) - dt.timedelta(microseconds=1)


class Scheme(Item):
    """協働事業提案制度 of one year. `by` is the office; `plan` is read by `engines.schemes`."""

    KIND = "scheme"
    item = models.OneToOneField(Item, models.CASCADE, parent_link=True, primary_key=True, related_name="as_scheme")

    class State(models.TextChoices):
        DRAFT = "draft", _("being drawn up")
        OPEN = "open", _("open")
        ENDED = "ended", pgettext_lazy("scheme", "Has ended")

    plan = models.JSONField(encoder=DjangoJSONEncoder)
    year = models.PositiveSmallIntegerField(_("fiscal year"))
    # Of the plan as it was opened; a change after that is a Correction.
    digest = models.CharField(max_length=64, blank=True)
    opened = models.DateTimeField(null=True, blank=True)
    # When the list of what came in was published (No., title, class).
    listed = models.DateTimeField(null=True, blank=True)
    # What the office says of the year beside its figures, above all where nothing was adopted.
    of_the_year = models.TextField(_("a word on the year"), max_length=600, blank=True)
    made_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="copies")

    objects = ItemQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(opened__isnull=True) | ~Q(digest=""), name="scheme_frozen_when_opened")
        ]

    @cached_property
    def plan_text(self) -> str:
        """The plan as the text by which what is read or counted out of it is kept."""
        return json.dumps(self.plan, cls=DjangoJSONEncoder)

    @cached_property
    def the_plan(self) -> Plan:
        """The plan, read. A draft saved by an action is always readable."""
        return kept_plan(self.plan_text)

    @property
    def state_label(self) -> str:
        """The state in words; of an open scheme, how its call stands at this moment."""
        return str(CALL.get(self.call_now) or self.State(self.state).label)

    @property
    def year_words(self) -> str:
        """令和9年度."""
        return fiscal_year(dt.date(self.year, 4, 1))

    @property
    def closes(self) -> dt.datetime | None:
        """The last moment of the call, with the minutes of grace."""
        call = self.the_plan.call
        return None if call is None or call.ends is None else self.last_moment_of(call.ends)

    def last_moment_of(self, day: dt.date) -> dt.datetime:
        """Until when something can be handed in on its last day: the plan's hour in the city's time, and the minutes of grace."""
        rules = self.the_plan.rules
        return end_of(day, rules.closes_at) + dt.timedelta(minutes=rules.grace_minutes)

    def with_its_hour(self, day: dt.date) -> dt.date:
        """A last day as it is told: the day alone, or with the hour where it ends before midnight."""
        minute = self.the_plan.rules.closes_at
        return day if minute == LAST_MINUTE else dt.datetime.combine(day, minute, timezone.get_default_timezone())

    @property
    def last_day(self) -> dt.date | None:
        """The last day of the call as it is told. None where no day is fixed."""
        call = self.the_plan.call
        return self.with_its_hour(call.ends) if call is not None and call.ends is not None else None

    def call_is_over(self, now: dt.datetime) -> bool:
        """Whether the last moment of the call has passed; a scheme stays open for what came in."""
        return self.closes is not None and now > self.closes

    def call_at(self, now: dt.datetime) -> str:
        """How its call stands if the scheme is open: `ahead`, `now` or `done`. Without days it is on as long as the scheme is open."""
        call = self.the_plan.call
        if call is not None and call.starts is not None and timezone.localtime(now).date() < call.starts:
            return "ahead"
        return "done" if self.call_is_over(now) else "now"

    @property
    def call_now(self) -> str:
        """How the call of an open scheme stands at this moment; nothing where the scheme is a draft or has ended."""
        return self.call_at(timezone.now()) if self.state == self.State.OPEN else ""

    def takes_ideas(self, now: dt.datetime) -> bool:
        """Whether something may be begun at this moment. A scheme with rolling dates takes ideas from its first to its last day."""
        return self.state == self.State.OPEN and (not self.the_plan.rules.rolling or self.call_at(now) == "now")

    @property
    def takes_now(self) -> bool:
        """Whether something may be begun at this moment."""
        return self.takes_ideas(timezone.now())

    def search_text(self) -> str:
        return f"{self.summary}\n{self.the_plan.about}"


class Correction(models.Model):
    """訂正: what of an open scheme was changed, why, and when; it stands on the scheme's page.

    where: the way to the place by keys, as `engines.schemes.differences` says it; or `set_themes`, the code of a theme sheet, its column.
    before, after: what stood and stands there, as plain
    data, so that each reader has it in words.
    """

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="corrections")
    where = models.CharField(max_length=160)
    before = models.JSONField(null=True, blank=True)
    after = models.JSONField(null=True, blank=True)
    why = models.CharField(max_length=400)
    by = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]


class ComparedScheme(models.Model):
    """先行事例 (R36): the scheme of another city, read and laid beside ours. The examples of the platform need no row."""

    name = models.CharField(_("what the scheme is called"), max_length=120)
    city = models.CharField(_("whose scheme it is"), max_length=80)
    plan = models.JSONField(encoder=DjangoJSONEncoder)
    source = models.URLField(_("address of the page it was read on"), max_length=400, blank=True)
    read_on = models.DateField(_("day on which it was read"))
    by = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["city", "name", "id"]
        constraints = [models.UniqueConstraint(fields=["city", "name"], name="compared_scheme_once")]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def the_plan(self) -> Plan:
        """The plan, read."""
        return kept_plan(json.dumps(self.plan, cls=DjangoJSONEncoder))


class SchemeTheme(Item):
    """テーマ票 (F0): what a section wants to work on with others. `by` is the section."""

    KIND = "scheme_theme"
    item = models.OneToOneField(
        Item, models.CASCADE, parent_link=True, primary_key=True, related_name="as_scheme_theme"
    )

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SHOWN = "shown", _("Shown")
        ENDED = "ended", pgettext_lazy("theme sheet", "Has ended")

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

    @property
    def state_label(self) -> str:
        """The state in words."""
        return str(self.State(self.state).label)

    @property
    def is_relied_on(self) -> bool:
        """Shown in an open scheme: from now on a change of it is a published correction."""
        return self.state == self.State.SHOWN and self.scheme.state == Scheme.State.OPEN

    def search_text(self) -> str:
        return "\n".join((self.background, self.data, self.wanted, self.city_can, self.city_cannot))

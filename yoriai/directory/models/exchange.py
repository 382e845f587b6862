"""力になれます・力を貸してください: offers and needs, and bringing two together (R10, R40, R54)."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yoriai.directory.models.entries import Entry
from yoriai.directory.models.events import Support
from yoriai.kernel.items.models import Item, ItemQuerySet


class Resource(models.TextChoices):
    """What is brought together (R1)."""

    PEOPLE = "people", pgettext_lazy("resource", "People")
    THINGS = "things", _("Things")
    MONEY = "money", _("Money")
    PLACE = "place", _("A place")
    SKILL = "skill", _("Skills")
    INFORMATION = "information", _("Information")


class Exchange(Entry):
    """What offers and needs share. One closes itself on its last day; a need of people is a call for volunteers."""

    FACTS: ClassVar[tuple[str, ...]] = (
        "resource", "way", "quantity", "season", "conditions", "closes", "meets_at", "contact", "contact_by", "website",
        "ages", "beginners", "fare", "insurance", "support", "languages",
    )  # fmt: skip

    resource = models.CharField(_("what"), max_length=11, choices=Resource)
    quantity = models.CharField(_("how much"), max_length=120, blank=True)
    season = models.CharField(_("when"), max_length=200, blank=True)
    conditions = models.TextField(_("conditions"), max_length=400, blank=True)
    closes = models.DateField(_("until"), null=True, blank=True)
    meets_at = models.CharField(_("where, in words"), max_length=200, blank=True)
    # Where people are asked for or offered.
    ages = models.CharField(_("age"), max_length=80, blank=True)
    beginners = models.BooleanField(_("beginners are welcome"), default=False)
    fare = models.CharField(_("fares and thanks"), max_length=120, blank=True)
    insurance = models.CharField(_("insurance"), max_length=120, blank=True)
    support = ArrayField(
        models.CharField(max_length=10, choices=Support), default=list, blank=True, verbose_name=_("help on the day")
    )
    languages = models.CharField(_("languages"), max_length=120, blank=True)

    class Meta:
        abstract = True


class Way(models.TextChoices):
    """In which form somebody gives (R57) or students take part (R55, R56); the campus and company pages ask by it."""

    STAFF = "staff", _("our staff take part")
    GOODS = "goods", _("goods")
    ROOM = "room", _("a room or a ground")
    DONATION = "donation", _("money")
    PRO_BONO = "pro_bono", _("work of our trade, for nothing")
    PRODUCT = "product", _("a part of the price of a product")
    INTERNSHIP = "internship", _("a place for interns")
    GRANT = "grant", _("a grant")
    CREDITS = "credits", _("a course with credits")
    MENTOR = "mentor", _("a mentor")


class Offer(Exchange):
    """力になれます."""

    KIND = "offer"
    way = models.CharField(_("in which form"), max_length=10, choices=Way, blank=True)

    class Meta:
        indexes = [models.Index(fields=["way"], name="offer_way")]


class Need(Exchange):
    """力を貸してください. One that asks for people is a call for volunteers."""

    KIND = "need"
    way = models.CharField(_("in which form"), max_length=10, choices=Way, blank=True)

    class Meta:
        indexes = [models.Index(fields=["resource"], name="need_resource")]


class Passed(models.Model):
    """「今回は見送る」: this suggestion is not shown to them again. One tap, private, never counted."""

    actor = models.ForeignKey("kernel.Actor", models.CASCADE, related_name="+")
    item = models.ForeignKey(Item, models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor", "item"], name="passed_once")]


class Suggestion(models.Model):
    """To the owner of an item another one that may fit, made by a job, with the parts of the reason as data.

    An offer and a need that fit are two rows, one for each of the two to see. A hall or a gathering looks for nobody.
    """

    item = models.ForeignKey(Item, models.CASCADE, related_name="suggestions")
    partner = models.ForeignKey(Item, models.CASCADE, related_name="suggested_to")
    score = models.FloatField()
    why = models.JSONField(default=dict)
    unlike = models.BooleanField(default=False, help_text="another field, area or kind of actor (R54)")
    made = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "partner"], name="suggestion_once")]
        indexes = [models.Index(fields=["item", "-score"], name="suggestion_of_item")]


class Introduction(Item):
    """Two who may fit are brought together by a connector. No contact detail is shown before both have said yes."""

    KIND = "introduction"
    item = models.OneToOneField(
        Item, models.CASCADE, parent_link=True, primary_key=True, related_name="as_introduction"
    )

    class State(models.TextChoices):
        ASKED = "asked", _("Both are asked")
        AGREED = "agreed", _("Both have said yes")
        DECLINED = "declined", _("Not this time")
        LAPSED = "lapsed", _("No answer in time")
        MET = "met", _("They have met")
        TRIAL = "trial", _("They are trying it out")
        PARTNERED = "partnered", _("They work together")
        ENDED = "ended", _("It has ended")

    one = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="introduced_as_one")
    other = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="introduced_as_other")
    connector = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="connects")
    # What it is about: an offer and a need, or one thing of the directory and the one who asked.
    about = models.ForeignKey(Item, models.SET_NULL, null=True, related_name="introductions")
    answers = models.ForeignKey(Item, models.SET_NULL, null=True, blank=True, related_name="introductions_answered")

    objects = ItemQuerySet.as_manager()  # type: ignore[misc]

    @property
    def state_in_words(self) -> str:
        """The state for the screen."""
        return str(self.State(self.state).label)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(one=F("other")), name="introduction_of_two"),
        ]


class Consent(models.Model):
    """One of the two has said yes, with how the other may reach them. Nobody reads it before both have; it is emptied at the end."""

    introduction = models.ForeignKey(Introduction, models.CASCADE, related_name="consents")
    actor = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    contact = models.TextField(_("how they may reach you"), max_length=400, blank=True)
    by = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["introduction", "actor"], name="consent_once")]


class Outcome(models.Model):
    """What became of an introduction, told by one of the two or by the connector."""

    introduction = models.ForeignKey(Introduction, models.CASCADE, related_name="outcomes")
    state = models.CharField(max_length=10, choices=Introduction.State)
    words = models.CharField(max_length=400, blank=True)
    by = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

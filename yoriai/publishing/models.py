"""One source, several outlets (R22): the result of a session, its versions, the two keys, and what went out where."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yoriai.kernel.items.models import Item, ItemQuerySet
from yoriai.people.models import Representation


class Result(Item):
    """結果. Title is the headline (≤ 30 characters), summary the lead (≤ 80)."""

    KIND = "result"
    item = models.OneToOneField(
        Item, models.CASCADE, parent_link=True, primary_key=True, related_name="as_result"
    )

    HEADLINE = 30
    LEAD = 80
    EASY = 400

    class State(models.TextChoices):
        DRAFT = "draft", _("being written")
        RELEASED = "released", _("agreed by both sides")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")

    session = models.OneToOneField("assembly.Session", models.PROTECT, related_name="result")
    issue = models.PositiveSmallIntegerField(_("number of the newsletter"))
    body = models.TextField(_("text"), blank=True)
    homework = models.TextField(_("what became of last time's"), blank=True)
    next_step = models.TextField(_("next step"), blank=True)
    easy = models.TextField(_("in easy Japanese"), blank=True)
    radio = models.TextField(_("one minute on the radio"), blank=True)
    editors_note = models.TextField(_("from the editors"), blank=True)
    withdrawn_why = models.CharField(max_length=400, blank=True)

    objects = ItemQuerySet.as_manager()

    def search_text(self) -> str:
        return f"{self.summary}\n{self.body}\n{self.easy}"


class Quote(models.Model):
    """A voice with its writer's consent. Withdrawn consent takes it from every outlet."""

    result = models.ForeignKey(Result, models.CASCADE, related_name="quotes")
    statement = models.ForeignKey("voices.Statement", models.PROTECT, null=True, blank=True, related_name="quotes")
    text = models.CharField(max_length=200)
    said_as = models.CharField(max_length=40, blank=True)
    place_in_list = models.PositiveSmallIntegerField(default=0)
    withdrawn = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["place_in_list", "id"]
        constraints = [
            models.UniqueConstraint(fields=["result", "statement"], condition=Q(statement__isnull=False), name="quote_once")
        ]


class Edition(models.Model):
    """What was agreed, whole and unchangeable: every outlet is made from an edition, never from a draft."""

    result = models.ForeignKey(Result, models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    correction = models.CharField(max_length=400, blank=True, help_text="what was wrong, from the second edition on")
    made = models.DateTimeField(auto_now_add=True)
    shown = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["result", "number"], name="edition_once"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(correction=""), name="edition_correction_is_told"),
        ]


class Key(models.Model):
    """二人で確かめて公開: one side's yes to exactly this text."""

    result = models.ForeignKey(Result, models.CASCADE, related_name="keys")
    side = models.CharField(max_length=8, choices=Representation.Side)
    digest = models.CharField(max_length=64)
    by = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    as_deputy = models.BooleanField(default=False)
    decided_on = models.DateField(_("date of the decision"), null=True, blank=True)
    document_number = models.CharField(_("document number"), max_length=60, blank=True)
    turned = models.DateTimeField(auto_now_add=True)
    taken_back = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["result", "side"], condition=Q(taken_back__isnull=True), name="key_once_a_side"
            ),
            models.UniqueConstraint(
                fields=["result", "by"], condition=Q(taken_back__isnull=True), name="key_two_people"
            ),
        ]


class Publication(models.Model):
    """What went out where, when, by whom, in which edition (R22)."""

    class Channel(models.TextChoices):
        WEB = "web", _("Web page")
        FEED = "feed", _("Feed")
        PAPER = "paper", _("Newsletter (PDF)")
        PAPER_LARGE = "paper_large", _("Newsletter, large type (PDF)")
        WORD = "word", _("Newsletter (Word)")
        MINUTES = "minutes", _("Summary of the proceedings")
        RADIO = "radio", _("Radio script")
        MAIL = "mail", _("Mail to followers")
        BY_HAND = "by_hand", _("List for telephone, fax and post")

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="publications")
    channel = models.CharField(max_length=12, choices=Channel)
    by = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    ended = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey("kernel.Actor", models.PROTECT, null=True, blank=True, related_name="+")
    ended_why = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "channel"], name="published_once_a_channel")]

"""One source, several outlets (R22): the result of a session, its drafts, the two keys, and what went out where."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yoriai.kernel.items.models import Item, ItemQuerySet
from yoriai.people.models import Representation


class Result(Item):
    """結果. Title and summary are the headline and lead that are shown; what is being written stands in drafts.

    `visibility` is "public" exactly while an edition is on the web; before and after only the team (its `by`) finds it.
    """

    KIND = "result"
    item = models.OneToOneField(Item, models.CASCADE, parent_link=True, primary_key=True, related_name="as_result")

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
    withdrawn_why = models.CharField(max_length=400, blank=True)

    objects = ItemQuerySet.as_manager()  # type: ignore[misc]

    @property
    def draft(self) -> "Draft":
        """The texts as they stand now."""
        return self.drafts.latest("number")

    def search_text(self) -> str:
        """Only what was shown: nobody finds a draft by its words."""
        edition = self.editions.filter(shown__isnull=False).order_by("-number").first()
        texts = edition.content["texts"] if edition else {}
        return "\n".join([self.summary, texts.get("body", ""), texts.get("easy", "")])


class Draft(models.Model):
    """The texts after one save. Every save is kept, so that what two people wrote at once can be put together."""

    TEXTS = ("headline", "lead", "body", "next_step", "easy", "radio", "editors_note")

    result = models.ForeignKey(Result, models.CASCADE, related_name="drafts")
    number = models.PositiveIntegerField()
    headline = models.CharField(_("headline"), max_length=200, blank=True)
    lead = models.CharField(_("the evening in one sentence"), max_length=400, blank=True)
    body = models.TextField(_("text"), max_length=6000, blank=True)
    next_step = models.TextField(_("next step"), max_length=1000, blank=True)
    easy = models.TextField(_("in easy Japanese"), max_length=2000, blank=True)
    radio = models.TextField(_("one minute on the radio"), max_length=2000, blank=True)
    editors_note = models.TextField(_("from the editors"), max_length=1000, blank=True)
    correction = models.CharField(_("what was wrong"), max_length=400, blank=True)
    by = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["result", "number"], name="draft_once")]

    @property
    def texts(self) -> dict[str, str]:
        """The texts by their names."""
        return {name: getattr(self, name) for name in self.TEXTS}


class Quote(models.Model):
    """A voice with its writer's consent. The words stand here and nowhere else: an edition holds only their fingerprint,
    so that withdrawn consent takes them from every outlet and every edition at once."""

    MOST_CHARACTERS = 200

    result = models.ForeignKey(Result, models.CASCADE, related_name="quotes")
    statement = models.ForeignKey("voices.Statement", models.PROTECT, null=True, blank=True, related_name="quotes")
    text = models.CharField(_("their words"), max_length=MOST_CHARACTERS, blank=True)
    said_as = models.CharField(_("said as"), max_length=40, blank=True)
    place_in_list = models.PositiveSmallIntegerField(default=0)
    # Left out of the draft by the editors; earlier editions keep it. Not the same as withdrawn consent.
    left_out = models.DateTimeField(null=True, blank=True)
    withdrawn = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["place_in_list", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["result", "statement"],
                condition=Q(statement__isnull=False, withdrawn__isnull=True, left_out__isnull=True),
                name="quote_once",
            ),
            models.CheckConstraint(condition=~Q(text="") | Q(withdrawn__isnull=False), name="quote_has_words"),
            models.CheckConstraint(condition=Q(withdrawn__isnull=True) | Q(text=""), name="quote_withdrawn_is_gone"),
        ]


class Picture(models.Model):
    """写真・グラフィックレコーディング, with words for whoever does not see it. The pixels stand in this row and nowhere else,
    for the same reason as the words of a voice: withdrawn consent takes them from every outlet at once."""

    ALT = 200

    class Shown(models.TextChoices):
        WEB = "web", _("On the web page")
        PAPER = "paper", _("On the web page and in the newsletter")

    result = models.ForeignKey(Result, models.CASCADE, related_name="pictures")
    jpeg = models.BinaryField()
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    mark = models.CharField(max_length=64, help_text="sha256 of the pixels")
    alt = models.CharField(_("what is to be seen"), max_length=ALT, blank=True)
    caption = models.CharField(_("line below it"), max_length=80, blank=True)
    shown = models.CharField(_("where it is shown"), max_length=5, choices=Shown)
    by = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    created = models.DateTimeField(auto_now_add=True)
    left_out = models.DateTimeField(null=True, blank=True)
    withdrawn = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(alt="") | Q(withdrawn__isnull=False), name="picture_has_words"),
            models.CheckConstraint(
                condition=Q(withdrawn__isnull=True) | Q(alt="", mark="", width=0), name="picture_withdrawn_is_gone"
            ),
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
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["result", "number"], name="edition_once"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(correction=""), name="edition_correction_is_told"),
        ]


class Key(models.Model):
    """二人で確かめて公開: one side's yes to exactly this text. `edition` is what the two keys opened."""

    result = models.ForeignKey(Result, models.CASCADE, related_name="keys")
    edition = models.ForeignKey(Edition, models.PROTECT, null=True, blank=True, related_name="keys")
    side = models.CharField(max_length=8, choices=Representation.Side)
    digest = models.CharField(max_length=64)
    by = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    as_deputy = models.BooleanField(default=False)
    decided_on = models.DateField(_("date of the decision"), null=True, blank=True)
    document_number = models.CharField(_("document number"), max_length=60, blank=True)
    turned = models.DateTimeField(auto_now_add=True)
    taken_back = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["result", "side"],
                condition=Q(taken_back__isnull=True, edition__isnull=True),
                name="key_once_a_side",
            ),
            models.UniqueConstraint(
                fields=["result", "by"],
                condition=Q(taken_back__isnull=True, edition__isnull=True),
                name="key_two_people",
            ),
            models.UniqueConstraint(fields=["edition", "by"], name="edition_by_two_people"),
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

    # What was sent is sent; the others can be looked at, and end.
    SENT_ONCE = (Channel.MAIL, Channel.BY_HAND)

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="publications")
    channel = models.CharField(max_length=12, choices=Channel)
    by = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    ended = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey("kernel.Actor", models.PROTECT, null=True, blank=True, related_name="+")
    ended_why = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "channel"], condition=Q(ended__isnull=True), name="published_once_a_channel"
            )
        ]
        indexes = [models.Index(fields=["channel", "-id"], condition=Q(ended__isnull=True), name="published_now")]


class Made(models.Model):
    """A file made from what may be told (`mark`), kept so that nobody waits for it twice. In the database, so that
    withdrawn words leave it in the same transaction and every machine has the same file."""

    result = models.ForeignKey(Result, models.CASCADE, related_name="made")
    name = models.CharField(max_length=60)
    mark = models.CharField(max_length=64)
    content = models.BinaryField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["result", "name", "mark"], name="made_once")]

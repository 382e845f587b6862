"""What people say: statements (cards) with answers to them, and comments. On any item."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from yoriai.kernel.items.models import Item, ItemQuerySet


class Door(models.TextChoices):
    """By which way a voice came in. Results are told by door."""

    HALL = "hall", _("in the hall, by phone")
    TICKET = "ticket", _("in the hall, with an entry ticket")
    HOME = "home", _("from home")
    PAPER = "paper", _("on paper")


class Statement(Item):
    """ひとこと・意見カード. A printed card is a statement in the state "blank": its code is there, its text to come."""

    KIND = "statement"
    item = models.OneToOneField(Item, models.CASCADE, parent_link=True, primary_key=True, related_name="as_statement")
    MOST_CHARACTERS = 200

    class Sort(models.TextChoices):
        """What sort of thing the card says."""

        SEE = "see", _("What I see")
        COULD = "could", _("What we could do")
        WILL = "will", _("What I will do")

    class State(models.TextChoices):
        BLANK = "blank", _("not written yet")
        WRITTEN = "written", _("written")
        UNREADABLE = "unreadable", _("could not be read")

    about = models.ForeignKey(Item, models.CASCADE, related_name="statements")
    sort = models.CharField(max_length=5, choices=Sort, blank=True)
    door = models.CharField(max_length=8, choices=Door, default=Door.HOME)
    number = models.PositiveIntegerField(null=True, blank=True, help_text="order on the printed sheets")
    table = models.PositiveSmallIntegerField(null=True, blank=True)
    # Words whose reading was given by the typist: [["髙橋", "たかはし"]].
    readings = models.JSONField(default=list, blank=True)
    # 紙からの転記: who typed it, who looked at it a second time.
    typed_by = models.ForeignKey("kernel.Actor", models.SET_NULL, null=True, blank=True, related_name="+")
    typed_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey("kernel.Actor", models.SET_NULL, null=True, blank=True, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)
    may_be_quoted = models.BooleanField(default=False, help_text="the writer ticked that the newsletter may quote it")
    said_as = models.CharField(max_length=40, blank=True, help_text="kind and age band to stand beside a quotation")
    wants_copy = models.BooleanField(default=False)
    # Where it came from in an imported file: import twice, take once.
    source_key = models.CharField(max_length=64, null=True, blank=True, editable=False)  # noqa: DJ001  unique where given

    objects = ItemQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["about", "number"], name="statement_number_once"),
            models.UniqueConstraint(fields=["about", "source_key"], name="statement_imported_once"),
        ]
        indexes = [models.Index(fields=["about", "-item"], name="statement_newest")]

    @property
    def text(self) -> str:
        """The card's words: an item's title holds them whole."""
        return self.title


class Vote(models.Model):
    """そう思う / そう思わない / わからない・とばす: one of a person, or of a device, about a statement."""

    class Value(models.IntegerChoices):
        AGREE = 1, _("I think so")
        DISAGREE = -1, _("I do not think so")
        PASS = 0, _("Not sure / skip")

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="votes")
    by = models.ForeignKey("kernel.Actor", models.CASCADE, related_name="votes")
    value = models.SmallIntegerField(choices=Value)
    door = models.CharField(max_length=8, choices=Door)
    created = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["by", "statement"], name="one_voice_a_person"),
            models.CheckConstraint(condition=models.Q(value__in=[1, 0, -1]), name="vote_value"),
        ]
        indexes = [models.Index(fields=["statement", "door", "value"], name="vote_tally")]


class Comment(models.Model):
    """A word on any item. Made invisible through the kernel's moderation, as a part of the item."""

    MOST_CHARACTERS = 2000

    item = models.ForeignKey(Item, models.CASCADE, related_name="comments")
    by = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="comments")
    text = models.TextField(max_length=MOST_CHARACTERS)
    version = models.PositiveIntegerField(default=1)
    created = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        indexes = [models.Index(fields=["item", "-id"], name="comment_newest")]


class SetAside(models.Model):
    """A door whose voices the team leaves out of the counts: openly, with a reason."""

    about = models.ForeignKey(Item, models.CASCADE, related_name="set_aside")
    door = models.CharField(max_length=8, choices=Door)
    reason = models.CharField(max_length=400)
    by = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    created = models.DateTimeField(auto_now_add=True)
    lifted = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["about", "door"], condition=models.Q(lifted__isnull=True), name="set_aside_once"
            )
        ]

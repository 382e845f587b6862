"""市民会議: assemblies, their sessions, what the evening left on the table, and what people said they would do."""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yoriai.kernel.items.codes import SIGNS
from yoriai.kernel.items.models import Item, ItemQuerySet
from yoriai.kernel.models import Actor


class Assembly(Item):
    """A forum with its own name, callers for its setting up (R26) and one steering team of citizens and staff (R24)."""

    KIND = "assembly"
    item = models.OneToOneField(Item, models.CASCADE, parent_link=True, primary_key=True, related_name="as_assembly")

    team = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="steers")

    objects = ItemQuerySet.as_manager()  # type: ignore[misc]

    def search_text(self) -> str:
        return self.summary


class Caller(models.Model):
    """呼びかけ人: a committee member or anybody else who calls for an assembly or for one session."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="callers")
    actor = models.ForeignKey("kernel.Actor", models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=80)
    of = models.CharField(max_length=80, blank=True, help_text="committee, association…")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["item", "name"], name="caller_once")]


class Session(Item):
    """回: one evening. Its title is the question, its code opens the door for phones, `when` is its start."""

    KIND = "session"
    item = models.OneToOneField(Item, models.CASCADE, parent_link=True, primary_key=True, related_name="as_session")

    class State(models.TextChoices):
        DRAFT = "draft", _("being prepared")
        CALLED = "called", _("announced")
        CANCELLED = "cancelled", _("cancelled")
        OPEN = "open", _("going on")
        SUMMING_UP = "summing_up", _("being summed up")
        CLOSED = "closed", _("closed")

    assembly = models.ForeignKey(Assembly, models.PROTECT, related_name="sessions")
    number = models.PositiveSmallIntegerField(_("number"))
    starts = models.DateTimeField(_("starts"))
    ends = models.DateTimeField(_("ends"))
    room = models.CharField(_("room"), max_length=80, blank=True)
    accessibility = models.TextField(_("accessibility and help"), blank=True)
    agenda = models.TextField(_("agenda"), blank=True, help_text="one line a step: 18:30 What | who | with what")
    tables = models.PositiveSmallIntegerField(_("tables"), default=10)
    opened = models.DateTimeField(null=True, blank=True)
    closed = models.DateTimeField(null=True, blank=True)
    cancelled_why = models.CharField(max_length=400, blank=True)

    objects = ItemQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assembly", "number"], name="session_number_once"),
            models.CheckConstraint(condition=Q(ends__gt=models.F("starts")), name="session_ends_after_start"),
        ]
        indexes = [models.Index(fields=["-starts"], name="session_newest")]

    def search_text(self) -> str:
        return f"{self.summary}\n{self.agenda}"

    @property
    def state_label(self) -> str:
        """The state in words."""
        return str(self.State(self.state).label)

    @property
    def place(self) -> Item | None:
        """Where it is held: a place of the directory."""
        return self.where

    @property
    def in_hall_hours(self) -> bool:
        """Codes die with the hall's hours (an hour before for the first, an hour after for the last bus)."""
        return self.starts - dt.timedelta(hours=1) <= timezone.now() <= self.ends + dt.timedelta(hours=1)

    @property
    def takes_voices(self) -> bool:
        """Whether the door for phones is open."""
        return self.state == self.State.OPEN and self.in_hall_hours


class Reception(models.Model):
    """受付担当: the named person who may see contact data of one session."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="receptions")
    person = models.ForeignKey("kernel.Actor", models.CASCADE, related_name="+")
    by = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    created = models.DateTimeField(auto_now_add=True)
    ended = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session", "person"], condition=Q(ended__isnull=True), name="reception_once"
            )
        ]


class Ticket(models.Model):
    """参加券: one sheet of paper, one person, one answer to each card. A guest without one is a device, not a person.

    Used once: from then on it is its holder's. Who got which piece of paper is written nowhere.
    """

    SIGNS_LONG = 8

    session = models.ForeignKey(Session, models.CASCADE, related_name="tickets")
    number = models.PositiveSmallIntegerField()
    # A holder's row that is deleted takes the ticket along: it must never be good for a second person.
    holder = models.ForeignKey("kernel.Actor", models.CASCADE, null=True, blank=True, related_name="+")
    used = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "number"], name="ticket_number_once"),
            models.UniqueConstraint(fields=["session", "holder"], name="ticket_one_a_person"),
            models.CheckConstraint(
                condition=Q(holder__isnull=True, used__isnull=True) | Q(holder__isnull=False, used__isnull=False),
                name="ticket_used_by_somebody",
            ),
        ]

    @property
    def code(self) -> str:
        """What is printed: made from the city's key, so that the database holds nothing a thief could use."""
        digest = salted_hmac("assembly.ticket", f"{self.session_id}-{self.number}", algorithm="sha256").digest()
        return "".join(SIGNS[byte % len(SIGNS)] for byte in digest[: self.SIGNS_LONG])


class Material(models.Model):
    """資料: put on the table by any party (R17)."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="materials")
    by = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("text"), blank=True)
    link = models.URLField(_("address on the web"), blank=True)
    file = models.FileField(upload_to="materials", blank=True)
    created = models.DateTimeField(auto_now_add=True)


class Headcount(models.Model):
    """Who was there, as numbers by kind (R15): from the sign-in sheet, never names."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="headcounts")
    kind = models.CharField(max_length=16, choices=Actor.Kind)
    people = models.PositiveIntegerField(default=0)
    first_time = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "kind"], name="headcount_once"),
            models.CheckConstraint(condition=Q(first_time__lte=models.F("people")), name="headcount_first_time"),
        ]


class Sheet(models.Model):
    """A photo of one card or of many, kept beside the typed text for those who type and check."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="sheets")
    picture = models.ImageField(upload_to="sheets")
    by = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    created = models.DateTimeField(auto_now_add=True)
    cards = models.ManyToManyField("voices.Statement", related_name="sheets", blank=True)


class Hold(models.Model):
    """Somebody at the entry bench has this card in hand; for a few minutes nobody else is offered it."""

    card = models.OneToOneField("voices.Statement", models.CASCADE, related_name="hold")
    by = models.ForeignKey("kernel.Actor", models.CASCADE, related_name="+")
    until = models.DateTimeField()


class Point(Item):
    """One line of the まとめ: what was seen (見えること), or what we could do (できること)."""

    KIND = "point"
    item = models.OneToOneField(Item, models.CASCADE, parent_link=True, primary_key=True, related_name="as_point")

    class Sort(models.TextChoices):
        SEE = "see", _("What we saw")
        COULD = "could", _("What we could do")

    session = models.ForeignKey(Session, models.CASCADE, related_name="points")
    sort = models.CharField(max_length=5, choices=Sort)
    place_in_list = models.PositiveSmallIntegerField(default=0)
    # R16: what stays a request goes to the city's 広聴, openly and with the reason.
    sent_to_city = models.DateTimeField(null=True, blank=True)
    sent_why = models.CharField(max_length=400, blank=True)

    objects = ItemQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        indexes = [models.Index(fields=["session", "place_in_list"], name="point_in_order")]


class Commitment(Item):
    """やること: who, what, by when (R19). `by` is the owner; it may change, it may be let go, nobody is blamed."""

    KIND = "commitment"
    item = models.OneToOneField(Item, models.CASCADE, parent_link=True, primary_key=True, related_name="as_commitment")

    class State(models.TextChoices):
        PROMISED = "promised", _("promised")
        UNDER_WAY = "under_way", _("under way")
        DONE = "done", pgettext_lazy("commitment", "done")
        CHANGED = "changed", _("changed")
        LET_GO = "let_go", _("let go")

    session = models.ForeignKey(Session, models.CASCADE, related_name="commitments")
    with_whom = models.CharField(_("with whom"), max_length=120, blank=True)
    due = models.DateField(_("by when"))
    place_in_list = models.PositiveSmallIntegerField(default=0)

    objects = ItemQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        indexes = [
            models.Index(fields=["session", "place_in_list"], name="commitment_in_order"),
            models.Index(fields=["due"], name="commitment_due"),
        ]

    def search_text(self) -> str:
        return f"{self.summary}\n{self.with_whom}"

    @property
    def state_label(self) -> str:
        """How it stands, in words."""
        return str(self.State(self.state).label)


class FollowUp(models.Model):
    """その後: what the owner said had become of it."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="follow_ups")
    state = models.CharField(max_length=16, choices=Commitment.State)
    words = models.CharField(max_length=400, blank=True)
    by = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    typed_by = models.ForeignKey("kernel.Actor", models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)


class Closing(models.Model):
    """How a session ended: with a next step, or openly without one; with a next date, or why none (R20)."""

    session = models.OneToOneField(Session, models.CASCADE, related_name="closing")
    next_step = models.CharField(_("next step"), max_length=400, blank=True)
    not_decided_why = models.CharField(_("why nothing was decided this time"), max_length=400, blank=True)
    contact = models.CharField(_("whom to ask"), max_length=120, blank=True)
    next_date = models.DateTimeField(_("next date"), null=True, blank=True)
    next_place = models.CharField(_("next place"), max_length=120, blank=True)
    no_date_why = models.CharField(_("why there is no date yet"), max_length=400, blank=True)
    by = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(next_step="") | (~Q(not_decided_why="") & ~Q(contact="")),
                name="closing_step_or_reason_and_contact",
            ),
            models.CheckConstraint(
                condition=Q(next_date__isnull=False) | ~Q(no_date_why=""), name="closing_date_or_reason"
            ),
        ]

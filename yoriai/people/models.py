"""Accounts, guests, who may act for whom, contact data with a purpose, what people follow, and what is to be sent to them."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from yoriai.people.sessions import SessionStore


class UserManager(BaseUserManager["User"]):
    """Accounts are made by actions; this is what Django's own commands call."""

    def get_queryset(self) -> models.QuerySet["User"]:
        """With the actor: every signed-in page asks for both."""
        return super().get_queryset().select_related("actor")

    def create_user(self, email: str, password: str | None = None, **facts: Any) -> "User":
        """A row with an unusable password unless one is given."""
        user = self.model(email=self.normalize_email(email), **facts)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """The key to an actor: how somebody signs in. What they wrote belongs to the actor."""

    email = models.EmailField(_("mail address"), unique=True)
    actor = models.OneToOneField("kernel.Actor", models.PROTECT, related_name="user")
    is_active = models.BooleanField(default=True)
    is_staff: ClassVar[bool] = False
    language = models.CharField(_("language"), max_length=8, default="ja")
    # Once a week by default; "singly" sends each as it comes, "none" only what is asked of this person by a date.
    mail_rhythm = models.CharField(
        max_length=8,
        default="weekly",
        choices=[
            ("weekly", _("once a week")),
            ("singly", _("each as it comes")),
            ("none", _("only requests with a date")),
        ],
    )
    date_joined = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.actor.shown_name


class Session(AbstractBaseSession):
    """A browser that is signed in, or on its way. It knows its account, so that all of an account's sessions can be ended."""

    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="sessions")

    @classmethod
    def get_session_store_class(cls) -> "type[SessionStore]":
        """For Django's own `clearsessions`."""
        from yoriai.people.sessions import SessionStore

        return SessionStore


class Guest(models.Model):
    """A device that takes part without an account. Its cookie holds a secret, the row its hash."""

    actor = models.OneToOneField("kernel.Actor", models.CASCADE, related_name="guest")
    token_hash = models.CharField(max_length=64, unique=True)
    area = models.ForeignKey("kernel.Area", models.SET_NULL, null=True, blank=True, related_name="+")
    sort = models.CharField(max_length=16, blank=True, help_text="kind of actor they say they are")
    age_band = models.CharField(max_length=8, blank=True)
    created = models.DateTimeField(auto_now_add=True)


class Representation(models.Model):
    """○○の代表として: a person may act for a body (organisation, section, team), from invitation to hand-over."""

    class Side(models.TextChoices):
        """Which side of a team of equals this person is on (R24); empty outside such teams."""

        CITIZEN = "citizen", _("citizens")
        STAFF = "staff", _("city staff")

    person = models.ForeignKey("kernel.Actor", models.CASCADE, related_name="represents")
    body = models.ForeignKey("kernel.Actor", models.CASCADE, related_name="representatives")
    role = models.CharField(_("role"), max_length=40, blank=True)
    side = models.CharField(max_length=8, choices=Side, blank=True)
    is_deputy = models.BooleanField(default=False, help_text="turns a key that was not turned in three days")
    invited_by = models.ForeignKey("kernel.Actor", models.SET_NULL, null=True, related_name="+")
    invited = models.DateTimeField(auto_now_add=True)
    accepted = models.DateTimeField(null=True, blank=True)
    ended = models.DateTimeField(null=True, blank=True)
    ended_why = models.CharField(max_length=200, blank=True)
    handed_to = models.ForeignKey("kernel.Actor", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "body"], condition=Q(ended__isnull=True), name="represents_once"),
            models.CheckConstraint(condition=~Q(person=models.F("body")), name="represents_another"),
        ]
        indexes = [models.Index(fields=["body", "ended"], name="represents_body")]


class Invitation(models.Model):
    """A letter by mail or on paper: whoever brings the secret back may accept the seat. Used once, ends by date."""

    body = models.ForeignKey("kernel.Actor", models.CASCADE, related_name="invitations")
    email = models.EmailField(blank=True)
    secret_hash = models.CharField(max_length=64, unique=True)
    role = models.CharField(max_length=40, blank=True)
    side = models.CharField(max_length=8, choices=Representation.Side, blank=True)
    by = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    replaces = models.ForeignKey(Representation, models.SET_NULL, null=True, blank=True, related_name="+")
    created = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField()
    # When the mail went out; a printed letter has none.
    sent = models.DateTimeField(null=True, blank=True)
    used = models.DateTimeField(null=True, blank=True)
    withdrawn = models.DateTimeField(null=True, blank=True)


class Contact(models.Model):
    """How to reach somebody without an account, kept for one purpose and deleted with it. Each look is recorded."""

    class Way(models.TextChoices):
        MAIL = "mail", _("Mail")
        PHONE = "phone", _("Telephone")
        FAX = "fax", _("Fax")
        POST = "post", _("Post")

    actor = models.ForeignKey("kernel.Actor", models.CASCADE, related_name="contacts")
    way = models.CharField(max_length=5, choices=Way)
    value = models.CharField(max_length=200)
    # Why it was asked for, shown to the person: "follow_up", "notices".
    purpose = models.CharField(max_length=16)
    item = models.ForeignKey("kernel.Item", models.CASCADE, null=True, blank=True, related_name="contacts")
    ends = models.DateField(db_index=True)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["actor", "way", "purpose", "item"], nulls_distinct=False, name="contact_once"
            )
        ]


class Follow(models.Model):
    """お知らせを受け取る: of one item, one theme, one area, or everything."""

    actor = models.ForeignKey("kernel.Actor", models.CASCADE, related_name="follows")
    item = models.ForeignKey("kernel.Item", models.CASCADE, null=True, blank=True, related_name="followers")
    theme = models.ForeignKey("kernel.Theme", models.CASCADE, null=True, blank=True, related_name="followers")
    area = models.ForeignKey("kernel.Area", models.CASCADE, null=True, blank=True, related_name="followers")
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["actor", "item", "theme", "area"], nulls_distinct=False, name="follow_once"
            ),
            models.CheckConstraint(
                condition=Q(item__isnull=True, theme__isnull=True)
                | Q(item__isnull=True, area__isnull=True)
                | Q(theme__isnull=True, area__isnull=True),
                name="follow_one_thing",
            ),
        ]


class Outgoing(models.Model):
    """One notice to one actor: by mail, or as a line of the office's 電話・FAX・郵送 list. Carries its own sent-mark."""

    class Way(models.TextChoices):
        MAIL = "mail", _("Mail")
        BY_HAND = "by_hand", _("Telephone, fax or post")
        # For whoever wants no mail, and for a guest's device: it stands on their own page.
        PAGE = "page", _("On one's own page")

    to = models.ForeignKey("kernel.Actor", models.CASCADE, related_name="outgoing")
    way = models.CharField(max_length=8, choices=Way)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    item = models.ForeignKey("kernel.Item", models.SET_NULL, null=True, blank=True, related_name="+")
    # What makes the notice one: the record it tells of. A job that runs twice finds its row there.
    record = models.ForeignKey("kernel.Record", models.SET_NULL, null=True, blank=True, related_name="+")
    singly = models.BooleanField(default=False)
    # Not before: at once for what comes singly, the next digest for the rest, later after a failure.
    goes = models.DateTimeField(default=timezone.now)
    created = models.DateTimeField(auto_now_add=True)
    sent = models.DateTimeField(null=True, blank=True)
    # The person who telephoned, for lines of the list.
    sent_by = models.ForeignKey("kernel.Actor", models.SET_NULL, null=True, blank=True, related_name="+")
    outcome = models.CharField(max_length=200, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["to", "record"], name="told_once")]
        indexes = [
            models.Index(fields=["way", "goes"], condition=Q(sent__isnull=True), name="outgoing_waiting"),
            models.Index(fields=["to", "-id"], name="outgoing_of_actor"),
        ]


class Draft(models.Model):
    """書きかけ: what somebody has typed into a form and not sent yet. Theirs alone; one row a window, so that none overwrites another."""

    by = models.ForeignKey("kernel.Actor", models.CASCADE, related_name="drafts")
    # The address of the form; "#…" behind it where one address asks about several things.
    page = models.CharField(max_length=200)
    window = models.CharField(max_length=32)
    typed = models.JSONField()
    kept = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["by", "page", "window"], name="draft_once_a_window")]


class AgeBand(models.TextChoices):
    """Bands, never a birthday."""

    TEENS = "10", pgettext_lazy("age band", "under 20")
    TWENTIES = "20", pgettext_lazy("age band", "20–39")
    FORTIES = "40", pgettext_lazy("age band", "40–59")
    SIXTIES = "60", pgettext_lazy("age band", "60–74")
    OLDER = "75", pgettext_lazy("age band", "75 and over")


class Slowdown(models.Model):
    """How often something was tried lately: codes, guesses, reports. Shared by all processes; the key is a hash."""

    key = models.CharField(max_length=64, primary_key=True)
    since = models.DateTimeField()
    until = models.DateTimeField(db_index=True)
    tries = models.PositiveIntegerField(default=1)


class DemoMail(models.Model):
    """A mail of the demo, shown at /demo/outbox/ instead of being sent."""

    to = models.CharField(max_length=254)
    subject = models.CharField(max_length=400)
    text = models.TextField()
    at = models.DateTimeField(auto_now_add=True)

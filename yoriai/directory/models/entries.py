"""What every entry of the directory has: an owner who edits it (R11), a state, where it came from, who confirmed it and when."""

from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yoriai.kernel.items.models import Item, ItemQuerySet


class ContactBy(models.TextChoices):
    """How somebody reaches the owner: what stands on the page, or only after both have agreed to be introduced."""

    SHOWN = "shown", _("by what stands on the page")
    INTRODUCTION = "introduction", _("only by an introduction")


class Entry(Item):
    """Base of the directory's nouns; no table of its own. `by` is the owner: a person or a body."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        WAITING = "waiting", _("Waiting for a second person")
        SHOWN = "shown", _("Shown")
        ENDED = "ended", _("Has ended")

    # The fields of the child its owner fills in, besides title, summary, themes, areas and place.
    FACTS: ClassVar[tuple[str, ...]] = ()
    # Read on the page and never searched for: ways to reach somebody, and addresses of the web.
    NOT_SEARCHED = frozenset(
        {"contact", "mail", "phone", "fax", "postcode", "website", "links", "documents", "online_url"}
    )

    item = models.OneToOneField(Item, models.CASCADE, parent_link=True, primary_key=True, related_name="as_%(class)s")
    contact = models.TextField(_("how to reach"), max_length=400, blank=True)
    contact_by = models.CharField(_("who may have it"), max_length=12, choices=ContactBy, default=ContactBy.SHOWN)
    website = models.URLField(_("website"), blank=True)
    source = models.CharField(max_length=200, blank=True, help_text="where the row came from, with its licence")
    source_key = models.CharField(max_length=64, null=True, blank=True, unique=True, editable=False)

    objects = ItemQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        abstract = True

    @property
    def state_label(self) -> str:
        """What its state is called."""
        return str(dict(self.State.choices).get(self.state, ""))

    @property
    def is_shown(self) -> bool:
        """Whether it stands in the lists now."""
        return self.state == self.State.SHOWN

    def search_text(self) -> str:
        """The summary and every fact in words."""
        words = [name for name in self.FACTS if name not in self.NOT_SEARCHED and not _is_choice(self, name)]
        facts = [getattr(self, name) for name in words]
        return "\n".join([self.summary, *(fact for fact in facts if isinstance(fact, str) and fact)])


def _is_choice(entry: Entry, name: str) -> bool:
    return bool(getattr(entry._meta.get_field(name), "choices", None))


class Party(models.Model):
    """Who takes part in it, as what, and with which resources (R1, R42). One row each, whatever the entry's kind.

    A body named by somebody else is shown by name only after it has agreed; until then, and where it wishes so, by its kind.
    """

    class Shown(models.TextChoices):
        NAME = "name", _("by name")
        KIND = "kind", _("by kind only")

    item = models.ForeignKey(Item, models.CASCADE, related_name="parties")
    actor = models.ForeignKey("kernel.Actor", models.PROTECT, null=True, blank=True, related_name="takes_part")
    name = models.CharField(_("name"), max_length=120, blank=True)
    kind = models.CharField(_("kind"), max_length=16, blank=True, help_text="Actor.Kind, where no actor is named")
    role = models.CharField(_("role"), max_length=120, blank=True)
    brought = models.CharField(_("what they bring"), max_length=200, blank=True)
    shown = models.CharField(max_length=4, choices=Shown, default=Shown.NAME)
    # Its answer to whether it may be named, by the party itself, and what it says beside it; the owner needs none.
    reply = models.CharField(_("what we say ourselves"), max_length=400, blank=True)
    agreed = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey("kernel.Actor", models.PROTECT, null=True, blank=True, related_name="+")
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["place", "id"]
        constraints = [
            models.UniqueConstraint(fields=["item", "actor"], condition=Q(actor__isnull=False), name="party_once"),
            models.CheckConstraint(
                condition=Q(actor__isnull=False) | ~Q(name="") | ~Q(kind=""), name="party_is_somebody"
            ),
        ]


class Confirmation(models.Model):
    """載せている情報: somebody looked, on a day, in some way. Never a rank of worth; the newest stands on the page (R53)."""

    class How(models.TextChoices):
        DOCUMENT = "document", _("by a document")
        CALL = "call", _("by a call")
        VISIT = "visit", _("by a visit")
        OWNER = "owner", _("by the organisation itself")

    item = models.ForeignKey(Item, models.CASCADE, related_name="confirmations")
    how = models.CharField(max_length=8, choices=How)
    said = models.CharField(max_length=200, blank=True, help_text="which document, who was on the telephone")
    by = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["item", "-at"], name="confirmation_newest")]


class Note(models.Model):
    """A remark of the city or of a support centre on somebody else's entry, shown as theirs (R11)."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="notes")
    by = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    text = models.CharField(max_length=400)
    at = models.DateTimeField(auto_now_add=True)
    withdrawn = models.DateTimeField(null=True, blank=True)


class Confirmer(models.Model):
    """A section or a support centre the office has asked to confirm entries and add notes."""

    actor = models.OneToOneField("kernel.Actor", models.CASCADE, related_name="confirms")
    since = models.DateField(auto_now_add=True)
    named_by = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    ended = models.DateField(null=True, blank=True)


class PendingChange(models.Model):
    """A change of what is shown, waiting for a second person of the same organisation. One at a time: a newer one takes its place.

    facts: the name of each changed field with its new value, as JSON; "themes" and "areas" hold ids.
    """

    item = models.OneToOneField(Item, models.CASCADE, primary_key=True, related_name="pending_change")
    by = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+", help_text="the person, not the hat")
    facts = models.JSONField(encoder=DjangoJSONEncoder)
    at = models.DateTimeField(auto_now=True)

"""What was said once is never asked again: one sheet of answers, of which every form is a view and every handing-in a frozen copy."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yoriai.proposals.models.proposals import Proposal


class Answer(models.Model):
    """The answer to one question of the scheme's plan, as it stands now. `version` tells two who write at once apart."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="answers")
    key = models.CharField(max_length=40)
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    person = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    hat = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "key"], name="answer_once_a_question")]


class FormerAnswer(models.Model):
    """What stood there before: who wrote which words when. Nothing that was kept is lost."""

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="former")
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField()
    person = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    hat = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["answer", "version"], name="former_answer_once")]


class Remark(models.Model):
    """A word beside one question, among those who write or judge it."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="remarks")
    key = models.CharField(max_length=40)
    text = models.CharField(max_length=1000)
    by = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    settled = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["proposal", "key"], name="remark_at_question")]


class BudgetLine(models.Model):
    """収支予算書 (F3): integer yen; work and things count on both sides. `item` "city" is the city's part."""

    class Side(models.TextChoices):
        INCOME = "income", _("income")
        SPENDING = "spending", _("spending")

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="budget")
    side = models.CharField(max_length=8, choices=Side)
    item = models.CharField(_("what"), max_length=60)
    words = models.CharField(_("reckoned as"), max_length=200, blank=True)
    unit = models.PositiveIntegerField(_("a piece, yen"), default=0)
    quantity = models.PositiveIntegerField(_("pieces"), default=0)
    amount = models.PositiveIntegerField(_("yen"))
    in_kind = models.BooleanField(_("work or things, at their worth"), default=False)
    counted = models.BooleanField(_("may be paid from the city's part"), default=True)
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["side", "place", "id"]


class Duty(models.Model):
    """役割分担表 (F4): one line of what has to be done; a milestone once work has begun."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="duties")
    what = models.CharField(_("what"), max_length=80)
    due = models.DateField(_("by when"), null=True, blank=True)
    place = models.PositiveSmallIntegerField(default=0)
    done = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey("kernel.Actor", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["place", "id"]


class Part(models.Model):
    """◎ or ○: who carries a duty, and with what."""

    class Mark(models.TextChoices):
        LEADS = "leads", _("◎ leads")
        HELPS = "helps", _("○ helps")

    duty = models.ForeignKey(Duty, models.CASCADE, related_name="parts")
    actor = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    mark = models.CharField(max_length=5, choices=Mark)
    brings = models.CharField(_("what they bring"), max_length=120, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["duty", "actor"], name="part_once")]


class TableVersion(models.Model):
    """予算書 or 役割分担表 as somebody left it: who, when, every line. The newest is the table as it stands. Nothing that was kept is lost.

    rows: plain data; whoever carries a duty stands there by their number alone, so that a name that is forgotten is forgotten here too.
    """

    class Which(models.TextChoices):
        BUDGET = "budget", _("Budget")
        ROLES = "roles", _("Who does what")

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="table_versions")
    which = models.CharField(max_length=6, choices=Which)
    version = models.PositiveIntegerField()
    rows = models.JSONField()
    person = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    hat = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["version"]
        constraints = [models.UniqueConstraint(fields=["proposal", "which", "version"], name="table_version_once")]


class Document(models.Model):
    """A form as it was handed in: its text whole and frozen, with its digest. Never changed, never deleted before its time."""

    class Way(models.TextChoices):
        FAX = "fax", _("Fax")
        POST = "post", _("Postcard or letter")
        COUNTER = "counter", _("Paper handed in")
        CALL = "call", _("Telephone call")

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="documents")
    form = models.CharField(max_length=8)
    version = models.PositiveSmallIntegerField(default=1)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    person = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    hat = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    # 紙からの転記: who wrote it on paper, by which way it came, the paper itself (a file nobody reaches by its address).
    on_paper_from = models.CharField(max_length=120, blank=True)
    way = models.CharField(_("how it came"), max_length=8, choices=Way, blank=True)
    scan = models.FileField(upload_to="forms", blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "form", "version"], name="document_version_once"),
            models.CheckConstraint(condition=~Q(digest=""), name="document_has_digest"),
        ]

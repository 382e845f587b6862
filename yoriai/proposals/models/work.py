"""The project at work, and what came of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yoriai.proposals.models.proposals import Proposal


class LogEntry(models.Model):
    """A line of the project's log: what was done, on which day, with how many people."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="log")
    on = models.DateField(_("day"))
    text = models.TextField(_("what was done"), max_length=1000)
    people = models.PositiveIntegerField(_("how many people"), null=True, blank=True)
    picture = models.ImageField(upload_to="projects", blank=True)
    # Who has said, and when, that everybody recognisable in the photo agreed that it is shown. Only then it is public.
    shown_since = models.DateTimeField(null=True, blank=True)
    shown_by = models.ForeignKey("kernel.Actor", models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    # The key of the form that made it, so that two clicks make one.
    once = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(shown_since__isnull=True, shown_by__isnull=True)
                | (Q(shown_since__isnull=False, shown_by__isnull=False) & ~Q(picture="")),
                name="log_photo_shown_by_somebody",
            )
        ]


class Expense(models.Model):
    """Money spent, against a line of the budget."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="expenses")
    line = models.ForeignKey("proposals.BudgetLine", models.PROTECT, related_name="expenses")
    on = models.DateField(_("day"))
    amount = models.PositiveIntegerField(_("yen"))
    words = models.CharField(_("for what, to whom"), max_length=200)
    by = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    # The key of the form that made it, so that two clicks make one.
    once = models.UUIDField(null=True, blank=True, unique=True, editable=False)


class Pending(models.Model):
    """A change (F11) or an early end one side asks for; the other side's yes makes it so. One at a time.

    A change may carry the whole budget or table of roles as they shall be, and a new partner, whose own yes comes first.
    """

    class Sort(models.TextChoices):
        CHANGE = "change", _("a change")
        STOP = "stop", _("an early end")

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="pendings")
    sort = models.CharField(max_length=6, choices=Sort)
    reason = models.TextField(_("reason"), max_length=1000)
    before = models.TextField(_("as it stands"), max_length=2000, blank=True)
    after = models.TextField(_("as it shall be"), max_length=2000, blank=True)
    money = models.TextField(
        _("what it means for the budget, and for what has been spent"), max_length=1000, blank=True
    )
    asked_by = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    asked = models.DateTimeField(auto_now_add=True)
    answered_by = models.ForeignKey("kernel.Actor", models.PROTECT, null=True, blank=True, related_name="+")
    agreed = models.DateTimeField(null=True, blank=True)
    dropped = models.DateTimeField(null=True, blank=True)
    # "budget", "duties": {"before": rows, "after": rows}; the before is kept with it, so that its sheet says the same for ever.
    # "settlement": of an early end, the accounts as they were when it was asked for (`queries.work.settlement`).
    tables = models.JSONField(default=dict, blank=True)
    joins = models.ForeignKey("kernel.Actor", models.PROTECT, null=True, blank=True, related_name="+")
    joins_as = models.CharField(_("As what"), max_length=120, blank=True)
    joined = models.DateTimeField(null=True, blank=True)
    joined_by = models.ForeignKey("kernel.Actor", models.PROTECT, null=True, blank=True, related_name="+")
    # 紙からの転記: whose paper the office noted, the wish and each answer to it.
    on_paper_from = models.CharField(max_length=120, blank=True)
    answered_on_paper = models.CharField(max_length=120, blank=True)
    joined_on_paper = models.CharField(max_length=120, blank=True)
    # What everybody may read of it once both have agreed: never the reason.
    public_text = models.CharField(_("What everybody may read of it"), max_length=400, blank=True)
    # 市の決裁日: the city's side acts on a decision of its own, whether it asks or answers.
    decided_on = models.DateField(_("day the city decided on it"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["proposal"],
                condition=Q(agreed__isnull=True, dropped__isnull=True),
                name="pending_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(joined__isnull=True) | Q(joins__isnull=False, joined_by__isnull=False),
                name="pending_joined_by_somebody",
            ),
        ]


class LookBack(models.Model):
    """ふりかえりシート (F12) of one side. Neither side reads the other's before both are in."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="look_backs")
    actor = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    # 1 to 5 for each of the ten questions; 3: as we expected.
    marks = models.JSONField(default=dict)
    good = models.TextField(_("what went well"), max_length=2000, blank=True)
    better = models.TextField(_("what could be better"), max_length=2000, blank=True)
    learned = models.TextField(_("what we learned, from what failed too"), max_length=2000, blank=True)
    person = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    changed = models.DateTimeField(auto_now=True)
    handed_in = models.DateTimeField(null=True, blank=True)
    # 紙からの転記: whose paper the office typed.
    on_paper_from = models.CharField(max_length=120, blank=True)
    # That the summary may be read by everybody: each side's own yes.
    public_since = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "actor"], name="look_back_once_a_side")]


class NoLookBack(models.Model):
    """The office goes on without the sheet of one side, which never came, and says why: else one of them holds up all the others."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="no_look_backs")
    actor = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=400)
    by = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "actor"], name="no_look_back_once_a_side")]


class Review(models.Model):
    """The talk of both sides over their sheets, with a coordinator: what was said, and the summary for everybody."""

    proposal = models.OneToOneField(Proposal, models.CASCADE, related_name="review")
    on = models.DateField(_("day"))
    coordinator = models.CharField(_("coordinator"), max_length=120)
    said = models.TextField(_("what was said, for the two sides"), max_length=4000, blank=True)
    summary = models.TextField(_("summary for everybody"), max_length=2000)
    by = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)


class Exit(models.Model):
    """次のステップ (R39): how a completed project goes on, with its own small checklist."""

    class Sort(models.TextChoices):
        CONTINUE = "continue", _("It goes on as a joint project")
        CITY = "city", _("It becomes a project of the city")
        ALONE = "alone", _("The group carries it on by itself")
        OTHER_SCHEME = "other_scheme", _("It moves to another scheme")
        AREA = "area", _("It is handed to the people of the area")
        END = "end", _("It has done its work and ends")

    proposal = models.OneToOneField(Proposal, models.CASCADE, related_name="exit")
    sort = models.CharField(max_length=12, choices=Sort)
    words = models.TextField(_("how it goes on"), max_length=1000)
    ticked = models.JSONField(default=list, help_text="keys of the checklist that are done")
    by = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

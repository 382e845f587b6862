"""The panel: who sits in it, who stands too near, what each scored, what came of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yoriai.proposals.models.bundles import ByAJob
from yoriai.proposals.models.proposals import Proposal
from yoriai.proposals.models.schemes import Scheme


class PanelSeat(models.Model):
    """A member of a scheme's panel, from … until …"""

    class Role(models.TextChoices):
        CHAIR = "chair", _("chair")
        MEMBER = "member", _("member")

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="panel")
    actor = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="sits_on")
    role = models.CharField(max_length=6, choices=Role, default=Role.MEMBER)
    of = models.CharField(_("who they are"), max_length=120, blank=True)
    since = models.DateTimeField(auto_now_add=True)
    ended = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "actor"], condition=Q(ended__isnull=True), name="panel_seat_once"
            ),
            models.UniqueConstraint(
                fields=["scheme"], condition=Q(role="chair", ended__isnull=True), name="panel_one_chair"
            ),
        ]


class Interest(models.Model):
    """利害関係: a member stands too near to a proposal. They see neither its sheets nor its totals before the result."""

    seat = models.ForeignKey(PanelSeat, models.CASCADE, related_name="interests")
    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="interests")
    why = models.CharField(max_length=400)
    # Empty: found by the platform from what it knows of the parties.
    declared_by = models.ForeignKey("kernel.Actor", models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["seat", "proposal"], name="interest_once")]


class ScoreSheet(models.Model):
    """審査票 (F7) of one member, round and proposal. Frozen when submitted; re-opened once by the chair, as a second version.

    What was held and handed in again is judged anew: the sheets on what stood before stay as FORMER, the next ones are another `look`.
    """

    class State(models.TextChoices):
        OPEN = "open", _("being written")
        SUBMITTED = "submitted", _("handed in")
        REPLACED = "replaced", _("replaced in the deliberation")
        FORMER = "former", _("on the proposal as it was before")

    # Neither counts, and both stay.
    PAST = (State.REPLACED, State.FORMER)

    seat = models.ForeignKey(PanelSeat, models.CASCADE, related_name="sheets")
    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="score_sheets")
    round = models.CharField(max_length=24)
    look = models.PositiveSmallIntegerField(default=1, help_text="one more each time it was held and handed in again")
    version = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=9, choices=State, default=State.OPEN)
    opinion = models.TextField(_("what you say of it as a whole"), max_length=2000, blank=True)
    reopened_why = models.CharField(max_length=400, blank=True)
    # Typed from paper by the secretariat: counts once the member has confirmed it.
    typed_by = models.ForeignKey("kernel.Actor", models.PROTECT, null=True, blank=True, related_name="+")
    submitted = models.DateTimeField(null=True, blank=True)
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["seat", "proposal", "round", "look", "version"], name="score_sheet_version_once"
            ),
            models.UniqueConstraint(
                fields=["seat", "proposal", "round"],
                condition=~Q(state__in=["replaced", "former"]),
                name="score_sheet_one_counts",
            ),
            models.CheckConstraint(condition=Q(version__lte=2), name="score_sheet_reopened_once"),
            models.CheckConstraint(
                condition=Q(state="open") | Q(submitted__isnull=False), name="score_sheet_submitted_when"
            ),
        ]
        indexes = [models.Index(fields=["proposal", "round", "state"], name="score_sheet_of_round")]


class Score(models.Model):
    """Points for one criterion, with a sentence. A sentence may stand there before its points do; nothing is handed in without them."""

    sheet = models.ForeignKey(ScoreSheet, models.CASCADE, related_name="scores")
    criterion = models.CharField(max_length=24)
    points = models.PositiveSmallIntegerField(null=True, blank=True)
    sentence = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sheet", "criterion"], name="score_once_a_criterion")]


class TieBreak(models.Model):
    """同点: which of those with the same mean comes first, as the chair decided or the lot fell; who noted it, when and why."""

    class How(models.TextChoices):
        CHAIR = "chair", _("the chair decided")
        LOT = "lot", _("the lot fell")

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="tie_breaks")
    round = models.CharField(max_length=24)
    # It holds as long as all that are equal stand in it: other sheets may have made other equals since.
    order = models.JSONField(default=list, help_text="codes of the proposals, the first of them first")
    how = models.CharField(max_length=5, choices=How)
    why = models.CharField(max_length=400, help_text="the chair's reason, or the word said in the room")
    by = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]


class PanelQuestion(models.Model):
    """A question asked at the presentation in public, and what was answered; for those who judge and for the group."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="panel_questions")
    text = models.CharField(pgettext_lazy("panel", "question"), max_length=400)
    answer = models.CharField(_("what was answered"), max_length=800, blank=True)
    by = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]


class Book(ByAJob):
    """The panel's book of one scheme: whole for the office, of a seat without what its member stands too near to."""

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="books")
    seat = models.ForeignKey(PanelSeat, models.CASCADE, null=True, blank=True, related_name="books")
    # What is in it: a member who declares an interest afterwards gets another one.
    proposals = models.JSONField(default=list, help_text="keys of the proposals in it")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "seat"], name="book_once_a_seat", nulls_distinct=False),
            models.CheckConstraint(
                condition=Q(made__isnull=True) | Q(content__isnull=False), name="book_made_with_content"
            ),
        ]


class Verdict(models.Model):
    """What a round came to for a proposal: the count as it was shown, the panel's words, conditions, advice (F8)."""

    class Again(models.TextChoices):
        YES = "yes", _("It can be proposed again")
        CHANGED = "changed", _("It can be proposed again once it is changed")
        NO = "no", _("It cannot be proposed again as it is")

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="verdicts")
    round = models.CharField(max_length=24)
    outcome = models.CharField(max_length=16, choices=Proposal.State)
    # 再提案の可否, of what was not taken.
    again = models.CharField(_("whether it can be proposed again"), max_length=7, choices=Again, blank=True)
    # How it was counted: totals, who was left out, the mean; from the sheets that counted on that day.
    count = models.JSONField(default=dict)
    public_text = models.TextField(_("the panel's words, for everybody"), max_length=2000, blank=True)
    conditions = models.TextField(_("conditions"), max_length=2000, blank=True)
    advice = models.TextField(_("advice to the group"), max_length=2000, blank=True)
    # 別ルート紹介: another way for what was not adopted.
    other_way = models.TextField(_("another way"), max_length=1000, blank=True)
    by = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(outcome="adopted_if") | ~Q(conditions=""), name="verdict_conditions_written"
            )
        ]

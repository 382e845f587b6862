"""One proposal, and every step it took."""

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yoriai.kernel.items.models import Item, ItemQuerySet, Visibility
from yoriai.proposals.lifecycle import ADOPTED, BEFORE_HANDING_IN, RESULTS, TURN
from yoriai.proposals.models.schemes import Scheme, SchemeTheme

if TYPE_CHECKING:
    from yoriai.kernel.actors.who import Who


class ProposalQuerySet(ItemQuerySet):
    """A proposal becomes an item for everybody when it is adopted. Before that the public list alone knows it."""

    def visible_to(self, who: "Who | None") -> Self:
        """Those one takes part in, judges or runs, those adopted, and those that stand in the public list."""
        return super().visible_to(who) | self.in_list()

    def in_list(self) -> Self:
        """What the list of a scheme shows to everybody: number, title, class, how it stands; nothing else of it."""
        return self.filter(listed__isnull=False).exclude(visibility=Visibility.HIDDEN)


class Proposal(Item):
    """提案. `by` is the proposing group; partners are `Party` rows that agreed; sections answer by their `Talk`."""

    KIND = "proposal"
    item = models.OneToOneField(Item, models.CASCADE, parent_link=True, primary_key=True, related_name="as_proposal")

    class State(models.TextChoices):
        IDEA = "idea", _("Idea has come in")
        CONSULTING = "consulting", _("In consultation")
        DRAFTING = "drafting", _("Being written")
        LAPSED = "lapsed", _("Not handed in by the date")
        SUBMITTED = "submitted", _("Handed in")
        CHECKING = "checking", _("Form is being checked")
        CORRECTING = "correcting", _("To be put right")
        UNCORRECTED = "uncorrected", _("Not put right by the date")
        IN_TALKS = "in_talks", _("In talks with the section")
        FIRST_REVIEW = "first_review", _("First look of the panel")
        HELD = "held", _("Held: to be handed in again")
        NOT_PASSED = "not_passed", _("Did not pass the first look")
        PASSED_FIRST = "passed_first", _("Passed the first look")
        PRESENTING = "presenting", _("To be presented in public")
        FINAL_REVIEW = "final_review", _("Last look of the panel")
        ADOPTED_IF = "adopted_if", _("Adopted on conditions")
        SETTLING = "settling", _("Conditions are being settled")
        ADOPTED = "adopted", pgettext_lazy("proposal", "Adopted")
        NOT_ADOPTED = "not_adopted", _("Not adopted this time")
        AWAITING_BUDGET = "awaiting_budget", _("Waiting for the budget")
        AGREEING = "agreeing", _("Agreement is being worked out")
        AGREED = "agreed", _("Agreement signed")
        UNDER_WAY = "under_way", pgettext_lazy("proposal", "Under way")
        CHANGING = "changing", _("A change is being discussed")
        MID_REPORTED = "mid_reported", _("Looked at midway")
        CARRIED_OUT = "carried_out", _("Carried out")
        REPORTED = "reported", _("Report handed in")
        SENT_BACK = "sent_back", _("Report to be put right")
        LOOKING_BACK = "looking_back", _("Looking back together")
        TOLD = "told", _("Told in public")
        COMPLETED = "completed", _("Completed")
        ONWARD = "onward", _("Gone on to its next step")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        GIVEN_UP = "given_up", _("Given up after adoption")
        STOPPED = "stopped", _("Ended early")

    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="proposals")
    type = models.CharField(max_length=24, help_text="key of a type of the scheme's plan")
    theme = models.ForeignKey(SchemeTheme, models.PROTECT, null=True, blank=True, related_name="proposals")
    # 受付番号, once handed in.
    number = models.PositiveIntegerField(null=True, blank=True)
    submitted = models.DateTimeField(null=True, blank=True)
    listed = models.DateTimeField(null=True, blank=True)
    # By when the side whose turn it is should act.
    due = models.DateField(null=True, blank=True)
    companion = models.ForeignKey("kernel.Actor", models.PROTECT, null=True, blank=True, related_name="accompanies")
    # Handed in again, or the next year of the same project.
    follows = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="followed_by")
    # When and where it is presented, and its place by lot.
    presents = models.DateTimeField(null=True, blank=True)
    turn_by_lot = models.PositiveSmallIntegerField(null=True, blank=True)
    # The key of the form that made it, so that two clicks make one.
    once = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    # (who reads, state, on which sides): remembered by `policy.stand` while one page is made, never kept.
    stands: "tuple[Who, str, frozenset[str]] | None" = None

    objects = ProposalQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "number"], condition=Q(number__isnull=False), name="proposal_number_once"
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=True, submitted__isnull=True)
                | Q(number__isnull=False, submitted__isnull=False),
                name="proposal_number_when_submitted",
            ),
            models.CheckConstraint(
                condition=Q(listed__isnull=True) | Q(number__isnull=False), name="proposal_listed_with_number"
            ),
            models.CheckConstraint(
                condition=Q(follows__isnull=True) | ~Q(follows=F("item")), name="proposal_follows_another"
            ),
        ]
        indexes = [
            models.Index(fields=["scheme", "number"], name="proposal_of_scheme"),
            models.Index(fields=["due"], name="proposal_due"),
        ]

    @property
    def state_label(self) -> str:
        """The state in words."""
        return str(self.State(self.state).label)

    @property
    def turn(self) -> str:
        """The side whose turn it is; empty where nothing waits."""
        return TURN[self.state]

    @property
    def is_adopted(self) -> bool:
        """Whether it is, or was, a project of the city and the group."""
        return self.state in ADOPTED

    @property
    def answer_by(self) -> dt.date | None:
        """The day by which the group has its answer, where the scheme counts days from the handing in."""
        days = self.scheme.the_plan.rules.result_days
        return timezone.localtime(self.submitted).date() + dt.timedelta(days=days) if days and self.submitted else None

    @property
    def until(self) -> dt.date | None:
        """By when, as it is told: with the hour where a call ends before midnight. Every other date ends with its day."""
        of_the_call = self.due is not None and self.state in BEFORE_HANDING_IN
        return self.scheme.with_its_hour(self.due) if of_the_call and self.due else self.due

    @property
    def type_name(self) -> str:
        """What its class is called in its scheme."""
        return self.scheme.the_plan.type(self.type).name


class Step(models.Model):
    """One move: who, when, why; what everybody may read, and what stays among those who run the scheme."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="steps")
    verb = models.CharField(max_length=20)
    source = models.CharField(max_length=16)
    target = models.CharField(max_length=16, choices=Proposal.State)
    person = models.ForeignKey("kernel.Actor", models.PROTECT, null=True, related_name="+")
    hat = models.ForeignKey("kernel.Actor", models.PROTECT, null=True, related_name="+")
    reason = models.TextField(max_length=1000, blank=True, help_text="for the parties")
    public_text = models.TextField(max_length=1000, blank=True)
    note = models.TextField(max_length=1000, blank=True, help_text="for the office and the section only")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["proposal", "-id"], name="step_newest")]

    @property
    def target_words(self) -> str:
        """The state it led to. Django's own `get_target_display` puts all 36 of them into words for each row."""
        return str(Proposal.State(self.target).label)

    @property
    def is_result(self) -> bool:
        """Whether the panel's words say why: they stand on the proposal's page by themselves."""
        return self.verb in RESULTS


class Consultation(models.Model):
    """相談: when, with whom, what was advised, what is to be done until next time. A day in the future is an appointment."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="consultations")
    at = models.DateTimeField(_("when"))
    with_whom = models.CharField(pgettext_lazy("consultation", "with whom"), max_length=200)
    advice = models.TextField(_("what was advised"), max_length=2000, blank=True)
    homework = models.TextField(_("until next time"), max_length=1000, blank=True)
    by = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    written = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-at"]


class CheckMark(models.Model):
    """形式確認: one line of the list that whoever checks goes through, with its note. It never leaves city hall."""

    class Answer(models.TextChoices):
        YES = "yes", pgettext_lazy("check", "yes")
        NO = "no", pgettext_lazy("check", "no")

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="check_marks")
    line = models.CharField(max_length=40, help_text="key of the line")
    # As it stood when it was ticked: the plan may be corrected later.
    words = models.CharField(max_length=400)
    # Empty: not looked at yet.
    answer = models.CharField(max_length=3, choices=Answer, blank=True)
    note = models.CharField(max_length=400, blank=True)
    by = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["proposal", "line"], name="check_mark_once_a_line")]


class Talk(models.Model):
    """A section and a proposal: 担当者メモ（庁内） and 市の回答, which goes out only with its 決裁日 (F6)."""

    class Can(models.TextChoices):
        YES = "yes", _("We can do it together")
        PARTLY = "partly", _("We can do it in part, or in another way")
        NO = "no", _("We cannot do it")

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="talks")
    section = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="talks")
    leads = models.BooleanField(
        default=False, help_text="the section that answers for the city where there are several (R63)"
    )
    memo = models.TextField(_("note of the officer, inside city hall"), max_length=4000, blank=True)
    can = models.CharField(_("whether it can be done"), max_length=6, choices=Can, blank=True)
    city_can = models.TextField(_("what the city can do"), max_length=1000, blank=True)
    city_cannot = models.TextField(_("what the city cannot do"), max_length=1000, blank=True)
    law = models.TextField(_("laws and rules to mind"), max_length=1000, blank=True)
    money = models.TextField(_("budget"), max_length=1000, blank=True)
    instead = models.TextField(_("another way"), max_length=1000, blank=True)
    decided_on = models.DateField(_("day of the decision"), null=True, blank=True)
    sent = models.DateTimeField(null=True, blank=True)
    passes = models.PositiveSmallIntegerField(default=0)
    ended = models.DateTimeField(null=True, blank=True, help_text="passed on to another section")
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "section"], condition=Q(ended__isnull=True), name="talk_once_a_section"
            ),
            models.UniqueConstraint(
                fields=["proposal"], condition=Q(leads=True, ended__isnull=True), name="talk_one_leads"
            ),
            models.CheckConstraint(
                condition=Q(sent__isnull=True) | Q(decided_on__isnull=False), name="talk_sent_once_decided"
            ),
        ]

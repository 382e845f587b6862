"""調査: the office asks every organisation the same questions, and publishes what came of it (R74)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yoriai.kernel.items.models import Item, ItemQuerySet


class Survey(Item):
    """A questionnaire for the bodies with a page. `due` is the last day: then it closes by itself."""

    KIND = "survey"
    item = models.OneToOneField(Item, models.CASCADE, parent_link=True, primary_key=True, related_name="as_survey")

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("survey", "Being prepared")
        OPEN = "open", pgettext_lazy("survey", "Answers are being taken")
        CLOSED = "closed", pgettext_lazy("survey", "Closed; the numbers follow")
        PUBLISHED = "published", pgettext_lazy("survey", "Published")

    due = models.DateField(_("answers until"), null=True, blank=True)

    objects = ItemQuerySet.as_manager()  # type: ignore[misc]

    @property
    def state_label(self) -> str:
        """What its state is called."""
        return str(dict(self.State.choices).get(self.state, ""))


class SurveyQuestion(models.Model):
    """One question. options: one a line, for the two kinds that choose. They stand still once the survey is open."""

    class Kind(models.TextChoices):
        CHOICE = "choice", _("One choice")
        SEVERAL = "several", _("Several choices")
        NUMBER = "number", _("A number")
        TEXT = "text", pgettext_lazy("survey", "Words")

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="questions")
    text = models.CharField(_("question"), max_length=200)
    kind = models.CharField(_("how it is answered"), max_length=8, choices=Kind, default=Kind.CHOICE)
    options = models.TextField(_("choices, one a line"), max_length=1000, blank=True)
    needed = models.BooleanField(_("an answer is needed"), default=False)
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["place", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind__in=["choice", "several"]) | ~Q(options=""), name="survey_question_has_choices"
            ),
        ]

    @property
    def chooses(self) -> bool:
        """Whether it is answered by choosing."""
        return self.kind in (self.Kind.CHOICE, self.Kind.SEVERAL)

    @property
    def choices(self) -> list[str]:
        """Its choices in their order."""
        return [line.strip() for line in self.options.splitlines() if line.strip()]


class SurveyAnswer(models.Model):
    """What one body answered. values: the id of a question (as text) to a text, a number or a list of texts."""

    class Way(models.TextChoices):
        WEB = "web", pgettext_lazy("survey", "on this site")
        PAPER = "paper", pgettext_lazy("survey", "on paper")
        PHONE = "phone", pgettext_lazy("survey", "by telephone")

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="answers")
    body = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    values = models.JSONField(default=dict)
    may_be_quoted = models.BooleanField(default=False)
    way = models.CharField(_("how it came"), max_length=5, choices=Way, default=Way.WEB)
    by = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+", help_text="the person who typed it")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["survey", "body"], name="survey_answered_once")]

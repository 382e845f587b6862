"""記事: what citizen reporters saw and heard, with the facts checked by whom it is about (R44, R45)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yoriai.kernel.items.models import Item, ItemQuerySet


class Article(Item):
    """One article of one person, `by`. Title and summary are its headline and lead.

    Until it is shown only its reporter and the desk read it, and, while it is checked, whoever it is about.
    """

    KIND = "article"
    item = models.OneToOneField(Item, models.CASCADE, parent_link=True, primary_key=True, related_name="as_article")

    class State(models.TextChoices):
        ASSIGNED = "assigned", pgettext_lazy("article", "The reporter is asked")
        DRAFT = "draft", pgettext_lazy("article", "Being written")
        OFFERED = "offered", pgettext_lazy("article", "The desk reads it")
        CHECKING = "checking", pgettext_lazy("article", "The facts are being checked")
        CHECKED = "checked", pgettext_lazy("article", "The facts are checked")
        SHOWN = "shown", pgettext_lazy("article", "Shown to everybody")
        ENDED = "ended", pgettext_lazy("article", "No longer in the lists")
        HANDED_BACK = "handed_back", pgettext_lazy("article", "Handed back; a reporter is looked for")
        GIVEN_UP = "given_up", pgettext_lazy("article", "Given up")

    # What it is about: the page of an organisation or another entry. Its owner checks the facts; None: the desk does.
    about = models.ForeignKey(Item, models.SET_NULL, null=True, blank=True, related_name="articles")
    text = models.TextField(_("text"), max_length=6000, blank=True)
    byline = models.CharField(_("the name it stands under"), max_length=60, blank=True)
    # The desk's hat, where the desk asked for it; None: the reporter's own idea.
    assigned_by = models.ForeignKey("kernel.Actor", models.PROTECT, null=True, blank=True, related_name="+")
    due = models.DateField(_("until when"), null=True, blank=True)
    shown = models.DateField(null=True, blank=True)

    objects = ItemQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(due__isnull=True) | Q(assigned_by__isnull=False), name="article_due_is_assigned"
            ),
        ]

    @property
    def state_label(self) -> str:
        """What its state is called."""
        return str(dict(self.State.choices).get(self.state, ""))

    @property
    def is_shown(self) -> bool:
        """Whether it stands in the lists now."""
        return self.state == self.State.SHOWN

    @property
    def written_by(self) -> str:
        """The name it stands under; none, once its reporter has closed their account."""
        return self.byline if self.byline and not self.by.left else self.by.shown_name

    @property
    def paragraphs(self) -> list[str]:
        """Its text, a paragraph a line."""
        return [line.strip() for line in self.text.splitlines() if line.strip()]

    def search_text(self) -> str:
        """Lead and text."""
        return f"{self.summary}\n{self.text}"


class ArticlePhoto(models.Model):
    """Its one picture, in words too. Apart from the row of the article, so that no list carries it."""

    article = models.OneToOneField(Article, models.CASCADE, primary_key=True, related_name="photo")
    jpeg = models.BinaryField()
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    alt = models.CharField(max_length=200)
    caption = models.CharField(max_length=80, blank=True)
    by = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)


class Visit(models.Model):
    """A reporter's own note of a visit. Nobody else reads it, the desk neither; it does not go on with the article."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="visits")
    by = models.ForeignKey("kernel.Actor", models.CASCADE, related_name="+")
    day = models.DateField(_("when"))
    met = models.CharField(_("whom I met"), max_length=120, blank=True)
    notes = models.TextField(_("notes"), max_length=4000, blank=True)

    class Meta:
        ordering = ["day", "id"]


class Verdict(models.Model):
    """What was said of a text, and by whom: by those it is about, or by the desk. The newest one holds."""

    class Said(models.TextChoices):
        RIGHT = "right", pgettext_lazy("verdict", "The facts are right")
        WRONG = "wrong", pgettext_lazy("verdict", "Something is not right")
        UNANSWERED = "unanswered", pgettext_lazy("verdict", "No answer by the day named")
        VOUCHED = "vouched", pgettext_lazy("verdict", "The desk has checked the facts")
        RETURNED = "returned", pgettext_lazy("verdict", "The desk gave it back")

    article = models.ForeignKey(Article, models.CASCADE, related_name="verdicts")
    said = models.CharField(max_length=10, choices=Said)
    words = models.CharField(max_length=1000, blank=True)
    by = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+", help_text="whose answer it is")
    # Where the desk wrote down what somebody without an account said: who said it, and how. Seen by the desk only.
    heard = models.CharField(max_length=200, blank=True)
    typed_by = models.ForeignKey("kernel.Actor", models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(said__in=["right", "vouched"]) | ~Q(words=""), name="verdict_with_its_words"
            ),
        ]


class Reporter(models.Model):
    """Somebody who may be asked to visit and to write. Said by themselves, and taken back by themselves."""

    actor = models.OneToOneField("kernel.Actor", models.CASCADE, related_name="reports")
    likes = models.CharField(_("what I would like to write about"), max_length=120, blank=True)
    since = models.DateField(auto_now_add=True)
    ended = models.DateField(null=True, blank=True)

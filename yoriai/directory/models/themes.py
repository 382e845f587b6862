"""What is known of a problem here, and new themes raised by anybody (R4)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from yoriai.kernel.items.models import Item, ItemQuerySet


class Figure(models.Model):
    """A number that tells what the problem is here, with its day and its source."""

    theme = models.ForeignKey("kernel.Theme", models.CASCADE, related_name="figures")
    what = models.CharField(_("what is counted"), max_length=120)
    value = models.CharField(_("the number, with its unit"), max_length=40)
    as_of = models.CharField(_("as of"), max_length=40)
    source = models.CharField(_("source"), max_length=200)
    website = models.URLField(_("address of the source"), blank=True)
    by = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]


class ThemeIdea(Item):
    """A theme somebody thinks is missing. It waits for an editor, and is then adopted or declined with a reason."""

    KIND = "theme_idea"
    item = models.OneToOneField(Item, models.CASCADE, parent_link=True, primary_key=True, related_name="as_theme_idea")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Waiting for an editor")
        ADOPTED = "adopted", _("Adopted")
        DECLINED = "declined", _("Not adopted")

    theme = models.ForeignKey("kernel.Theme", models.SET_NULL, null=True, blank=True, related_name="ideas")
    answer = models.CharField(max_length=400, blank=True)

    objects = ItemQuerySet.as_manager()  # type: ignore[misc]

    @property
    def state_label(self) -> str:
        """What its state is called."""
        return str(dict(self.State.choices).get(self.state, ""))

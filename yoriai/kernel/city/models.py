"""The one city of this deployment: what stands in the bar, on paper, and who runs the platform."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

COLOUR = RegexValidator(r"\A#[0-9a-f]{6}\Z", _("A colour is written as # and six signs, for example #c1351f."))


class City(models.Model):
    """A single row."""

    name = models.CharField(_("name of the city"), max_length=40)
    reading = models.CharField(_("reading"), max_length=60, blank=True)
    area = models.ForeignKey("kernel.Area", models.PROTECT, related_name="+")
    assembly_name = models.CharField(_("name of its forums"), max_length=40)
    committee_name = models.CharField(_("name of its committee"), max_length=60, blank=True)
    paper_name = models.CharField(_("name of its newsletter"), max_length=40)
    # The actor that runs the platform; whoever represents it moderates and sees to things.
    office = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    phone = models.CharField(_("telephone"), max_length=40)
    fax = models.CharField(_("fax"), max_length=40, blank=True)
    mail = models.EmailField(_("mail"), blank=True)
    hours = models.CharField(_("office hours"), max_length=60, blank=True)
    thread_colour = models.CharField(_("colour of the thread"), max_length=7, default="#c1351f", validators=[COLOUR])
    link_colour = models.CharField(
        _("colour of links and buttons"), max_length=7, default="#1f3f8f", validators=[COLOUR]
    )
    mark = models.TextField(_("mark"), blank=True, help_text="SVG path data of the mark in a 34 × 34 box")
    is_demo = models.BooleanField(default=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_city")]

    def __str__(self) -> str:
        return self.name

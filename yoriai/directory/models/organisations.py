"""The page of an organisation, whatever its kind (R2), and what people do together in it."""

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yoriai.directory.models.entries import Entry


class Organisation(Entry):
    """One page a body. The page is the body's own item; only its name is needed."""

    KIND = "organisation"
    FACTS: ClassVar[tuple[str, ...]] = (
        "short_name", "english_name", "easy", "days", "people", "households", "for_whom", "joining", "postcode", "address",
        "phone", "fax", "mail", "contact", "contact_by", "website", "links", "founded", "corporate_number", "authority",
        "budget", "documents", "latitude", "longitude", "needs_two",
    )  # fmt: skip

    actor = models.OneToOneField("kernel.Actor", models.PROTECT, related_name="organisation")
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    english_name = models.CharField(_("name in English"), max_length=160, blank=True)
    easy = models.TextField(_("about us in easy Japanese"), max_length=400, blank=True)
    days = models.CharField(_("when it meets"), max_length=120, blank=True)
    people = models.CharField(_("how many people"), max_length=40, blank=True)
    households = models.PositiveIntegerField(_("households, roughly"), null=True, blank=True)
    for_whom = models.CharField(_("for whom"), max_length=200, blank=True)
    joining = models.TextField(_("how to join"), max_length=400, blank=True)
    postcode = models.CharField(_("postcode"), max_length=8, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    fax = models.CharField(_("fax"), max_length=40, blank=True)
    mail = models.EmailField(pgettext_lazy("public", "mail address"), blank=True)
    links = models.TextField(_("other pages"), max_length=1000, blank=True, help_text="one address a line")
    founded = models.CharField(_("since when"), max_length=40, blank=True)
    # 法人番号: 13 digits with a check digit; the form looks at it.
    corporate_number = models.CharField(
        _("corporate number"), max_length=13, blank=True, validators=[RegexValidator(r"^\d{13}$")]
    )
    authority = models.CharField(_("supervised by"), max_length=80, blank=True)
    budget = models.CharField(_("yearly budget, roughly"), max_length=60, blank=True)
    documents = models.TextField(
        _("rules, reports and accounts"), max_length=1000, blank=True, help_text="one a line: what | address"
    )
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    needs_two = models.BooleanField(_("a second person looks before anything in our name is shown"), default=False)

    @property
    def papers(self) -> list[tuple[str, str]]:
        """(words, address) of its documents and other pages; only addresses of the web become links."""
        lines = [line.strip() for line in f"{self.documents}\n{self.links}".splitlines() if line.strip()]
        pairs = [(words.strip() or address.strip(), address.strip()) for words, _bar, address in map(_halves, lines)]
        return [(words, address if address.startswith(("https://", "http://")) else "") for words, address in pairs]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["corporate_number"], condition=~Q(corporate_number=""), name="organisation_number_once"
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True) | Q(latitude__range=(-90, 90)), name="organisation_latitude"
            ),
            models.CheckConstraint(
                condition=Q(longitude__isnull=True) | Q(longitude__range=(-180, 180)), name="organisation_longitude"
            ),
        ]


def _halves(line: str) -> tuple[str, str, str]:
    """「会則 | https://…」 in two; a line that is only an address is both."""
    words, bar, address = line.replace("｜", "|").rpartition("|")
    return words, bar, address


class Pause(models.Model):
    """「今は手いっぱい」: a body is not suggested to anybody for a while. It shows nowhere and is counted nowhere."""

    actor = models.ForeignKey("kernel.Actor", models.CASCADE, related_name="pauses")
    by = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    since = models.DateTimeField(auto_now_add=True)
    until = models.DateField(null=True, blank=True)
    ended = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["actor"], condition=Q(ended__isnull=True), name="pause_open_once")
        ]


class Activity(Entry):
    """What somebody does again and again, and how to join in (R46). Business fields for R50."""

    KIND = "activity"
    FACTS: ClassVar[tuple[str, ...]] = (
        "for_whom", "days", "meets_at", "joining", "cost", "contact", "contact_by", "website", "who_pays", "who_works", "whats_left",
    )  # fmt: skip

    for_whom = models.CharField(_("for whom"), max_length=200, blank=True)
    days = models.CharField(_("when"), max_length=200, blank=True)
    meets_at = models.CharField(_("where, in words"), max_length=200, blank=True)
    joining = models.TextField(_("how to join in"), max_length=400, blank=True)
    cost = models.CharField(_("what it costs"), max_length=120, blank=True)
    who_pays = models.CharField(_("who pays"), max_length=200, blank=True)
    who_works = models.CharField(_("who works"), max_length=200, blank=True)
    whats_left = models.CharField(_("what is left, and where it goes"), max_length=200, blank=True)


class Measure(Entry):
    """支援: what the city or others offer to those who act (R59), looked at again every year with those who used it."""

    KIND = "measure"
    FACTS: ClassVar[tuple[str, ...]] = (
        "for_whom", "gives", "how", "period", "contact", "contact_by", "website",
    )  # fmt: skip

    for_whom = models.CharField(_("for whom"), max_length=200, blank=True)
    gives = models.CharField(_("what it gives"), max_length=200, blank=True)
    how = models.TextField(_("how to apply"), max_length=400, blank=True)
    period = models.CharField(_("when"), max_length=120, blank=True)


class Review(models.Model):
    """The yearly look at a support measure: what its users said, and what changes."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="reviews")
    year = models.PositiveSmallIntegerField()
    text = models.TextField(max_length=1000)
    by = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["measure", "year"], name="review_once_a_year")]

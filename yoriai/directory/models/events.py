"""What is on: an event, the days it takes place, and who comes."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yoriai.directory.models.entries import Entry


class Support(models.TextChoices):
    """What makes it possible for everybody to come."""

    SIGN_LANGUAGE = "sign", _("Sign language")
    CAPTIONS = "captions", _("Captions")
    CHILD_CARE = "childcare", _("Child care")
    WHEELCHAIR = "wheelchair", _("Wheelchair")
    EASY_JAPANESE = "easy", _("Easy Japanese")
    ONLINE = "online", _("Online")


class Event(Entry):
    """Something on one or several days. `when` is the start of the next day, `where` a place of the directory."""

    KIND = "event"
    FACTS: ClassVar[tuple[str, ...]] = (
        "for_whom", "meets_at", "online_url", "price", "capacity", "sign_up", "apply_until", "how", "support", "organisers",
        "dates_note", "contact", "contact_by", "website", "latitude", "longitude",
    )  # fmt: skip

    class SignUpBy(models.TextChoices):
        NOBODY = "none", _("Just come")
        HERE = "here", _("Sign up here")
        ELSEWHERE = "elsewhere", _("Sign up elsewhere, as written")

    for_whom = models.CharField(_("for whom"), max_length=200, blank=True)
    meets_at = models.CharField(_("where, in words"), max_length=200, blank=True)
    online_url = models.URLField(_("address for those who take part online"), blank=True)
    price = models.CharField(_("what it costs"), max_length=200, blank=True)
    capacity = models.PositiveIntegerField(_("how many can come"), null=True, blank=True)
    sign_up = models.CharField(_("signing up"), max_length=9, choices=SignUpBy, default=SignUpBy.NOBODY)
    apply_until = models.DateTimeField(_("sign up until"), null=True, blank=True)
    how = models.TextField(_("how to sign up"), max_length=400, blank=True)
    support = ArrayField(
        models.CharField(max_length=10, choices=Support), default=list, blank=True, verbose_name=_("help on the day")
    )
    organisers = models.CharField(_("organised by, in words"), max_length=200, blank=True)
    dates_note = models.CharField(_("about the dates"), max_length=200, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__isnull=True) | Q(latitude__range=(-90, 90)), name="event_latitude"
            ),
            models.CheckConstraint(
                condition=Q(longitude__isnull=True) | Q(longitude__range=(-180, 180)), name="event_longitude"
            ),
        ]


class Occurrence(models.Model):
    """One day of an event. A series is its days; an exception is a day that is not there, or that was cancelled."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="occurrences")
    starts = models.DateTimeField()
    ends = models.DateTimeField(null=True, blank=True)
    all_day = models.BooleanField(default=False)
    note = models.CharField(_("about this day"), max_length=200, blank=True)
    cancelled = models.DateTimeField(null=True, blank=True)
    cancelled_why = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["starts", "id"]
        constraints = [
            models.UniqueConstraint(fields=["event", "starts"], name="occurrence_once"),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=models.F("starts")), name="occurrence_ends_after"
            ),
            models.CheckConstraint(
                condition=Q(cancelled__isnull=True) | ~Q(cancelled_why=""), name="occurrence_cancelled_with_reason"
            ),
        ]
        indexes = [models.Index(fields=["starts", "event"], name="occurrence_by_day")]


class SignUp(models.Model):
    """Somebody comes, or waits for a seat. What they need on the day is deleted after it."""

    class State(models.TextChoices):
        BOOKED = "booked", _("has a seat")
        WAITING = "waiting", _("on the waiting list")
        LEFT = "left", _("gave the seat back")

    occurrence = models.ForeignKey(Occurrence, models.CASCADE, related_name="sign_ups")
    actor = models.ForeignKey("kernel.Actor", models.CASCADE, related_name="sign_ups")
    people = models.PositiveSmallIntegerField(_("how many people"), default=1)
    state = models.CharField(max_length=8, choices=State, default=State.BOOKED)
    # 配慮事項: only for the named person at reception, each look recorded, gone after the day.
    needs = models.TextField(_("what you need on the day"), max_length=400, blank=True)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["occurrence", "actor"], condition=~Q(state="left"), name="signed_up_once"),
            models.CheckConstraint(condition=Q(people__range=(1, 20)), name="sign_up_people"),
        ]
        indexes = [models.Index(fields=["occurrence", "state", "id"], name="sign_up_queue")]

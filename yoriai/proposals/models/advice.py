"""相談の予約: hours somebody offers, who has taken which, what of the homework is done; and the group's yes to being shown to sections."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yoriai.proposals.models.proposals import Consultation, Proposal
from yoriai.proposals.models.schemes import Scheme


class Slot(models.Model):
    """An hour somebody of the office, or a companion, has for groups with an idea: `seats` groups, one after the other or together."""

    class Way(models.TextChoices):
        PLACE = "place", _("face to face")
        ONLINE = "online", _("online")
        PHONE = "phone", _("by telephone")

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="slots")
    starts = models.DateTimeField(_("when"))
    minutes = models.PositiveSmallIntegerField(_("how many minutes"), default=45)
    way = models.CharField(_("how"), max_length=6, choices=Way)
    where = models.CharField(_("where, or how to connect"), max_length=200, blank=True)
    seats = models.PositiveSmallIntegerField(_("how many groups"), default=1)
    by = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    withdrawn = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["starts", "id"]
        constraints = [
            # Two equal hours of one person come from a double click; at another place they cannot be at that hour either.
            models.UniqueConstraint(
                fields=["scheme", "by", "starts"], condition=Q(withdrawn__isnull=True), name="slot_once_an_hour"
            ),
            models.CheckConstraint(condition=Q(seats__gte=1, seats__lte=20), name="slot_has_a_seat"),
            models.CheckConstraint(condition=Q(minutes__gte=5, minutes__lte=480), name="slot_has_an_end"),
        ]
        indexes = [models.Index(fields=["scheme", "starts"], name="slot_of_scheme")]


class Booking(models.Model):
    """A group has one of its seats. Each seat is a number of its own, so that the database gives it away once."""

    slot = models.ForeignKey(Slot, models.PROTECT, related_name="bookings")
    seat = models.PositiveSmallIntegerField()
    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="bookings")
    by = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    cancelled = models.DateTimeField(null=True, blank=True)
    # What was said there, once somebody has noted it.
    consultation = models.OneToOneField(Consultation, models.SET_NULL, null=True, blank=True, related_name="booked")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["slot", "seat"], condition=Q(cancelled__isnull=True), name="booking_one_a_seat"
            ),
            models.UniqueConstraint(
                fields=["slot", "proposal"], condition=Q(cancelled__isnull=True), name="booking_once_a_group"
            ),
            models.CheckConstraint(condition=Q(seat__gt=0), name="booking_seat_counted"),
        ]


class HomeworkDone(models.Model):
    """次回までの宿題, ticked by one of the group."""

    consultation = models.OneToOneField(Consultation, models.CASCADE, related_name="homework_done")
    by = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)


class Sharing(models.Model):
    """The group's yes that sections of the city are shown its idea sheet, so that one is found to shape it with."""

    proposal = models.OneToOneField(Proposal, models.CASCADE, related_name="sharing")
    by = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)


class SchemeRemark(models.Model):
    """A word of a section on a draft it was asked about. Read by the office and the sections asked, also when the scheme is open."""

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="section_remarks")
    by = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    person = models.ForeignKey("kernel.Actor", models.PROTECT, related_name="+")
    text = models.TextField(_("your word"), max_length=1000)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]

"""Offers and needs end by themselves, suggestions are made, introductions lapse."""

from django.utils import timezone
from procrastinate.contrib.django import app

from yoriai.directory import actions


@app.periodic(cron="25 * * * *", periodic_id="end_past_exchange")
@app.task(name="end_past_exchange", queueing_lock="end_past_exchange")
def end_past_exchange(timestamp: int) -> None:
    """Offers and needs whose last day has passed."""
    actions.end_past(timezone.localdate())


@app.periodic(cron="*/10 * * * *", periodic_id="suggest_partners")
@app.task(name="suggest_partners", queueing_lock="suggest_partners")
def suggest_partners(timestamp: int) -> None:
    """Suggestions for all open offers and needs: soon after something changed, and once a day."""
    actions.suggest_if_due(timezone.now())


@app.periodic(cron="40 * * * *", periodic_id="end_introductions")
@app.task(name="end_introductions", queueing_lock="end_introductions")
def end_introductions(timestamp: int) -> None:
    """Introductions nobody answered in time, and contact data that serves nobody any more."""
    actions.lapse_introductions(timezone.localdate())
    actions.forget_contacts(timezone.now())

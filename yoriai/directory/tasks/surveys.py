"""Surveys close by themselves on their last day. A round that was missed is made up by the next."""

from django.utils import timezone
from procrastinate.contrib.django import app

from yoriai.directory import actions


@app.periodic(cron="20 * * * *", periodic_id="close_past_surveys")
@app.task(name="close_past_surveys", queueing_lock="close_past_surveys")
def close_past_surveys(timestamp: int) -> None:
    """Surveys whose last day has passed."""
    actions.close_past_surveys(timezone.localdate())

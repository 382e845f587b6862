"""What the directory has done for it in the background. Each round asks what is due, so that a missed one is made up."""

from django.utils import timezone
from procrastinate.contrib.django import app

from yoriai.directory import actions
from yoriai.directory.queries.events import past_their_day


@app.periodic(cron="*/10 * * * *", periodic_id="renew_events")
@app.task(name="renew_events", queueing_lock="renew_events")
def renew_events(timestamp: int) -> None:
    """Each event's next day, once one has passed; events whose last day is over have ended."""
    now = timezone.now()
    for event in past_their_day(now):
        actions.renew_event(event, now=now)


@app.periodic(cron="35 * * * *", periodic_id="end_sign_ups")
@app.task(name="end_sign_ups", queueing_lock="end_sign_ups")
def end_sign_ups(timestamp: int) -> None:
    """Sign-ups are deleted a week after their day."""
    actions.end_sign_ups(timezone.now())

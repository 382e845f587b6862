"""What articles and support measures have done for them in the background. A round that was missed is made up by the next."""

from django.utils import timezone
from procrastinate.contrib.django import app

from yoriai.directory import actions


@app.periodic(cron="55 * * * *", periodic_id="end_visits")
@app.task(name="end_visits", queueing_lock="end_visits")
def end_visits(timestamp: int) -> None:
    """Notes of visits that serve nobody any more."""
    actions.end_visits(timezone.now())


@app.periodic(cron="47 * * * *", periodic_id="ask_review")
@app.task(name="ask_review", queueing_lock="ask_review")
def ask_review(timestamp: int) -> None:
    """Once a year, of those who offer support. By day, like every letter."""
    if 8 <= timezone.localtime().hour < 20:
        actions.ask_review(timezone.now())

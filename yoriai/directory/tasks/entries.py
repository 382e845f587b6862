"""The rounds of the directory. Hours are UTC; a round that was missed is made up by the next."""

from django.utils import timezone
from procrastinate.contrib.django import app

from yoriai.directory.actions import ask_still_true, end_papers


@app.periodic(cron="45 * * * *")
@app.task(name="ask_still_true", queueing_lock="ask_still_true")
def ask_owners_still_true(timestamp: int) -> None:
    """Once a year: does it still hold? By day, like every letter."""
    if 8 <= timezone.localtime().hour < 20:
        ask_still_true(timezone.now())


@app.periodic(cron="50 * * * *")
@app.task(name="end_papers", queueing_lock="end_papers")
def end_papers_of_the_tray(timestamp: int) -> None:
    """Pictures of paper go when they are needed no longer."""
    end_papers(timezone.now())

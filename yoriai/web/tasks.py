"""What the web's pages have done for them in the background."""

from procrastinate.contrib.django import app

from yoriai.web.actions import count_items


@app.periodic(cron="*/5 * * * *", periodic_id="count")
@app.task(name="count_items", queueing_lock="count_items")
def count(timestamp: int) -> None:
    """Every five minutes."""
    count_items()

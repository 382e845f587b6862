"""What the web's pages have done for them in the background."""

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from yoriai.kernel.readings.queries import refresh
from yoriai.kernel.search.actions import rebuild_search as rebuild_items
from yoriai.web import actions
from yoriai.web.queries import searches_due


@app.periodic(cron="*/5 * * * *", periodic_id="count")
@app.task(name="count_items", queueing_lock="count_items")
def count(timestamp: int) -> None:
    """Every five minutes."""
    actions.count_items()


@app.periodic(cron="20 3 * * *", periodic_id="write_dump")
@app.task(name="write_dump", queueing_lock="write_dump")
def write_dump(timestamp: int) -> None:
    """Every night: all open data in one file."""
    actions.write_dump()


@app.task(name="write_dump_now")
def write_dump_now() -> None:
    """When something in it became invisible."""
    actions.write_dump()


@app.task(name="rebuild_search", retry=RetryStrategy(max_attempts=5, exponential_wait=4))
def rebuild_search(rebuild: int) -> None:
    """After the dictionary has changed: what holds the words is made findable by it, a few things at a time."""
    refresh(at_once=True)
    rebuild_items(rebuild, now=timezone.now())


@app.task(name="rehearse_upload", retry=RetryStrategy(max_attempts=3, exponential_wait=4))
def rehearse(upload: int) -> None:
    """What a large file would change, for its preview."""
    refresh()
    actions.rehearse_upload(upload)


@app.task(name="take_upload", retry=RetryStrategy(max_attempts=3, exponential_wait=4))
def take(upload: int) -> None:
    """A large file, whole or not at all."""
    refresh()
    actions.take_upload(upload)


@app.periodic(cron="45 * * * *", periodic_id="end_uploads")
@app.task(name="end_uploads", queueing_lock="end_uploads")
def end_uploads(timestamp: int) -> None:
    """Files are kept for a day."""
    actions.end_uploads(timezone.now())


@app.periodic(cron="55 * * * *", periodic_id="saved_searches")
@app.task(name="saved_searches", queueing_lock="saved_searches")
def saved_searches(timestamp: int) -> None:
    """Each saved search once a day, each in a transaction of its own."""
    actions.end_searches()
    now = timezone.now()
    for pk in searches_due(now):
        actions.look_for(pk, now=now)

"""The jobs of publishing. Each may run twice."""

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from yoriai.publishing import actions
from yoriai.publishing.files import files_on
from yoriai.publishing.models import Edition
from yoriai.publishing.queries import telling_of


@app.task(name="make_files", retry=RetryStrategy(max_attempts=5, exponential_wait=4))
def make_files(edition: int) -> None:
    """Make every file of the channels the edition is shown on, so that nobody waits for one."""
    found = Edition.objects.select_related("result").filter(pk=edition).first()
    if found is None:
        return
    open_now = set(found.publications.filter(ended=None).values_list("channel", flat=True))
    told = telling_of(found)
    for name in files_on(open_now):
        actions.file_of(found.result, told, name)


@app.periodic(cron="35 * * * *")
@app.task(name="pass_keys_on", queueing_lock="pass_keys_on")
def pass_keys_on(timestamp: int) -> None:
    """Keys nobody turned for three days pass to the deputy of their side."""
    actions.pass_keys_on(timezone.now())


@app.periodic(cron="45 19 * * *")
@app.task(name="forget_stale_files", queueing_lock="forget_stale_files")
def forget_stale_files(timestamp: int) -> None:
    """Once a night: files nobody is served any more."""
    actions.forget_stale_files(timezone.now())

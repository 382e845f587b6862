"""The jobs of the platform. Each may run twice: what is done is marked in the row itself. Hours of the rounds are UTC.

A round that was missed (the machine was off) is made up by the next one, for each asks what is due and not what time it is.
"""

import datetime as dt

from django.utils import timezone
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.jobs import Status

from yoriai.kernel.asks.actions import remind_of_asks
from yoriai.kernel.models import Record
from yoriai.people import actions, limits
from yoriai.people.letters import follow_mail
from yoriai.people.queries import mail_due
from yoriai.people.sessions import SessionStore

PATIENTLY = RetryStrategy(max_attempts=8, exponential_wait=4)


@app.task(name="tell", retry=PATIENTLY)
def tell(record: int) -> None:
    """Tell those who should hear of this record."""
    actions.tell(Record.objects.select_related("item", "hat", "person").get(pk=record))


@app.task(name="send_mail", retry=PATIENTLY)
def send_mail() -> None:
    """Send every mail that is due, each in a transaction of its own."""
    for first in mail_due(timezone.now()):
        actions.send_letter(first)


@app.task(name="send_invitation", retry=PATIENTLY)
def send_invitation(invitation: int) -> None:
    """Mail the letter of an invitation."""
    actions.send_invitation(invitation)


@app.task(name="ask_to_confirm", retry=PATIENTLY)
def ask_to_confirm(token: str, title: str) -> None:
    """Ask the owner of a mail address whether they want these notices. If it goes twice, no harm is done."""
    mail = follow_mail(token, title)
    if mail is not None:
        mail.send()


@app.periodic(cron="*/10 * * * *")
@app.task(name="send_due_mail", queueing_lock="send_due_mail")
def send_due_mail(timestamp: int) -> None:
    """The digests of the week, and what failed before."""
    send_mail()


@app.periodic(cron="* * * * *")
@app.task(name="retry_stalled", queueing_lock="retry_stalled", pass_context=True)
async def retry_stalled(context: JobContext, timestamp: int) -> None:
    """Jobs whose worker died run again. A round is dropped instead: the next one waits already, and two would lock each other out."""
    jobs = context.app.job_manager
    for job in await jobs.get_stalled_jobs():
        if job.queueing_lock:
            await jobs.finish_job(job, status=Status.FAILED, delete_job=True)
        else:
            await jobs.retry_job(job)


@app.periodic(cron="5 * * * *")
@app.task(name="end_contacts", queueing_lock="end_contacts")
def end_contacts(timestamp: int) -> None:
    """What is past its term is deleted: contact data, old notices, forms never sent, accounts nobody confirmed, sessions, tries."""
    now = timezone.now()
    actions.end_contacts(timezone.localdate())
    actions.end_unconfirmed(now - dt.timedelta(days=2))
    actions.end_letters(now - dt.timedelta(days=366))
    actions.end_drafts(now - dt.timedelta(days=30))
    SessionStore.clear_expired()
    limits.clear(now)


@app.periodic(cron="15 * * * *")
@app.task(name="remind_asks", queueing_lock="remind_asks")
def remind_asks(timestamp: int) -> None:
    """One reminder of each ask whose date is near. Not at night: nobody should be woken by a form."""
    if 8 <= timezone.localtime().hour < 20:
        remind_of_asks(timezone.localdate())


@app.periodic(cron="25 * * * *")
@app.task(name="february", queueing_lock="february")
def february(timestamp: int) -> None:
    """In February: who hands over in March? Once a year."""
    actions.remind_of_hand_over(timezone.localdate())

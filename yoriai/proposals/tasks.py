"""The rounds of the scheme. Hours are UTC; a round that was missed is made up by the next."""

from django.utils import timezone
from procrastinate.contrib.django import app

from yoriai.kernel.policy import Refusal
from yoriai.proposals.actions import lapse, notice_kept, notice_overdue, notice_silence
from yoriai.proposals.queries.handing_in import past_their_date


@app.periodic(cron="5 * * * *")
@app.task(name="lapse_proposals", queueing_lock="lapse_proposals")
def lapse_what_is_past(timestamp: int) -> None:
    """What was not handed in, or not put right, by its date. Each in a transaction of its own: one that moved on meanwhile stays."""
    for proposal in past_their_date(timezone.now()):
        try:
            lapse(proposal)
        except Refusal:
            continue


@app.periodic(cron="5 * * * *", periodic_id="look_after_projects")
@app.task(name="look_after_projects", queueing_lock="look_after_projects")
def look_after_projects(timestamp: int) -> None:
    """By day, like every letter; each thing is told of once."""
    if 8 <= timezone.localtime().hour < 20:
        today = timezone.localdate()
        notice_overdue(today)
        notice_silence(today)
        notice_kept(today)

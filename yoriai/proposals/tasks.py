"""The rounds and jobs of the scheme. Hours are UTC; a round that was missed is made up by the next, a job may run twice."""

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from yoriai.kernel.policy import Refusal
from yoriai.proposals import actions, policy
from yoriai.proposals.models import Book
from yoriai.proposals.printing_panel import chapter, the_book
from yoriai.proposals.queries.handing_in import past_their_date
from yoriai.proposals.queries.panel import judged

# How often whoever waits for the book sees the count move.
EVERY = 5


@app.periodic(cron="5 * * * *")
@app.task(name="lapse_proposals", queueing_lock="lapse_proposals")
def lapse_what_is_past(timestamp: int) -> None:
    """What was not handed in, or not put right, by its date. Each in a transaction of its own: one that moved on meanwhile stays."""
    for proposal in past_their_date(timezone.now()):
        try:
            actions.lapse(proposal)
        except Refusal:
            continue


@app.periodic(cron="5 * * * *", periodic_id="look_after_projects")
@app.task(name="look_after_projects", queueing_lock="look_after_projects")
def look_after_projects(timestamp: int) -> None:
    """By day, like every letter; each thing is told of once."""
    if 8 <= timezone.localtime().hour < 20:
        today = timezone.localdate()
        actions.notice_overdue(today)
        actions.notice_silence(today)
        actions.notice_kept(today)


@app.task(name="make_panel_book", retry=RetryStrategy(max_attempts=3, exponential_wait=4))
def make_panel_book(book: int) -> None:
    """Read every proposal of the book, then set it."""
    found = Book.objects.select_related("scheme", "seat__actor").filter(pk=book, made=None).first()
    if found is None:
        return
    proposals = list(judged(found.scheme, policy.SEEN_BY_PANEL, found.seat).select_related("by"))
    actions.begin_book(found, [proposal.pk for proposal in proposals])
    chapters = []
    for number, proposal in enumerate(proposals, 1):
        proposal.scheme = found.scheme
        chapters.append(chapter(proposal))
        if number % EVERY == 0 or number == len(proposals):
            actions.turn_page(found, number)
    actions.finish_book(found, the_book(found, chapters))

"""The rounds and jobs of the scheme. Hours are UTC; a round that was missed is made up by the next, a job may run twice."""

import datetime as dt
from collections.abc import Iterator

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.translation import override
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from yoriai.engines.tables.writing import to_workbook
from yoriai.kernel.policy import Refusal
from yoriai.proposals import actions, policy
from yoriai.proposals.letters import guardian_mail
from yoriai.proposals.models import Book, Bundle, Consent
from yoriai.proposals.printing import disclosure_of
from yoriai.proposals.printing_board import project_sheets
from yoriai.proposals.printing_panel import chapter, the_book
from yoriai.proposals.queries.export import everything
from yoriai.proposals.queries.export_work import Sheet
from yoriai.proposals.queries.handing_in import past_their_date, rolling_and_over
from yoriai.proposals.queries.nearness import said_of
from yoriai.proposals.queries.notice_board import on_board, running_of
from yoriai.proposals.queries.panel import judged

# How often whoever waits for the book sees the count move.
EVERY = 5
# How long a file of a whole scheme, or for a disclosure, is kept: it holds private facts.
KEPT = dt.timedelta(days=1)

# How often a guardian's letter is tried.
TRIES = 4


def forget_addresses(today: dt.date) -> None:
    """A letter to a guardian whose job failed all the same, or was called off: the address goes with the job."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM procrastinate_jobs WHERE task_name = 'mail_guardian' AND status IN ('failed', 'cancelled', 'aborted')"
        )


# What guardians said is forgotten first: nothing that fails may keep it.
ROUNDS = (
    forget_addresses, actions.forget_consents, actions.notice_overdue, actions.notice_silence, actions.notice_kept,
    actions.remind_of_answers,
)  # fmt: skip


@app.periodic(cron="5 * * * *")
@app.task(name="lapse_proposals", queueing_lock="lapse_proposals")
def lapse_what_is_past(timestamp: int) -> None:
    """What was not handed in, or not put right, by its date. Each in a transaction of its own: one that moved on meanwhile stays."""
    for proposal in past_their_date(timezone.now()):
        try:
            actions.lapse(proposal)
        except Refusal:
            continue
    for scheme in rolling_and_over(timezone.now()):
        actions.end_by_date(scheme, now=timezone.now())


@app.periodic(cron="5 * * * *", periodic_id="look_after_projects")
@app.task(name="look_after_projects", queueing_lock="look_after_projects")
def look_after_projects(timestamp: int) -> None:
    """By day, like every letter; each thing is told of once. Each round for itself: where one fails, the others are held all the same."""
    if not 8 <= timezone.localtime().hour < 20:
        return
    failed = []
    for round_ in ROUNDS:
        try:
            round_(timezone.localdate())
        except Exception as no:
            failed.append(no)
    if failed:
        raise ExceptionGroup("rounds that failed", failed)


@app.task(name="mail_guardian", retry=RetryStrategy(max_attempts=TRIES, exponential_wait=4), pass_context=True)
def mail_guardian(context: JobContext, consent: int, secret: str, mail: str) -> None:
    """The letter with the link. The address stands in this job alone: it ends well after the last try too, so that it is deleted."""
    row = Consent.objects.select_related("proposal__scheme", "proposal__by").filter(pk=consent, given=None).first()
    if row is None or not row.key_hash:
        return
    try:
        guardian_mail(row, secret, mail).send()
    except Exception:
        # Whatever it is: a job that fails stays in the database, and the address with it.
        if context.job.attempts < TRIES - 1:
            raise
        actions.letter_not_sent(row)


@app.periodic(cron="35 * * * *", periodic_id="end_bundles")
@app.task(name="end_bundles", queueing_lock="end_bundles")
def end_bundles(timestamp: int) -> None:
    """Files that hold private facts are kept for a day."""
    actions.end_bundles(timezone.now() - KEPT)


@app.task(name="make_bundle", retry=RetryStrategy(max_attempts=3, exponential_wait=4))
def make_bundle(bundle: int) -> None:
    """Everything of a scheme, the sheets of all its projects, or what is disclosed of one proposal."""
    found = Bundle.objects.select_related("scheme", "proposal__scheme").filter(pk=bundle, made=None).first()
    if found is None:
        return
    if found.proposal is not None:
        actions.finish_bundle(found, disclosure_of(found.proposal, found.sort))
        return
    if found.sort == Bundle.Sort.EVERYTHING:
        with override(settings.LANGUAGE_CODE):
            actions.finish_bundle(found, to_workbook(_told(found)))
        return
    rows = on_board(running_of(found.scheme))
    actions.turn_bundle(found, 0, len(rows))
    actions.finish_bundle(found, project_sheets(rows))


def _told(bundle: Bundle) -> Iterator[Sheet]:
    """The sheets of the workbook one by one; whoever waits sees them counted."""
    sheets = list(everything(bundle.scheme))
    for number, sheet in enumerate(sheets):
        actions.turn_bundle(bundle, number, len(sheets))
        yield sheet


@app.task(name="make_panel_book", retry=RetryStrategy(max_attempts=3, exponential_wait=4))
def make_panel_book(book: int) -> None:
    """Read every proposal of the book, then set it."""
    found = Book.objects.select_related("scheme", "seat__actor").filter(pk=book, made=None).first()
    if found is None:
        return
    free = judged(found.scheme, policy.SEEN_BY_PANEL)
    if found.seat is not None:
        free = said_of(found.scheme, policy.SEEN_BY_PANEL, found.seat)
    proposals = list(free.select_related("by"))
    actions.begin_book(found, [proposal.pk for proposal in proposals])
    chapters = []
    for number, proposal in enumerate(proposals, 1):
        proposal.scheme = found.scheme
        chapters.append(chapter(proposal))
        if number % EVERY == 0 or number == len(proposals):
            actions.turn_page(found, number)
    actions.finish_book(found, the_book(found, chapters))

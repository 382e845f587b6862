"""A file from the desk: kept for its preview, rehearsed, taken, and deleted after a day."""

import datetime as dt
import secrets
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.text import get_valid_filename
from django.utils.translation import gettext_lazy as _

from yoriai.assembly.models import Session
from yoriai.engines.tables.reasons import Unreadable
from yoriai.engines.tables.report import Report
from yoriai.kernel.actors.who import Who
from yoriai.kernel.city.policy import can_run_city
from yoriai.kernel.policy import NotPossible, Refusal, require
from yoriai.kernel.records.actions import defer
from yoriai.people.queries import who_is
from yoriai.web.imports import BY_BITS, KINDS, Opened, open_file, take
from yoriai.web.lifecycle import UPLOAD
from yoriai.web.models import ChangedRow, Upload
from yoriai.web.progress import tell
from yoriai.web.sentences import sentence
from yoriai.web.uploads import LIMITS, changed_rows, opened_upload, report_of, stored

AT_ONCE = 1_000  # rows that are taken while the person waits; more go to the worker
KEPT = dt.timedelta(days=1)
FOLDER = "uploads"


@transaction.atomic
def keep_upload(
    kind: str, content: bytes, name: str, *, by: Who, session: Session | None = None, source: str = ""
) -> Upload:
    """Keep a file for its preview; it is rehearsed now, or by the worker if it is large. Raises NotPossible for a bad file."""
    require(can_run_city(by))
    try:
        opened = open_file(KINDS[kind], content, name, LIMITS)
    except Unreadable as fault:
        raise NotPossible(sentence(fault.reason)) from None
    if KINDS[kind].of_session and session is None:
        raise NotPossible(_("Please say which session the file belongs to."))
    upload = Upload(
        kind=kind,
        session=session if KINDS[kind].of_session else None,
        source=source.strip()[:120],
        name=_name(name),
        rows=opened.rows,
        by=by.person,
    )
    upload.file.save(secrets.token_hex(16), ContentFile(content), save=False)
    upload.save()
    if upload.rows <= AT_ONCE:
        _rehearse(upload, opened, by)
    else:
        defer("rehearse_upload", upload=upload.pk)
    return upload


def _name(name: str) -> str:
    """The last part of the name, without signs that lead elsewhere or change the direction of the text."""
    try:
        return get_valid_filename(name.replace("\\", "/").rpartition("/")[2])[-120:]
    except ValueError:
        return "file"


def _rehearse(upload: Upload, opened: Opened, by: Who) -> None:
    try:
        report = take(opened, by=by, session=upload.session, source=upload.source, rehearsal=True, told=_told(upload))
    except (Refusal, Unreadable) as no:
        upload.refused_why = _why(no)
    else:
        upload.report = stored(report)
        _keep_changes(upload, report)
    upload.save(update_fields=["report", "refused_why"])


def _keep_changes(upload: Upload, report: Report) -> None:
    """What each row changes, for the page; they leave the report, which may go on."""
    ChangedRow.objects.bulk_create(changed_rows(upload, report), batch_size=AT_ONCE)
    report.changes.clear()


def _told(upload: Upload) -> Callable[[int], None]:
    """Says how far a long file has come, to whoever looks at its page meanwhile."""
    return partial(tell, upload.pk)


def _why(no: Exception) -> str:
    return (sentence(no.reason) if isinstance(no, Unreadable) else str(no))[:400]


def rehearse_upload(pk: int) -> None:
    """The worker's part of a large file's preview. Running twice does no harm."""
    upload = Upload.objects.select_related("by", "session").filter(pk=pk, state=Upload.State.WAITING).first()
    if upload is not None:
        _rehearse(upload, opened_upload(upload), who_is(upload.by, signed_in=True, sure=True))


@transaction.atomic
def begin_upload(upload: Upload, *, by: Who) -> Upload:
    """Take it in: now, or by the worker if it is large."""
    require(can_run_city(by))
    upload = Upload.objects.select_for_update(of=("self",)).select_related("by", "session").get(pk=upload.pk)
    if upload.refused_why:
        raise NotPossible(upload.refused_why)
    upload.state, upload.by = UPLOAD.after(upload.state, "take"), by.person
    upload.save(update_fields=["state", "by"])
    upload.changed_rows.all().delete()  # those of the rehearsal; what is done is told anew
    if upload.rows > AT_ONCE:
        defer("take_upload", upload=upload.pk)
        return upload
    return _take(upload, by)


class Overtaken(Exception):
    """Another worker has gone on with the file, or it is done: this one stops, and what it had begun is taken back."""


class Standing:
    """Where a long file stands: the row, and the report so far, kept in the transaction of the rows before."""

    def __init__(self, upload: Upload) -> None:
        self.upload, self.upto = upload, upload.upto
        self.report = (report_of(upload) if upload.upto else None) or Report()

    def put(self, line: int) -> None:
        """Stand here now. Raises Overtaken."""
        here = Upload.objects.filter(pk=self.upload.pk, state=Upload.State.TAKING, upto=self.upto)
        if not here.update(upto=line, report=stored(self.report)):
            raise Overtaken
        _keep_changes(self.upload, self.report)
        self.upto = self.upload.upto = line


def take_upload(pk: int) -> None:
    """The worker's part. Most long files go in bit by bit, and a second run goes on where the first one stood; the others go in
    whole or not at all. Run once more, it finds the file done.
    """
    rows = Upload.objects.select_related("by", "session").filter(pk=pk, state=Upload.State.TAKING)
    upload = rows.first()
    if upload is not None and upload.kind in BY_BITS:
        with suppress(Overtaken):
            _take(upload, who_is(upload.by, signed_in=True, sure=True), Standing(upload))
        return
    with transaction.atomic():
        upload = rows.select_for_update(of=("self",)).first()
        if upload is not None:
            _take(upload, who_is(upload.by, signed_in=True, sure=True))


def _take(upload: Upload, by: Who, place: Standing | None = None) -> Upload:
    facts: dict[str, Any] = {
        "by": by,
        "session": upload.session,
        "source": upload.source,
        "told": _told(upload),
        "bookmark": place,
    }
    try:
        report = take(opened_upload(upload), **facts)
    except (Refusal, Unreadable) as no:
        upload.state, upload.refused_why = UPLOAD.after(upload.state, "refuse"), _why(no)
    else:
        upload.state, upload.report = UPLOAD.after(upload.state, "finish"), stored(report)
        _keep_changes(upload, report)
    upload.done = timezone.now()
    upload.save(update_fields=["state", "report", "refused_why", "done"])
    return upload


def end_uploads(now: dt.datetime) -> int:
    """Files that came in more than a day ago are deleted, taken or not, and those nobody knows. Returns how many rows."""
    Upload.objects.filter(created__lt=now - KEPT).delete()
    storage = Upload._meta.get_field("file").storage
    known = set(Upload.objects.values_list("file", flat=True))
    gone = 0
    for name in storage.listdir(FOLDER)[1] if storage.exists(FOLDER) else ():
        path = f"{FOLDER}/{name}"
        if path not in known and storage.get_modified_time(path) < now - dt.timedelta(hours=1):
            storage.delete(path)
            gone += 1
    return gone

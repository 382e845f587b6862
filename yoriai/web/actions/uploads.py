"""A file from the desk: kept for its preview, rehearsed, taken, and deleted after a day."""

import datetime as dt
import secrets
from collections.abc import Callable
from functools import partial

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.text import get_valid_filename
from django.utils.translation import gettext_lazy as _

from yoriai.assembly.models import Session
from yoriai.engines.tables.reasons import Unreadable
from yoriai.kernel.actors.who import Who
from yoriai.kernel.city.policy import can_run_city
from yoriai.kernel.policy import NotPossible, Refusal, require
from yoriai.kernel.records.actions import defer
from yoriai.people.queries import who_is
from yoriai.web.imports import KINDS, Opened, open_file, take
from yoriai.web.lifecycle import UPLOAD
from yoriai.web.models import Upload
from yoriai.web.progress import tell
from yoriai.web.sentences import sentence
from yoriai.web.uploads import LIMITS, opened_upload, stored

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
    upload.save(update_fields=["report", "refused_why"])


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
    if upload.rows > AT_ONCE:
        defer("take_upload", upload=upload.pk)
        return upload
    return _take(upload, by)


def take_upload(pk: int) -> None:
    """The worker's part: everything or nothing. A second run finds it done."""
    with transaction.atomic():
        rows = Upload.objects.select_for_update(of=("self",)).select_related("by", "session")
        upload = rows.filter(pk=pk, state=Upload.State.TAKING).first()
        if upload is not None:
            _take(upload, who_is(upload.by, signed_in=True, sure=True))


def _take(upload: Upload, by: Who) -> Upload:
    try:
        report = take(opened_upload(upload), by=by, session=upload.session, source=upload.source, told=_told(upload))
    except (Refusal, Unreadable) as no:
        upload.state, upload.refused_why = UPLOAD.after(upload.state, "refuse"), _why(no)
    else:
        upload.state, upload.report = UPLOAD.after(upload.state, "finish"), stored(report)
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

"""Making files once. A file is kept under the mark of what it tells (`Telling.mark`): another edition, a withdrawn voice,
a person who left make another mark, so an old file is never served again."""

import datetime as dt

from django.conf import settings
from django.db import connection, transaction

from yoriai.publishing.content import Telling
from yoriai.publishing.files import PLAIN, Options, make, name_kept
from yoriai.publishing.models import Edition, Made, Result
from yoriai.publishing.queries import telling_of

# A preview is looked at on the day it is made.
PREVIEW_STAYS = dt.timedelta(days=1)


def file_of(result: Result, told: Telling, name: str, options: Options = PLAIN, *, preview: bool = False) -> bytes:
    """The file, made now only if it was not made before; of two who ask at once, one makes it. Raises KeyError."""
    kept, mark = name_kept(name, options, preview=preview), told.mark
    ready = _ready(result, kept, mark)
    if ready is not None:
        return ready
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [result.pk % 2**31, kept])
        ready = _ready(result, kept, mark)
        if ready is not None:
            return ready
        content = make(told, name, settings.BASE_URL + result.get_absolute_url(), options)
        Made.objects.filter(result=result, name=kept).delete()
        Made.objects.create(result=result, name=kept, mark=mark, content=content)
        return content


def _ready(result: Result, kept: str, mark: str) -> bytes | None:
    content = Made.objects.filter(result=result, name=kept, mark=mark).values_list("content", flat=True).first()
    return None if content is None else bytes(content)


@transaction.atomic
def forget_stale_files(now: dt.datetime) -> int:
    """Delete what is never served again: files that tell what may not be told any more, and previews of yesterday."""
    stale = Made.objects.filter(name__startswith="preview-", at__lt=now - PREVIEW_STAYS).delete()[0]
    for result in Result.objects.filter(made__isnull=False).distinct():
        shown = Edition.objects.filter(result=result, publications__ended=None, publications__isnull=False).distinct()
        marks = [telling_of(edition).mark for edition in shown]
        stale += result.made.exclude(name__startswith="preview-").exclude(mark__in=marks).delete()[0]
    return stale

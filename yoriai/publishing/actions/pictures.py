"""Photos and graphic records of a result: put in, left out, taken back from everywhere."""

import hashlib

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yoriai.engines.pictures import clean
from yoriai.kernel.actors.who import Who
from yoriai.kernel.items.actions import locked, touch
from yoriai.kernel.policy import NotPossible, require
from yoriai.kernel.records.actions import record
from yoriai.publishing import policy
from yoriai.publishing.actions.writing import keys_fall, writable
from yoriai.publishing.models import Picture, Result

MOST_PICTURES, MOST_ON_PAPER = 6, 2
LONGEST = 1600  # pixels: sharp over the whole width of an A4 sheet


@transaction.atomic
def add_picture(
    result: Result, photo: "ContentFile[bytes]", alt: str, *, by: Who, caption: str = "", shown: str = "web"
) -> Picture:
    """Put a picture into the draft, with words for whoever does not see it. Nothing of the file but its pixels is kept."""
    result = writable(result, by)
    alt, caption = " ".join(alt.split()), " ".join(caption.split())
    if not alt:
        raise NotPossible(_("Please say in words what is to be seen: not everybody sees it."))
    if shown not in Picture.Shown.values:
        raise NotPossible(_("Please choose where it is shown."))
    standing = result.pictures.filter(withdrawn=None, left_out=None)
    if standing.count() >= MOST_PICTURES:
        raise NotPossible(_("There are %(most)d pictures already. Leave one out first.") % {"most": MOST_PICTURES})
    if shown == Picture.Shown.PAPER and standing.filter(shown=shown).count() >= MOST_ON_PAPER:
        raise NotPossible(_("The newsletter has room for %(most)d pictures.") % {"most": MOST_ON_PAPER})
    drawn = clean(photo.read(), longest=LONGEST)
    made = Picture.objects.create(
        result=result,
        jpeg=drawn.data,
        width=drawn.width,
        height=drawn.height,
        mark=hashlib.sha256(drawn.data).hexdigest(),
        alt=alt[: Picture.ALT],
        caption=caption[:80],
        shown=shown,
        by=by.person,
    )
    keys_fall(result, by=by)
    record("picture.added", by=by.wearing(result.by), item=result, inside=True, picture=made.pk)
    return made


@transaction.atomic
def leave_out_picture(picture: Picture, *, by: Who) -> Picture:
    """The editors choose another. Editions that were agreed with it keep it."""
    result = writable(picture.result, by)
    picture = Picture.objects.select_for_update().get(pk=picture.pk)
    if picture.left_out is None and picture.withdrawn is None:
        picture.left_out = timezone.now()
        picture.save(update_fields=["left_out"])
        keys_fall(result, by=by)
        record("picture.left_out", by=by.wearing(result.by), item=result, inside=True, picture=picture.pk)
    return picture


@transaction.atomic
def withdraw_picture(picture: Picture, *, by: Who) -> Picture:
    """Somebody on it takes their consent back: at once it is gone from every page, file and edition, also those shown."""
    result = locked(picture.result)
    require(policy.can_edit(by, result))
    picture = Picture.objects.select_for_update().get(pk=picture.pk)
    if picture.withdrawn is not None:
        return picture
    picture.withdrawn, picture.jpeg, picture.mark = timezone.now(), b"", ""
    picture.alt, picture.caption, picture.width, picture.height = "", "", 0, 0
    picture.save(update_fields=["withdrawn", "jpeg", "mark", "alt", "caption", "width", "height"])
    if result.state == Result.State.DRAFT:
        keys_fall(result, by=by)
    touch(result)
    record("picture.withdrawn", by=by.wearing(result.by), item=result, inside=True, picture=picture.pk)
    result.made.all().delete()
    return picture

"""The picture of an article: put in, with words for whoever does not see it, and taken out."""

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from yoriai.directory.lifecycle import ARTICLE
from yoriai.directory.models import Article, ArticlePhoto
from yoriai.directory.policy import can_correct_article, can_move_article, is_reporter
from yoriai.engines.pictures import clean
from yoriai.kernel.actors.who import Who
from yoriai.kernel.items.actions import locked, save_item, touch
from yoriai.kernel.policy import NotPossible, require
from yoriai.kernel.records.actions import record

LONGEST = 1600


@transaction.atomic
def put_photo(article: Article, photo: "ContentFile[bytes]", alt: str, caption: str = "", *, by: Who) -> ArticlePhoto:
    """Nothing of the file but its pixels is kept. Another one takes its place."""
    article = locked(article)
    require(can_move_article(by, article, "write"))
    if not alt.strip():
        raise NotPossible(_("Please say in words what is to be seen: not everybody sees it."))
    drawn = clean(photo.read(), longest=LONGEST)
    facts = {"jpeg": drawn.data, "width": drawn.width, "height": drawn.height, "by": by.person}
    facts |= {"alt": " ".join(alt.split())[:200], "caption": " ".join(caption.split())[:80]}
    made, _new = ArticlePhoto.objects.update_or_create(article=article, defaults=facts)
    article.state = ARTICLE.after(article.state, "write")  # whoever checked the text has not seen this picture
    save_item(article, "state")
    record("article.photo_put", by=by, item=article, inside=True)
    return made


@transaction.atomic
def remove_photo(article: Article, *, by: Who) -> None:
    """Out, at any time: somebody on it may take their consent back after it was shown."""
    article = locked(article)
    require(is_reporter(by, article) or can_correct_article(by, article))
    removed, _models = ArticlePhoto.objects.filter(article=article).delete()
    if removed:
        touch(article)
        record("article.photo_removed", by=by, item=article, inside=True)

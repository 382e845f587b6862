"""What is shown where now, and what of an edition may still be told."""

from collections.abc import Collection, Mapping
from typing import Any

from django.conf import settings
from django.db.models import F, Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from yoriai.assembly.models import Session
from yoriai.kernel.actors.models import Actor
from yoriai.kernel.actors.who import Who
from yoriai.kernel.items.models import Item, Visibility
from yoriai.kernel.links.queries import steps
from yoriai.people.models import Outgoing, Representation
from yoriai.publishing.content import Living, Telling, told_of
from yoriai.publishing.content import telling as tell
from yoriai.publishing.models import Edition, Key, Picture, Publication, Quote, Result
from yoriai.publishing.queries.facts import content_of, images, next_number, quotable
from yoriai.ui.dates import full_date
from yoriai.ui.stories import ShortStory
from yoriai.voices.models import Statement
from yoriai.voices.queries import written

Side = Representation.Side


def living(contents: Collection[Mapping[str, Any]]) -> Living:
    """What the contents refer to, as it is now: four queries, however many they are."""
    shots = {row["id"] for content in contents for row in content.get("pictures", ())}
    quotes: set[int] = set()
    humans: set[int] = set()
    codes: set[str] = set()
    for content in contents:
        for known, more in zip((quotes, humans, codes), told_of(content), strict=True):
            known |= more  # type: ignore[operator]
    seen = set(Item.objects.public().filter(code__in=codes).values_list("code", flat=True))
    return Living(
        words=dict(quotable(Quote.objects.filter(pk__in=quotes)).values_list("pk", "text")),
        pictures=images(Picture.objects.filter(pk__in=shots)) if shots else {},
        names={actor.pk: actor.shown_name for actor in Actor.objects.filter(pk__in=humans)},
        hidden=frozenset(codes - seen),
    )


def shown_edition(result: Result) -> Edition | None:
    """The edition that is on the web now."""
    return on_channel(Publication.Channel.WEB).filter(result=result).first()


def on_channel(channel: str) -> "QuerySet[Edition]":
    """The editions shown on this channel now, but for results made invisible under the publication rules."""
    now = Edition.objects.filter(publications__channel=channel, publications__ended=None)
    keys = Prefetch("keys", Key.objects.select_related("by"))
    seen = now.exclude(result__visibility=Visibility.HIDDEN)
    return seen.select_related("result__session").prefetch_related(keys)


def find_edition(code: str, channel: str) -> Edition | None:
    """The edition of the result with this code that anybody may fetch through this channel."""
    return on_channel(channel).filter(result__code=code).order_by("-number").first()


def taken_from_the_web(code: str) -> Publication | None:
    """The last showing on the web of a result that is not there any more: whoever scans an old newsletter reads why."""
    rows = Publication.objects.filter(edition__result__code=code, channel=Publication.Channel.WEB)
    rows = rows.exclude(edition__result__visibility=Visibility.HIDDEN)
    last = rows.select_related("edition__result__session__assembly").order_by("-id").first()
    return last if last is not None and last.ended is not None else None


def telling_of(edition: Edition, alive: Living | None = None) -> Telling:
    """An edition as it may be told today."""
    alive = alive or living([edition.content])
    keys = {key.side: key for key in edition.keys.all()}
    names = [keys[side].by.shown_name if side in keys else "" for side in Side.values]
    return tell(
        edition.content,
        alive,
        edition=edition.number,
        date=timezone.localdate(edition.shown or edition.made),
        checkers=(names[0], names[1]),
        document=_document(keys.get(Side.STAFF)),
    )


def _document(key: Key | None) -> str:
    """決裁日・文書番号, where the staff's key carries them."""
    if key is None:
        return ""
    with override(settings.LANGUAGE_CODE):
        decided = _("decided on %(date)s") % {"date": full_date(key.decided_on)} if key.decided_on else ""
    return "　".join(part for part in (decided, key.document_number) if part)


def telling_of_draft(result: Result) -> Telling:
    """The draft as it would be told, if two keys froze it today: for previews."""
    content = content_of(result)
    return tell(content, living([content]), edition=next_number(result), date=timezone.localdate())


def result_of(session: Session, who: Who | None) -> Result | None:
    """The result of a session, for those who may see it."""
    found: Result | None = Result.objects.visible_to(who).filter(session=session).select_related("by").first()
    return found


def pixels(told: Telling, *, on_paper: bool = False) -> dict[int, bytes]:
    """The pictures of a telling as JPEG, by id: all, or those the newsletter prints."""
    wanted = [image.id for image in told.pictures if image.on_paper or not on_paper]
    if not wanted:
        return {}
    return {pk: bytes(jpeg) for pk, jpeg in Picture.objects.filter(pk__in=wanted).values_list("pk", "jpeg")}


def pictures_of(result: Result) -> "QuerySet[Picture]":
    """The pictures of the draft, without their pixels."""
    return result.pictures.filter(left_out=None, withdrawn=None).defer("jpeg")


def log(result: Result) -> "QuerySet[Publication]":
    """発信の記録: what went where, when, by whom, in which edition; newest first."""
    rows = Publication.objects.filter(edition__result=result).select_related("edition", "by", "ended_by")
    return rows.order_by("-at", "-id")


def downloads(result: Result) -> set[str]:
    """The channels on which the result can be looked at now."""
    return set(open_publications(result).values_list("channel", flat=True))


def open_publications(result: Result) -> "QuerySet[Publication]":
    """Where the result can be looked at now."""
    return Publication.objects.filter(edition__result=result, ended=None)


def newest(channel: str, results: "QuerySet[Result]", most: int = 50) -> list[Edition]:
    """The editions of these results shown on the channel, the newest first."""
    rows = on_channel(channel).filter(result__in=results.filter(visibility=Visibility.PUBLIC))
    return list(rows.order_by(F("shown").desc(nulls_last=True), "-pk")[:most])


def quotable_cards(result: Result) -> "QuerySet[Statement]":
    """Cards whose writers allowed it and that are not quoted yet."""
    quoted = result.quotes.filter(withdrawn=None, left_out=None, statement__isnull=False).values("statement")
    cards = written(result.session).filter(may_be_quoted=True).exclude(pk__in=quoted)
    return cards.order_by("number", "pk")


def to_call(result: Result) -> "QuerySet[Outgoing]":
    """Who waits to be told of this result by telephone, fax or post."""
    rows = Outgoing.objects.filter(item_id=result.pk, way=Outgoing.Way.BY_HAND, sent=None)
    return rows.select_related("to", "item").order_by("to__reading", "id")


def story_of(result: Result, who: Who | None) -> ShortStory:
    """The thread of a result. On a page of the newsletter stands no card whose writer did not allow it to be quoted."""
    found = steps(result, who)
    cards = [step.pk for step in found if step.kind == Statement.KIND]
    allowed = set(Statement.objects.filter(pk__in=cards, may_be_quoted=True).values_list("pk", flat=True))
    kept = [step for step in found if step.kind != Statement.KIND or step.pk in allowed]
    return ShortStory(result.code, tuple(kept), most=3)

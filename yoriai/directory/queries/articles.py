"""記事: the list, what the desk has before it, who reads a draft, and how far a text has come."""

import datetime as dt

from django.db.models import Q, QuerySet
from django.utils import timezone

from yoriai.directory.models import Article, ArticlePhoto, Organisation, Reporter, Verdict, Visit
from yoriai.kernel.actors.who import Who
from yoriai.kernel.models import Actor, Ask, Item
from yoriai.people.queries import members_of

S = Article.State
SHOWN = (S.SHOWN, S.ENDED)
TIME_TO_CHECK = dt.timedelta(days=14)
KEPT = dt.timedelta(days=90)  # notes of a visit, after the article has come to its end
MOST_FOUND = 12
SAYS_RIGHT = (Verdict.Said.RIGHT, Verdict.Said.VOUCHED, Verdict.Said.UNANSWERED)


def shown_articles(who: Who | None) -> "QuerySet[Article]":
    """What stands in the list."""
    return Article.objects.visible_to(who).filter(state=S.SHOWN)


def articles_about(owner: Actor, who: Who | None) -> "QuerySet[Article]":
    """What was written about this body and what it does, the newest first."""
    return shown_articles(who).filter(about__by=owner).order_by("-pk")


def before_the_desk() -> "dict[str, QuerySet[Article]]":
    """What waits for the desk; what is under way, the nearest day first; what is ready."""
    rows = Article.objects.select_related("by", "about").exclude(visibility="hidden")
    return {
        "waiting": rows.filter(state__in=(S.OFFERED, S.HANDED_BACK)).order_by("pk"),
        "under_way": rows.filter(
            Q(state__in=(S.ASSIGNED, S.CHECKING)) | Q(state=S.DRAFT, assigned_by__isnull=False)
        ).order_by("due", "pk"),
        "ready": rows.filter(state=S.CHECKED).order_by("pk"),
    }


def mine(who: Who) -> "QuerySet[Article]":
    """One's own that are not yet shown: starts from the person."""
    rows = Article.objects.filter(by=who.person).exclude(state__in=(*SHOWN, S.GIVEN_UP))
    return rows.select_related("about", "by").order_by("-pk")


def reporters() -> "QuerySet[Reporter]":
    """Who may be asked today."""
    rows = Reporter.objects.filter(ended=None, actor__left=None).select_related("actor")
    return rows.order_by("actor__reading", "pk")


def verdicts_on(article: Article) -> list[Verdict]:
    """All that was said of it, the newest first."""
    return list(article.verdicts.select_related("by").order_by("-pk"))


def verdict_shown(article: Article) -> Verdict | None:
    """How the facts of a shown article were checked: everybody reads it."""
    return article.verdicts.filter(said__in=SAYS_RIGHT).select_related("by").last()


def open_check(article: Article) -> Ask | None:
    """The question whether the facts are right, while nobody has answered."""
    waiting = Ask.objects.filter(what="fact_check", item_id=article.pk, state=Ask.State.ASKED)
    return waiting.select_related("asked", "asker").first()


def is_past_its_day(article: Article, today: dt.date | None = None) -> bool:
    """Whether those it is about have let the day pass that was named to them."""
    check = open_check(article)
    return check is not None and check.due is not None and check.due < (today or timezone.localdate())


def can_answer_alone(actor: Actor) -> bool:
    """Whether somebody with an account speaks for this actor."""
    if actor.is_human:
        return hasattr(actor, "user") and actor.user.is_active
    return members_of(actor).filter(person__user__is_active=True).exists()


def photo_of(article: Article) -> ArticlePhoto | None:
    """Its picture without its pixels."""
    return ArticlePhoto.objects.filter(article=article).defer("jpeg").first()


def visits_of(article: Article, who: Who) -> "QuerySet[Visit]":
    """One's own notes; there are no others to be read."""
    return Visit.objects.filter(article=article, by=who.person)


def pages_named(words: str) -> list[Organisation]:
    """Shown pages whose name holds these words, the shortest names first."""
    if len(words) < 2:
        return []
    rows = Organisation.objects.public().filter(state="shown", title__icontains=words).order_by("pk")[: 4 * MOST_FOUND]
    return sorted(rows, key=lambda page: len(page.title))[:MOST_FOUND]


def thing_of(code: str, who: Who | None) -> Item | None:
    """What an article can be about: an entry of the directory that this reader sees and that is shown."""
    rows = Item.objects.visible_to(who).filter(kind__in=ABOUT, state="shown").select_related("by")
    found: Item | None = rows.filter(code=code.upper()).first()
    return found


ABOUT = ("organisation", "activity", "event", "case", "measure", "offer", "need")


def notes_to_delete(now: dt.datetime) -> "QuerySet[Visit]":
    """Notes of a visit that serve nobody any more: long after the end, of another one's article, of somebody who has left."""
    over = Q(article__state__in=(*SHOWN, S.GIVEN_UP), article__changed__lt=now - KEPT)
    return Visit.objects.filter(over | Q(by__left__isnull=False) | Q(article__state=S.HANDED_BACK))

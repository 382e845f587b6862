"""Who is told of what happens to an article, and of what is said of a support measure."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from yoriai.directory.models import Article, Feedback, Organisation, Verdict
from yoriai.directory.queries.articles import can_answer_alone
from yoriai.kernel.models import Actor, Ask, Record
from yoriai.kernel.records.registry import Notice, hears
from yoriai.people.queries import followers_of
from yoriai.ui.dates import full_date


def _page(name: str, article: Article) -> str:
    return settings.BASE_URL + reverse(name, args=[article.code])


def _article(record: Record) -> Article | None:
    return Article.objects.select_related("by", "about__by", "assigned_by").filter(pk=record.item_id or 0).first()


@hears("ask.asked")
def asked(record: Record) -> Iterator[Notice]:
    """The reporter, whom to visit and until when; those it is about, that they read it before anybody else."""
    if record.data.get("what") not in ("visit", "fact_check"):
        return
    ask = Ask.objects.select_related("asker", "asked").filter(pk=record.data["ask"], state=Ask.State.ASKED).first()
    article = _article(record)
    if ask is None or article is None or article.about is None or ask.due is None:
        return
    if ask.what == "visit":
        subject = _("Will you visit them and write of it? %(about)s")
        text = _("%(who)s asks you to write of: %(about)s\n%(text)s\nUntil %(day)s. Say so if you cannot: %(page)s")
        page = _page("directory:article_work", article)
    else:
        subject = _("Are the facts right? %(title)s")
        text = _(
            "An article tells of you. Nobody else has read it yet. Please say by %(day)s whether the facts are right."
        )
        page = _page("directory:article_check", article)
        if can_answer_alone(ask.asked):
            text = _(
                "An article tells of you. Nobody else has read it yet. "
                "Please say by %(day)s whether the facts are right: %(page)s"
            )
    facts = {"who": ask.asker, "about": article.about, "text": ask.text, "day": full_date(ask.due), "page": page}
    facts["title"] = article.title
    yield Notice(ask.asked, subject % facts, text % facts, article, singly=True)


@hears("article.returned", "article.found_right", "article.found_wrong", "article.checked")
def answered(record: Record) -> Iterator[Notice]:
    """Its reporter reads what was said of it."""
    article = _article(record)
    said = article.verdicts.order_by("-pk").first() if article is not None else None
    if article is None or said is None:
        return
    text = "\n".join(part for part in (str(Verdict.Said(said.said).label), said.words) if part)
    page = _page("directory:article_work", article)
    subject = _("About your article: %(title)s") % {"title": article.title}
    yield Notice(article.by, subject, f"{text}\n{page}", article, singly=True)


@hears("article.handed_back")
def handed_back(record: Record) -> Iterator[Notice]:
    """The desk, with the reason."""
    article = _article(record)
    if article is not None and article.assigned_by is not None:
        text = _("Reason: %(why)s\nAnother reporter is looked for: %(page)s") % {
            "why": record.data.get("why", ""),
            "page": _page("directory:article_work", article),
        }
        subject = _("Handed back: %(title)s") % {"title": article.title}
        yield Notice(article.assigned_by, subject, text, article)


@hears("article.shown")
def shown(record: Record) -> Iterator[Notice]:
    """Those it is about, and whoever follows them, its themes or its areas; once."""
    article = _article(record)
    if article is None or Record.objects.filter(item=article.item, verb=record.verb, pk__lt=record.pk).exists():
        return
    followers = followers_of(article)
    if article.about is not None:
        subject = _("An article about you can be read: %(title)s") % {"title": article.title}
        yield Notice(article.about.by, subject, article.summary or article.title, article)
        pages = Organisation.objects.filter(actor=article.about.by_id).values("pk")
        followers = followers | Actor.objects.filter(follows__item__in=pages, left=None)
    for follower in followers.distinct():
        if follower.pk != article.by_id:
            yield Notice(
                follower, _("New: %(title)s") % {"title": article.title}, article.summary or article.title, article
            )


@hears("feedback.said")
def feedback_said(record: Record) -> Iterator[Notice]:
    """Those who offer the support; they may answer."""
    row = Feedback.objects.select_related("measure__by", "by").filter(pk=record.item_id or 0).first()
    if row is not None and row.state == Feedback.State.SAID:
        words = "\n".join(part for part in (row.summary, row.missing) if part)
        subject = _("Somebody told how it was: %(title)s") % {"title": row.measure.title}
        yield Notice(row.measure.by, subject, f"{row.by.shown_name}\n{words}", row)


@hears("feedback.replied")
def feedback_replied(record: Record) -> Iterator[Notice]:
    """Whoever said it reads the answer."""
    row = Feedback.objects.select_related("measure__by", "by").filter(pk=record.item_id or 0).first()
    if row is not None and row.reply:
        yield Notice(row.by, _("An answer about: %(title)s") % {"title": row.measure.title}, row.reply, row)


@hears("survey.closed")
def survey_closed(record: Record) -> Iterator[Notice]:
    """The office, where nobody closed it but its last day: the numbers can be published."""
    if record.person_id is None and record.item is not None:
        subject = _("The survey has closed: %(title)s") % {"title": record.item.title}
        text = _("Its last day has passed. Look at the numbers and publish them: %(page)s") % {
            "page": settings.BASE_URL + reverse("directory:survey_desk", args=[record.item.code])
        }
        yield Notice(record.item.by, subject, text, record.item)

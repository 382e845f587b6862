"""記事: assigned or begun, written, checked by those it is about, shown. Never shown before the facts were asked about (R45)."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yoriai.directory.actions.facts import put_rows
from yoriai.directory.lifecycle import ARTICLE
from yoriai.directory.models import Article, Note, Reporter, Verdict, Visit
from yoriai.directory.policy import (
    can_add_entry,
    can_check_article,
    can_correct_article,
    can_move_article,
    can_run_desk,
    is_reporter,
)
from yoriai.directory.queries.articles import (
    TIME_TO_CHECK,
    can_answer_alone,
    is_past_its_day,
    notes_to_delete,
    open_check,
)
from yoriai.kernel.actors.who import Who
from yoriai.kernel.asks.actions import answer, ask, close_asks
from yoriai.kernel.city.queries import the_office
from yoriai.kernel.items.actions import add_item, locked, save_item, touch
from yoriai.kernel.items.models import Audience, Visibility
from yoriai.kernel.links.actions import link
from yoriai.kernel.links.models import Link
from yoriai.kernel.models import Actor, Area, Ask, Item, Theme
from yoriai.kernel.policy import NotPossible, require
from yoriai.kernel.records.actions import record
from yoriai.people.queries import members_of

FACTS = ("title", "summary", "text", "byline")
S, Said = Article.State, Verdict.Said
MOVED_ON = _("This has moved on in the meantime, or is somebody else's to do.")
WHY = _("Please say why; a short sentence is enough.")


@transaction.atomic
def add_article(
    *, by: Who, about: Item | None = None, themes: Iterable[Theme] = (), areas: Iterable[Area] = (), **facts: Any
) -> Article:
    """An idea of one's own: a draft nobody else sees until it is handed to the desk. facts: FACTS."""
    require(can_add_entry(by.wearing(by.person)))
    _not_ones_own(about, by.person)
    made = Article(by=by.person, about=about, state=S.DRAFT, visibility=Visibility.AUDIENCE, **facts)
    add_item(made, themes=themes, areas=areas)
    record("article.added", by=by.wearing(by.person), item=made, inside=True)
    return made


@transaction.atomic
def assign_article(about: Item, reporter: Actor, due: dt.date, text: str, title: str = "", *, by: Who) -> Article:
    """The desk asks a reporter to visit and to write, by a day. Raises NotPossible for somebody who does not want to be asked."""
    require(can_run_desk(by))
    _willing(reporter)
    _not_ones_own(about, reporter)
    made = Article(
        by=reporter, about=about, title=title or about.title, assigned_by=by.actor, due=due, state=S.ASSIGNED,
        visibility=Visibility.AUDIENCE,
    )  # fmt: skip
    areas = about.areas.defer("outline")
    add_item(made, themes=about.themes.all(), areas=areas)
    ask("visit", made, reporter, by=by, text=text, due=due)
    record("article.assigned", by=by, item=made, inside=True)
    return made


@transaction.atomic
def reassign_article(article: Article, reporter: Actor, due: dt.date, text: str, *, by: Who) -> Article:
    """Somebody else, after it was handed back. What was written so far goes with it, the notes of a visit do not."""
    article = _held(article, "assign", by)
    _willing(reporter)
    _not_ones_own(article.about, reporter)
    article.by, article.byline, article.due, article.assigned_by = reporter, "", due, by.actor
    save_item(article, "state", "by", "byline", "due", "assigned_by")
    ask("visit", article, reporter, by=by, text=text, due=due)
    record("article.assigned", by=by, item=article, inside=True)
    return article


@transaction.atomic
def write_article(
    article: Article,
    *,
    by: Who,
    themes: Iterable[Theme] | None = None,
    areas: Iterable[Area] | None = None,
    **facts: Any,
) -> Article:
    """The text as it is now. A text that was checked is another text now, and is checked again."""
    assert facts.keys() <= set(FACTS), facts.keys()
    before = locked(article)
    article = _held(before, "write", by)
    changed = [name for name, value in facts.items() if getattr(before, name) != value]
    if put_rows(article, themes, areas):
        touch(article)
    if not changed and before.state == S.CHECKED:
        return before
    for name in changed:
        setattr(article, name, facts[name])
    save_item(article, "state", *changed)
    _answered("visit", article, by)
    record("article.written", by=by, item=article, inside=True, fields=changed)
    return article


@transaction.atomic
def note_visit(article: Article, day: dt.date, met: str = "", notes: str = "", *, by: Who) -> Visit:
    """When, with whom, what was said: for oneself alone."""
    require(is_reporter(by, article) and article.state not in (S.HANDED_BACK, S.GIVEN_UP))
    made = Visit.objects.create(article=article, by=by.person, day=day, met=met.strip(), notes=notes.strip())
    record("article.visited", by=by, item=article, inside=True)
    return made


@transaction.atomic
def offer_article(article: Article, *, by: Who) -> Article:
    """To the desk, with an idea of one's own."""
    article = _held(article, "offer", by)
    _has_text(article)
    save_item(article, "state")
    ask("article", article, the_office().actor, by=by, text=article.summary)
    record("article.offered", by=by, item=article, inside=True)
    return article


@transaction.atomic
def return_article(article: Article, words: str, *, by: Who) -> Article:
    """Back to its reporter, with what the desk would have otherwise."""
    article = _held(article, "return", by)
    _said(article, Said.RETURNED, words, by.actor, by)
    save_item(article, "state")
    close_asks("article", article, by=by)
    record("article.returned", by=by, item=article, inside=True)
    return article


@transaction.atomic
def send_to_check(article: Article, *, by: Who) -> Article:
    """To those it is about: they read it before anybody else, and have two weeks."""
    article = _held(article, "send", by)
    _has_text(article)
    if article.about is None:
        raise NotPossible(_("It is about nobody's page. The desk checks the facts itself."))
    asked = article.about.by
    save_item(article, "state")
    Audience.objects.get_or_create(item_id=article.pk, actor=asked)
    close_asks("article", article, by=by)
    ask("fact_check", article, asked, by=by, text=article.summary, due=timezone.localdate() + TIME_TO_CHECK)
    record("article.check_asked", by=by, item=article, inside=True)
    return article


@transaction.atomic
def answer_check(article: Article, *, by: Who, right: bool, words: str = "") -> Article:
    """Those it is about say that the facts are right, or what is not."""
    article = locked(article)
    require(article.about is not None and can_check_article(by, article, article.about.by))
    assert article.about is not None
    return _checked(article, right, words, article.about.by, by)


@transaction.atomic
def note_check(article: Article, *, by: Who, right: bool, heard: str, words: str = "") -> Article:
    """The desk writes down what somebody without an account said: who said it, and how."""
    require(can_run_desk(by))
    article = locked(article)
    if article.about is None or can_answer_alone(article.about.by):
        raise NotPossible(_("They can answer themselves: somebody with an account acts for them."))
    if not heard.strip():
        raise NotPossible(_("Please write who said so, and how."))
    return _checked(article, right, words, article.about.by, by, heard.strip()[:200])


@transaction.atomic
def vouch_for_article(article: Article, *, by: Who) -> Article:
    """It is about nobody's page: the desk has checked the facts, and says so. Not by whoever wrote it."""
    article = _held(article, "vouch", by)
    require(by.person.pk != article.by_id, _("Somebody else than you has to look at this."))
    if article.about is not None:
        raise NotPossible(_("Those it is about check the facts."))
    _said(article, Said.VOUCHED, "", by.actor, by)
    save_item(article, "state")
    close_asks("article", article, by=by)
    record("article.checked", by=by, item=article, inside=True)
    return article


@transaction.atomic
def show_article(article: Article, *, by: Who) -> Article:
    """Everybody reads it. It stands in the story of what it is about."""
    return _shown(_held(article, "show", by), by)


@transaction.atomic
def show_unchecked(article: Article, why: str, *, by: Who, today: dt.date | None = None) -> Article:
    """The day has passed without an answer: it is shown with the reason, which every reader sees. Never before that day."""
    check = open_check(article)
    if check is None or not is_past_its_day(article, today):
        raise NotPossible(_("Those it is about still have time to answer."))
    article = _held(article, "show_unchecked", by)
    _said(article, Said.UNANSWERED, why, check.asked, by)
    _no_longer_asked(article, by)
    return _shown(article, by)


@transaction.atomic
def hand_back_article(article: Article, why: str, *, by: Who) -> Article:
    """The reporter cannot, after all. The desk looks for somebody else; the notes of a visit are deleted."""
    article = _held(article, "hand_back", by)
    if not why.strip():
        raise NotPossible(WHY)
    save_item(article, "state")
    close_asks("visit", article, by=by)
    article.visits.all().delete()
    record("article.handed_back", by=by, item=article, inside=True, why=why.strip()[:400])
    return article


@transaction.atomic
def take_back_article(article: Article, *, by: Who) -> Article:
    """Back to a draft, from the desk or from those who check it."""
    article = _held(article, "take_back", by)
    save_item(article, "state")
    close_asks("article", article, by=by)
    _no_longer_asked(article, by)
    record("article.taken_back", by=by, item=article, inside=True)
    return article


@transaction.atomic
def give_up_article(article: Article, *, by: Who) -> Article:
    """Nothing comes of it. Nobody else ever reads it."""
    article = _held(article, "give_up", by)
    save_item(article, "state")
    for what in ("visit", "article"):
        close_asks(what, article, by=by)
    article.visits.all().delete()
    record("article.given_up", by=by, item=article, inside=True)
    return article


@transaction.atomic
def end_article(article: Article, *, by: Who) -> Article:
    """Out of the lists; it keeps its address and says so."""
    article = _held(article, "end", by)
    save_item(article, "state")
    record("article.ended", by=by, item=article)
    return article


@transaction.atomic
def correct_article(article: Article, words: str, *, by: Who) -> Note:
    """What was wrong in a shown text, added below it with its day. The text itself stands as it was checked."""
    require(can_correct_article(by, article))
    if not words.strip():
        raise NotPossible(_("Please write what was wrong, and what is right."))
    made = Note.objects.create(item_id=article.pk, by=by.actor, text=words.strip()[:400])
    touch(article)
    record("article.corrected", by=by, item=article)
    return made


@transaction.atomic
def become_reporter(likes: str = "", *, by: Who) -> Reporter:
    """I may be asked to visit and to write. Said again, it says what I like to write about."""
    require(can_add_entry(by.wearing(by.person)))
    made, _new = Reporter.objects.update_or_create(actor=by.person, defaults={"likes": likes.strip(), "ended": None})
    record("reporter.added", by=by.wearing(by.person), inside=True)
    return made


@transaction.atomic
def rest_reporter(*, by: Who) -> None:
    """I am not asked any more. What I write stays mine to finish."""
    require(by.signed_in)
    if Reporter.objects.filter(actor=by.person, ended=None).update(ended=timezone.localdate()):
        record("reporter.ended", by=by.wearing(by.person), inside=True)


@transaction.atomic
def end_visits(now: dt.datetime) -> int:
    """Delete the notes of visits that serve nobody any more, and what reporters said who have left. Returns how many notes."""
    Reporter.objects.filter(actor__left__isnull=False).delete()
    return notes_to_delete(now).delete()[0]


def _held(article: Article, verb: str, by: Who) -> Article:
    """The article, held, in the state the verb leads to, for whoever may do that."""
    article = locked(article)
    require(can_move_article(by, article, verb), MOVED_ON)
    if article.visibility == Visibility.HIDDEN:
        raise NotPossible(_("It was made invisible under the rules. Nothing can be done with it until that is lifted."))
    article.state = ARTICLE.after(article.state, verb)
    return article


def _checked(article: Article, right: bool, words: str, whose: Actor, by: Who, heard: str = "") -> Article:
    article.state = ARTICLE.after(article.state, "find_right" if right else "find_wrong")
    _said(article, Said.RIGHT if right else Said.WRONG, words, whose, by, heard)
    save_item(article, "state")
    _answered("fact_check", article, by, words or str(Said.RIGHT.label))
    _no_longer_asked(article, by)
    record("article.found_right" if right else "article.found_wrong", by=by, item=article, inside=True)
    return article


def _said(article: Article, said: str, words: str, whose: Actor, by: Who, heard: str = "") -> Verdict:
    words = words.strip()[:1000]
    if not words and said not in (Said.RIGHT, Said.VOUCHED):
        raise NotPossible(WHY)
    typed_by = by.person if heard else None
    return Verdict.objects.create(article=article, said=said, words=words, by=whose, heard=heard, typed_by=typed_by)


def _shown(article: Article, by: Who) -> Article:
    article.visibility, article.shown = Visibility.PUBLIC, article.shown or timezone.localdate()
    save_item(article, "state", "visibility", "shown")
    if article.about is not None:
        link(article.about, article.item, Link.Kind.TOLD_IN, by=by.actor)
        touch(article.about)
    record("article.shown", by=by, item=article)
    return article


def _answered(what: str, article: Article, by: Who, words: str = "") -> None:
    """The open ask, where it is this person's to answer."""
    waiting = Ask.objects.filter(what=what, item_id=article.pk, asked__in=by.hats, state=Ask.State.ASKED)
    for row in waiting:
        answer(row, words or str(_("I am on it.")), by=by)


def _no_longer_asked(article: Article, by: Who) -> None:
    """Those it is about read drafts only while they are asked."""
    close_asks("fact_check", article, by=by)
    Audience.objects.filter(item_id=article.pk).delete()


def _has_text(article: Article) -> None:
    if not article.title.strip() or not article.text.strip():
        raise NotPossible(_("Please write a headline and a text first."))


def _willing(reporter: Actor) -> None:
    if not Reporter.objects.filter(actor=reporter, ended=None, actor__left=None).exists():
        raise NotPossible(_("They have not said that they may be asked to write."))


def _not_ones_own(about: Item | None, reporter: Actor) -> None:
    """Whoever writes does not also answer whether it is right."""
    if about is not None and (about.by_id == reporter.pk or members_of(about.by).filter(person=reporter).exists()):
        raise NotPossible(
            _("Whoever speaks for them does not write of them here. They tell it on a page of their own.")
        )

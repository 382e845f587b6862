"""The codes and numbers of the directory's addresses, for the atlas; made by the same actions as for real."""

import datetime as dt

from django.utils import timezone

from yoriai.directory import actions as directory
from yoriai.directory.letters import still_true_token
from yoriai.directory.models import (
    Activity,
    Article,
    ArticlePhoto,
    Case,
    Event,
    Feedback,
    Introduction,
    Measure,
    Need,
    Offer,
    Organisation,
    Paper,
    SignUp,
    Suggestion,
    Survey,
)
from yoriai.directory.queries.seat_links import seat_token
from yoriai.kernel.actors.who import Who
from yoriai.kernel.asks.actions import ask
from yoriai.kernel.models import Ask
from yoriai.people.models import Outgoing
from yoriai.people.queries import answer_key
from yoriai.web.actions import save_search
from yoriai.web.demo.cast import Cast
from yoriai.web.demo.drawing import drawing
from yoriai.web.saved import stop_token as search_stop


def signposts_of_the_directory(cast: Cast) -> dict[str, object]:
    """Entries, events, saved searches, surveys."""
    return {
        **_of_the_directory(cast),
        **_of_the_events(),
        **_of_searches(cast),
        **_of_surveys(cast),
        **_of_articles(cast),
    }


def _of_the_directory(cast: Cast) -> dict[str, object]:
    """What the organisations show, and a draft of theirs."""
    worker, office = cast.who(cast.worker, cast.npo), cast.who(cast.officer, cast.section)
    draft = directory.add_entry(Activity(), by=worker, title="まだ書きかけ")
    measure = directory.add_entry(Measure(), by=office, title="はじめの一歩の助成")
    directory.show_entry(measure, by=office)
    waiting = directory.show_entry(directory.add_entry(Activity(), by=worker, title="夜の見守り"), by=worker)
    Activity.objects.filter(pk=waiting.pk).update(state="waiting")
    shown = Activity.objects.filter(by=cast.npo, state="shown")[0]
    yearly = ask("still_true", shown, cast.npo, by=Who.alone(cast.section, signed_in=False))
    case = Case.objects.get(by=cast.npo, title__contains="朝ごはん")
    whose = directory.put_sender(directory.take_in([], by=office, way="fax", kind="case"), by=office, actor=cast.npo)
    sent, agreed = (Paper.objects.filter(state=state)[0] for state in ("sent", "agreed"))
    return {
        "IDEA": directory.raise_theme("雪かきをする人がいない", by=cast.who(cast.resident)).code,
        "FIGURE": directory.add_figure(
            cast.themes[0], by=office, what="ひとり暮らし", value="1,204人", as_of="令和7年10月", source="杜野市統計"
        ).pk,
        "ARRIVED": Paper.objects.filter(sender=None)[0].pk,
        "WHOSE": whose.pk,
        "SENT": sent.pk,
        "SHEET_PICTURE": sent.pages.all()[0].pk,
        "AGREED": agreed.pk,
        "RECEIPT": sent.code,
        "ANSWERED": agreed.code,
        "ON_PAPER": Organisation.objects.get(actor=cast.neighbourhood).code,
        "CASE": case.code,
        "PARTY": case.parties.exclude(actor=cast.npo)[0].pk,
        "NAMING": Case.objects.get(by=cast.company).code,
        "STILL_TRUE": still_true_token(yearly),
        "WAITING": waiting.code,
        "REMARK": directory.remark(shown, "鍵は窓口にあります。", by=office).pk,
        "CONFIRMER": directory.name_confirmer(cast.section, by=office).pk,
        "ORGANISATION": Organisation.objects.get(actor=cast.npo).code,
        "ACTIVITY": shown.code,
        "MEASURE": measure.code,
        "INTRODUCED": Introduction.objects.get(state="asked").code,
        "WANTED": Need.objects.get(by=cast.section, state="shown").code,
        "GIVEN": Offer.objects.get(by=cast.students, state="shown").code,
        "SUGGESTION": Suggestion.objects.filter(item__by=cast.npo)[0].pk,
        "OFFER": Offer.objects.get(by=cast.npo, state="shown").code,
        "NEED": Need.objects.get(by=cast.npo, state="shown").code,
        "DRAFT": draft.code,
    }


def _of_the_events() -> dict[str, object]:
    """The walk with its waiting list, and somebody to telephone about it."""
    walk = Event.objects.get(title__contains="まち歩き")
    seat = SignUp.objects.filter(occurrence__event=walk, actor__kind="guest")[0]
    call = Outgoing.objects.create(to=seat.actor, way="by_hand", subject="題", text="文", item=walk.item)
    return {
        "EVENT": walk.code,
        "DAY": walk.occurrences.get().pk,
        "SIGN_UP": seat.pk,
        "SEAT_LINK": seat_token(seat),
        "CALL": call.pk,
    }


def _of_searches(cast: Cast) -> dict[str, object]:
    """A search the resident has saved."""
    kept = save_search("雪かき", by=cast.who(cast.resident))
    return {"SEARCH": kept.pk, "SEARCH_STOP": search_stop(kept)}


def _of_surveys(cast: Cast) -> dict[str, object]:
    """The two of the demo, and one in preparation."""
    prepared = directory.add_survey("冬の調査", by=cast.who(cast.officer, cast.section), from_template=True)
    return {
        "SURVEY": Survey.objects.get(state="open").code,
        "RESULTS": Survey.objects.get(state="published").code,
        "PREPARED": prepared.code,
        "QUESTION": prepared.questions.all()[1].pk,
        "COMPANY": cast.company.pk,
    }


def _of_articles(cast: Cast) -> dict[str, object]:
    """The four of the demo, one with a photo, and one handed back."""
    desk, student = cast.who(cast.supporter, cast.support_centre), cast.who(cast.student)
    at_check = Article.objects.get(state="checking")
    picture = {"jpeg": drawing(), "width": 4, "height": 3, "alt": "シャッターの前", "by": cast.student}
    ArticlePhoto.objects.create(article=at_check, **picture)
    page = Organisation.objects.get(actor=cast.support_centre)
    due = timezone.localdate() + dt.timedelta(days=3)
    back = directory.assign_article(page.item, cast.student, due, "夜の部屋を。", by=desk)
    directory.hand_back_article(back, "試験と重なりました。", by=student)
    return {
        "ARTICLE": Article.objects.get(state="shown").code,
        "AT_CHECK": at_check.code,
        "CHECKED_BY_ME": at_check.code,
        "CHECK_KEY": answer_key(Ask.objects.get(what="fact_check", state="asked")),
        "MINE": Article.objects.get(state="draft").code,
        "OFFERED": Article.objects.get(state="offered").code,
        "HANDED_BACK": back.code,
        "FEEDBACK": Feedback.objects.all()[0].code,
    }

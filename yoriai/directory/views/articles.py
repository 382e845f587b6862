"""記事: the list, an article, and its reporter's pages: the idea, the text, the notes of a visit, what comes next."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from yoriai.directory import actions, policy
from yoriai.directory.actions.articles import MOVED_ON
from yoriai.directory.forms.articles import ArticleForm, ReporterForm, VisitForm, WordsForm
from yoriai.directory.models import Article, ArticlePhoto, Reporter
from yoriai.directory.queries import articles as queries
from yoriai.directory.queries.entries import in_confirming_hat
from yoriai.directory.queries.pages import notes_on
from yoriai.directory.views.editors import desk_is_sure
from yoriai.directory.views.steps import STEPS, VERBS, WORDED, hat_for
from yoriai.kernel.actors.who import Who
from yoriai.kernel.items.models import Visibility
from yoriai.kernel.models import Item
from yoriai.kernel.policy import Refusal, require
from yoriai.people.gate import reader, signed_in, somebody
from yoriai.ui import display
from yoriai.ui.fragments import cards_of
from yoriai.ui.paging import page
from yoriai.ui.stories import short_story
from yoriai.ui.whole_page import whole_page


def the_article(request: HttpRequest, code: str) -> Article:
    """The article of this code: shown, theirs, asked of them, or before the desk. Absent and forbidden look the same."""
    who = reader(request)
    found: Article = get_object_or_404(Article.objects.select_related("by", "about__by", "assigned_by"), code=code)
    before_it = found.visibility != Visibility.HIDDEN and policy.can_read_draft(in_confirming_hat(who), found)
    if not before_it and not Article.objects.visible_to(who).filter(pk=found.pk).exists():
        raise Http404
    return found


@require_safe
@whole_page
def articles(request: HttpRequest) -> HttpResponse:
    """Every article, the newest first."""
    who = reader(request)
    shown = page(queries.shown_articles(who).only("pk", "version", "code"), request)
    context = {
        "page": shown,
        "cards": cards_of([(row.pk, row.version) for row in shown.rows], display.of(request)),
        "runs": in_confirming_hat(who) is not None,
        "mine": queries.mine(who) if who is not None and who.signed_in else [],
    }
    return render(request, "directory/articles.html", context)


@require_safe
@whole_page
def article(request: HttpRequest, code: str) -> HttpResponse:
    """What somebody saw and heard, who checked the facts, and how to reach those it is about."""
    found, who = the_article(request, code), reader(request)
    context = {
        "article": found,
        "photo": queries.photo_of(found),
        "verdict": queries.verdict_shown(found),
        "notes": notes_on(found),
        "story": short_story(found, who),
        "address": settings.BASE_URL + found.get_absolute_url(),
        "title": found.title,
        "works": who is not None and _works_on(found, who),
        "checks": found.about is not None and policy.can_check_article(who, found, found.about.by),
        **_about(found, who),
    }
    return render(request, "directory/article.html", context)


def _about(found: Article, who: Who | None) -> dict[str, Any]:
    """What it is about, where this reader sees it: the item, and the same as its kind."""
    about: Item | None = Item.objects.visible_to(who).filter(pk=found.about_id or 0).select_related("by").first()
    return {"about": about, "entry": getattr(about, f"as_{about.kind}") if about is not None else None}


@require_safe
def photo(request: HttpRequest, code: str) -> HttpResponse:
    """Its picture, for whoever may read the article."""
    found = get_object_or_404(ArticlePhoto, article=the_article(request, code))
    answer = HttpResponse(bytes(found.jpeg), content_type="image/jpeg")
    patch_cache_control(answer, no_cache=True, private=True)
    return answer


@signed_in
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """An idea of one's own. `?about=` names what it is about; `?q=` looks for a page by its name."""
    about = queries.thing_of(request.GET.get("about", "")[:6], reader(request))
    words = request.GET.get("q", "").replace("\0", "").strip()[:120]
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form, by = ArticleForm(*sent), somebody(request)
    made = form.accepts(lambda: _with_picture(actions.add_article(by=by, about=about, **form.facts), form, by))
    if made:
        messages.success(request, _("Kept. Only you read it until you hand it to the desk."))
        return redirect("directory:article_work", made.code)
    context = {"form": form, "about": about, "words": words, "found": queries.pages_named(words)}
    return render(request, "directory/article_new.html", context, status=422 if form.went_wrong else 200)


def _with_picture(found: Article, form: ArticleForm, by: Who) -> Article:
    if form.picture is not None:
        actions.put_photo(found, **form.picture, by=by)
    return found


@signed_in
@never_cache
def text(request: HttpRequest, code: str) -> HttpResponse:
    """Its reporter writes on."""
    found, by = the_article(request, code), somebody(request)
    if not policy.can_move_article(by, found, "write"):
        raise Http404
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ArticleForm(*sent, instance=found)
    if form.done(lambda: _with_picture(actions.write_article(found, by=by, **form.facts), form, by)):
        messages.success(request, _("Kept."))
        return redirect("directory:article_work", code)
    context = {"form": form, "article": found, "photo": queries.photo_of(found)}
    return render(request, "directory/article_text.html", context, status=422 if form.went_wrong else 200)


@desk_is_sure
@never_cache
def work(request: HttpRequest, code: str) -> HttpResponse:
    """How far it has come and what is next, for its reporter and for the desk; the notes are the reporter's own."""
    found, who = the_article(request, code), somebody(request)
    mine = policy.is_reporter(who, found)
    if not _works_on(found, who):
        raise Http404
    form = VisitForm(request.POST or None)
    if mine and form.done(lambda: actions.note_visit(found, **form.cleaned_data, by=who)):
        return redirect("directory:article_work", code)
    steps = _steps(found, who)
    context = {"article": found, "mine": mine, "form": form, **_before_it(found, who), "steps": steps}
    context["rarely"] = any(row["step"].style == "plain" for row in steps)
    return render(request, "directory/article_work.html", context, status=422 if form.went_wrong else 200)


def _works_on(found: Article, who: Who) -> bool:
    """Its reporter, or the desk."""
    return policy.is_reporter(who, found) or policy.can_run_desk(in_confirming_hat(who))


def _before_it(found: Article, who: Who) -> dict[str, Any]:
    check, runs = queries.open_check(found), policy.can_run_desk(in_confirming_hat(who))
    return {
        "photo": queries.photo_of(found),
        "verdicts": queries.verdicts_on(found),
        "visits": queries.visits_of(found, who),
        "check": check,
        "notes_answer": runs and check is not None and not queries.can_answer_alone(check.asked),
        "may_write": policy.can_move_article(who, found, "write"),
        "may_assign": hat_for(who, found, "assign") is not None,
        "runs": runs,
    }


def _steps(found: Article, who: Who) -> list[dict[str, Any]]:
    """The steps open to this person now, in the order of `STEPS`, each with its button and, where it needs one, its form."""
    past = queries.is_past_its_day(found)
    return [
        {"verb": step.verb, "step": step, "form": WordsForm(label=step.asks, prefix=step.verb) if step.asks else None}
        for step in STEPS
        if (step.verb != "show_unchecked" or past)
        and (step.verb != "vouch" or found.about_id is None)
        and (step.verb != "send" or found.about_id is not None)
        and hat_for(who, found, step.verb) is not None
    ]


@desk_is_sure
@require_POST
def state(request: HttpRequest, code: str) -> HttpResponse:
    """One step on, or back."""
    found, who, verb = the_article(request, code), somebody(request), request.POST.get("verb", "")
    by, words = hat_for(who, found, verb), request.POST.get(f"{verb}-words", "")
    if verb not in VERBS or not _works_on(found, who):
        raise Http404
    try:
        require(by is not None, MOVED_ON)
        VERBS[verb](found, *([words] if verb in WORDED else []), by=by)
        messages.success(request, str(next(step.done for step in STEPS if step.verb == verb)))
    except Refusal as no:  # pressed twice, or somebody else was faster
        messages.error(request, str(no))
    return redirect("directory:article_work", code)


@signed_in
@never_cache
def reporter(request: HttpRequest) -> HttpResponse:
    """I may be asked to visit and to write; or no longer."""
    who = somebody(request)
    row = Reporter.objects.filter(actor=who.person, ended=None).first()
    if request.POST.get("verb") == "rest":
        actions.rest_reporter(by=who)
        return redirect("directory:reporter")
    form = ReporterForm(request.POST or None, instance=row)
    if form.done(lambda: actions.become_reporter(form.cleaned_data["likes"], by=who)):
        messages.success(request, _("Thank you. The desk sees your name and may ask you."))
        return redirect("directory:reporter")
    return render(
        request, "directory/reporter.html", {"form": form, "row": row}, status=422 if form.went_wrong else 200
    )

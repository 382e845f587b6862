"""Are the facts right? For those an article is about, by account or by the link of their mail; and for the desk on the telephone."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yoriai.directory import actions, policy
from yoriai.directory.forms.articles import CheckForm, NotedCheckForm
from yoriai.directory.models import Article
from yoriai.directory.queries import articles as queries
from yoriai.directory.queries.entries import in_confirming_hat
from yoriai.directory.views.articles import the_article
from yoriai.directory.views.editors import desk_is_sure
from yoriai.kernel.models import Ask
from yoriai.people.gate import somebody
from yoriai.people.queries import ask_by_key, who_is


@desk_is_sure
@never_cache
def check(request: HttpRequest, code: str) -> HttpResponse:
    """For whoever speaks for those it is about; for the desk, where nobody with an account does."""
    found, who = the_article(request, code), somebody(request)
    asked, hat = queries.open_check(found), in_confirming_hat(who)
    act: Callable[..., Article] = actions.answer_check
    if asked is None or found.about is None:
        return redirect(found)
    if who.wears(found.about.by_id) and policy.can_check_article(who, found, found.about.by):
        form, by = CheckForm(request.POST or None), who.wearing(found.about.by)
    elif hat is not None and policy.can_run_desk(hat) and not queries.can_answer_alone(found.about.by):
        form, by, act = NotedCheckForm(request.POST or None), hat, actions.note_check
    else:
        raise Http404
    if form.done(lambda: act(found, **form.facts, by=by)):
        messages.success(request, _("Thank you. Its reporter hears of it."))
        return redirect("directory:article_work" if by is hat else "people:my", *([code] if by is hat else []))
    return _page(request, found, asked, form)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def by_mail(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """The same without an account. GET answers nothing, for mail programs open links by themselves. Good once."""
    asked = ask_by_key(key, "fact_check")
    found = Article.objects.filter(pk=asked.item_id, code=code).first() if asked is not None else None
    if asked is None or found is None or found.about is None or asked.asked_id != found.about.by_id:
        return render(request, "directory/article_check_over.html", status=410)
    form = CheckForm(request.POST if request.method == "POST" else None)
    if form.done(lambda: actions.answer_check(found, **form.facts, by=who_is(asked.asked, signed_in=False))):
        return render(request, "directory/article_check_over.html", {"thanks": True})
    return _page(request, found, asked, form, by_mail=True)


def _page(request: HttpRequest, found: Article, asked: Ask, form: CheckForm, *, by_mail: bool = False) -> HttpResponse:
    context = {"article": found, "asked": asked, "form": form, "photo": queries.photo_of(found), "by_mail": by_mail}
    context["noted"] = isinstance(form, NotedCheckForm)
    return render(request, "directory/article_check.html", context, status=422 if form.went_wrong else 200)

"""記者の机: whom to ask to visit whom, what waits for the desk, what is under way."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from yoriai.directory import actions, policy
from yoriai.directory.forms.articles import AskReporterForm
from yoriai.directory.queries import articles as queries
from yoriai.directory.views.articles import the_article
from yoriai.directory.views.editors import desk_hat, editors
from yoriai.people.gate import reader


@editors
@never_cache
def desk(request: HttpRequest) -> HttpResponse:
    """What waits, what is under way, what is ready, and who may be asked."""
    context = {**queries.before_the_desk(), "reporters": queries.reporters(), "by": desk_hat(request)}
    return render(request, "directory/article_desk.html", context)


@editors
@never_cache
def assign(request: HttpRequest) -> HttpResponse:
    """Ask a reporter to visit. `?about=` names whom; `?q=` looks for a page by its name."""
    about = queries.thing_of(request.GET.get("about", "")[:6], reader(request))
    words = request.GET.get("q", "").replace("\0", "").strip()[:120]
    form = AskReporterForm(request.POST if request.method == "POST" and about is not None else None)
    made = form.accepts(lambda: actions.assign_article(about, **form.cleaned_data, by=desk_hat(request)))  # type: ignore[arg-type]
    if made:
        messages.success(request, _("They are asked. You hear their answer."))
        return redirect("directory:article_desk")
    context = {"form": form, "about": about, "words": words, "found": queries.pages_named(words)}
    return render(request, "directory/article_assign.html", context, status=422 if form.went_wrong else 200)


@editors
@never_cache
def reassign(request: HttpRequest, code: str) -> HttpResponse:
    """Somebody else, after it was handed back."""
    found, by = the_article(request, code), desk_hat(request)
    if not policy.can_move_article(by, found, "assign"):
        raise Http404
    form = AskReporterForm(request.POST or None)
    if form.done(lambda: actions.reassign_article(found, **form.cleaned_data, by=by)):
        messages.success(request, _("They are asked. You hear their answer."))
        return redirect("directory:article_desk")
    context = {"form": form, "about": found.about, "article": found}
    return render(request, "directory/article_assign.html", context, status=422 if form.went_wrong else 200)

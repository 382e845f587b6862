"""テーマ票 (F0): what a section wants to work on with others; questions go in and out as comments."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from yoriai.kernel.policy import NotPossible
from yoriai.people.forms.drafts import keeps, resumed
from yoriai.people.gate import reader, somebody, sure
from yoriai.proposals import actions, policy
from yoriai.proposals.finding import asked_first
from yoriai.proposals.forms.scheme_desk import SchemeThemeForm
from yoriai.proposals.models import Scheme, SchemeTheme
from yoriai.proposals.queries.comparison import yen_words
from yoriai.proposals.views.schemes import corrections_of, the_scheme
from yoriai.ui.whole_page import whole_page


def the_theme(request: HttpRequest, code: str) -> SchemeTheme:
    """The sheet of this code, among what its reader may see."""
    rows = SchemeTheme.objects.visible_to(reader(request)).select_related("by", "scheme")
    found: SchemeTheme = get_object_or_404(rows.prefetch_related("themes"), code=code)
    return found


@whole_page
def theme(request: HttpRequest, code: str) -> HttpResponse:
    """The sheet, its section, what is asked about it."""
    found, who = the_theme(request, code), reader(request)
    kinds = [kind for kind in found.scheme.the_plan.types if kind.themed]
    seen = Scheme.objects.visible_to(who).filter(pk=found.scheme_id).exists()
    context = {"sheet": found, "scheme": found.scheme, "scheme_seen": seen, "kinds": kinds, "cap": yen_words(found.cap)}
    context["corrections"] = corrections_of(found.scheme, found)
    return render(request, "proposals/scheme_theme.html", {**context, "may": policy.can_set_theme(who, found)})


@sure
@never_cache
@keeps
def new(request: HttpRequest, code: str) -> HttpResponse:
    """A section's sheet, as a draft; the office may write it for a section."""
    found, who = the_scheme(request, code), somebody(request)
    if not policy.can_set_theme(who) or found.state == Scheme.State.ENDED:
        raise Http404
    form = resumed(request, SchemeThemeForm(request.POST or None, who=who))
    made = form.accepts(
        lambda: actions.set_theme(
            found, form.cleaned_data["section"], by=who, themes=form.cleaned_data["themes"], **form.facts
        )
    )
    if made:
        return redirect(made)
    context = {"form": form, "scheme": found, "submit": _("Keep it as a draft"), "back": found.get_absolute_url()}
    return render(request, "proposals/scheme_theme_form.html", context, status=422 if form.went_wrong else 200)


@sure
@never_cache
@keeps
def change(request: HttpRequest, code: str) -> HttpResponse:
    """Its section, or the office, writes it anew."""
    found, who = the_theme(request, code), somebody(request)
    if not policy.can_set_theme(who, found):
        raise Http404
    form = resumed(request, SchemeThemeForm(request.POST or None, instance=found, who=who))
    if form.done(lambda: actions.change_theme(found, by=who, themes=form.cleaned_data["themes"], **form.facts)):
        return redirect(found)
    context = {
        "form": form,
        "sheet": found,
        "scheme": found.scheme,
        "submit": _("Publish the correction") if "why" in form.fields else _("Keep the sheet"),
        "back": found.get_absolute_url(),
    }
    return render(request, "proposals/scheme_theme_form.html", context, status=422 if form.went_wrong else 200)


def _ending(request: HttpRequest, found: SchemeTheme) -> HttpResponse:
    """The page before a theme is ended; there is no way back from it."""
    if found.state != SchemeTheme.State.SHOWN:
        raise Http404
    then = (
        _("Nobody can begin a proposal for it any more. Those already begun go on."),
        _("The sheet stays readable. It cannot be opened again."),
    )
    back, verb = found.get_absolute_url(), _("End this theme")
    return asked_first(request, _("End this theme?"), *then, verb=verb, back=back, sent={"verb": "end"})


VERBS: dict[str, Callable[..., SchemeTheme]] = {"show": actions.show_theme, "end": actions.end_theme}


@sure
@never_cache
def state(request: HttpRequest, code: str) -> HttpResponse:
    """Show it to everybody, or end it."""
    found, who, act = the_theme(request, code), somebody(request), VERBS.get(request.POST.get("verb", ""))
    if not policy.can_set_theme(who, found):
        raise Http404
    if request.method != "POST":
        return _ending(request, found)
    try:
        if act is not None:
            act(found, by=who)
    except NotPossible as no:
        messages.error(request, str(no))
    return redirect(found)

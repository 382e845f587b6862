"""A theme somebody misses (R4); and the office's page of a theme: what the problem is here, in words and figures."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from yoriai.directory import actions, policy
from yoriai.directory.forms.themes import AdoptForm, DeclineThemeForm, FigureForm, ThemeAboutForm, ThemeIdeaForm
from yoriai.directory.models import Figure, ThemeIdea
from yoriai.kernel.models import Theme
from yoriai.people.forms.drafts import keeps, resumed
from yoriai.people.gate import office, reader, signed_in, somebody


@signed_in
@never_cache
@keeps
def new_idea(request: HttpRequest) -> HttpResponse:
    """Which theme is missing?"""
    form = ThemeIdeaForm(request.POST or None, who=somebody(request))
    made = form.accepts(
        lambda: actions.raise_theme(form.cleaned_data["title"], form.cleaned_data["summary"], by=form.by)
    )
    if made:
        messages.success(request, _("Thank you. The office looks at it and answers you here."))
        return redirect(made)
    context = {"form": resumed(request, form), "submit": _("Say it"), "back": reverse("themes")}
    return render(request, "directory/theme_idea_new.html", context, status=422 if form.went_wrong else 200)


@never_cache
def idea(request: HttpRequest, code: str) -> HttpResponse:
    """What somebody misses and what became of it; for the office, the two ways to decide."""
    found = get_object_or_404(ThemeIdea.objects.visible_to(reader(request)).select_related("by", "theme"), code=code)
    forms = {}
    if found.state == ThemeIdea.State.PROPOSED and policy.can_edit_themes(reader(request)):
        verb = request.POST.get("verb", "")
        forms = {
            "adopt": AdoptForm(request.POST if verb == "adopt" else None, initial={"name": found.title}),
            "decline": DeclineThemeForm(request.POST if verb == "decline" else None),
        }
        if verb in forms and forms[verb].done(
            lambda: DECISIONS[verb](found, **forms[verb].cleaned_data, by=somebody(request))
        ):
            return redirect(found)
    wrong = any(form.errors for form in forms.values())
    return render(request, "directory/theme_idea.html", {"idea": found, "forms": forms}, status=422 if wrong else 200)


DECISIONS: dict[str, Callable[..., ThemeIdea]] = {"adopt": actions.adopt_theme, "decline": actions.decline_theme}


@office
@never_cache
def desk(request: HttpRequest, code: str) -> HttpResponse:
    """What the problem is here: the words and the figures of a theme."""
    theme, verb = get_object_or_404(Theme, code=code), request.POST.get("verb", "")
    about = ThemeAboutForm(request.POST if verb == "about" else None, initial={"about": theme.about})
    figure = FigureForm(request.POST if verb == "figure" else None, prefix="figure")
    by = somebody(request)
    if about.done(lambda: actions.change_theme(theme, about.cleaned_data["about"], by=by)) or figure.done(
        lambda: actions.add_figure(theme, by=by, **figure.cleaned_data)
    ):
        messages.success(request, _("Kept."))
        return redirect("directory:theme_desk", code)
    context = {"theme": theme, "about": about, "figure": figure, "figures": Figure.objects.filter(theme=theme)}
    return render(request, "directory/theme_desk.html", context, status=422 if about.errors or figure.errors else 200)


@office
@require_POST
def remove_figure(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A number that no longer holds."""
    figure = Figure.objects.filter(pk=pk, theme__code=code).first()
    if figure is None:
        raise Http404
    actions.remove_figure(figure, by=somebody(request))
    return redirect("directory:theme_desk", code)

"""The page of all components with their states, and four whole pages made of them. For the demo and for debugging."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from yoriai.ui import icons, samples, threads
from yoriai.ui.forms import Form
from yoriai.ui.paging import Page

SPECIMENS = {"home": "home", "story": "story", "vote": "vote", "screen": "screen"}


class SampleForm(Form):
    """Every kind of field once."""

    name = forms.CharField(label=gettext_lazy("Name to be shown"), help_text=gettext_lazy("Any name, in any script."))
    mail = forms.EmailField(label=gettext_lazy("Mail"), required=False)
    code = forms.CharField(label=gettext_lazy("The 6 figures from the mail"))
    kind = forms.ChoiceField(
        label=gettext_lazy("Who you are here"),
        choices=[(person.kind, person.get_kind_display) for person in samples.PEOPLE],
        widget=forms.RadioSelect,
    )
    area = forms.ChoiceField(label=gettext_lazy("Area"), choices=[("", "—"), ("kamo", "加茂学区")], required=False)
    words = forms.CharField(label=gettext_lazy("What you want to say"), widget=forms.Textarea)
    agreed = forms.BooleanField(label=gettext_lazy("I have read the publication rules."))


def contents() -> dict[str, Any]:
    """What the components are shown with."""
    typed = {"wrong-name": "", "wrong-mail": "tanaka＠", "wrong-code": "12", "wrong-words": samples.STATEMENT}
    wrong = SampleForm(typed, prefix="wrong")
    wrong.is_valid()
    return {
        "s": samples,
        "icons": icons.ICONS,
        "story": samples.STORY,
        "finished": samples.FINISHED,
        "course": threads.steps(samples.COURSE, 1),
        "evening": threads.steps(samples.EVENING, 2),
        "form": SampleForm(),
        "wrong": wrong,
        "columns": [_("What we will do"), _("Who"), _("When"), _("How it goes")],
        "page": Page(list[Any](), newer="?newer=x", older="?older=x"),
        "tabs": [("#", _("What we could do"), True), ("#", _("What we will do"), False), ("#", _("Cards"), False)],
        "trail": [("#", _("Citizens' forum")), ("#", "第6回")],
        "figures": [
            (_("People who talked"), 54, "#"),
            (_("What we could do"), 18, "#"),
            (_("What we will do"), 7, "#"),
        ],
    }


def _only_where_shown(request: HttpRequest) -> None:
    """The page is for whoever builds or tries the platform; a city's own has none."""
    if not (settings.DEMO or settings.DEBUG):
        raise Http404


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Every component with its states."""
    _only_where_shown(request)
    return render(request, "ui/specimens/components.html", contents())


@require_safe
def specimen(request: HttpRequest, name: str) -> HttpResponse:
    """A whole page made of them."""
    _only_where_shown(request)
    if name not in SPECIMENS:
        raise Http404
    return render(request, f"ui/specimens/{SPECIMENS[name]}.html", contents())

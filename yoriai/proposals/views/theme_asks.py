"""テーマ票のお願い: the office asks, sections answer by a sheet, by a table that comes back, or by 「今年はなし」; words on the draft."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from yoriai.engines.tables.reasons import Unreadable
from yoriai.kernel.actors.who import Who
from yoriai.kernel.models import Actor, Ask
from yoriai.kernel.policy import NotPossible
from yoriai.people.gate import office, somebody, sure
from yoriai.proposals import actions
from yoriai.proposals.finding import given, the_scheme
from yoriai.proposals.forms import advice as forms
from yoriai.proposals.forms.scheme_desk import SchemeThemeForm
from yoriai.proposals.lifecycle import THEME_SHEET
from yoriai.proposals.models import Scheme, SchemeTheme
from yoriai.proposals.paper.request import OtherProposal
from yoriai.proposals.paper.theme_sheet import read_theme, theme_xlsx
from yoriai.proposals.policy import early
from yoriai.proposals.queries.advice import asked_sections
from yoriai.proposals.views.books import XLSX

MOST = 2_000_000


@office
@never_cache
def theme_asks(request: HttpRequest, code: str) -> HttpResponse:
    """Who is asked, who has answered and how, and asking more."""
    scheme, who = the_scheme(request, code), somebody(request)
    form = forms.ThemesAskedForm(given(request))
    if form.done(lambda: _asked(scheme, form, who)):
        messages.success(request, _("The sections are asked. Each is reminded once before the day."))
        return redirect("proposals:theme_asks", code)
    rows = asked_sections(scheme)
    remarks = scheme.section_remarks.select_related("by")
    asked = {"rows": rows, "waiting": sum(row.waits for row in rows), "may_ask": early.can_set_themes(scheme)}
    context = {"scheme": scheme, "form": form, "remarks": remarks, **asked}
    return render(request, "proposals/theme_asks.html", context, status=422 if form.went_wrong else 200)


def _asked(scheme: Scheme, form: forms.ThemesAskedForm, who: Who) -> int:
    kept = form.cleaned_data
    return actions.ask_for_themes(scheme, form.asked, by=who, due=kept["due"], text=kept["text"])


@sure
@never_cache
def themes_asked(request: HttpRequest, code: str) -> HttpResponse:
    """The section's page: what is asked until when, its sheets, none this year, its words on the draft."""
    scheme, ask, who = _mine(request, code)
    form = forms.NoThemeForm(given(request))
    if form.done(lambda: actions.set_no_theme(scheme, ask.asked, form.cleaned_data["reason"], by=who)):
        messages.success(request, _("Thank you. Your answer is kept."))
        return redirect(_here(scheme, ask, who))
    return _page(request, scheme, ask, no_theme=form)


def _mine(request: HttpRequest, code: str) -> tuple[Scheme, Ask, Who]:
    """The scheme and the ask of this reader's section; the office names the section by `?section=`. Raises Http404."""
    scheme, who = the_scheme(request, code), somebody(request)
    rows = Ask.objects.filter(what=THEME_SHEET, item=scheme.pk).exclude(state=Ask.State.CLOSED)
    named = request.GET.get("section", "")
    for_it = who.office and named.isdecimal() and len(named) < 10
    rows = rows.filter(asked=int(named)) if for_it else rows.filter(asked__in=who.hats)
    ask = rows.select_related("asked", "asker").order_by("-pk").first()
    if ask is None or not early.can_answer_for(who, ask.asked):
        raise Http404
    return scheme, ask, who


def _here(scheme: Scheme, ask: Ask, who: Who) -> str:
    page = reverse("proposals:themes_asked", args=[scheme.code])
    return page if who.wears(ask.asked_id) else f"{page}?section={ask.asked_id}"


def _page(request: HttpRequest, scheme: Scheme, ask: Ask, **more: Any) -> HttpResponse:
    who = somebody(request)
    blank = {"no_theme": forms.NoThemeForm(), "file": forms.ThemeFileForm(), "remark": forms.DraftRemarkForm()}
    context: dict[str, Any] = {
        **{"scheme": scheme, "ask": ask, "here": _here(scheme, ask, who)},
        "sheets": SchemeTheme.objects.filter(scheme=scheme, by=ask.asked).order_by("pk"),
        "remarks": scheme.section_remarks.select_related("by"),
        "may_set": early.can_set_themes(scheme),
        "may_say_none": early.can_say_none(who, ask, scheme),
        "may_remark": early.can_remark_on_draft(who, scheme, ask.asked),
    } | {**blank, **more}
    wrong = any(form.went_wrong for form in (context["no_theme"], context["file"], context["remark"]))
    return render(request, "proposals/themes_asked.html", context, status=422 if wrong else 200)


@sure
@require_POST
def draft_remark(request: HttpRequest, code: str) -> HttpResponse:
    """A word on the draft."""
    scheme, ask, who = _mine(request, code)
    hat: Actor = ask.asked
    if not early.can_remark_on_draft(who, scheme, hat):
        raise Http404
    form = forms.DraftRemarkForm(request.POST)
    if form.done(lambda: actions.remark_on_draft(scheme, hat, form.cleaned_data["text"], by=who)):
        return redirect(_here(scheme, ask, who))
    return _page(request, scheme, ask, remark=form)


@sure
@require_safe
@never_cache
def theme_file(request: HttpRequest, code: str) -> HttpResponse:
    """The sheet as a table, for where there is no way to the platform."""
    scheme, _ask, _who = _mine(request, code)
    answer = HttpResponse(theme_xlsx(scheme.code, scheme.title), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{scheme.code}-theme.xlsx"'
    return answer


@sure
@require_POST
def theme_file_back(request: HttpRequest, code: str) -> HttpResponse:
    """The table has come back: what was read stands in the form. Nothing is kept before somebody has looked."""
    scheme, ask, who = _mine(request, code)
    form = forms.ThemeFileForm(request.POST, request.FILES)
    said = form.accepts(lambda: _read(form, scheme))
    if said is None:
        return _page(request, scheme, ask, file=form)
    sheet = SchemeThemeForm(who=who, initial=said | {"section": ask.asked_id})
    action = reverse("proposals:new_scheme_theme", args=[scheme.code])
    context = {"form": sheet, "action": action, "back": _here(scheme, ask, who)}
    return render(request, "proposals/theme_file_form.html", context)


def _read(form: forms.ThemeFileForm, scheme: Scheme) -> dict[str, str]:
    try:
        return read_theme(form.cleaned_data["file"].read(MOST + 1), scheme.code)
    except Unreadable:
        raise NotPossible(_("The file cannot be read. Please use the table from this page.")) from None
    except OtherProposal:
        raise NotPossible(_("This table belongs to another scheme.")) from None

"""一斉のお知らせ at the office's desk: written, looked at, sent with one yes; and what was sent."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from yoriai.people.forms.drafts import keeps, resumed
from yoriai.people.gate import office, somebody
from yoriai.proposals import actions
from yoriai.proposals.finding import given, the_scheme
from yoriai.proposals.forms.mailings import MailingForm
from yoriai.proposals.models import Mailing, Proposal, Scheme
from yoriai.proposals.queries import mailings as of
from yoriai.proposals.queries.office import TURNS, how_they_stand
from yoriai.ui.paging import page


@office
@never_cache
def mailings(request: HttpRequest, code: str) -> HttpResponse:
    """What was sent, the newest first, with what became of it."""
    found = the_scheme(request, code)
    shown = page(of.mailings_of(found), request)
    became = of.what_became(shown.rows)
    rows = [(row, _whom(row, found), became.get(row.pk)) for row in shown.rows]
    return render(request, "proposals/mailings.html", {"scheme": found, "page": shown, "rows": rows})


def _whom(row: Mailing, scheme: Scheme) -> str:
    """The filter as it was set, in words."""
    chosen, plan = row.chosen, scheme.the_plan
    kinds = {kind.key: kind.name for kind in plan.types}
    states = {state.value: str(state.label) for state in Proposal.State}
    said = [
        _("%(number)d chosen proposals") % {"number": len(chosen["of"])} if chosen.get("of") else "",
        str(TURNS[chosen["turn"]][1]) if chosen.get("turn") in TURNS else "",
        states.get(chosen.get("state", ""), ""),
        kinds.get(chosen.get("type", ""), ""),
        *(str(of.ROLES[role]) for role in chosen.get("roles", ()) if role in of.ROLES),
    ]
    return "、".join(one for one in said if one)


@office
@never_cache
@keeps
def new_mailing(request: HttpRequest, code: str) -> HttpResponse:
    """Write; look at the exact list and at one of the letters; the one yes. Nothing is kept before it."""
    found, who = the_scheme(request, code), somebody(request)
    form = resumed(request, _form(request, found))
    reached, seen = _reached(form, found)
    looked = bool(seen) and request.POST.get("seen") == seen
    if "sure" in request.POST and reached is not None and looked:
        facts = {name: form.cleaned_data[name] for name in ("key", "subject", "text")}
        chosen = form.chosen | {"roles": form.cleaned_data["roles"]}
        if form.done(lambda: actions.send_mailing(found, reached, by=who, chosen=chosen, **facts)):
            messages.success(
                request, _("It is on its way. Those without mail stand on the list for telephone, fax and post.")
            )
            return redirect("proposals:mailings", code)
    context = {"scheme": found, "form": form, "words": of.FILLED_IN.items(), "reached": reached, "seen": seen}
    context |= _letter(request, form, found, reached) | {"changed": "sure" in request.POST and not looked}
    return render(request, "proposals/mailing_new.html", context, status=422 if form.went_wrong else 200)


def _form(request: HttpRequest, scheme: Scheme) -> MailingForm:
    sent = request.POST if request.method == "POST" else request.GET
    start = {name: request.GET.get(name, "") for name in ("turn", "state", "type")}
    standing = how_they_stand(scheme, timezone.localdate())
    return MailingForm(
        given(request),
        scheme=scheme,
        standing=standing,
        ticked=sent.getlist("of"),
        initial=start | {"of": sent.getlist("of")},
    )


def _reached(form: MailingForm, scheme: Scheme) -> tuple[of.Reached | None, str]:
    """The list, and the digest of list and letter: the one yes covers both."""
    if not form.is_bound or not form.is_valid():
        return None, ""
    found = of.reached(scheme, of.meant(scheme, **form.chosen), form.cleaned_data["roles"])
    return found, found.digest(form.cleaned_data["subject"], form.cleaned_data["text"])


def _letter(request: HttpRequest, form: MailingForm, scheme: Scheme, reached: of.Reached | None) -> dict[str, Any]:
    """As one of them reads it: the one asked for, else the first."""
    if reached is None or not reached.receivers:
        return {}
    wanted = request.POST.get("show", "")
    one = next((row for row in reached.receivers if str(row.actor.pk) == wanted), reached.receivers[0])
    about = list(one.proposals.values())
    subject, text = (of.worded(form.cleaned_data[name], one.actor, about, scheme) for name in ("subject", "text"))
    return {"one": one, "subject": of.subject_line(subject), "letter": text}

"""マイページ: what waits for me, what I wrote, whom I speak for, what I was told, how I come in."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from yoriai.people import actions
from yoriai.people.forms.people import ProfileForm
from yoriai.people.gate import by_way_of, reader, signed_in, somebody
from yoriai.people.guests import GUEST_COOKIE, guest_of
from yoriai.people.models import Guest, User
from yoriai.people.queries import followed_by, letters_to, my_page, written_by
from yoriai.ui import display
from yoriai.ui.fragments import cards_of
from yoriai.ui.paging import page


def guest_here(request: HttpRequest) -> Guest | None:
    """The guest of this device, if somebody with an account is reading: what it wrote may be theirs."""
    secret = request.COOKIES.get(GUEST_COOKIE)
    who = reader(request)
    return guest_of(secret) if secret and who is not None and who.signed_in else None


@never_cache
def my(request: HttpRequest) -> HttpResponse:
    """Everything at a glance. A guest sees what their device wrote."""
    who = reader(request)
    if who is None:
        return by_way_of("account_login", request)
    shown = my_page(who, guest_here(request))
    cards = cards_of([(row.pk, row.version) for row in shown.written], display.of(request))
    return render(request, "people/my.html", {"my": shown, "cards": cards, "who": who})


@never_cache
def written(request: HttpRequest) -> HttpResponse:
    """All that I, or this guest's device, wrote."""
    shown = page(written_by(somebody(request).person).only("pk", "version"), request)
    cards = cards_of([(row.pk, row.version) for row in shown.rows], display.of(request), level=2)
    return render(request, "people/written.html", {"page": shown, "cards": cards})


@signed_in
@never_cache
def letters(request: HttpRequest) -> HttpResponse:
    """All that I was told."""
    return render(request, "people/letters.html", {"page": page(letters_to(somebody(request)), request)})


@signed_in
@never_cache
def follows(request: HttpRequest) -> HttpResponse:
    """What I hear of, each with a way to stop it."""
    return render(request, "people/follows.html", {"page": page(followed_by(somebody(request).person), request)})


@signed_in
@never_cache
def profile(request: HttpRequest) -> HttpResponse:
    """Name, reading, area, language, mail: all but the name optional."""
    who, user = somebody(request), User.objects.get(actor=somebody(request).person)
    told: dict[str, Any] = {"language": user.language, "mail_rhythm": user.mail_rhythm}
    told |= {"name": who.person.name, "reading": who.person.reading, "area": who.person.area_id}
    form = ProfileForm(request.POST or None, initial=told)
    if form.is_valid():
        actions.change_profile(by=who, **form.cleaned_data)
        messages.success(request, _("Your profile is kept."))
        return redirect("people:my")
    context = {"form": form, "submit": _("Keep"), "back": reverse("people:my")}
    return render(request, "people/profile.html", context, status=422 if form.errors else 200)


@signed_in
@never_cache
def leaving(request: HttpRequest) -> HttpResponse:
    """Close the account, after reading what happens then."""
    if request.method == "POST":
        actions.leave(by=somebody(request))
        logout(request)
        messages.success(request, _("Your account is closed. Thank you for having been here."))
        return redirect("/")
    return render(request, "people/leaving.html", {"back": reverse("people:my")})


@signed_in
@require_POST
def guest_things(request: HttpRequest) -> HttpResponse:
    """What this device wrote as a guest becomes mine. Offered, never done by itself: devices are shared."""
    guest = guest_here(request)
    if guest is None:
        raise Http404
    actions.keep_what_i_wrote(guest, by=somebody(request))
    messages.success(request, _("What this device wrote is yours now."))
    answer = redirect("people:my")
    answer.delete_cookie(GUEST_COOKIE)
    return answer

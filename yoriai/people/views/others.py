"""Who somebody is, and hearing of things."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from yoriai.kernel.items.queries import known_to
from yoriai.kernel.models import Actor, Area, Item, Theme
from yoriai.kernel.records.actions import defer
from yoriai.people import actions, limits
from yoriai.people.forms.people import MailForm
from yoriai.people.gate import reader, way_back
from yoriai.people.letters import follow_token, wish_of
from yoriai.people.queries import is_following, members_of, shown_on_page_of
from yoriai.ui import display
from yoriai.ui.fragments import cards_of
from yoriai.ui.paging import page
from yoriai.ui.whole_page import whole_page


@whole_page
def who(request: HttpRequest, pk: int) -> HttpResponse:
    """Name, kind, and what they took part in. Never how to reach them. A guest is a device and has no page."""
    actor = get_object_or_404(Actor.objects.exclude(kind=Actor.Kind.GUEST).select_related("area"), pk=pk)
    shown = page(shown_on_page_of(actor, reader(request)).only("pk", "version"), request)
    cards = cards_of([(row.pk, row.version) for row in shown.rows], display.of(request))
    number = 0 if actor.is_human else members_of(actor).count()
    return render(request, "people/who.html", {"actor": actor, "page": shown, "cards": cards, "members": number})


def thing_or_404(request: HttpRequest, what: str, key: str) -> Item | Theme | Area:
    """What somebody wants to hear of, as far as they may know of it."""
    if what == "item":
        found: Item = get_object_or_404(known_to(reader(request)), code=key.upper())
        return found
    if what == "theme":
        return get_object_or_404(Theme, code=key)
    return get_object_or_404(Area.objects.defer("outline"), code=key)


@never_cache
def follow(request: HttpRequest, what: str, key: str) -> HttpResponse:
    """Hear of a thing, or no longer; without an account, by a mail address alone."""
    thing, who = thing_or_404(request, what, key), reader(request)
    if who is None or not who.signed_in:
        return _follow_by_mail(request, what, key, thing)
    if request.method == "POST":
        change = actions.unfollow if "stop" in request.POST else actions.follow
        change(thing, by=who)
        messages.success(request, _("You hear no more of it.") if "stop" in request.POST else _("You will hear of it."))
        return redirect(way_back(request, _page_of(thing)))
    following = is_following(who, **{f"{what}_id": thing.pk})
    return render(request, "people/follow_page.html", {"thing": thing, "following": following, "page": _page_of(thing)})


def _page_of(thing: Item | Theme | Area) -> str:
    return f"/areas/{thing.code}/" if isinstance(thing, Area) else thing.get_absolute_url()


def _follow_by_mail(request: HttpRequest, what: str, key: str, thing: Item | Theme | Area) -> HttpResponse:
    form = MailForm(request.POST or None)
    if form.is_valid():
        mail = form.cleaned_data["email"].lower()
        limits.slow(f"follow from {limits.address(request)}", 120, 60 * 60)
        limits.slow(f"mail to {mail}", 8, 60 * 60)
        defer("ask_to_confirm", token=follow_token(what, key, mail), title=str(thing))
        return render(request, "people/follow_sent.html", {"mail": mail, "thing": thing, "page": _page_of(thing)})
    context = {"form": form, "thing": thing, "page": _page_of(thing), "submit": _("Send me a mail to confirm")}
    return render(request, "people/follow_mail.html", context, status=422 if form.errors else 200)


@never_cache
def follow_mail(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the mail. Looking confirms nothing: mail programs look by themselves."""
    wish = wish_of(token)
    if wish is None:
        raise Http404
    thing = thing_or_404(request, wish[0], wish[1])
    if request.method == "POST":
        actions.follow_by_mail(thing, wish[2])
    context = {"thing": thing, "page": _page_of(thing), "done": request.method == "POST"}
    return render(request, "people/follow_confirm.html", context)

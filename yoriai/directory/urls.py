from django.urls import path

from yoriai.directory.views import entries, exchange, introductions, organisations, partners, places, similar
from yoriai.directory.views.sorts import SORTS

app_name = "directory"
urlpatterns = [
    path("offers/", exchange.listing, {"kind": "offer"}, name="offers"),
    path("needs/", exchange.listing, {"kind": "need"}, name="needs"),
    path("similar/", similar.similar, name="similar"),
    path("exchange/", partners.mine, name="exchange"),
    path("exchange/rests/<int:pk>/", partners.rest, name="rest"),
    path("suggestions/<int:pk>/<str:side>/", partners.pass_over, name="pass_over"),
    path("items/<code:code>/introduction/", introductions.ask, name="ask_introduction"),
    path("items/<code:code>/introduction/<code:other>/", introductions.connect, name="connect"),
    path("introductions/<code:code>/", introductions.introduction, name="introduction"),
    path("introductions/<code:code>/answer/", introductions.answer, name="answer_introduction"),
    path("introductions/<code:code>/outcome/", introductions.outcome, name="outcome"),
    path("places/<code:code>/", places.place, name="place"),
    path("items/<code:code>/facts/", entries.change, name="change"),
    path("items/<code:code>/state/", entries.state, name="state"),
    path("organisations/new/<int:pk>/", organisations.new, name="new_organisation"),
    *(
        path(f"{s.plural}/new/", entries.new, {"kind": kind}, name=f"new_{kind}")
        for kind, s in SORTS.items()
        if s.by_anybody
    ),
    *(path(f"{sort.plural}/<code:code>/", entries.entry, {"kind": kind}, name=kind) for kind, sort in SORTS.items()),
]

from django.urls import path

from yoriai.directory import feeds
from yoriai.directory.views import calendar, entries, events, maps, organisations, places, sign_ups
from yoriai.directory.views.sorts import SORTS

app_name = "directory"
urlpatterns = [
    path("places/<code:code>/", places.place, name="place"),
    path("items/<code:code>/facts/", entries.change, name="change"),
    path("items/<code:code>/state/", entries.state, name="state"),
    path("organisations/new/<int:pk>/", organisations.new, name="new_organisation"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar.ics", feeds.everything, name="calendar_feed"),
    path("themes/<slug:code>/calendar.ics", feeds.theme, name="theme_calendar"),
    path("areas/<str:code>/calendar.ics", feeds.area, name="area_calendar"),
    path("who/<int:pk>/calendar.ics", feeds.organiser, name="who_calendar"),
    path("events/<code:code>/calendar.ics", feeds.event, name="event_calendar"),
    path("map/", maps.the_map, name="map"),
    path("map/pins.json", maps.pins_file, name="pins"),
    path("map/ground.json", maps.ground, name="ground"),
    path("map/here/", maps.here, name="here"),
    path("events/new/", events.new, name="new_event"),
    path("events/<code:code>/days/", events.days, name="days"),
    path("events/<code:code>/cancellation/", events.cancellation_of_all, name="cancellation"),
    path("events/<code:code>/people/", sign_ups.people, name="people"),
    path("events/<code:code>/people.xlsx", sign_ups.people_file, name="people_file"),
    path("days/<int:pk>/", events.day, name="day"),
    path("days/<int:pk>/cancellation/", events.cancellation, name="day_cancellation"),
    path("days/<int:pk>/sign-up/", sign_ups.sign_up, name="sign_up"),
    path("sign-ups/<str:token>/", sign_ups.seat, name="seat"),
    path("sign-ups/<int:pk>/return/", sign_ups.given_back, name="given_back"),
    path("sign-ups/told/<int:pk>/", sign_ups.told, name="told"),
    *(
        path(f"{s.plural}/new/", entries.new, {"kind": kind}, name=f"new_{kind}")
        for kind, s in SORTS.items()
        if s.by_anybody
    ),
    *(path(f"{sort.plural}/<code:code>/", entries.entry, {"kind": kind}, name=kind) for kind, sort in SORTS.items()),
]

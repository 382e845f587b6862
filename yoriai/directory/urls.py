from django.urls import path, re_path

from yoriai.directory import feeds
from yoriai.directory.views import (
    calendar,
    confirmers,
    entries,
    events,
    looks,
    maps,
    network,
    organisations,
    places,
    sign_ups,
    themes,
    ways_in,
    years,
)
from yoriai.directory.views.sorts import SORTS

app_name = "directory"
urlpatterns = [
    path("places/<code:code>/", places.place, name="place"),
    path("items/<code:code>/facts/", entries.change, name="change"),
    path("items/<code:code>/state/", entries.state, name="state"),
    path("add/", entries.add, name="add"),
    path("items/<code:code>/look/", looks.look, name="look"),
    path("items/<code:code>/still-true/", looks.still_true, name="still_true"),
    path("items/<code:code>/second-look/", looks.second_look, name="second_look"),
    path("still-true/<str:token>/", looks.still_true_by_mail, name="still_true_by_mail"),
    path("remarks/<int:pk>/withdraw/", looks.withdraw_remark, name="withdraw_remark"),
    path("desk/confirmers/", confirmers.confirmers, name="confirmers"),
    path("desk/confirmers/<int:pk>/end/", confirmers.end, name="end_confirmer"),
    path("campus/", ways_in.campus, name="campus"),
    path("companies/", ways_in.companies, name="companies"),
    path("businesses/", ways_in.businesses, name="businesses"),
    path("network/", network.picture, name="network"),
    path("organisations/<code:code>/year/", years.this_year, name="this_year"),
    path("organisations/<code:code>/year/<int:number>/", years.year, name="year"),
    re_path(
        r"^organisations/(?P<code>\w{6})/year/(?P<number>\d{4})\.(?P<form>pdf|xlsx)$", years.sheet, name="year_sheet"
    ),
    path("theme-ideas/new/", themes.new_idea, name="new_theme_idea"),
    path("theme-ideas/<code:code>/", themes.idea, name="theme_idea"),
    path("desk/themes/<slug:code>/", themes.desk, name="theme_desk"),
    path("desk/themes/<slug:code>/figures/<int:pk>/removal/", themes.remove_figure, name="remove_figure"),
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

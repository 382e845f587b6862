from django.urls import path, re_path

from yoriai.directory.views import confirmers, entries, looks, network, organisations, places, themes, ways_in, years
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
    *(
        path(f"{s.plural}/new/", entries.new, {"kind": kind}, name=f"new_{kind}")
        for kind, s in SORTS.items()
        if s.by_anybody
    ),
    *(path(f"{sort.plural}/<code:code>/", entries.entry, {"kind": kind}, name=kind) for kind, sort in SORTS.items()),
]

from django.urls import path

from yoriai.web import archive, feeds, health, saved, views
from yoriai.web.desk import city, imports, index, readings, setup

urlpatterns = [
    path("", views.home, name="home"),
    path("themes/", views.themes, name="themes"),
    path("themes/<slug:code>/", views.theme, name="theme"),
    path("areas/", views.areas, name="areas"),
    path("areas/<str:code>/", views.area, name="area"),
    path("items/", views.items, name="items"),
    path("items/<code:code>/", views.item, name="item"),
    path("items/<code:code>/story/", views.item_story, name="story"),
    path("archive/", archive.years, name="archive"),
    path("archive/<int:year>/", archive.year, name="archive_year"),
    path("archive/<int:year>/<int:month>/", archive.month, name="archive_month"),
    path("search/", views.search, name="search"),
    path("searches/", saved.searches, name="searches"),
    path("searches/new/", saved.new, name="new_search"),
    path("searches/<int:pk>/removal/", saved.removal, name="search_removal"),
    path("searches/stop/<str:token>/", saved.stop, name="stop_search"),
    path("desk/", index.index, name="desk"),
    path("setup/", setup.code, name="setup"),
    path("setup/city/", setup.city, name="setup_city"),
    path("city/", city.facts, name="city"),
    path("imports/", imports.imports, name="imports"),
    path("imports/<int:pk>/", imports.upload, name="upload"),
    path("imports/<int:pk>/taking/", imports.taking, name="taking"),
    path("imports/<int:pk>/faults.csv", imports.faults, name="faults"),
    path("open-data/", feeds.page, name="open_data"),
    path("open-data/<str:name>", feeds.file, name="open_data_file"),
    path("open-data/<slug:name>/shift-jis/", feeds.old_programs, name="open_data_old"),
    path("readings/", readings.readings, name="readings"),
    path("readings/<int:pk>/removal/", readings.removal, name="reading_removal"),
    path("healthz", health.up, name="up"),
    path("readyz", health.ready, name="ready"),
]

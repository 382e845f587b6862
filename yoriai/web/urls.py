from django.urls import path

from yoriai.web import health, views

urlpatterns = [
    path("", views.home, name="home"),
    path("themes/", views.themes, name="themes"),
    path("themes/<slug:code>/", views.theme, name="theme"),
    path("areas/", views.areas, name="areas"),
    path("areas/<str:code>/", views.area, name="area"),
    path("items/", views.items, name="items"),
    path("items/<code:code>/", views.item, name="item"),
    path("items/<code:code>/story/", views.item_story, name="story"),
    path("search/", views.search, name="search"),
    path("healthz", health.up, name="up"),
    path("readyz", health.ready, name="ready"),
]

"""Doors that stand at fixed addresses of the site's root, and the page of components."""

from django.urls import path

from yoriai.ui import gallery, views

app_name = "ui"
urlpatterns = [
    path("display/", views.display, name="display"),
    path("colours.css", views.own_colours, name="colours"),
    path("mark.svg", views.mark, name="mark"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("sw.js", views.worker, name="worker"),
    path("offline/", views.offline, name="offline"),
    path("components/", gallery.components, name="components"),
    path("components/<slug:name>/", gallery.specimen, name="specimen"),
]

"""Every door of the web, app by app. URLs are nouns."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []

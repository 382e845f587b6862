"""Every door of the web, app by app. URLs are nouns."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path, register_converter

from yoriai.kernel.items.codes import CodeConverter

register_converter(CodeConverter, "code")

APPS = ["web", "publishing", "assembly", "proposals", "directory", "voices", "people", "ui"]
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(f"yoriai.{app}.urls")) for app in APPS if find_spec(f"yoriai.{app}.urls")
]

handler400 = "yoriai.ui.errors.bad_request"
handler403 = "yoriai.ui.errors.not_allowed"
handler404 = "yoriai.ui.errors.not_found"
handler500 = "yoriai.ui.errors.broken"

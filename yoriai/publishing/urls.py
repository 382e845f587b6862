"""Results: the desk of those who write them, the page and files everybody sees, the feeds."""

from django.urls import URLPattern, URLResolver, include, path

from yoriai.publishing import feeds, views
from yoriai.publishing.desk import calls, keys, pictures, showing, writing

desk: list[URLPattern | URLResolver] = [
    path("", writing.desk, name="desk"),
    path("draft/", writing.begin, name="begin"),
    path("lengths/", writing.measure, name="lengths"),
    path("quotes/", writing.quotes, name="quotes"),
    path("quotes/<int:pk>/", writing.quote, name="quote"),
    path("pictures/", pictures.pictures, name="pictures"),
    path("pictures/<int:pk>/", pictures.picture, name="picture_out"),
    path("keys/", keys.keys, name="keys"),
    path("keys/request/", keys.request_keys, name="request_keys"),
    path("keys/<int:pk>/", keys.key, name="key"),
    path("revision/", keys.revision, name="revision"),
    path("publication/", showing.publication, name="publication"),
    path("withdrawal/", showing.withdrawal, name="withdrawal"),
    path("channels/<slug:channel>/end/", showing.channel_end, name="channel_end"),
    path("correction/", showing.correction, name="correction"),
    path("correction/end/", showing.end_of_correction, name="end_of_correction"),
    path("preview/", showing.preview, name="preview"),
    path("preview/<str:name>", showing.preview_file, name="preview_file"),
    path("calls/", calls.calls, name="calls"),
    path("calls.<str:form>", calls.sheet, name="calls_sheet"),
]

publishing: list[URLPattern | URLResolver] = [
    path("sessions/<code:code>/result/", include(desk)),
    path("results/<code:code>/", views.result, name="result"),
    path("results/<code:code>/pictures/<int:pk>.jpg", views.picture, name="picture"),
    path("results/<code:code>/<str:name>", views.file, name="file"),
    path("feed.atom", feeds.everything, name="feed"),
    path("themes/<slug:code>/feed.atom", feeds.theme, name="theme_feed"),
    path("areas/<str:code>/feed.atom", feeds.area, name="area_feed"),
    path("assemblies/<code:code>/feed.atom", feeds.assembly, name="assembly_feed"),
]

urlpatterns = [path("", include((publishing, "publishing")))]

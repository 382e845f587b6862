"""Sign-in, my page, people and organisations, asks, the rules, the office's lists."""

from django.urls import include, path

from yoriai.people.desk import by_hand
from yoriai.people.views import letters

people = [
    path("letters/stop/<str:token>/", letters.stop, name="stop"),
    path("demo/outbox/", letters.demo_outbox, name="demo_outbox"),
    path("my/", letters.demo_outbox, name="my"),
    path("sure/", letters.demo_outbox, name="sure"),
    path("items/<code:code>/appeal/", letters.demo_outbox, name="appeal"),
    path("desk/by-hand/", by_hand.lines, name="by_hand"),
    path("desk/by-hand/<int:pk>/", by_hand.line, name="by_hand_line"),
    path("desk/by-hand/<int:pk>/numbers/", by_hand.numbers, name="by_hand_numbers"),
]

urlpatterns = [
    path("", include((people, "people"))),
    path("accounts/", include("allauth.urls")),
]

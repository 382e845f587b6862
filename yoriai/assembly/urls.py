"""Doors of the evening. /s/CODE/ is short, because people type it from the wall."""

from typing import Any

from django.urls import URLPattern, path

from yoriai.assembly.views import public, voice


def taking_part(prefix: str, door: str) -> list[URLPattern]:
    """The same pages through the door of the hall and the door from home."""
    here: dict[str, Any] = {"door": door}
    return [
        path(prefix, voice.deck, here, name=door),
        path(f"{prefix}card/", voice.say, here, name=f"{door}_card"),
        path(f"{prefix}answers/", voice.answers, here, name=f"{door}_answers"),
        path(f"{prefix}counts/", voice.counts, here, name=f"{door}_counts"),
    ]


app_name = "assembly"
urlpatterns = [
    *taking_part("s/<code:code>/", "hall"),
    path("s/<code:code>/screen/", voice.screen, name="screen"),
    path("s/<code:code>/screen/now/", voice.screen_now, name="screen_now"),
    *taking_part("sessions/<code:code>/voice/", "home"),
    path("assemblies/", public.forums, name="forums"),
    path("assemblies/<code:code>/", public.forum, name="forum"),
    path("sessions/<code:code>/", public.session, name="session"),
    path("sessions/<code:code>/cards/", public.cards, name="cards"),
    path("sessions/<code:code>/materials/<int:pk>/", public.material, name="material"),
    path("points/<code:code>/", public.point, name="point"),
    path("commitments/<code:code>/", public.commitment, name="commitment"),
]

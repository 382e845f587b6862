"""Doors of the evening. /s/CODE/ is short, because people type it from the wall."""

from typing import Any

from django.urls import URLPattern, path

from yoriai.assembly.desk import bench, forum, hall, session, summing
from yoriai.assembly.views import answering, public, voice


def taking_part(prefix: str, door: str) -> list[URLPattern]:
    """The same pages through the door of the hall and the door from home."""
    here: dict[str, Any] = {"door": door}
    return [
        path(prefix, voice.deck, here, name=door),
        path(f"{prefix}card/", voice.say, here, name=f"{door}_card"),
        path(f"{prefix}answers/", voice.answers, here, name=f"{door}_answers"),
        path(f"{prefix}counts/", voice.counts, here, name=f"{door}_counts"),
    ]


def of_session(*pages: tuple[str, Any, str]) -> list[URLPattern]:
    """Pages below a session: (the rest of the address, the door, its name)."""
    return [path(f"sessions/<code:code>/{rest}", door, name=name) for rest, door, name in pages]


app_name = "assembly"
urlpatterns = [
    *taking_part("s/<code:code>/", "hall"),
    path("s/<code:code>/ticket/", voice.ticket, name="ticket"),
    path("s/<code:code>/screen/", voice.screen, name="screen"),
    path("s/<code:code>/screen/now/", voice.screen_now, name="screen_now"),
    *taking_part("sessions/<code:code>/voice/", "home"),
    path("assemblies/", public.forums, name="forums"),
    path("assemblies/foundation/", forum.foundation, name="foundation"),
    path("assemblies/<code:code>/", public.forum, name="forum"),
    path("assemblies/<code:code>/desk/", forum.desk, name="forum_desk"),
    path("assemblies/<code:code>/desk/callers/<int:pk>/", forum.no_caller, name="no_caller"),
    path("assemblies/<code:code>/desk/session/", forum.new_session, name="new_session"),
    path("assemblies/<code:code>/follow-ups/", forum.follow_ups, name="follow_ups"),
    *of_session(
        ("", public.session, "session"),
        ("cards/", public.cards, "cards"),
        ("materials/", hall.new_material, "new_material"),
        ("materials/<int:pk>/", public.material, "material"),
        ("materials/<int:pk>/removal/", hall.material_gone, "material_gone"),
        ("desk/", session.desk, "desk"),
        ("desk/state/", session.state, "state"),
        ("desk/cancellation/", session.cancellation, "cancellation"),
        ("desk/facts/", session.facts, "facts"),
        ("desk/pack/", session.pack, "pack"),
        ("desk/tickets/", session.tickets, "tickets"),
        ("desk/pack.pdf", session.pack_file, "pack_file"),
        ("desk/headcounts/", hall.headcounts, "headcounts"),
        ("desk/reception/", hall.reception, "reception"),
        ("desk/reception/<int:pk>/end/", hall.reception_ended, "reception_ended"),
        ("desk/reception/contacts/", hall.contacts, "contacts"),
        ("desk/doors/", hall.doors, "doors"),
        ("desk/doors/<int:pk>/return/", hall.door_back, "door_back"),
        ("entry/", bench.entry, "entry"),
        ("entry/undo/", bench.undo, "undo"),
        ("sheets/", bench.sheets, "sheets"),
        ("sheets/<int:pk>/", bench.sheet, "sheet"),
        ("second-look/", bench.second_look, "second_look"),
        ("copies.pdf", bench.copies, "copies"),
        ("summing-up/", summing.summing_up, "summing_up"),
        ("commitments/", summing.new_commitment, "new_commitment"),
        ("closing/", session.closing, "closing"),
    ),
    path("points/<code:code>/", public.point, name="point"),
    path("points/<code:code>/desk/", summing.point, name="point_desk"),
    path("points/<code:code>/desk/cards/", summing.loosened, name="loosened"),
    path("points/<code:code>/desk/removal/", summing.removed, name="point_removed"),
    path("points/<code:code>/desk/city/", summing.sent, name="point_sent"),
    path("commitments/<code:code>/", public.commitment, name="commitment"),
    path("commitments/<code:code>/follow-up/", summing.follow_up, name="follow_up"),
    path("commitments/<code:code>/answer/<str:key>/", answering.by_mail, name="answer"),
]

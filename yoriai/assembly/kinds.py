from django.utils.translation import gettext_lazy as _

from yoriai.kernel.asks.registry import register_ask
from yoriai.kernel.items.registry import Kind, register

register(
    Kind("assembly", _("Citizens' forum"), "assembly", "/assemblies/{code}/"),
    Kind(
        "session", _("Session"), "session", "/sessions/{code}/",
        happens=True, matched="gathering", live=("called", "open"),
    ),
    Kind("point", _("What we could do"), "could", "/points/{code}/"),
    Kind("commitment", _("What somebody will do"), "will", "/commitments/{code}/"),
)  # fmt: skip
register_ask(
    "follow_up",
    _("Please tell us what became of it"),
    "/commitments/{code}/follow-up/",
    by_mail="/commitments/{code}/answer/{key}/",
)
register_ask("close_session", _("Close the evening"), "/sessions/{code}/closing/")
register_ask("city_reply", _("A request from a forum to the city"))

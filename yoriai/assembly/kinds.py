from django.utils.translation import gettext_lazy as _

from yoriai.kernel.items.registry import Kind, register

register(
    Kind("assembly", _("Citizens' forum"), "assembly", "/assemblies/{code}/"),
    Kind("session", _("Session"), "session", "/sessions/{code}/"),
    Kind("point", _("What we could do"), "could", "/points/{code}/"),
    Kind("commitment", _("What somebody will do"), "will", "/commitments/{code}/"),
)

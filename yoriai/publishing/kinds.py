from django.utils.translation import gettext_lazy as _

from yoriai.kernel.asks.registry import register_ask
from yoriai.kernel.items.registry import Kind, register

register(Kind("result", _("Result"), "result", "/results/{code}/"))
# The result's address leads whoever is asked to the page of the keys.
register_ask("second_key", _("Read it and turn your key"), "/results/{code}/")

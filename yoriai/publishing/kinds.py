from django.utils.translation import gettext_lazy as _

from yoriai.kernel.items.registry import Kind, register

register(Kind("result", _("Result"), "result", "/results/{code}/"))

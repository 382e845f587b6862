from django.apps import AppConfig
from django.db.models import fields
from django.utils.translation import gettext_lazy as _


class UiConfig(AppConfig):
    name = "yoriai.ui"
    label = "ui"

    def ready(self) -> None:
        # Django's own words for "nothing chosen yet" are in English everywhere. Where they are to be changed is Django's rule.
        fields.BLANK_CHOICE_LABEL = _("Please choose")

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "yoriai.ui"
    label = "ui"

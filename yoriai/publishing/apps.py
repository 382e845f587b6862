from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "yoriai.publishing"
    label = "publishing"

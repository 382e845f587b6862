from django.apps import AppConfig


class VoicesConfig(AppConfig):
    name = "yoriai.voices"
    label = "voices"

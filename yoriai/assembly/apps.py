from django.apps import AppConfig


class AssemblyConfig(AppConfig):
    name = "yoriai.assembly"
    label = "assembly"

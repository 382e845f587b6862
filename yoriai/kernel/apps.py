from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class KernelConfig(AppConfig):
    name = "yoriai.kernel"
    label = "kernel"

    def ready(self) -> None:
        """Each app says which kinds of items it brings and which news it hears."""
        autodiscover_modules("kinds", "notices")

"""`yoriai compile_messages`: write the `.mo` files Django reads. Set-up does it; by hand after editing a catalogue."""

from typing import Any

from django.core.management.base import BaseCommand

from yoriai.ui import catalogues


class Command(BaseCommand):
    help = "Write the compiled catalogues where the written ones are newer."

    def handle(self, *args: Any, **options: Any) -> None:
        for path in catalogues.compile_all():
            self.stdout.write(str(path.relative_to(catalogues.ROOT)))

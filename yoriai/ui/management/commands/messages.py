"""`yoriai messages`: bring every app's catalogue up to date with what its code and templates say."""

from typing import Any

from django.core.management.base import BaseCommand

from yoriai.ui import catalogues


class Command(BaseCommand):
    help = "Bring the Japanese catalogues up to date and name what is not translated yet. Apps may be named."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("apps", nargs="*", help="names of apps; all if none is given")

    def handle(self, *args: Any, **options: Any) -> None:
        missing = 0
        for app in catalogues.apps():
            if options["apps"] and app.name not in options["apps"]:
                continue
            for message in catalogues.update(app):
                self.stdout.write(f"{app.name}: {message!r}")
                missing += 1
        self.stdout.write(f"{missing} to translate")

"""`yoriai fill_demo`: the invented city 杜野市, once."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from yoriai.kernel.policy import NotPossible
from yoriai.web.demo.fill import fill


class Command(BaseCommand):
    help = "Fill an empty database with the invented city 杜野市."

    def handle(self, *args: Any, **options: Any) -> None:
        """Says which of the two it was."""
        try:
            made = fill()
        except NotPossible as refused:
            raise CommandError(str(refused), returncode=2) from None
        self.stdout.write("杜野市 (架空) is ready." if made else "杜野市 (架空) is here already.")

"""`yoriai readings`: read lines from standard input, print each line's reading in hiragana by the city's dictionary."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from yoriai.engines.japanese.readings import current_reader
from yoriai.kernel.readings.queries import refresh


class Command(BaseCommand):
    help = "Read lines from standard input and print each line's reading in hiragana, by the city's dictionary."

    def handle(self, *args: Any, **options: Any) -> None:
        """Line by line, so that it can stand in a pipe."""
        refresh()
        reader = current_reader()
        for line in sys.stdin:
            self.stdout.write(reader.hiragana(line.rstrip("\r\n")))

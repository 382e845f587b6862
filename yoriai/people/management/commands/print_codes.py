"""`yoriai print_codes MAIL`: ten printed codes for the first officer, before anybody at the counter can make them."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from yoriai.people.actions import print_codes
from yoriai.people.models import User


class Command(BaseCommand):
    help = "Prints ten one-time codes: the second factor of the account with this mail address. Earlier codes end."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("mail")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email=options["mail"].lower()).first()
        if user is None:
            raise CommandError(f"There is no account with the mail address {options['mail']}.")
        for code in print_codes(user, by=None):
            self.stdout.write(code)

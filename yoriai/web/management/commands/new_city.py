"""`yoriai new-city`: the city, its wards, its office and the first officers; asked for one by one, or all given as options."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, TextIO

from django.conf import settings
from django.core.files import File
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from yoriai.kernel.city.models import City
from yoriai.kernel.policy import Refusal
from yoriai.run.prepare import migrate
from yoriai.web.actions import Officer, make_setup_code
from yoriai.web.forms.city import FoundingForm, OfficerForm

# In the order somebody is asked for them; the officer is one option, the list a file.
ASKED = list(FoundingForm.field_order)
OPTIONS = [name for name in ASKED if not name.startswith("officer_")]


class Command(BaseCommand):
    help = "Set up the city. Without options it asks, in Japanese; --code opens the page /setup/ instead."

    stealth_options = ("stdin",)

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Every fact is an option; what may be left out has its usual value."""
        parser.add_argument(
            "--code", action="store_true", help="print a one-time code for the page /setup/, and do nothing else"
        )
        for name in OPTIONS:
            flag = "from-list" if name == "codes" else name.replace("_", "-")
            parser.add_argument(f"--{flag}", dest=name, help=_told_as_option(name))
        parser.add_argument(
            "--officer",
            action="append",
            default=[],
            metavar="MAIL,NAME[,READING[,ROLE]]",
            help="somebody of the office who signs in by mail; may be given more than once",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Found the city, or say in one sentence why not: exit code 2, and nothing is written."""
        migrate()
        try:
            if options["code"]:
                self._print_code()
                return
            given = {name: options[name] for name in OPTIONS if options[name] is not None}
            source: TextIO = options.get("stdin") or sys.stdin
            if given or options["officer"]:
                form, more = _from_options(given, options["officer"])
            elif source.isatty():
                if City.objects.exists():
                    raise CommandError(_("The city is set up already."), returncode=2)
                form, more = Asking(source, self.stdout).form(), ()
            else:
                raise CommandError(
                    _("Give --name, --section, --phone, --officer …, or run it in a terminal to be asked."),
                    returncode=2,
                )
            was_there = City.objects.exists()
            city = form.carry_out(more=more)
        except Refusal as no:
            raise CommandError(str(no), returncode=2) from None
        if was_there:
            self.stdout.write(_("%(name)s is set up already; nothing was changed.") % {"name": city.name})
            return
        names = "、".join(place.name for place in form.cleaned_data["areas"])
        self.stdout.write(_("The city and its wards: %(names)s") % {"names": names})
        self.stdout.write(
            _("%(name)s is set up. Sign in: %(address)s")
            % {"name": city.name, "address": f"{settings.BASE_URL}/accounts/login/"}
        )
        self.stdout.write(_("Next: yoriai check-deploy"))

    def _print_code(self) -> None:
        code, address = make_setup_code(), f"{settings.BASE_URL}/setup/"
        words = _("There is no city here yet. Open %(address)s and give this code; it is good for one day: %(code)s")
        self.stdout.write(words % {"address": address, "code": code})


def _told_as_option(name: str) -> str:
    """What an option is, without a list of the whole country in it."""
    return "path of a CSV or XLSX" if name == "codes" else str(FoundingForm.base_fields[name].label).replace("%", "%%")


def _from_options(given: dict[str, str], officers: list[str]) -> tuple[FoundingForm, tuple[Officer, ...]]:
    """A form that is valid, and the officers after the first. Raises CommandError with every sentence that is wrong."""
    written = [_officer_data(officer) for officer in officers]
    data = _usual() | given | (written[0] if written else {})
    others = [OfficerForm(one) for one in written[1:]]
    form = FoundingForm(data, _files(given.get("codes", "")))
    wrong = [sentence for one in (form, *others) for sentence in mistakes(one)]
    if wrong:
        raise CommandError("\n".join(wrong), returncode=2)
    return form, tuple(one.officer for one in others)


def _officer_data(officer: str) -> dict[str, str]:
    parts = [part.strip() for part in officer.replace("、", ",").replace("，", ",").split(",")]
    return dict(zip(("officer_mail", "officer_name", "officer_reading", "officer_role"), parts, strict=False))


def _usual() -> dict[str, str]:
    """What stands in the page's fields before anybody types."""
    fields = FoundingForm.base_fields
    return {name: str(fields[name].initial) for name in ASKED if fields[name].initial is not None}


def _files(path: str) -> "dict[str, File[bytes]]":
    """The list of codes as the page gets it. Raises CommandError where it cannot be opened."""
    if not path:
        return {}
    try:
        return {"codes": File(Path(path).expanduser().open("rb"), name=Path(path).name)}
    except OSError as error:
        raise CommandError(_("%(path)s cannot be opened.") % {"path": path}, returncode=2) from error


def mistakes(form: OfficerForm) -> list[str]:
    """Each mistake with the name of its field."""
    if form.is_valid():
        return []
    labels = {name: str(field.label) for name, field in form.fields.items()}
    return [
        f"{labels[name]}: {sentence}" if name in labels else str(sentence)
        for name, sentences in form.errors.items()
        for sentence in sentences
    ]


class Asking:
    """Asks for one fact after another; what is wrong is asked for again, what was right is kept."""

    def __init__(self, source: TextIO, out: Any) -> None:
        self.source, self.out = source, out
        self.data, self.fields = _usual(), FoundingForm().fields

    def form(self) -> FoundingForm:
        """A form that is valid. Raises CommandError where the input ends before."""
        for name in ASKED:
            if name not in ("areas", "city_code", "thread_colour", "link_colour", "mark"):
                self._ask(name)
        while True:
            form = FoundingForm(self.data, _files(self.data.get("codes", "")))
            self.out.write("")
            for sentence in mistakes(form):
                self.out.write(f"! {sentence}")
            if form.is_valid():
                return form
            for name in ASKED:
                if name in form.errors:
                    if name == "codes":
                        self.data.pop(name, None)
                    self._ask(name)

    def _ask(self, name: str) -> None:
        field, kept = self.fields[name], self.data.get(name, "")
        must = "" if field.required else f"（{_('optional')}）"
        help_text = _("Path of the file.") if name == "codes" else field.help_text
        if name == "officer_mail":
            self.out.write(f"\n{_('The first officer')}　{_('They sign in first and invite the others.')}")
        self.out.write(f"\n{field.label}{must}　{help_text}".rstrip())
        if name == "areas":
            self.data[name] = self._lines()
            return
        self.data[name] = self._line(f"[{kept}] " if kept else "> ") or kept
        while field.required and not self.data[name]:
            self.out.write(f"! {field.error_messages['required']}")
            self.data[name] = self._line("> ")

    def _lines(self) -> str:
        """Lines until an empty one."""
        typed = []
        while line := self._line("> "):
            typed.append(line)
        return "\n".join(typed)

    def _line(self, prompt: str) -> str:
        self.out.write(prompt, ending="")
        self.out.flush()
        line = self.source.readline()
        if not line:
            raise CommandError(_("The input ended. Nothing was written."), returncode=2)
        return line.strip()

"""The city's facts: on the page that founds it, on the command line that does the same, and later at the office's desk."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yoriai.engines.tables.reading import read
from yoriai.engines.tables.reasons import Unreadable
from yoriai.engines.tables.records import Limits
from yoriai.kernel.city.actions import plain_mark
from yoriai.kernel.city.models import City
from yoriai.kernel.policy import NotPossible
from yoriai.people.forms.sign_in import NAME, READING
from yoriai.ui.files import FileField, require_clean
from yoriai.ui.forms import Form
from yoriai.web.actions import Officer, found_city, require_readable
from yoriai.web.municipalities import Municipality, find, from_lines, in_lines
from yoriai.web.sentences import sentence

LARGEST_LIST = Limits(size=10_000_000, unzipped=60_000_000, rows=20_000)


class CodeForm(Form):
    """The code printed where the platform runs."""

    autofill = {"secret": "off"}
    secret = forms.CharField(
        label=_("Code"),
        max_length=40,
        help_text=_("Twelve signs; yoriai serve and yoriai new-city --code print one."),
    )


def _of_city(name: str, *, label: Any, help_text: Any = "", **facts: Any) -> forms.Field:
    """A field as the table of the city has it."""
    field: forms.Field = City._meta.get_field(name).formfield(label=label, help_text=help_text, **facts)  # type: ignore
    return field


class FactsForm(Form):
    """What the office may change at any time."""

    autofill = {"name": "off", "reading": "off", "phone": "off", "fax": "off", "mail": "off"}
    name = _of_city("name", label=_("Name of the city"))
    reading = _of_city("reading", label=_("How it is read"), help_text=_("In hiragana."))
    assembly_name = _of_city("assembly_name", label=_("What its forums are called"), initial="市民会議")
    committee_name = _of_city(
        "committee_name",
        label=_("Full name of its committee"),
        help_text=_("Where there is one that looks after it all."),
    )
    paper_name = _of_city("paper_name", label=_("Name of its newsletter"), initial="よりあい かわら版")
    phone = _of_city("phone", label=_("Telephone of the office"), help_text=_("Stands at the foot of every page."))
    fax = _of_city("fax", label=_("Fax of the office"))
    mail = _of_city("mail", label=_("Mail address of the office"), help_text=_("Shown to everybody."))
    hours = _of_city("hours", label=_("Office hours"), help_text="午前9時～午後5時")
    thread_colour = _of_city(
        "thread_colour", label=_("Colour of the thread"), help_text=_("# and six signs. Leave it as it is for our red.")
    )
    link_colour = _of_city(
        "link_colour",
        label=_("Colour of links and buttons"),
        help_text=_("# and six signs. Leave it as it is for our blue."),
    )
    mark = _of_city(
        "mark",
        label=_("Mark"),
        help_text=_(
            'Empty: our own mark. Else one line drawn in a box of 34 × 34: what stands in d="…" of the <path> of an SVG file.'
        ),
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
    )

    def clean_thread_colour(self) -> str:
        """Readable on the paper."""
        return self._readable("thread_colour")

    def clean_link_colour(self) -> str:
        """Readable on the paper."""
        return self._readable("link_colour")

    def _readable(self, name: str) -> str:
        colour: str = self.cleaned_data[name]
        try:
            require_readable(colour)
        except NotPossible as no:
            raise forms.ValidationError(str(no)) from None
        return colour

    def clean_mark(self) -> str:
        """Path commands and numbers only."""
        try:
            return plain_mark(self.cleaned_data["mark"])
        except NotPossible as no:
            raise forms.ValidationError(str(no)) from None


class OfficerForm(Form):
    """Somebody of the office who signs in by mail."""

    autofill = {"officer_mail": "off", "officer_name": "off"}
    officer_mail = forms.EmailField(
        label=_("Mail address"), help_text=_("Six digits are mailed there at each sign-in; there is no password.")
    )
    officer_name = forms.CharField(label=_("Name"), max_length=NAME)
    officer_reading = forms.CharField(label=_("Reading of the name"), max_length=READING, required=False)
    officer_role = forms.CharField(label=_("Role"), max_length=40, required=False)

    @property
    def officer(self) -> Officer:
        """As the action takes it."""
        facts = self.cleaned_data
        return Officer(facts["officer_mail"], facts["officer_name"], facts["officer_reading"], facts["officer_role"])


class FoundingForm(OfficerForm, FactsForm):
    """Everything a city begins with. A list of codes fills the lines of its areas, so that nothing of it can get lost."""

    autofill = {**FactsForm.autofill, **OfficerForm.autofill}
    # As the page shows them and the command asks for them.
    field_order = (
        "name", "codes", "city_code", "reading", "areas", "assembly_name", "committee_name", "paper_name",
        "section", "section_reading", "phone", "fax", "mail", "hours",
        "officer_mail", "officer_name", "officer_reading", "officer_role",
        "thread_colour", "link_colour", "mark",
    )  # fmt: skip
    section = forms.CharField(
        label=_("Section that runs the platform"),
        max_length=120,
        help_text=_("For example: 市民協働課. Whoever acts for it is the office."),
    )
    section_reading = forms.CharField(label=_("Reading of the section"), max_length=160, required=False)
    areas = forms.CharField(
        label=_("The city and its wards"),
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        max_length=20_000,
        help_text=_(
            "One line each, the city first: code, name, reading, latitude, longitude. The last three may be left out."
        ),
    )
    city_code = forms.CharField(
        label=_("Code of the city"),
        max_length=6,
        required=False,
        help_text=_("Six figures; needed only where another city in the list has the same name."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    codes = FileField(
        label=_("List of local government codes"),
        required=False,
        help_text=_(
            "CSV or XLSX with code and name, of the whole country if you like: the lines above are filled from it."
        ),
    )

    def __init__(self, data: Any = None, files: Any = None, **kwargs: Any) -> None:
        self.unread, self.filled = "", 0
        if data is not None:
            data = data.copy()
            if files and files.get("codes"):
                self._fill(data, files["codes"])
            elif "read" in data:
                self.unread = gettext("Please choose a file.")
        super().__init__(data, files, **kwargs)

    def _fill(self, data: Any, file: Any) -> None:
        """The lines of the areas, out of the list."""
        name = data.get("name", "").strip()
        if not name:
            self.unread = gettext("Write the name of the city first; then its wards can be found.")
            return
        try:
            content = file.read()
            require_clean(content)
            places = find(read(content, file.name, limits=LARGEST_LIST), name, data.get("city_code", ""))
            data["areas"], self.filled = in_lines(places), len(places)
            data["reading"] = data.get("reading") or places[0].reading
        except Unreadable as no:
            self.unread = sentence(no.reason)
        except NotPossible as no:
            self.unread = str(no)

    def clean_areas(self) -> list[Municipality]:
        """The city and its wards."""
        try:
            return from_lines(self.cleaned_data["areas"])
        except NotPossible as no:
            raise forms.ValidationError(str(no)) from None

    def clean_codes(self) -> None:
        """A list that could not be read is said so at its field."""
        if self.unread:
            raise forms.ValidationError(self.unread)

    def only_read(self) -> None:
        """The list was read, nothing else was asked for: what is still empty is no mistake yet."""
        for name in set(self.errors) - {"codes"}:
            del self.errors[name]

    def carry_out(self, *, secret: str | None = None, more: tuple[Officer, ...] = ()) -> City:
        """Found the city with what was typed. Raises NotPossible."""
        facts = {name: value for name, value in self.cleaned_data.items() if not name.startswith("officer_")}
        ground = facts.pop("areas")
        del facts["codes"], facts["city_code"]
        return found_city(ground, [self.officer, *more], secret=secret, **facts)

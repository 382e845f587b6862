"""What an organisation takes with it (R45): all it wrote here as one table, and its page as text for other portals.

For its own people: what is kept for introductions, drafts and what has ended are theirs, too.
"""

from typing import Any

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from yoriai.directory.models import Activity, Case, ContactBy, Entry, Event, Measure, Need, Offer, Organisation
from yoriai.directory.queries.pages import in_words
from yoriai.directory.queries.sheets import address, innermost
from yoriai.engines.tables.writing import Cell
from yoriai.kernel.models import Actor, Area, Theme

MODELS: tuple[type[Entry], ...] = (Organisation, Activity, Event, Offer, Need, Case, Measure)
NOT_TOLD = frozenset({"latitude", "longitude", "needs_two"})


def entries_of(body: Actor) -> list[Entry]:
    """All it owns, its page first; two queries and one each for themes and areas a kind, however many there are."""
    areas = Prefetch("areas", Area.objects.defer("outline"))
    found: list[Entry] = []
    for model in MODELS:
        found += model.objects.filter(by=body).prefetch_related("themes", areas).order_by("pk")
    return found


def table_of(body: Actor) -> tuple[list[str], list[list[Cell]]]:
    """(names of columns, rows): a row an entry, a column for every fact one of them has."""
    entries = entries_of(body)
    told = [dict(_facts(entry)) for entry in entries]
    columns = list(dict.fromkeys(label for facts in told for label in facts))
    head = [_("What sort"), _("State"), _("Title"), _("summary"), _("Themes"), _("Areas")]
    ends = [_("Page on this site"), _("First made"), _("Last changed")]
    rows = [
        [*_first(entry), *(facts.get(name, "") for name in columns), *_last(entry)]
        for entry, facts in zip(entries, told, strict=True)
    ]
    return [*map(capfirst, head), *columns, *ends], rows


def _first(entry: Entry) -> list[Cell]:
    themes = "、".join(theme.name for theme in entry.themes.all())
    areas = "、".join(innermost(entry))
    return [str(entry.registered.label), entry.state_label, entry.title, entry.summary, themes, areas]


def _last(entry: Entry) -> list[Cell]:
    return [address(entry), *(timezone.localtime(at).date() for at in (entry.created, entry.changed))]


def _facts(entry: Entry) -> list[tuple[str, Cell]]:
    facts: list[tuple[str, Cell]] = []
    for name in entry.FACTS:
        value = getattr(entry, name)
        if name not in NOT_TOLD and value not in (None, "", [], False):
            column: Any = entry._meta.get_field(name)
            facts.append((str(capfirst(column.verbose_name)), _cell(in_words(entry, column, value))))
    return facts


def _cell(value: Any) -> Cell:
    if value is True:
        return _("Yes")
    if hasattr(value, "tzinfo") and hasattr(value, "date"):
        return timezone.localtime(value).replace(tzinfo=None)
    return value if isinstance(value, int | float) else str(value)


def text_of(page: Organisation) -> str:
    """Its page as plain text under headings, in the order other portals ask for it."""
    body, legal = page.actor, Theme.Vocabulary.LAW
    themes = list(page.themes.all())
    helps = list(Offer.objects.filter(by=body, state=Entry.State.SHOWN).order_by("pk"))
    needs = list(Need.objects.filter(by=body, state=Entry.State.SHOWN).order_by("pk"))
    doings = list(Activity.objects.filter(by=body, state=Entry.State.SHOWN).order_by("pk"))
    reached = (
        _("How to reach us (only for introductions)") if page.contact_by != ContactBy.SHOWN else _("How to reach us")
    )
    sections: list[tuple[str, str]] = [
        (_("Kind of organisation"), body.get_kind_display()),
        (_("Name"), page.title),
        (_("Reading"), body.reading),
        _said(page, "short_name"),
        _said(page, "english_name"),
        (_("About us"), page.summary),
        _said(page, "easy"),
        (_("Fields of the law on NPOs"), _lines(theme.name for theme in themes if theme.vocabulary == legal)),
        (_("Themes"), _lines(theme.name for theme in themes if theme.vocabulary != legal)),
        (_("Where in the city"), _lines(innermost(page))),
        _said(page, "days"),
        _said(page, "people"),
        _said(page, "for_whom"),
        (_("What we do"), _lines(f"{doing.title}　{doing.days}".strip() for doing in doings)),
        (_("What we can give"), _lines(help.title for help in helps)),
        (_("What we are short of"), _lines(need.title for need in needs)),
        (_("Address"), f"{page.postcode} {page.address}".strip()),
        (reached, _lines([page.phone, page.fax and f"FAX {page.fax}", page.mail, page.contact])),
        (_("Website"), _lines([page.website, page.links])),
        _said(page, "corporate_number"),
        _said(page, "authority"),
        _said(page, "founded"),
        _said(page, "budget"),
        _said(page, "documents"),
        _said(page, "joining"),
        (_("Page on this site"), address(page)),
    ]
    return "\n\n".join(f"■{heading}\n{words.strip()}" for heading, words in sections if words.strip()) + "\n"


def _said(page: Organisation, name: str) -> tuple[str, str]:
    column: Any = page._meta.get_field(name)
    return str(capfirst(column.verbose_name)), str(getattr(page, name))


def _lines(words: Any) -> str:
    return "\n".join(word for word in words if word)

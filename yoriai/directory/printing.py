"""A sheet as its receipt shows it: from rows to what `paper` draws."""

import datetime as dt

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from yoriai.directory.models import Paper
from yoriai.directory.paper.receipt import Receipt
from yoriai.directory.queries.intake import entry_of, typed
from yoriai.directory.queries.pages import Fact
from yoriai.engines.japanese.dates import era_date
from yoriai.kernel.city.queries import city
from yoriai.kernel.items.registry import KINDS


def receipt_of(found: Paper) -> Receipt:
    """The receipt of a sheet that has been typed in."""
    entry, here = entry_of(found), city()
    assert entry is not None and here is not None
    return Receipt(
        code=found.code,
        to=str(found.sender),
        way=str(found.get_way_display()),
        kind=str(KINDS[found.kind].label),
        title=entry.title,
        arrived=timezone.localdate(found.arrived),
        printed=timezone.localdate(),
        facts=[(capfirst(str(fact.label)), _on_paper(fact)) for fact in typed(entry)],
        address=settings.BASE_URL + reverse("directory:receipt", args=[found.code]),
        page=(settings.BASE_URL + reverse("directory:receipts")).partition("://")[2],
        sender=f"{here.name} {here.office}",
        phone=here.phone,
        fax=here.fax,
        office=str(here.office),
        hours=here.hours,
    )


def _on_paper(fact: Fact) -> str:
    return era_date(fact.value) if isinstance(fact.value, dt.date) else str(fact.value)

"""The codes and numbers of the addresses of schemes and proposals, for the atlas; made by the same actions as for real."""

import datetime as dt

from yoriai.proposals import actions as proposals
from yoriai.proposals.models import PanelSeat, Scheme, SchemeTheme
from yoriai.proposals.queries.examples import examples
from yoriai.web.demo.cast import Cast


def signposts_of_the_schemes(cast: Cast) -> dict[str, object]:
    """The two of the demo, a draft with a draft of a theme, one of another city."""
    office = cast.who(cast.officer, cast.office)
    opened, ended = Scheme.objects.get(state="open"), Scheme.objects.get(state="ended")
    planned = proposals.draw_up(examples()["yokohama"], by=office)
    sheet = proposals.set_theme(
        planned,
        cast.ward_office,
        by=office,
        title="空き家を居場所に",
        background="空き家",
        wanted="居場所",
        city_can="調べた結果",
    )
    other = proposals.compare(examples()["youth"], "みなと市", by=office, read_on=dt.date(2026, 11, 1))
    return {
        "SCHEME": opened.code,
        "ENDED": ended.code,
        "PLANNED": planned.code,
        "SCHEME_THEME": SchemeTheme.objects.filter(scheme=opened)[0].code,
        "UNSHOWN_THEME": sheet.code,
        "PANEL_SEAT": PanelSeat.objects.filter(scheme=opened)[0].pk,
        "COMPARED": other.pk,
    }

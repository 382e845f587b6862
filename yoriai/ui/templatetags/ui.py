"""Template tags of every page. Loaded everywhere as builtins."""

import datetime as dt
from functools import lru_cache
from io import BytesIO
from typing import Any

import segno
from django import template
from django.forms import BoundField, Form
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from yoriai.kernel.city.models import City
from yoriai.kernel.items.models import Item
from yoriai.kernel.items.registry import ONWARD
from yoriai.ui import cards, dates, display, frame, reading
from yoriai.ui.icons import ICONS
from yoriai.ui.paging import Page
from yoriai.ui.stories import ShortStory

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """A line icon, hidden from screen readers: the word stands beside it. An unknown name draws nothing."""
    drawing = ICONS.get(name)
    if not drawing:
        return SafeString("")
    return format_html('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>', drawing)


@register.simple_tag
def must(field: BoundField) -> SafeString:
    """必須 or 任意, in words; or what the field says of itself (`mark`). A tag: as a template it was a tenth of a long form."""
    mark = getattr(field.field, "mark", "") or (_("required") if field.field.required else "")
    return format_html('<span class="{}">{}</span>', "must" if mark else "may", mark or _("optional"))


@register.simple_tag(takes_context=True)
def ruby(context: Context, text: object) -> SafeString:
    """A citizen's or the city's text with readings above it, if this reader asked for furigana."""
    return reading.in_its_language(reading.shown(text, furigana=_wants_furigana(context)))


@register.simple_tag(takes_context=True)
def clauses(context: Context, text: object) -> SafeString:
    """The same for a large heading: it breaks after a 「、」 before it breaks anywhere else."""
    return reading.in_its_language(reading.clauses(text, furigana=_wants_furigana(context)))


def _wants_furigana(context: Context) -> bool:
    request = getattr(context, "request", None) or context.get("request")
    return bool(getattr(request, "furigana", False))


@register.filter
def phrases(text: object) -> SafeString:
    """The text with line breaks only between phrases, for browsers that cannot find them; in a `class="phrases"`."""
    return reading.shown(text, furigana=False)


@register.filter
def era(when: object, style: str = "") -> str | SafeString:
    """令和8年11月25日（水）. `|era:"short"` leaves the year out, `|era:"western"` writes 2026年. Words pass through."""
    if not isinstance(when, dt.date):
        return "" if when is None else str(when)
    words = dates.short_date(when) if style == "short" else dates.full_date(when, western=style == "western")
    return format_html('<time datetime="{}">{}</time>', dates.local_date(when).isoformat(), words)


@register.filter
def era_time(when: object, style: str = "") -> str | SafeString:
    """令和8年11月25日（水）午後6時30分; a date without a time of day is shown as a date."""
    if not isinstance(when, dt.datetime):
        return era(when, style)
    short = style == "short"
    words = dates.short_time(when) if short else dates.full_time(when, western=style == "western")
    return format_html('<time datetime="{}">{}</time>', when.isoformat(timespec="minutes"), words)


@register.filter
def clock(when: dt.datetime | dt.time | None) -> str:
    """午後6時30分."""
    return dates.clock(when) if when else ""


@register.filter
def since(when: dt.datetime | None) -> str | SafeString:
    """3日前; from the eighth day on, the date."""
    if when is None:
        return ""
    return format_html('<time datetime="{}">{}</time>', when.isoformat(timespec="minutes"), dates.since(when))


@register.simple_tag(takes_context=True)
def bar(context: Context) -> SafeString:
    """The bar of a page."""
    return frame.bar(context.get("request"), context.get("city") or City())


@register.simple_tag(takes_context=True)
def foot(context: Context) -> SafeString:
    """The foot of a page."""
    return frame.foot(context.get("request"), context.get("city") or City())


@register.inclusion_tag("ui/components/card.html", takes_context=True)
def card(context: Context, thing: Any, level: int = 3) -> dict[str, Any]:
    """The card of an item or of a dict with the same names. `level`: of its heading."""
    return {"card": cards.card(thing), "level": level, "request": getattr(context, "request", None)}


@register.inclusion_tag("ui/components/onward.html")
def onward(item: Item) -> dict[str, Any]:
    """{% onward item %}: what this thing can become, as links; nothing where no app takes its kind further."""
    steps = ONWARD.get(item.kind, [])
    return {"ways": [(step.label, step.icon, step.page.format(code=item.code)) for step in steps]}


@register.inclusion_tag("ui/components/pager.html")
def pager(page: Page[Any], anchor: str = "") -> dict[str, Any]:
    """Newer and older, by keyset. anchor: the id of the list, where it does not stand at the top of its page."""
    return {"page": page, "anchor": f"#{anchor}" if anchor else ""}


@register.inclusion_tag("ui/components/deck.html")
def deck(at: int, of: int) -> dict[str, Any]:
    """How far somebody is in a deck of cards: card `at` of `of`. The words stand above the drawn thread."""
    spread = [round(100 * (number + 0.5) / of, 2) for number in range(of)] if 0 < of <= 40 else []
    here = round(100 * (min(max(at, 1), of) - 0.5) / of, 2) if of else 0
    return {"at": at, "of": of, "here": here, "ahead": spread[at:], "behind": spread[: max(at - 1, 0)]}


@register.inclusion_tag("ui/components/qr.html")
def qr(address: str, code: str = "", caption: str = "") -> dict[str, Any]:
    """A QR code drawn here, on white also in the dark, with the code people can type and a caption in words."""
    return {"drawing": _qr_drawing(address), "address": address, "code": code, "caption": caption}


@lru_cache(maxsize=1000)
def _qr_drawing(address: str) -> SafeString:
    """Drawing one is a fifth of a page's work, and the same address is always the same drawing."""
    drawn = BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawn, kind="svg", xmldecl=False, svgns=True, border=2, omitsize=True, lineclass=None, svgclass=None
    )
    # segno draws numbers only; the address itself never reaches the markup here.
    return mark_safe(drawn.getvalue().decode())


@register.simple_tag(takes_context=True)
def thread(context: Context, story: ShortStory, label: str = "") -> SafeString:
    """{% thread story label=… %}: a short story as it stands on a page."""
    return story.drawn(display.of(context["request"]), label)


@register.inclusion_tag("ui/components/error_summary.html")
def error_summary(form: Form) -> dict[str, Any]:
    """The box above a form that was not accepted: what is wrong, each line a link to its field."""
    return {"form": form}


@register.simple_block_tag
def notice(content: str, kind: str = "info") -> SafeString:
    """{% notice "good" %}…{% endnotice %}: info, good or alarm. Words carry the meaning, colour and icon only help."""
    kind = kind if kind in {"info", "good", "alarm"} else "info"
    return format_html(
        '<div class="notice {}"{}>{}<div>{}</div></div>',
        kind,
        SafeString(' role="alert"' if kind == "alarm" else ""),
        icon(kind),
        SafeString(content),
    )


@register.simple_block_tag
def fold(content: str, title: str, opened: bool = False) -> SafeString:
    """{% fold "title" %}…{% endfold %}: a disclosure that works without JavaScript."""
    return format_html(
        '<details class="fold"{}><summary>{}</summary><div>{}</div></details>',
        SafeString(" open" if opened else ""),
        title,
        SafeString(content),
    )


@register.inclusion_tag("ui/components/table.html")
def table(caption: str, columns: list[str], rows: list[list[Any]]) -> dict[str, Any]:
    """A table that becomes cards on a phone. The first cell of a row heads it; the caption is always there.

    The roles in the template keep it a table for screen readers while it is drawn as cards.
    """
    return {"caption": caption, "columns": columns, "rows": [list(zip(columns, row, strict=True)) for row in rows]}

"""Writing themes."""

import re
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_noop

from yoriai.engines.japanese.kana import hiragana
from yoriai.engines.tables.headers import aliases_for
from yoriai.engines.tables.reading import Table
from yoriai.engines.tables.report import Report
from yoriai.engines.tables.taking import Line, lines, matched
from yoriai.engines.tables.values import choice
from yoriai.kernel.actors.who import Who
from yoriai.kernel.city.policy import can_run_city
from yoriai.kernel.policy import require
from yoriai.kernel.records.actions import record
from yoriai.kernel.themes.models import Theme

SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")
NO_NAME = gettext_noop("The row names no theme.")
NO_PARENT = gettext_noop("The theme above it is not known: %(name)s.")
NO_CODE = gettext_noop("The short name may hold letters, digits and hyphens only: %(code)s.")
V = Theme.Vocabulary
VOCABULARIES = {
    "課題": V.PROBLEM, "課題テーマ": V.PROBLEM, "分野": V.FIELD, "法定分野": V.LAW, "計画": V.PLAN,
    **{one.value: one for one in V},
}  # fmt: skip


@transaction.atomic
def put_theme(code: str, *, vocabulary: str, name: str, parent: Theme | None = None, **facts: Any) -> Theme:
    """Make or change the theme of this code. facts: reading, about, place."""
    theme, _ = Theme.objects.update_or_create(
        code=code, defaults={"vocabulary": vocabulary, "name": name, "parent": parent, **facts}
    )
    path = f"{parent.path if parent else ''}{theme.pk}/"
    if theme.path != path:
        theme.path = path
        theme.save(update_fields=["path"])
    return theme


@transaction.atomic
def take_themes(table: Table, *, by: Who) -> Report:
    """Take a list of themes; one above another stands before it in the file. Raises Unreadable where a column is missing."""
    require(can_run_city(by))
    aliases, matching = matched(table, [aliases_for("themes")])
    report, seen = Report(), set()
    for line in lines(table, aliases, matching, report):
        facts = _facts(line)
        if facts is None:
            continue
        code = str(facts.pop("code"))
        if code in seen:
            line.skip("row_repeated")
            continue
        seen.add(code)
        old = Theme.objects.filter(code=code).first()
        same = old is not None and all(getattr(old, name) == value for name, value in facts.items())
        if not same:
            put_theme(code, **facts)
        line.ends("unchanged" if same else "updated" if old else "taken")
    if report.taken or report.updated:
        record("themes.imported", by=by, inside=True, taken=report.taken, updated=report.updated)
    return report


def _facts(line: Line) -> dict[str, Any] | None:
    """What the row says of its theme; blank cells leave what is there. None: it was skipped."""
    name, code, above = line.text("name"), line.text("code").lower(), line.text("parent")
    if not name:
        line.skip(NO_NAME)
        return None
    if code and not SLUG.fullmatch(code):
        line.skip(NO_CODE, code=code)
        return None
    vocabulary = choice(line.text("vocabulary"), VOCABULARIES)
    if vocabulary.doubt:
        line.doubt(vocabulary.doubt)
    known = Theme.objects.filter(code=code).first() if code else Theme.objects.filter(name=name).first()
    facts: dict[str, Any] = {
        "code": code or (known.code if known else own_code(name)),
        "vocabulary": vocabulary.value or (known.vocabulary if known else V.PROBLEM),
        "name": name[:80],
        "parent": known.parent if known else None,
    }
    if above:
        facts["parent"] = Theme.objects.filter(Q(name=above) | Q(code=above)).exclude(code=facts["code"]).first()
        if facts["parent"] is None:
            line.skip(NO_PARENT, name=above)
            return None
    more = {
        "reading": hiragana(line.read("kana") or "")[:120],
        "about": line.text("about"),
        "place": line.read("place"),
    }
    return facts | {field: value for field, value in more.items() if value not in ("", None)}


def own_code(name: str) -> str:
    """The code of a theme that came without one: always the same for the same name."""
    return "t-" + sha256(name.encode()).hexdigest()[:10]

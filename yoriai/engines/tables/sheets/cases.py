"""What a case says in the columns of our own sheet."""

from collections.abc import Mapping

from ..rows.cases import CaseRow
from ..rows.cells import together
from ..writing import Cell

VISIBLE = {"hall": "庁内", "parties": "関係者", "public": "公開"}
SAME = (
    "source_id", "title", "summary", "period", "beginning", "problem", "shared_aim", "resources", "course", "results",
    "spread", "cost", "failures", "causes", "lessons", "again", "goes_on", "contact", "phone", "mail", "url",
)  # fmt: skip


def cells(case: CaseRow) -> Mapping[str, Cell]:
    """Field → cell."""
    return {
        **{name: getattr(case, name) for name in SAME},
        "period": case.period or _period(case),
        "themes": ";".join(case.themes),
        "areas": ";".join(case.areas),
        "roles": "\n".join(f"{one.party}：{one.role}" if one.role else one.party for one in case.roles),
        "failure_kinds": ";".join(case.failure_kinds),
        "pictures": "\n".join(case.pictures),
        "visible": VISIBLE.get(case.visible, ""),
        "consents": ";".join(case.consents),
        "remarks": together([case.remarks, *(f"{column}：{text}" for column, text in case.more)]),
    }


def _period(case: CaseRow) -> str:
    if case.begins is None:
        return ""
    return f"{case.begins}～{case.ends or ''}"

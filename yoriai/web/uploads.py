"""What is kept of a file that came in by the desk: the file itself, what a rehearsal said, the rows with faults."""

from collections.abc import Iterator
from typing import Any

from yoriai.engines.tables.reasons import Reason, Unreadable
from yoriai.engines.tables.records import Limits
from yoriai.engines.tables.report import Report, Told
from yoriai.engines.tables.writing import Encoding, to_csv
from yoriai.web.imports import KINDS, Opened, open_file
from yoriai.web.models import ChangedRow, Upload
from yoriai.web.sentences import sentence

# A city's own files are far smaller; what is larger is taken on the machine itself by `yoriai import`.
LIMITS = Limits(size=10_000_000, unzipped=100_000_000, rows=20_000, columns=2_000, cell=20_000)
# The columns our file of faults adds. They stand in Japanese, as the sheets of a city do; imports pass them over.
WHY, LINE = "理由", "連番"


def opened_upload(upload: Upload) -> Opened:
    """The file as it was brought. Raises Unreadable where it is gone or broken."""
    try:
        with upload.file.open("rb") as file:
            content = file.read()
    except (OSError, ValueError) as fault:
        raise Unreadable("cannot_open") from fault
    return open_file(KINDS[upload.kind], content, upload.name, LIMITS)


def stored(report: Report) -> dict[str, Any]:
    """A report as it is kept: reasons by their codes, so that each reader has them in their own language."""
    return {
        "taken": report.taken,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "flagged": [[line, reason.code, dict(reason.params)] for line, reason in report.flagged],
        "skipped": _once(report.skipped),
        "used": sorted(report.used),
    }


def _once(told: list[Told]) -> list[list[Any]]:
    """Each row once for each reason: those before a break were read a second time."""
    rows = {(line, reason.code): [line, reason.code, dict(reason.params)] for line, reason in told}
    return [rows[key] for key in sorted(rows)]


def changed_rows(upload: Upload, report: Report) -> list[ChangedRow]:
    """What the rows of a report changed, to be kept apart from it."""
    return [
        ChangedRow(upload=upload, line=line, facts=[[one.field, one.before, one.after] for one in changes])
        for line, changes in report.changes
    ]


def report_of(upload: Upload) -> Report | None:
    """The kept report; None while there is none."""
    kept = upload.report
    if kept is None:
        return None
    told = {
        name: [(line, Reason(code, params)) for line, code, params in kept[name]] for name in ("flagged", "skipped")
    }
    return Report(
        kept["taken"], kept["updated"], kept["unchanged"], told["flagged"], told["skipped"], set(kept["used"])
    )


def faults_csv(upload: Upload, encoding: Encoding) -> bytes:
    """The rows that stayed out, as they stood in the file, each with its number and the reason: to be mended and brought again."""
    report, table = report_of(upload), opened_upload(upload).table
    reasons: dict[int, list[str]] = {}
    for line, reason in report.skipped if report else ():
        reasons.setdefault(line, []).append(sentence(reason))

    def rows() -> Iterator[list[str | int]]:
        for row in table.rows if table is not None else ():
            if row.line in reasons:
                yield [row.line, *row.cells.values(), " / ".join(reasons[row.line])]

    return to_csv([LINE, *(table.headers if table is not None else ()), WHY], rows(), encoding)

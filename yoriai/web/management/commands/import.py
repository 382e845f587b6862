"""`yoriai import KIND FILE`: take a file (or Decidim's export) in, whole or not at all."""

import json
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.translation import gettext as _

from yoriai.assembly.models import Session
from yoriai.engines.tables.reasons import Unreadable
from yoriai.engines.tables.report import Report
from yoriai.kernel.actors.who import Who
from yoriai.kernel.city.queries import the_office
from yoriai.kernel.items.codes import clean
from yoriai.kernel.policy import Refusal
from yoriai.people.models import User
from yoriai.people.queries import who_is
from yoriai.web.differences import differences
from yoriai.web.imports import KINDS, Opened, not_used, open_file, take
from yoriai.web.sentences import sentence

POLIS = ("comments.csv", "votes.csv", "participants-votes.csv")
SHOWN = 20  # rows of each sort told one by one; --json tells all


class Command(BaseCommand):
    help = "Take a file (CSV, XLSX, GeoJSON) into the platform. The same file twice changes nothing."

    def add_arguments(self, parser: Any) -> None:
        """The words of the command line."""
        parser.add_argument("kind", choices=list(KINDS), help="what the file holds")
        parser.add_argument("file", type=Path, help="the file; for votes also the folder of an export of Polis")
        parser.add_argument("--session", default="", metavar="CODE", help="the session voices and votes go into")
        parser.add_argument("--source", default="", help="whose data it is, with its licence")
        parser.add_argument(
            "--as", dest="mail", default="", metavar="MAIL", help="act as this account instead of the office"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="do everything, then take it back: the report is the same"
        )
        parser.add_argument("--json", action="store_true", help="print the report as JSON and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit code 0 where the file was taken, whatever its rows; 2 with one sentence where nothing was."""
        kind = KINDS[options["kind"]]
        try:
            by = acting(options["mail"])
            session = session_of(options["session"]) if kind.of_session else None
            paths = files_of(options["file"]) if kind.name == "votes" else [options["file"]]
            files = [open_file(kind, path, path.name) for path in paths]
            with transaction.atomic():
                reports = [take(opened, by=by, session=session, source=options["source"]) for opened in files]
                transaction.set_rollback(options["dry_run"])
        except Unreadable as fault:
            self._refuse(sentence(fault.reason))
        except Refusal as no:
            self._refuse(str(no))
        if options["json"]:
            self.stdout.write(json.dumps(reports[-1].to_json(sentence), ensure_ascii=False, indent=2))
            return
        for opened, report in zip(files, reports, strict=True):
            self._tell(opened, report)
        if options["dry_run"]:
            self.stdout.write(_("This was a rehearsal. Nothing was changed."))

    def _refuse(self, words: str) -> NoReturn:
        self.stderr.write(words)
        raise SystemExit(2)

    def _tell(self, opened: Opened, report: Report) -> None:
        numbers = {"rows": report.rows, "taken": report.taken, "updated": report.updated, "unchanged": report.unchanged}
        told = [
            f"{opened.name}（{opened.kind.label}）",
            _("%(rows)d rows: %(taken)d new, %(updated)d changed, %(unchanged)d as before.") % numbers,
            *opened.notes,
        ]
        if columns := not_used(opened, report):
            told.append(_("Columns that were not used: %(columns)s.") % {"columns": "、".join(columns)})
        told += _changed(opened, report)
        for heading, rows in (
            (_("%(count)d remarks to look at:") % {"count": len(report.flagged)}, report.flagged),
            (_("%(count)d rows stayed out:") % {"count": len(report.skipped)}, report.skipped),
        ):
            if rows:
                told.append(heading)
                told += [
                    "  " + _("Row %(line)d: %(reason)s") % {"line": line, "reason": sentence(reason)}
                    for line, reason in rows[:SHOWN]
                ]
            if len(rows) > SHOWN:
                told.append("  " + _("… and %(count)d more; --json tells all.") % {"count": len(rows) - SHOWN})
        self.stdout.write("\n".join(told))


def _changed(opened: Opened, report: Report) -> list[str]:
    """What differs, row by row."""
    lines = [
        "  " + _("Row %(line)d: %(reason)s") % {"line": line, "reason": f"{one.label} {one.before} → {one.after}"}
        for line, changes in report.changes[:SHOWN]
        for one in differences(opened.kind.name, [(one.field, one.before, one.after) for one in changes])
    ]
    return [_("%(count)d rows changed:") % {"count": len(report.changes)}, *lines] if lines else []


def acting(mail: str) -> Who:
    """Who acts: the office, or the person with this account. Raises Refusal where there is none."""
    if not mail:
        return the_office()
    user = User.objects.filter(email__iexact=mail, is_active=True).first()
    if user is None:
        raise Refusal(_("There is no account with this mail address."))
    return who_is(user.actor, signed_in=True, sure=True)


def session_of(code: str) -> Session:
    """The session of this code. Raises Refusal."""
    if not code:
        raise Refusal(_("Please say which session it is for: --session CODE."))
    found = Session.objects.filter(code=clean(code)).first()
    if found is None:
        raise Refusal(_("There is no session with the code %(code)s.") % {"code": code})
    return found  # type: ignore[no-any-return]


def files_of(path: Path) -> list[Path]:
    """An export of Polis: votes mean nothing without their statements, so comments.csv beside them comes first."""
    if path.is_dir():
        comments, *votes = (path / name for name in POLIS)
        found = next((one for one in votes if one.is_file()), comments)
        return [comments, found] if found != comments and comments.is_file() else [found]
    comments = path.with_name(POLIS[0])
    return [comments, path] if path.name in POLIS[1:] and comments.is_file() else [path]

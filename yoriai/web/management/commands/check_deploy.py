"""`yoriai check-deploy`: what stands against using this deployment in earnest, and what to do about each."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from yoriai.web.deployment import Finding, findings

REFUSED = 2  # exit code


class Command(BaseCommand):
    help = "Say what must be put right before people use this deployment. Exit code 2 where something must."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """For people, or for machines."""
        parser.add_argument("--json", action="store_true", help="print the findings as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Japanese first, English below."""
        found = list(findings())
        refused = any(finding.refuses for finding in found)
        if options["json"]:
            told = {"ready": not refused, "findings": [_plain(finding) for finding in found]}
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
        else:
            for finding in found:
                self._say(finding)
            if not refused:
                self.stdout.write("使えます。/ Ready to be used.")
        if refused:
            sys.exit(REFUSED)

    def _say(self, finding: Finding) -> None:
        mark = "✗" if finding.refuses else "・"
        for language, space in (("ja", f"{mark} "), ("en", "  ")):
            self.stdout.write(f"{space}{finding.wrong(language)} → {finding.remedy(language)}".removesuffix(" → "))
        self.stdout.write("")


def _plain(finding: Finding) -> dict[str, Any]:
    told: dict[str, Any] = {"code": finding.code, "refuses": finding.refuses}
    for language in ("ja", "en"):
        told[language] = finding.wrong(language)
        told[f"do_{language}"] = finding.remedy(language)
    return told

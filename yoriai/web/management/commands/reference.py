"""`yoriai reference`: writes the generated pages of docs/reference."""

from importlib import import_module
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from yoriai.kernel.lifecycle import Lifecycle

PACKAGE = Path(__file__).resolve().parents[3]


class Command(BaseCommand):
    help = "Write docs/reference/lifecycles.md from the tables of moves."

    def handle(self, *args: Any, **options: Any) -> None:
        """One picture a noun."""
        lines = ["# 状態の移り変わり", "", "`yoriai reference` が各アプリの `lifecycle.py` から書いています。", ""]
        for path in sorted(PACKAGE.rglob("lifecycle.py")):
            module = import_module("yoriai." + ".".join(path.relative_to(PACKAGE).with_suffix("").parts))
            for table in (value for value in vars(module).values() if isinstance(value, Lifecycle)):
                lines += [f"## {table.noun}", "", "```mermaid", table.diagram(), "```", ""]
        target = PACKAGE.parent / "docs/reference/lifecycles.md"
        target.write_text("\n".join(lines), encoding="utf-8")
        self.stdout.write(str(target.relative_to(PACKAGE.parent)))

"""threats.md: server-side requests. The platform asks no other machine for anything, whatever address somebody types."""

import ast
from pathlib import Path

from tests.house.house import ROOT, shown, sources, tree

# Modules that open connections, and where each may be used.
CLIENTS = {"urllib.request", "http.client", "requests", "httpx", "aiohttp", "socket", "ftplib", "smtplib", "websockets"}
ALLOWED = {
    "yoriai/run/serve.py": {"socket"},  # is the port free
    "yoriai/run/postgres.py": {"socket"},  # how long the path of one may be
    "yoriai/ui/scanner.py": {"socket"},  # the virus scanner of the settings
    "yoriai/web/deployment/surroundings.py": {"smtplib"},  # check-deploy asks the mail server of the settings
    "yoriai/people/adapters.py": {"smtplib"},  # the name of an exception
    "yoriai/people/actions/outbox.py": {"smtplib"},  # the name of an exception
}


def asked(path: Path) -> set[str]:
    """The clients a file imports."""
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found & CLIENTS


def test_no_code_of_ours_opens_a_connection_to_an_address_somebody_typed():
    found = {shown(path): asked(path) for path in sources() if asked(path)}
    assert {name: clients for name, clients in found.items() if not clients <= ALLOWED.get(name, set())} == {}


def test_the_exceptions_to_it_exist():
    assert [name for name in ALLOWED if not (ROOT / name).exists()] == []

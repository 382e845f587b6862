"""What the environment makes of the settings: read in a process of their own, as they are when the platform starts."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from yoriai.settings import database

PACKAGE = Path(__file__).resolve().parents[2]
SHOW = "import json; from yoriai import settings; print(json.dumps({n: getattr(settings, n, None) for n in %r}))"


def settings_with(*names, **variables):
    plain = {name: value for name, value in os.environ.items() if not name.startswith("YORIAI_")}
    environment = {**plain, "DATABASE_URL": "postgresql://a@b/c", **variables}
    said = subprocess.run([sys.executable, "-c", SHOW % (names,)], env=environment, capture_output=True, check=True)
    return json.loads(said.stdout)


@pytest.mark.slow
def test_an_https_address_behind_a_proxy_makes_cookies_secure_and_browsers_stay_with_https():
    names = (
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "SECURE_HSTS_SECONDS",
        "SECURE_PROXY_SSL_HEADER",
        "CSRF_TRUSTED_ORIGINS",
    )
    assert settings_with(*names, YORIAI_BASE_URL="https://yoriai.city.example/", YORIAI_PROXIES="1") == {
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SECURE_HSTS_SECONDS": 30 * 24 * 60 * 60,
        "SECURE_PROXY_SSL_HEADER": ["HTTP_X_FORWARDED_PROTO", "https"],
        "CSRF_TRUSTED_ORIGINS": ["https://yoriai.city.example"],
    }


@pytest.mark.slow
def test_without_a_proxy_of_ours_nobody_is_believed_to_come_by_https():
    names = ("SECURE_PROXY_SSL_HEADER", "SECURE_HSTS_SECONDS", "SESSION_COOKIE_SECURE")
    assert settings_with(*names, YORIAI_BASE_URL="http://127.0.0.1:8000") == {
        "SECURE_PROXY_SSL_HEADER": None,
        "SECURE_HSTS_SECONDS": 0,
        "SESSION_COOKIE_SECURE": False,
    }


def test_what_stands_behind_the_question_mark_of_the_database_reaches_postgresql():
    found = database(
        "postgresql://us%40er:p%2Fw@db.example:6432/city?sslmode=verify-full&application_name=yoriai%20web"
    )
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"], found["NAME"]) == (
        "us@er",
        "p/w",
        "db.example",
        "6432",
        "city",
    )
    assert found["OPTIONS"] == {"connect_timeout": "10", "sslmode": "verify-full", "application_name": "yoriai web"}


def test_a_socket_is_named_behind_the_question_mark():
    found = database("postgresql://yoriai@/yoriai?host=%2Ftmp%2Fa%20b&port=5433&connect_timeout=3")
    assert (found["HOST"], found["PORT"], found["OPTIONS"]) == ("/tmp/a b", "5433", {"connect_timeout": "3"})


def test_every_variable_the_code_reads_stands_in_the_reference():
    page = (PACKAGE.parent / "docs/reference/settings.md").read_text("utf-8")
    read = re.compile(r"\benv\.(?:text|number|yes|words|folder)\(\s*\"(\w+)\"")
    names = {
        name
        for path in PACKAGE.rglob("*.py")
        if "tests" not in path.parts
        for name in read.findall(path.read_text("utf-8"))
    }
    assert sorted(name for name in names - {"PYTHONPATH"} if f"`{name}`" not in page) == []

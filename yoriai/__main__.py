"""The one command, `yoriai`: serve, demo, db, and Django's own. What is wrong is said in one sentence, exit code 2."""

import difflib
import os
import sys
from collections.abc import Callable
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from yoriai import env
from yoriai.run.home import DatabaseUnavailable
from yoriai.run.serve import CannotServe, serve

if TYPE_CHECKING:
    from django.conf import LazySettings

USAGE = """\
yoriai serve                     the platform: pages, live process, worker, and a database where DATABASE_URL is absent
yoriai demo                      the same with an invented city in it
yoriai db start|stop|status      the embedded database alone
yoriai new-city                  one's own city, asked for step by step (--code: a code for the page /setup/)
yoriai check-deploy              what stands against using it in earnest, and what to do
yoriai help                      every other command (import …, readings, migrate …)
Address and place: HOST, PORT, YORIAI_DATA, DATABASE_URL; all variables: docs/reference/settings.md
"""
# Django's commands that need no database; for every other one the embedded database is made to run.
WITHOUT_DATABASE = {
    "help", "version", "check", "check_deploy", "collectstatic", "compilemessages", "diffsettings", "findstatic", "makemessages",
    "messages", "startapp", "startproject", "--help", "--version", "-h",
}  # fmt: skip
TESTS_OWN = {"YORIAI_SHARED"}  # where the real data for tests lie
DATABASE_PATIENCE = 5  # seconds


def main() -> None:
    """The console script."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yoriai.settings")
    try:
        code = run(sys.argv[1:])
    except (env.BadSetting, DatabaseUnavailable, CannotServe) as error:
        print(error, file=sys.stderr)
        code = 2
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)


def run(words: list[str]) -> int:
    """Do what the words say; the exit code. Raises the exceptions that are one sentence."""
    match words:
        case []:
            print(USAGE, end="")
            return 0
        case ["db", *rest]:
            from yoriai.run.postgres import main as db

            return db(rest)
        case ["demo"]:
            os.environ["YORIAI_DEMO"] = "1"
            return _serve()
        case ["serve"]:
            return _serve()
        case ["prepare"]:
            return _with_database(_prepare)
    words = [words[0] if words[0].startswith("-") else words[0].replace("-", "_"), *words[1:]]
    if words[0] in WITHOUT_DATABASE or "--help" in words or "-h" in words:
        return _django(words)
    return _with_database(lambda: _django(words))


def _serve() -> int:
    settings = _settings()
    return serve(Path(settings.DATA), settings.SECRET_KEY)


def _prepare() -> int:
    import django

    from yoriai.run.prepare import prepare

    django.setup()
    try:
        prepare()
    except PermissionError as error:
        raise CannotServe(f"{error.filename} cannot be written: make it writable, or name another folder.") from None
    return 0


def _django(words: list[str]) -> int:
    from django.core.management import execute_from_command_line

    from yoriai.run.prepare import compile_catalogues

    _settings()
    with suppress(PermissionError):
        compile_catalogues()  # what a command says, it says in Japanese
    execute_from_command_line(["yoriai", *words])
    return 0


def _with_database(work: Callable[[], int]) -> int:
    """With a database that answers: DATABASE_URL's, else the embedded one for as long as the work lasts."""
    from yoriai.run.postgres import in_use

    settings = _settings()
    own = not os.environ.get("DATABASE_URL")
    with in_use(Path(settings.DATA)) if own else nullcontext():
        _require_database(settings.DATABASE_URL)
        return work()


def _require_database(address: str) -> None:
    import psycopg

    try:
        psycopg.connect(address, connect_timeout=DATABASE_PATIENCE).close()
    except psycopg.Error as error:
        said = " ".join(str(error).split())
        raise DatabaseUnavailable(f"The database named by DATABASE_URL cannot be reached: {said}") from None


def _settings() -> "LazySettings":
    """Django's settings; refuses a variable of ours that nothing reads, for it is most likely misspelt."""
    from django.conf import settings

    settings.DATA  # noqa: B018 - loads them
    for name in sorted(os.environ):
        if name.startswith("YORIAI_") and name not in {*env.KNOWN, *TESTS_OWN}:
            near = difflib.get_close_matches(name, env.KNOWN, 1)
            hint = f" Did you mean {near[0]}?" if near else ""
            raise env.BadSetting(f"{name} is not a setting of this platform.{hint}")
    return settings


if __name__ == "__main__":
    main()

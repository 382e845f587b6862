"""What must be so before the platform serves: tables, catalogues of texts, static files. Quick where it already is."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCK = 7_150_311  # any number of ours: two machines that start at once do not both change the tables


def prepare() -> None:
    """Bring catalogues, static files and tables up to date; fill the demo in demo mode, else say how to begin a city.

    Django must be set up.
    """
    _speak(compile_catalogues())
    collect_static()
    migrate()
    fill_demo()
    say_how_to_begin()


def compile_catalogues(root: Path = Path(__file__).parents[1]) -> list[Path]:
    """Write the `.mo` beside every `.po` that is newer; returns those written. Needs no Django."""
    written = []
    for source in sorted(root.glob("**/locale/*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parts[-3])
        aside = target.with_suffix(".mo.new")
        with aside.open("wb") as file:
            write_mo(file, catalogue)
        aside.replace(target)
        written.append(target)
    return written


def migrate() -> None:
    """Apply what is not applied; with nothing to apply it costs a few queries."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_lock(%s)", [LOCK])
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", interactive=False, verbosity=0)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_unlock(%s)", [LOCK])


def _speak(written: list[Path]) -> None:
    """What this process has read of the texts before they were there is forgotten: else the demo is filled in English."""
    from django.utils.translation.reloader import translation_file_changed

    for catalogue in written:
        translation_file_changed(None, catalogue)


def collect_static() -> None:
    """Collect, name by content and compress the static files, where one has changed since the last time."""
    from django.conf import settings
    from django.core.management import call_command

    root = Path(settings.STATIC_ROOT)
    mark = root / "collected"
    now = hashlib.sha256("\n".join(_static_files()).encode()).hexdigest()
    if mark.exists() and mark.read_text() == now:
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    mark.write_text(now)


def fill_demo() -> None:
    """In demo mode, and only in an empty database: 杜野市 and its people."""
    from django.apps import apps
    from django.conf import settings
    from django.core.management import call_command

    if settings.DEMO and not apps.get_model("kernel", "Item")._base_manager.exists():
        call_command("fill_demo")


def say_how_to_begin() -> None:
    """Before there is a city: print the code that opens the page which founds one."""
    from django.apps import apps
    from django.conf import settings
    from django.core.management import call_command

    if not settings.DEMO and not apps.get_model("kernel", "City")._base_manager.exists():
        call_command("new_city", code=True)


def _static_files() -> Iterator[str]:
    """Every static file with its size and time."""
    from django.contrib.staticfiles.finders import get_finders

    for finder in get_finders():
        for name, storage in finder.list([]):  # type: ignore[attr-defined]
            found = Path(storage.path(name)).stat()
            yield f"{name} {found.st_size} {found.st_mtime_ns}"


if __name__ == "__main__":
    compile_catalogues()  # all the tests need

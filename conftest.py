"""Fixtures for every test: the embedded database, the cast, clients for each person, a browser for what is seen."""

import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yoriai.settings")
QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)


def pytest_configure(config: pytest.Config) -> None:
    """Start the embedded PostgreSQL before Django connects, unless a database is given. It outlives the run."""
    from yoriai.run.prepare import compile_catalogues

    if compile_catalogues():
        _forget_catalogues()
    if not os.environ.get("DATABASE_URL"):
        from yoriai.run.postgres import start
        from yoriai.settings import DATA

        start(DATA)
        _hurry(DATA)
    # Collecting often costs a test a tenth of its time, and what it leaves is little.
    gc.set_threshold(100_000, 50, 100)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What looks at the whole filled town goes to one process: filling it takes as long as a hundred tests.

    Not what commits: it empties the database behind it, and comes last everywhere.
    """
    for item in items:
        names = getattr(item, "fixturenames", ())
        if "town" in names and "transactional_db" not in names:
            item.add_marker(pytest.mark.xdist_group("town"))


def _forget_catalogues() -> None:
    """What Django read of them before they were compiled anew."""
    import gettext

    from django.utils.translation import trans_real

    gettext._translations.clear()  # type: ignore[attr-defined]
    trans_real._translations, trans_real._default = {}, None


def _hurry(data: Path) -> None:
    """A database of tests may be lost: nothing of it waits for the disk. Tests of what is never lost start one of their own."""
    import psycopg

    from yoriai.run.postgres import address

    with psycopg.connect(address(data, "postgres"), autocommit=True) as connection:
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {name} = off")
        connection.execute("SELECT pg_reload_conf()")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, django_db_blocker) -> None:  # type: ignore[no-untyped-def]
    """Each process has a database of its own, copied from one that is migrated already."""
    from django.db import connection

    from tests.mould import mould
    from yoriai.settings import DATA

    with django_db_blocker.unblock():
        connection.settings_dict["TEST"]["TEMPLATE"] = mould(DATA)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> None:  # type: ignore[no-untyped-def]
    """The test database is neither vacuumed nor analysed by itself.

    A test's rows are never committed. A table the database has meanwhile counted as empty is planned for as empty, and a
    join of eight such tables was seen to run for minutes.
    """
    from django.db import connection

    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(UNWATCHED)


@pytest.fixture(scope="session", autouse=True)
def _patient_emptying() -> Iterator[None]:
    """After a browser test the server may still answer a last request while the tables are emptied: a deadlock, tried again."""
    import time

    from django.core.management.base import CommandError
    from django.db import OperationalError
    from django.test import TransactionTestCase

    empty = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]

    def patiently(case: TransactionTestCase) -> None:
        for again in range(5):
            try:
                empty(case)
                _no_jobs()
            except (CommandError, OperationalError):
                if again == 4:
                    raise
                time.sleep(1)
            else:
                break

    TransactionTestCase._fixture_teardown = patiently  # type: ignore[attr-defined,method-assign]
    yield
    TransactionTestCase._fixture_teardown = empty  # type: ignore[attr-defined,method-assign]


def _no_jobs() -> None:
    """Django empties the tables of its models; the jobs' tables are the queue's own, and would be seen by every test after."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "TRUNCATE procrastinate_jobs, procrastinate_events, procrastinate_periodic_defers, procrastinate_workers"
        )


UNWATCHED = """
DO $$ DECLARE each regclass; BEGIN
FOR each IN SELECT oid FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace LOOP
EXECUTE format('ALTER TABLE %s SET (autovacuum_enabled = false)', each); END LOOP; END $$
"""


@pytest.fixture(autouse=True)
def _plain_storage(settings, tmp_path: Path) -> Iterator[None]:  # type: ignore[no-untyped-def]
    """Static files without a manifest, files in a folder of the test's own, an empty cache, and no language of the last reader."""
    from django.core.cache import caches
    from django.utils import translation

    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.MEDIA_ROOT = tmp_path / "files"
    for cache in caches.all(initialized_only=True):
        cache.clear()
    translation.deactivate()
    yield
    for cache in caches.all(initialized_only=True):
        cache.clear()
    _forget_readings()


def _forget_readings() -> None:
    """The reader belongs to the process, the dictionary to the database of one test."""
    from yoriai.engines.japanese.readings import Reader, use_reader
    from yoriai.kernel.readings import queries

    if queries.mark():
        use_reader(Reader())
        queries._InUse.mark, queries._InUse.synonyms = "", None


@pytest.fixture
def cast(db):  # type: ignore[no-untyped-def]
    """杜野市 and its people; made once a process."""
    from tests.laying_out import laid_out
    from yoriai.kernel.models import Actor
    from yoriai.web.demo.cast import make_cast

    return make_cast() if Actor.objects.exists() else laid_out("cast", make_cast)


@pytest.fixture
def client_of(db) -> Callable:  # type: ignore[no-untyped-def, type-arg]
    """`client_of(person, sure=True)`: a test client signed in as that person."""
    from django.test import Client

    def signed_in(person, *, sure: bool = True) -> Client:  # type: ignore[no-untyped-def]
        client = Client()
        client.force_login(person.user, backend="allauth.account.auth_backends.AuthenticationBackend")
        if sure:
            session = client.session
            session["sure"] = True
            session.save()
        return client

    return signed_in


@pytest.fixture
def shared() -> Path:
    """The folder of real open data; the test is skipped, loudly, where it is absent."""
    folder = Path(os.environ.get("YORIAI_SHARED", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"REAL DATA ABSENT: no folder {folder}; set YORIAI_SHARED")
    return folder


@pytest.fixture(scope="session")
def browser_type_launch_args(playwright) -> dict[str, object]:  # type: ignore[no-untyped-def]
    """Which browser, and nothing of it that calls home: the machine's own, else the one `tests/browser` has fetched."""
    from tests.chromium import chromium

    found = chromium() or playwright.chromium.executable_path
    if not Path(found).exists():
        pytest.skip("NO BROWSER: no chromium on this machine, what is seen was not looked at")
    # Playwright's loop runs in the thread of the tests; Django refuses the database there unless told that nothing awaits it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    return {"executable_path": found, "args": QUIET.split()}


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, object]:
    """A Japanese reader with a phone."""
    return {"locale": "ja-JP", "viewport": {"width": 390, "height": 844}}


@pytest.fixture
def site(live_server, settings) -> str:  # type: ignore[no-untyped-def]
    """The address of a running site with its page of components."""
    settings.DEMO = True
    return str(live_server.url)

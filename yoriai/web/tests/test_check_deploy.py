"""`yoriai check-deploy`: every refusal, and that nothing is refused where everything is in order."""

import json
import os
import subprocess
import sys

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from yoriai.kernel.city.actions import put_city
from yoriai.people.models import User
from yoriai.run.home import Home
from yoriai.web.deployment import database, framework, machine, people, surroundings, with_database
from yoriai.web.deployment.finding import SENTENCES, find

KEY = "k3y-of-this-city-alone-" + "abcdefghij0123456789" * 2


def codes(found):
    return [finding.code for finding in found]


@pytest.fixture
def in_order(settings, monkeypatch, tmp_path):
    """Surroundings nobody could object to."""
    settings.DEBUG, settings.DEMO = False, False
    settings.SECRET_KEY = KEY
    settings.BASE_URL, settings.SECURE, settings.TRUSTED_PROXIES = "https://yoriai.city.example", True, 1
    settings.ALLOWED_HOSTS = ["yoriai.city.example"]
    settings.DEFAULT_FROM_EMAIL = "市民協働課 <kyodo@city.example>"
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SECURE_HSTS_SECONDS = 2592000
    settings.STATIC_ROOT = tmp_path / "static"
    monkeypatch.setenv("YORIAI_SMTP_HOST", "mail.city.example")
    return settings


@pytest.fixture
def plain_role(db):
    """The database as a role that is nobody there."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE plain_of_the_test")
        cursor.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO plain_of_the_test")
        cursor.execute("SET LOCAL ROLE plain_of_the_test")
    yield
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


def take_out_the_newest():
    """As if the newest step of the tables had not been taken."""
    newest = MigrationExecutor(connection).loader.graph.leaf_nodes("web")[-1]
    MigrationRecorder(connection).record_unapplied(*newest)


def with_a_key(person):
    Authenticator.objects.create(user=User.objects.get(actor=person), type=Authenticator.Type.TOTP, data={})


# Surroundings


def test_surroundings_in_order_are_not_objected_to(in_order):
    assert codes(surroundings.findings()) == []
    assert codes(machine.findings()) == []


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"DEBUG": True}, "debug"),
        ({"DEMO": True}, "demo"),
        ({"SECRET_KEY": "insecure-key-for-a-demo-only"}, "secret.default"),
        ({"SECRET_KEY": "short"}, "secret.short"),
        ({"SECRET_KEY": "ab" * 40}, "secret.short"),
        ({"BASE_URL": "http://yoriai.city.example"}, "address.http"),
        ({"BASE_URL": "yoriai.city.example"}, "address.broken"),
        ({"BASE_URL": "https://yoriai.city.example/machi"}, "address.broken"),
        ({"TRUSTED_PROXIES": 0}, "proxies"),
        ({"LIVE_URL": "http://yoriai.city.example:8001"}, "live"),
        ({"ALLOWED_HOSTS": ["*"]}, "hosts.any"),
        ({"ALLOWED_HOSTS": ["yoriai.city.example", "*"]}, "hosts.any"),
        ({"ALLOWED_HOSTS": ["127.0.0.1", "localhost", "[::1]"]}, "hosts.local"),
        ({"ALLOWED_HOSTS": ["other.example"]}, "hosts.other"),
        ({"DEFAULT_FROM_EMAIL": "yoriai@localhost"}, "mail.from"),
        ({"DEFAULT_FROM_EMAIL": "nobody"}, "mail.from"),
        ({"RELEASE_BY": "anybody"}, "release"),
    ],
)
def test_each_thing_that_is_wrong_is_refused_by_its_name(in_order, facts, code):
    for name, value in facts.items():
        setattr(in_order, name, value)
    assert codes(surroundings.findings()) == [code]


def test_a_host_name_may_stand_for_all_below_it(in_order):
    in_order.ALLOWED_HOSTS = [".city.example"]
    assert codes(surroundings.hosts()) == []


def test_without_a_mail_server_nobody_can_sign_in(in_order, monkeypatch):
    monkeypatch.delenv("YORIAI_SMTP_HOST")
    assert codes(surroundings.findings()) == ["mail.none"]


def test_a_mail_server_that_does_not_answer_is_refused(in_order):
    closed = {"host": "127.0.0.1", "port": 1, "timeout": 2}
    in_order.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": closed}}
    (finding,) = surroundings.findings()
    assert finding.code == "mail.unreachable"
    assert finding.facts["said"]


def test_a_folder_nobody_can_write_is_refused(in_order, tmp_path):
    (tmp_path / "file").write_text("")
    in_order.MEDIA_ROOT = tmp_path / "file" / "files"
    assert codes(machine.findings()) == ["files"]


def test_a_virus_scanner_that_is_set_and_does_not_answer(in_order):
    in_order.CLAMD = "tcp:127.0.0.1:1"
    assert codes(machine.findings()) == ["scanner"]


# Machine and database


@pytest.mark.parametrize(("seconds", "found"), [(0.2, []), (-9, []), (11, ["clock.wrong"]), (-3600, ["clock.wrong"])])
def test_clocks_that_are_apart_are_refused(seconds, found):
    assert codes(machine.apart(seconds)) == found


def test_the_embedded_database_is_refused_whether_it_is_named_or_not(settings, monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert codes(database.embedded()) == ["database.embedded"]
    monkeypatch.setenv("DATABASE_URL", "postgresql://yoriai@db.example/yoriai")
    settings.DATABASES = {"default": {**settings.DATABASES["default"], "HOST": "db.example"}}
    assert codes(database.embedded()) == []


def test_the_embedded_database_is_found_out_by_its_socket(settings, monkeypatch, tmp_path):
    settings.DATA = tmp_path
    monkeypatch.setenv("DATABASE_URL", "postgresql://yoriai@/yoriai?host=…")
    settings.DATABASES = {"default": {**settings.DATABASES["default"], "HOST": str(Home.under(tmp_path).socket)}}
    assert codes(database.embedded()) == ["database.embedded"]


@pytest.mark.parametrize(("number", "found"), [(140012, ["database.old"]), (150000, []), (180006, [])])
def test_an_old_postgresql_is_refused(number, found):
    assert codes(database.version(number)) == found


def test_only_a_database_of_every_sign_will_do():
    assert codes(database.encoding("EUC_JP")) == ["database.encoding"]
    assert codes(database.encoding("UTF8")) == []


def test_a_superuser_is_refused_and_a_plain_role_is_not(db):
    assert codes(database.role()) == ["database.superuser"]


def test_a_plain_role_is_welcome(plain_role):
    assert codes(database.findings()) == []


@pytest.mark.parametrize(
    ("have", "workers", "found"), [(97, 2, []), (97, 20, ["database.connections"]), (20, 2, ["database.connections"])]
)
def test_more_workers_than_there_are_connections_for_are_refused(have, workers, found):
    assert codes(database.room(have, workers)) == found


def test_the_number_of_workers_is_read_where_serve_reads_it(plain_role, monkeypatch):
    monkeypatch.setenv("WEB_WORKERS", "100")
    assert codes(database.findings()) == ["database.connections"]


def test_tables_that_are_not_up_to_date_are_refused(db):
    take_out_the_newest()
    (finding,) = database.migrations()
    assert (finding.code, finding.facts) == ("database.migrations", {"count": 1})


def test_behind_tables_that_are_not_up_to_date_nothing_more_is_asked(db):
    take_out_the_newest()
    assert codes(with_database()) == ["database.superuser", "database.migrations"]


# People


def test_a_database_without_a_city_is_refused(db):
    assert codes(people.findings()) == ["city.none"]


def test_the_invented_city_is_refused(cast):
    with_a_key(cast.officer)
    assert codes(people.findings()) == ["city.demo"]


def test_an_office_without_a_second_factor_is_refused(cast):
    put_city(is_demo=False)
    with_a_key(cast.ward_officer)
    assert codes(people.findings()) == ["office.factor"]


def test_an_office_nobody_sits_in_is_refused(cast):
    put_city(is_demo=False)
    User.objects.filter(actor=cast.officer).update(is_active=False)
    assert codes(people.findings()) == ["office.nobody"]


def test_a_city_whose_officer_has_a_second_factor_is_in_order(cast):
    put_city(is_demo=False)
    with_a_key(cast.officer)
    assert codes(people.findings()) == []


# Django's own check


@pytest.fixture
def by_smtp(in_order):
    """What the tests put in the place of a mail server is what Django refuses."""
    in_order.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend"}}
    return in_order


def test_django_says_nothing_that_is_not_said_better_here(by_smtp):
    assert codes(framework.findings()) == []


def test_what_only_django_sees_is_passed_on(by_smtp):
    by_smtp.SECURE_CONTENT_TYPE_NOSNIFF = False
    (finding,) = framework.findings()
    assert (finding.code, finding.refuses) == ("framework:security.W006", False)
    assert "SECURE_CONTENT_TYPE_NOSNIFF" in finding.wrong("ja")


# What is said


@pytest.mark.parametrize("code", [code for code in SENTENCES if code != "framework"])
def test_each_finding_says_in_both_languages_what_is_wrong_and_what_to_do(code):
    numbers = dict.fromkeys(("count", "need", "have", "workers", "seconds"), 7)
    words = dict.fromkeys(("said", "address", "host", "folder", "value", "version", "encoding"), "X")
    finding = find(code, **numbers, **words)
    for say in (finding.wrong, finding.remedy):
        japanese, english = say("ja"), say("en")
        assert "%(" not in japanese + english
        assert english.isascii() or "…" in english or "𠮷" in english
        assert any("ぁ" <= sign <= "ん" for sign in japanese), japanese


def run(*words, **variables):
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("YORIAI_", "DATABASE_URL"))}
    return subprocess.run(
        [sys.executable, "-m", "yoriai", *words], env={**plain, **variables}, capture_output=True, text=True
    )


@pytest.mark.slow
def test_the_command_refuses_in_two_languages_with_exit_code_2_and_starts_no_database(tmp_path):
    told = run("check-deploy", YORIAI_DATA=str(tmp_path))
    assert (told.returncode, told.stderr) == (2, "")
    assert "組み込み" in told.stdout and "embedded" in told.stdout
    assert not (tmp_path / "postgres/data").exists()


@pytest.mark.slow
def test_a_database_that_does_not_answer_is_one_finding_among_the_others(tmp_path):
    told = run("check-deploy", "--json", YORIAI_DATA=str(tmp_path), DATABASE_URL="postgresql://a:b@127.0.0.1:1/c")
    said = json.loads(told.stdout)
    assert (told.returncode, said["ready"]) == (2, False)
    assert [finding["code"] for finding in said["findings"]] == [
        "secret.default", "address.http", "hosts.local", "mail.from", "mail.none", "database.unreachable",
    ]  # fmt: skip
    assert set(said["findings"][0]) == {"code", "refuses", "ja", "do_ja", "en", "do_en"}

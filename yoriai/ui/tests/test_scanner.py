"""The virus scanner: a real clamd says what is harmful; where it does not answer, nothing comes in."""

import logging
import socket
import time
from contextlib import suppress
from threading import Thread

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

from yoriai.ui import scanner
from yoriai.ui.files import PAPERS, REFUSED, FileField, PaperField
from yoriai.ui.photos import PhotoField
from yoriai.ui.tests.clamd import CLAMD, FOUND, HARMLESS, STREAM, running


@pytest.fixture(scope="module")
def daemon():
    """One for all tests of this file."""
    if CLAMD is None:
        pytest.skip(
            "NO VIRUS SCANNER: no clamd on this machine, the hook was not tried on a real one (apt install clamav-daemon)"
        )
    with running() as path:
        yield path


@pytest.fixture
def clamd(daemon, settings):
    settings.CLAMD = f"unix:{daemon}"


def uploaded(data, name="kiyaku.pdf"):
    return SimpleUploadedFile(name, data)


def refused(field, data):
    with pytest.raises(forms.ValidationError) as no:
        field.clean(uploaded(data))
    return no.value.messages[0]


def test_a_real_scanner_finds_the_harmless_test_string_and_nothing_in_a_paper(clamd):
    assert scanner.answers()
    assert scanner.virus_in(b"%PDF-1.4\n" + HARMLESS) == FOUND
    assert scanner.virus_in(b"%PDF-1.4\n" + b"x" * 1_000_000) == ""


@pytest.mark.parametrize(
    "field", [FileField(), PhotoField(), PaperField(sorts=PAPERS)], ids=["table", "photo", "paper"]
)
def test_what_is_harmful_comes_in_by_no_field_and_stands_in_the_log(clamd, caplog, field):
    with caplog.at_level(logging.WARNING, "yoriai.files"):
        assert refused(field, b"%PDF-1.4\n" + HARMLESS) == str(REFUSED["virus"])
    assert FOUND in caplog.text


def test_what_is_clean_comes_in(clamd):
    assert PaperField(sorts=PAPERS).clean(uploaded(b"%PDF-1.4")).read() == b"%PDF-1.4"


def test_what_is_larger_than_the_scanner_takes_is_refused_with_that_reason(clamd):
    assert refused(FileField(), b"x" * (STREAM + 500_000)) == str(REFUSED["too_large_to_scan"])


@pytest.mark.parametrize(
    "address", ["unix:/nowhere/clamd.ctl", "tcp:127.0.0.1:1", "clamd", "unix:relative", "tcp:host:x"]
)
def test_where_the_scanner_is_set_and_does_not_answer_nothing_comes_in(settings, caplog, address):
    settings.CLAMD = address
    assert not scanner.answers()
    assert refused(PaperField(sorts=PAPERS), b"%PDF-1.4") == str(REFUSED["silent"])
    assert "does not answer" in caplog.text


def test_where_it_says_something_else_or_nothing_nothing_comes_in(settings, monkeypatch):
    monkeypatch.setattr(scanner, "WAIT_TO_ANSWER", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as mute:  # takes calls and never says a word
        settings.CLAMD = f"tcp:127.0.0.1:{mute.getsockname()[1]}"
        assert refused(FileField(), b"x") == str(REFUSED["silent"])


def test_where_none_is_set_nobody_is_asked(settings):
    settings.CLAMD = ""
    assert PaperField(sorts=PAPERS).clean(uploaded(b"%PDF-1.4\n" + HARMLESS)).shown == "kiyaku.pdf"


def test_a_scanner_that_says_a_sign_now_and_then_holds_nobody_up(settings, monkeypatch):
    monkeypatch.setattr(scanner, "WAIT_TO_ANSWER", 0.5)

    def drip(server):
        line, _address = server.accept()
        with line, suppress(OSError):
            for _time in range(40):
                line.sendall(b"x")
                time.sleep(0.1)

    with socket.create_server(("127.0.0.1", 0)) as slow:
        settings.CLAMD = f"tcp:127.0.0.1:{slow.getsockname()[1]}"
        Thread(target=drip, args=[slow], daemon=True).start()
        begun = time.monotonic()
        with pytest.raises(scanner.Silent):
            scanner.virus_in(b"x")
        assert time.monotonic() - begun < 3

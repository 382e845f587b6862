import logging
import re
import sys

from yoriai.run.lines import Line


def line(message, *args, exc_info=None):
    record = logging.LogRecord("django.request", logging.ERROR, __file__, 1, message, args, exc_info)
    return Line().format(record)


def test_an_event_is_one_line_that_begins_with_its_moment():
    assert re.fullmatch(
        r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d{4} ERROR django\.request 見つかりません: /x/",
        line("見つかりません: %s", "/x/"),
    )


def test_a_failure_with_its_traceback_is_one_line_too():
    try:
        raise ValueError("二つの\n行")
    except ValueError:
        told = line("broken", exc_info=sys.exc_info())
    assert "\n" not in told
    assert told.endswith("ValueError: 二つの | 行")


def test_nobody_writes_a_line_of_their_own_into_the_log():
    told = line("Not Found: %s", "/x\r\n2026-01-01T00:00:00+0900 INFO yoriai all is well\x1b[2J\u2028")
    assert len(told.splitlines()) == 1
    assert "\x1b" not in told

"""The log as lines: one event, one line, whatever somebody put into an address or a name."""

import logging
import re
import time

BREAK = " | "
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class Line(logging.Formatter):
    """`2026-11-23T18:00:00+0900 ERROR django.request Internal Server Error: /x/ | Traceback … | …`"""

    def format(self, record: logging.LogRecord) -> str:
        """Nothing in it can begin a line of its own, so that nobody writes lines into the log from outside."""
        text = super().format(record).strip().replace("\r\n", "\n").replace("\n", BREAK)
        at = time.strftime("%Y-%m-%dT%H:%M:%S%z", time.localtime(record.created))
        return f"{at} {record.levelname} {record.name} {CONTROLS.sub(_spelt, text)}"


def _spelt(found: re.Match[str]) -> str:
    return f"\\x{ord(found[0]):02x}"

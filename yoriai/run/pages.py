"""The pages as granian's workers load them: `yoriai.wsgi`, in a process that does not outlive granian's main one."""

import os
import signal
import sys

from yoriai.run.child import die_with_parent

if sys.platform == "linux":
    # A killed main process would leave workers that go on serving beside those of the next one.
    die_with_parent(signal.SIGTERM, os.getppid())

from yoriai.wsgi import application

__all__ = ["application"]

"""Starts MiniStack with a shorter wait for a function's first log line.

After each invocation MiniStack's local executor waits up to 50 ms for a first line on stderr, and it counts that
wait into the REPORT line. A handler that logs nothing would so look 50 ms slower than one that logs. The wait is the
default of an argument without a switch, hence this file. `test/e2e/gap-ledger/first-line-wait.test.ts` keeps it honest.
"""

import inspect
import os
import runpy
import signal
import sys
import threading

from ministack.core.lambda_runtime import Worker

FIRST_LINE_WAIT_SECONDS = 0.005

drain = Worker._drain_stderr_bounded
names = [p.name for p in inspect.signature(drain).parameters.values() if p.default is not p.empty]
if "first_line_wait" not in names:
    sys.exit("this MiniStack has no first_line_wait; the lab is written for the version pinned in requirements.txt")
defaults = dict(zip(names, drain.__defaults__))
drain.__defaults__ = tuple({**defaults, "first_line_wait": FIRST_LINE_WAIT_SECONDS}.values())


def end_with_parent() -> None:
    """Standard input is a pipe from the lab: it closes when the lab ends, however it ended."""
    os.read(sys.stdin.fileno(), 1)
    os.kill(os.getpid(), signal.SIGTERM)


threading.Thread(target=end_with_parent, daemon=True).start()
runpy.run_module("ministack", run_name="__main__")

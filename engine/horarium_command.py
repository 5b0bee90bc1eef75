"""Where the command `horarium` begins, before anything that takes time is imported."""

import gc
import os
import signal
from types import FrameType

COLLECT_AFTER = 200_000
"""New objects after which garbage is looked for: what a problem is read into stays as long as
the command runs, and going through it again and again was a fifth of the reading."""


def main() -> int:
    """Run the command line; Ctrl-C ends it with one line from its first moment on."""
    signal.signal(signal.SIGINT, _interrupted)
    gc.set_threshold(COLLECT_AFTER, 50, 50)
    from horarium.cli import main as command_line

    signal.signal(signal.SIGINT, signal.default_int_handler)
    return command_line()


def _interrupted(_number: int, _frame: FrameType | None) -> None:
    os.write(2, b"horarium: interrupted\n")
    os._exit(130)

"""Where the command `horarium` begins, before anything that takes time is imported."""

import os
import signal
from types import FrameType


def main() -> int:
    """Run the command line; Ctrl-C ends it with one line from its first moment on."""
    signal.signal(signal.SIGINT, _interrupted)
    from horarium.cli import main as command_line

    signal.signal(signal.SIGINT, signal.default_int_handler)
    return command_line()


def _interrupted(_number: int, _frame: FrameType | None) -> None:
    os.write(2, b"horarium: interrupted\n")
    os._exit(130)

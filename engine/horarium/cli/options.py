"""Values of options, checked as they are parsed."""

import argparse
import math
from collections.abc import Callable
from typing import TypeAlias

# argparse has no public name for what add_subparsers returns.
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def whole(least: int, most: int, unit: str = "") -> Callable[[str], int]:
    """Parses a whole number from `least` to `most`."""

    def parse(text: str) -> int:
        if not (text.isascii() and text.isdigit() and least <= int(text[:20]) <= most):
            raise argparse.ArgumentTypeError(
                f"{text[:40]!r} is not a whole number from {least} to {most}{unit}"
            )
        return int(text)

    return parse


def seconds(most: int) -> Callable[[str], float]:
    """Parses a time that is longer than 0 and at most `most` seconds."""

    def parse(text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not 0 < value <= most:
            raise argparse.ArgumentTypeError(
                f"{text[:40]!r} is not a time above 0 and up to {most} seconds"
            )
        return value

    return parse

"""Values of options, checked as they are parsed."""

import argparse
import math
from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from horarium.problem import ProblemError
from horarium.profiles import Profile
from horarium.profiles import parse as parse_profile

# argparse has no public name for what add_subparsers returns.
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def whole(least: int, most: int, unit: str = "") -> Callable[[str], int]:
    """Parses a whole number from `least` to `most`."""

    def parse(text: str) -> int:
        digits = text.isascii() and text.isdigit() and len(text) <= 20
        if not (digits and least <= int(text) <= most):
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


def one_of(what: str, names: Iterable[str]) -> Callable[[str], str]:
    """Parses one of these names; another one is answered with the list of them."""
    known = list(names)

    def parse(text: str) -> str:
        if text not in known:
            raise argparse.ArgumentTypeError(
                f"there is no {what} {text[:40]!r}; there are {', '.join(known)}"
            )
        return text

    return parse


def profile(text: str) -> Profile:
    """Parses the name or the weights of a profile."""
    try:
        return parse_profile(text)
    except ProblemError as error:
        raise argparse.ArgumentTypeError(error.text) from None


def listing(title: str, entries: Mapping[str, str]) -> str:
    """Names with a line each, for the end of a command's help."""
    width = max(map(len, entries))
    lines = (f"  {name:<{width}}  {summary}" for name, summary in entries.items())
    return "\n".join((f"{title}:", *lines))

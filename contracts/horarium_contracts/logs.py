"""Log lines that say which job they are about, the same in every part.

    with about(job=..., solve=...): log.info(...)

`HORARIUM_LOG=json` writes each line as a JSON object, for machines that collect them;
otherwise people read it.
"""

import json
import logging
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

Ids = Mapping[str, str]

_about: ContextVar[Ids] = ContextVar("about", default=MappingProxyType({}))
_tellers: list[Callable[[Ids], None]] = []


@contextmanager
def about(**ids: object) -> Iterator[None]:
    """Whatever is logged inside names these, besides what is named around it."""
    token = _about.set(_with(ids))
    try:
        yield
    finally:
        _about.reset(token)


def keep_about(**ids: object) -> None:
    """The same for the rest of this task or process."""
    _about.set(_with(ids))


def also_tell(teller: Callable[[Ids], None]) -> None:
    """From now on the teller hears as well what the work is about, such as for traces."""
    _tellers.append(teller)


def _with(ids: Mapping[str, object]) -> Ids:
    named = {**_about.get(), **{name: str(value) for name, value in ids.items()}}
    for tell in _tellers:
        tell(named)
    return named


class Lines(logging.Formatter):
    """For people: time, level, logger and message, then what it is about."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        text = super().format(record)
        ids = " ".join(f"{name}={value}" for name, value in _about.get().items())
        return f"{text} [{ids}]" if ids else text


class JsonLines(logging.Formatter):
    """For machines: one object a line."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **_about.get(),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line)


def logging_settings() -> dict[str, Any]:
    """For `logging.config.dictConfig`: everything to standard error, by HORARIUM_LOG."""
    form = JsonLines if os.environ.get("HORARIUM_LOG") == "json" else Lines
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": form}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": "INFO"},
        # Not each request that a service makes.
        "loggers": {"httpx": {"level": "WARNING"}},
    }

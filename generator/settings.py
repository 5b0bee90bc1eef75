"""Settings: the process environment first, then the file that set-up wrote."""

import logging.config
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dotenv import dotenv_values

from horarium_contracts.logs import logging_settings

ROOT = Path(__file__).resolve().parents[1]
"""Where `python -m generator...` finds this package."""

CANCEL_GRACE_SECONDS = 1.0
"""What a cancelled solve may take to leave before it is killed."""

KEEP_BEST_GRACE_SECONDS = 10.0
"""The same for one that hands over its best timetable, which it must still score."""

FENCED_STATUS = 3
"""Exit status of a solve that is somebody else's by now: nothing is told of it."""


class SettingsError(Exception):
    """A setting is missing; the message is one line with the remedy."""


@dataclass(frozen=True, slots=True)
class Settings:
    api_url: str
    redis_url: str
    secret: str
    drain_seconds: float = 0.0
    """What solves may take to end when the service is stopped, before another gets them."""

    def environment(self) -> dict[str, str]:
        """The same, for a process that reads its settings from its environment."""
        return {
            "HORARIUM_API_URL": self.api_url,
            "REDIS_URL": self.redis_url,
            "HORARIUM_SERVICE_SECRET": self.secret,
        }


@cache
def settings() -> Settings:
    """Read once a process. Raises SettingsError."""
    return read_settings(os.environ)


def read_settings(environment: os._Environ[str] | dict[str, str]) -> Settings:
    """From an environment and the file it names. Raises SettingsError."""
    data = ROOT / environment.get("HORARIUM_DATA", ".data")
    file = Path(environment.get("HORARIUM_ENV_FILE") or data / "horarium.env")
    values = {**dotenv_values(file), **{k: v for k, v in environment.items() if v}}

    def need(name: str) -> str:
        value = values.get(name)
        if not value:
            raise SettingsError(
                f"{name} is not set: run `make setup`, which writes {file.name}"
            )
        return value

    return Settings(
        api_url=(values.get("HORARIUM_API_URL") or "http://127.0.0.1:8000").rstrip("/"),
        redis_url=need("REDIS_URL"),
        secret=need("HORARIUM_SERVICE_SECRET"),
        drain_seconds=float(values.get("HORARIUM_DRAIN_SECONDS") or 0),
    )


def log_to_stderr() -> None:
    """What this service says itself, each line with the job that it is about."""
    logging.config.dictConfig(logging_settings())

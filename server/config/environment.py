"""Where settings come from: the process environment, then the file written by set-up."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from dotenv import load_dotenv

REPOSITORY = Path(__file__).resolve().parents[2]


def load_environment() -> None:
    """Fill what the process environment lacks from HORARIUM_ENV_FILE.

    The file is by default horarium.env in HORARIUM_DATA (.data of the repository).
    """
    default = data_folder() / "horarium.env"
    load_dotenv(os.environ.get("HORARIUM_ENV_FILE") or default, override=False)


def data_folder() -> Path:
    """Where the product keeps its data."""
    data = Path(os.environ.get("HORARIUM_DATA", ".data"))
    return data if data.is_absolute() else REPOSITORY / data


def value(name: str, default: str = "") -> str:
    return os.environ.get(name) or default


def flag(name: str) -> bool:
    return value(name, "0").lower() in {"1", "true", "yes", "on"}


_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


def is_own_machine(url: str) -> bool:
    """Whether the product at this address is opened on the machine that it runs on, alone."""
    return len(origins(url)) > 1


def origins(url: str) -> list[str]:
    """The origins under which the product at this address is opened, canonical first.

    One machine has several names for itself, and a browser takes each for another
    origin: where the address is one of them, all are the product, on that port only.
    Any other address is the product's only one.
    """
    parts = urlsplit(url)
    port = f":{parts.port}" if parts.port else ""
    own = parts.netloc.removesuffix(port)
    names = [own, *(name for name in _LOOPBACK if name != own)] if own in _LOOPBACK else [own]
    return [f"{parts.scheme}://{name}{port}" for name in names]


def database(name: str, default: str, **options: str) -> dict[str, Any]:
    """Django's settings of the PostgreSQL database named by the URL in variable `name`.

    The query part goes to the driver as options (`?sslmode=require`), over `options`.

    Raises ImproperlyConfigured when the URL is not one of PostgreSQL.
    """
    url = urlsplit(value(name, default))
    if url.scheme not in {"postgres", "postgresql"} or not url.path.strip("/"):
        raise ImproperlyConfigured(
            f"{name} must look like postgresql://role:password@host:5432/database"
        )
    options = {**options, **dict(parse_qsl(url.query))}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path.strip("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        # A socket folder goes in the query part, as in libpq: ?host=/run/postgresql
        "HOST": options.pop("host", None) or url.hostname or "",
        "PORT": str(url.port or ""),
        "OPTIONS": options,
    }

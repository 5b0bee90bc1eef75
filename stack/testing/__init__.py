"""pytest plugin: real PostgreSQL and Valkey for tests, far from a running product.

Every test process (also each pytest-xdist worker) has servers of its own on free
ports, started when a test first asks for `postgres_urls` or `redis_url`. Their
addresses are in the environment before Django's settings are read. Given
HORARIUM_TEST_DATABASE_URL with HORARIUM_TEST_DATABASE_OWNER_URL, or
HORARIUM_TEST_REDIS_URL, those servers are used instead.
"""

import atexit
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from stack import embedded
from stack.checks import port_variable
from stack.configuration import PORTS
from stack.embedded import PostgresUrls
from stack.process import free_port

_data = Path(tempfile.mkdtemp(prefix="horarium-test-"))
_data.chmod(0o711)
atexit.register(shutil.rmtree, _data, ignore_errors=True)

_postgres_port, _valkey_port = free_port(), free_port()
_given_app = os.environ.get("HORARIUM_TEST_DATABASE_URL")
_given_owner = os.environ.get("HORARIUM_TEST_DATABASE_OWNER_URL")
_given_redis = os.environ.get("HORARIUM_TEST_REDIS_URL")

if _given_app and _given_owner:
    _urls = PostgresUrls(owner=_given_owner, app=_given_app)
else:
    _urls = embedded.postgres_urls(_data / "postgresql", _postgres_port)
_redis = _given_redis or embedded.valkey_url(_data / "valkey", _valkey_port)

os.environ.update(
    HORARIUM_DATA=str(_data),
    HORARIUM_ENV_FILE=str(_data / "horarium.env"),
    DATABASE_URL=_urls.app,
    DATABASE_OWNER_URL=_urls.owner,
    REDIS_URL=_redis,
    HORARIUM_SECRET_KEY=secrets.token_hex(20),
    HORARIUM_SERVICE_SECRET=secrets.token_hex(20),
)


def apart(data: Path, **variables: str) -> dict[str, str]:
    """The environment of a product of its own: own data, free ports, embedded servers."""
    ours = {"DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "HORARIUM_ENV_FILE"}
    inherited = {
        name: value
        for name, value in os.environ.items()
        if name not in ours and not name.startswith("HORARIUM_")
    }
    ports = {port_variable(part): str(free_port()) for part in PORTS}
    return inherited | ports | {"HORARIUM_DATA": str(data)} | variables


@pytest.fixture(scope="session")
def postgres_urls() -> Iterator[PostgresUrls]:
    """A running PostgreSQL: addresses of the owner and of the application's role."""
    if _given_app and _given_owner:
        yield _urls
        return
    with embedded.postgres(_data / "postgresql", _postgres_port, durable=False) as urls:
        yield urls


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """The address of a running Valkey."""
    if _given_redis:
        yield _redis
        return
    with embedded.valkey(_data / "valkey", _valkey_port) as url:
        yield url

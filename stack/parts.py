"""Every part of the product, in the order in which it starts.

Read `everything` first: it is the table of contents.
"""

import http.client
import os
import socket
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from celery import Celery
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from stack import embedded
from stack.configuration import Configuration
from stack.process import ROOT, Part

LOOPBACK = embedded.LOOPBACK
SERVER = ROOT / "server"
WEB = ROOT / "web"
DEMO = "demo data"
"""The step whose last line of output is a JSON list of the demo's logins: role, email."""
STANDALONE = WEB / ".next" / "standalone"


@dataclass(frozen=True)
class Step:
    """A command that must end well before the next part starts.

    One with `awaited` is only waited for so many seconds, then goes on beside the
    product; should it fail, the product is whole without it.
    """

    part: Part
    awaited: float | None = None


Stage = Sequence[Part | Step]
"""What starts side by side, once everything of the stage before is healthy."""


def services(configuration: Configuration) -> list[Stage]:
    """The embedded servers that no given ones replace."""
    ports, address = configuration.ports, configuration.address
    found: list[Part] = []
    if configuration.embedded_postgres:
        folder = configuration.postgres_folder
        found.append(embedded.postgres_part(folder, ports["postgresql"], address))
    if configuration.embedded_valkey:
        folder = configuration.valkey_folder
        found.append(embedded.valkey_part(folder, ports["valkey"], address))
    return [found]


def everything(
    configuration: Configuration, university: Path | None = None, *, week: bool = True
) -> list[Stage]:
    """The whole product; without the demo's `week` nothing is solved before somebody asks.

    The demo is the made `university` of that file, where one is given.
    """
    return [
        *services(configuration),
        [_manage(configuration, "database", "prepare_database")],
        [
            _api(configuration),
            _worker(configuration),
            _beat(configuration),
            _generator(configuration),
        ],
        [_demo(configuration, university), _web(configuration)],
        [_manage(configuration, "demo week", "prepare_demo", awaited=60)] if week else [],
    ]


def host(configuration: Configuration) -> list[Stage]:
    """What one more machine runs: a worker with its own generator, which stops last."""
    return [[_generator(configuration)], [_worker(configuration)]]


def under_load(configuration: Configuration, university: Path) -> list[Stage]:
    """The API on the data of a made university, and nothing that works beside it."""
    return [
        *services(configuration),
        [_manage(configuration, "database", "prepare_database")],
        [_demo(configuration, university)],
        [_api(configuration)],
    ]


def _demo(configuration: Configuration, university: Path | None) -> Step:
    """The demo's own university, or a made one."""
    file = ["--file", str(university.resolve())] if university else []
    return _manage(configuration, DEMO, "load_demo", *file)


def _manage(
    configuration: Configuration, name: str, *command: str, awaited: float | None = None
) -> Step:
    return Step(
        awaited=awaited,
        part=Part(
            name=name,
            command=[sys.executable, "manage.py", *command],
            ready=lambda: True,
            environment=configuration.environment,
            folder=SERVER,
            patience=600,
        ),
    )


def _api(configuration: Configuration) -> Part:
    address, port = configuration.address, configuration.ports["api"]
    command = ["uvicorn", "config.asgi:application", "--app-dir", str(SERVER)]
    command += ["--host", address, "--port", str(port), "--no-server-header"]
    command += ["--timeout-graceful-shutdown", "3", "--log-level", "warning"]
    return Part(
        name="api",
        command=[sys.executable, "-m", *command],
        ready=partial(_healthy, port, "/health/ready", address),
        port=port,
        environment=configuration.environment,
        folder=SERVER,
    )


def _worker(configuration: Configuration) -> Part:
    node = f"worker@{socket.gethostname()}-{configuration.ports['api']}"
    command = ["celery", "-A", "config", "worker", "-n", node, "--loglevel", "info"]
    command += ["--concurrency", str(max(2, min(_cores(), 8)))]
    command += ["--without-mingle", "--without-gossip"]
    broker = Celery(broker=configuration.environment["REDIS_URL"], set_as_current=False)

    def answers() -> bool:
        try:
            with broker.connection_for_read() as connection:
                return bool(broker.control.ping([node], timeout=1.0, connection=connection))
        except (OperationalError, RedisError, OSError):
            return False

    return Part(
        name="worker",
        command=[sys.executable, "-m", *command],
        ready=answers,
        environment=configuration.environment,
        folder=SERVER,
        grace=15,
    )


def _beat(configuration: Configuration) -> Part:
    running = configuration.data / "beat.pid"
    command = ["celery", "-A", "config", "beat", "--loglevel", "info"]
    command += ["--pidfile", str(running)]
    command += ["--schedule", str(configuration.data / "beat-schedule")]
    return Part(
        name="beat",
        command=[sys.executable, "-m", *command],
        prepare=lambda: running.unlink(missing_ok=True),  # left by one that was killed
        ready=running.exists,
        environment=configuration.environment,
        folder=SERVER,
    )


def _generator(configuration: Configuration) -> Part:
    # At the address that the other machines know it by.
    own = urlsplit(configuration.environment["HORARIUM_GENERATOR_URL"])
    address, port = own.hostname or LOOPBACK, own.port or configuration.ports["generator"]
    drain = float(configuration.environment.get("HORARIUM_DRAIN_SECONDS") or 0)
    command = ["uvicorn", "generator.app:app", "--host", address, "--port", str(port)]
    command += ["--no-server-header", "--log-level", "warning"]
    command += ["--timeout-graceful-shutdown", "3"]
    return Part(
        name="generator",
        command=[sys.executable, "-m", *command],
        ready=partial(_healthy, port, "/health/ready", address),
        port=port,
        environment=configuration.environment,
        folder=ROOT,
        grace=15 + drain,
    )


def _web(configuration: Configuration) -> Part:
    port = configuration.ports["web"]
    return Part(
        name="web",
        command=["node", str(STANDALONE / "server.js")],
        ready=partial(_healthy, port, "/login"),
        port=port,
        environment={
            **configuration.environment,
            "NODE_ENV": "production",
            "PORT": str(port),
            "HOSTNAME": "127.0.0.1",
        },
        folder=STANDALONE,
    )


def _healthy(port: int, path: str, address: str = LOOPBACK) -> bool:
    """Whether a GET is answered with success, or a redirection, within two seconds."""
    connection = http.client.HTTPConnection(address, port, timeout=2)
    try:
        connection.request("GET", path)
        return 200 <= connection.getresponse().status < 400
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 2

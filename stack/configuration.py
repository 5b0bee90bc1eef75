"""Where everything is on this machine: data folder, ports, addresses, secrets.

The process environment comes first; what it lacks is made once and written to
`horarium.env` in the data folder, which Django and the generation service read
too, so that each part also starts alone in a terminal.
"""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dotenv import dotenv_values

from stack import embedded
from stack.checks import port_variable
from stack.files import write_private
from stack.process import ROOT, PartFailed

PORTS = {"web": 3000, "api": 8000, "generator": 8001, "postgresql": 54329, "valkey": 63790}
_SECRET_BYTES = {
    "HORARIUM_SECRET_KEY": 48,
    "HORARIUM_SERVICE_SECRET": 48,
    "HORARIUM_DEMO_PASSWORD": 9,  # a person types this one
}
_PASSED_ON = ("HORARIUM_DRAIN_SECONDS",)
_HEAD = (
    "# Written at every set-up and start: addresses and secrets of this machine's parts.\n"
    "# A variable set in the environment comes before this file.\n"
)


@dataclass(frozen=True)
class Configuration:
    data: Path
    ports: Mapping[str, int]
    address: str
    """Where other machines reach this one's parts; the loopback's where there are none."""
    environment: Mapping[str, str]
    """What every part gets in its environment, secrets included."""
    embedded_postgres: bool
    embedded_valkey: bool

    @property
    def logs(self) -> Path:
        return self.data / "logs"

    @property
    def postgres_folder(self) -> Path:
        return self.data / "postgresql"

    @property
    def valkey_folder(self) -> Path:
        return self.data / "valkey"


HOST_NEEDS = (
    "DATABASE_URL",
    "REDIS_URL",
    "HORARIUM_API_URL",
    "HORARIUM_GENERATOR_URL",
    "HORARIUM_SECRET_KEY",
    "HORARIUM_SERVICE_SECRET",
)
"""What a machine that only solves must be told: where the others are, their secrets, and the
address at which they reach its generator."""


def configure(
    given: Mapping[str, str] = os.environ, *, only_solves: bool = False
) -> Configuration:
    """Read the environment, make what is missing, and write `horarium.env`.

    Raises PartFailed for a port that is none, a database given by one of its two
    addresses only, or a data folder that cannot be written; for a machine that
    `only_solves`, when something of HOST_NEEDS is missing.
    """
    missing = [name for name in HOST_NEEDS if only_solves and not given.get(name)]
    if missing:
        raise PartFailed(f"a machine that only solves needs {', '.join(missing)}")
    data = ROOT / given.get("HORARIUM_DATA", ".data")  # an absolute path stays as it is
    ports = {part: _port(given, part) for part in PORTS}
    address = given.get("HORARIUM_ADDRESS") or embedded.LOOPBACK
    app, owner = given.get("DATABASE_URL"), given.get("DATABASE_OWNER_URL")
    if bool(app) != bool(owner) and not only_solves:
        raise PartFailed(
            "DATABASE_URL (the application's role) and DATABASE_OWNER_URL (which migrates) "
            "belong together: set both or neither"
        )
    try:
        data.mkdir(parents=True, exist_ok=True)
        file = data / "horarium.env"
        known = dotenv_values(file) if file.exists() else {}
        made = {
            name: known.get(name) or secrets.token_urlsafe(count)
            for name, count in _SECRET_BYTES.items()
        }
        made |= _addresses(data, ports, address)
        lines = [f"{name}={value}\n" for name, value in made.items()]
        write_private(file, _HEAD + "".join(lines))
    except OSError as error:
        raise PartFailed(f"the data folder {data} cannot be written: {error}") from error
    environment = made | {name: value for name in made if (value := given.get(name))}
    environment |= {name: value for name in _PASSED_ON if (value := given.get(name))}
    environment |= {"HORARIUM_DATA": str(data), "HORARIUM_ENV_FILE": str(file)}
    return Configuration(
        data=data,
        ports=ports,
        address=address,
        environment=environment,
        embedded_postgres=not app,
        embedded_valkey=not given.get("REDIS_URL"),
    )


def _addresses(data: Path, ports: Mapping[str, int], address: str) -> dict[str, str]:
    database = embedded.postgres_urls(data / "postgresql", ports["postgresql"], address)
    return {
        "DATABASE_URL": database.app,
        "DATABASE_OWNER_URL": database.owner,
        "REDIS_URL": embedded.valkey_url(data / "valkey", ports["valkey"], address),
        "HORARIUM_API_URL": f"http://{address}:{ports['api']}",
        "HORARIUM_GENERATOR_URL": f"http://{address}:{ports['generator']}",
        "HORARIUM_WEB_URL": f"http://localhost:{ports['web']}",
    }


def _port(given: Mapping[str, str], part: str) -> int:
    text = given.get(port_variable(part)) or str(PORTS[part])
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise PartFailed(f"{port_variable(part)}={text} is not a port (1 to 65535)")
    return int(text)

"""More hosts on one machine: each has a network namespace and a name of its own.

They are joined by a bridge, at which the product listens too. Needs root and `ip`.
"""

import os
import secrets
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psutil

from horarium_contracts.signing import sign
from stack.configuration import HOST_NEEDS
from stack.process import ROOT
from stack.testing import apart
from stack.testing.product import Product, wait_until

PORT = 8001
LEAVES_WITHIN = 30
"""Seconds from the end of the last solve of a host that is drained."""


def not_permitted() -> str:
    """Why there can be no network namespaces here; empty where there can."""
    name = f"horarium-{os.getpid()}"
    try:
        _ip("netns", "add", name)
        _ip("netns", "delete", name)
    except (OSError, subprocess.CalledProcessError) as error:
        said = getattr(error, "stderr", None) or str(error)
        return f"network namespaces cannot be made: {said.strip()}"
    return ""


@dataclass(frozen=True)
class Network:
    """A bridge of this machine; its own address on it is the first."""

    name: str
    prefix: str

    @property
    def address(self) -> str:
        return f"{self.prefix}.1"


@dataclass
class Host:
    """A worker with its generator, at an address on the bridge."""

    network: Network
    number: int
    product: Product
    process: "subprocess.Popen[bytes]" = field(init=False)

    @property
    def name(self) -> str:
        return f"{self.network.name}-{self.number}"

    @property
    def address(self) -> str:
        return f"{self.network.prefix}.{self.number + 1}"

    @property
    def url(self) -> str:
        return f"http://{self.address}:{PORT}"

    @property
    def terminal(self) -> Path:
        return self.product.data / f"{self.name}.txt"

    def start(self, drain_seconds: int) -> None:
        """`python -m stack host`, as on a machine of its own."""
        data = self.product.data / self.name
        data.mkdir(mode=0o700, exist_ok=True)
        theirs = self.product.environment
        given = {name: theirs[name] for name in HOST_NEEDS}
        given |= {"HORARIUM_GENERATOR_URL": self.url}
        given |= {"HORARIUM_DRAIN_SECONDS": str(drain_seconds)}
        inside = f"hostname {self.name}; exec {sys.executable} -m stack host"
        command = ["ip", "netns", "exec", self.name, "unshare", "--uts", "sh", "-c", inside]
        with self.terminal.open("wb") as output:
            self.process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=apart(data, **given),
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def is_ready(self) -> bool:
        text = self.terminal.read_text()
        assert self.process.poll() is None, f"{self.name} did not start:\n{text}"
        return f"solves at {self.url}" in text

    def held(self) -> set[str] | None:
        """Ids of the solves whose end it has still to tell; None where it does not answer."""
        path = "/api/solves"
        headers = sign(self.product.environment["HORARIUM_SERVICE_SECRET"], "GET", path, b"")
        with suppress(httpx.HTTPError):
            answer = httpx.get(self.url + path, headers=headers, timeout=5).raise_for_status()
            return {str(solve["job"]) for solve in answer.json()["solves"]}
        return None

    def cut_off(self) -> None:
        """Whatever it sends is lost, and whatever is sent to it."""
        _ip("link", "set", self._outer, "down")

    def join_again(self) -> None:
        _ip("link", "set", self._outer, "up")

    def kill(self) -> None:
        """As by loss of power: nobody hears of it."""
        self.cut_off()
        if self.process.poll() is None:
            family = [psutil.Process(self.process.pid)]
            family += family[0].children(recursive=True)
            for process in family:
                with suppress(psutil.NoSuchProcess):
                    process.kill()
        self.process.wait()

    def drain(self) -> None:
        """Ask it to stop: it takes nothing more, and ends what it solves."""
        self.process.send_signal(signal.SIGTERM)

    def connect(self) -> None:
        """Its namespace, with a cable to the bridge."""
        inner = "eth0"
        _ip("netns", "add", self.name)
        _ip("link", "add", self._outer, "type", "veth", "peer", inner, "netns", self.name)
        _ip("link", "set", self._outer, "master", self.network.name, "up")
        _ip("-n", self.name, "link", "set", "lo", "up")
        _ip("-n", self.name, "link", "set", inner, "up")
        _ip("-n", self.name, "address", "add", f"{self.address}/24", "dev", inner)

    @property
    def _outer(self) -> str:
        return f"{self.network.name}v{self.number}"


@contextmanager
def network() -> Iterator[Network]:
    number = secrets.randbelow(250)
    found = Network(f"hrm{number}", f"10.213.{number}")
    _ip("link", "add", found.name, "type", "bridge")
    try:
        _ip("address", "add", f"{found.address}/24", "dev", found.name)
        _ip("link", "set", found.name, "up")
        yield found
    finally:
        _ip("link", "delete", found.name)


@contextmanager
def running_hosts(
    network: Network, product: Product, count: int, *, drain_seconds: int
) -> Iterator[Sequence[Host]]:
    """So many hosts that solve for the product, all of them ready."""
    hosts = [Host(network, number, product) for number in range(1, count + 1)]
    try:
        for host in hosts:
            host.connect()
            host.start(drain_seconds)
        for host in hosts:
            wait_until(host.is_ready)
        yield hosts
    finally:
        for host in hosts:
            with suppress(subprocess.CalledProcessError, AttributeError):
                host.kill()
            with suppress(subprocess.CalledProcessError):
                _ip("netns", "delete", host.name)


def _ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True, capture_output=True, text=True)

"""A running product, as tests of the whole see it: an address, and logins by role."""

import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil
from dotenv import dotenv_values

from stack.process import ROOT
from stack.testing import apart

PATIENCE = 300.0
_READY = re.compile(r"Horarium is ready: (http://\S+)")
_LOGIN = re.compile(r"^  (\w+) +(\S+@\S+) +(\S+)$", re.MULTILINE)


@dataclass(frozen=True)
class Product:
    url: str
    data: Path
    process: subprocess.Popen[bytes]
    logins: dict[str, tuple[str, str]]
    """Email and password by role."""

    @property
    def environment(self) -> dict[str, str]:
        """Addresses and secrets of its parts, as set-up wrote them."""
        values = dotenv_values(self.data / "horarium.env")
        return {name: value or "" for name, value in values.items()}

    def browser(self, role: str) -> httpx.Client:
        """An HTTP client signed in as a browser does it: session cookie and CSRF token."""
        client = httpx.Client(base_url=self.url, timeout=60, headers={"Origin": self.url})
        client.get("/_allauth/browser/v1/config").raise_for_status()
        _carry_csrf_token(client)
        email, password = self.logins[role]
        credentials = {"email": email, "password": password}
        client.post("/_allauth/browser/v1/auth/login", json=credentials).raise_for_status()
        _carry_csrf_token(client)  # signing in makes a new one
        return client


@contextmanager
def running_product(*options: str, **variables: str) -> Iterator[Product]:
    """`python -m stack run` on its own ports and data, once it says that it is ready.

    `variables` are added to its environment.
    """
    data = Path(tempfile.mkdtemp(prefix="horarium-product-"))
    terminal = data / "terminal.txt"
    with terminal.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "stack", "run", *options],
            cwd=ROOT,
            env=apart(data, **variables),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_until(lambda: process.poll() is not None or _READY.search(terminal.read_text()))
        text = terminal.read_text()
        ready = _READY.search(text)
        if ready is None:
            raise AssertionError(f"the product did not start:\n{text}")
        logins = {role: (email, password) for role, email, password in _LOGIN.findall(text)}
        yield Product(url=ready[1], data=data, process=process, logins=logins)
    finally:
        ended = process.poll() is not None
        family = [] if ended else psutil.Process(process.pid).children(recursive=True)
        process.terminate()
        process.wait(60)
        left = [child for child in family if child.is_running()]
        shutil.rmtree(data, ignore_errors=True)
        assert not left, f"processes that outlived the product: {left}"


def wait_until(holds: Callable[[], object], patience: float = PATIENCE) -> None:
    """Raises TimeoutError when it does not come to hold in time."""
    deadline = time.monotonic() + patience
    while not holds():
        if time.monotonic() > deadline:
            raise TimeoutError("it did not happen in time")
        time.sleep(0.1)


def _carry_csrf_token(client: httpx.Client) -> None:
    client.headers["X-CSRFToken"] = client.cookies["csrftoken"]

"""The whole product as real processes, on its own ports and data, started once."""

import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from stack.process import ROOT
from stack.testing import apart

PATIENCE = 300.0


@dataclass(frozen=True)
class Product:
    """A running product: where it is, and its demo logins by role."""

    url: str
    data: Path
    process: subprocess.Popen[bytes]
    logins: dict[str, tuple[str, str]]

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


@pytest.fixture(scope="session")
def product() -> Iterator[Product]:
    data = Path(tempfile.mkdtemp(prefix="horarium-product-"))
    environment = apart(data)
    terminal = data / "terminal.txt"
    with terminal.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "stack", "run"],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_until(lambda: b"Horarium is ready" in terminal.read_bytes(), process)
        text = terminal.read_text()
        found = re.search(r"Horarium is ready: (http://\S+)", text)
        assert found, text
        yield Product(
            url=found[1],
            data=data,
            process=process,
            logins={
                role: (email, password)
                for role, email, password in re.findall(
                    r"^  (\w+) +(\S+@\S+) +(\S+)$", text, re.M
                )
            },
        )
    finally:
        process.terminate()
        process.wait(60)
        shutil.rmtree(data, ignore_errors=True)


def wait_until(
    holds: Callable[[], bool],
    process: subprocess.Popen[bytes] | None = None,
    patience: float = PATIENCE,
) -> None:
    """Fails the test when it does not come to hold in time, or the process ends first."""
    deadline = time.monotonic() + patience
    while not holds():
        if process is not None and process.poll() is not None:
            pytest.fail(f"the process ended with status {process.returncode}")
        if time.monotonic() > deadline:
            pytest.fail("it did not happen in time")
        time.sleep(0.1)


def _carry_csrf_token(client: httpx.Client) -> None:
    client.headers["X-CSRFToken"] = client.cookies["csrftoken"]

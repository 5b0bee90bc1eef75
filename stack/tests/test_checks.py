"""What is missing on a machine is said in one line with its remedy."""

import shutil
import socket
from collections import namedtuple
from pathlib import Path

import pytest

from stack import checks
from stack.process import PartFailed

Usage = namedtuple("Usage", "total used free")


def test_a_missing_node_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(
        PartFailed, match=r"^Node.js is missing: install version 20 or newer.*$"
    ):
        checks.check_node()


def test_an_old_node_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("node", "npm"):
        program = tmp_path / name
        program.write_text("#!/bin/sh\necho v18.20.4\n")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    with pytest.raises(PartFailed, match=r"^Node.js v18.20.4 is too old: install version 20"):
        checks.check_node()


def test_a_full_disk_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**12, 10**12, 90 * 1024**2))
    with pytest.raises(PartFailed, match=r"has 90 MB left and 500 MB are needed"):
        checks.check_disk(tmp_path)


def test_a_taken_port_names_who_took_it_and_the_way_out() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        with pytest.raises(PartFailed) as refused:
            checks.check_ports({"web": port})
    assert f"port {port}, which web needs, is taken by " in str(refused.value)
    assert "HORARIUM_WEB_PORT" in str(refused.value)


def test_free_ports_are_fine() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    checks.check_ports({"web": port})

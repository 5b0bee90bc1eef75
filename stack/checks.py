"""What must hold before anything starts: each failure is one line with its remedy.

Set-up uses this before anything is installed: standard library only, up to `_by`.
"""

import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from stack.process import PartFailed, port_taken

NODE_MAJOR = 20
FREE_BYTES = 500 * 1024**2


def check_disk(folder: Path) -> None:
    """Raises PartFailed when the folder's disk has less than 500 MB left."""
    free = shutil.disk_usage(folder).free
    if free < FREE_BYTES:
        raise PartFailed(
            f"the disk of {folder} has {free // 1024**2} MB left and "
            f"{FREE_BYTES // 1024**2} MB are needed: free some, or set HORARIUM_DATA elsewhere"
        )


def port_variable(part: str) -> str:
    """The environment variable that moves a part to another port."""
    return f"HORARIUM_{part.upper()}_PORT"


def check_ports(ports: Mapping[str, int]) -> None:
    """Raises PartFailed for the first part whose port something else listens on."""
    for part, port in ports.items():
        if port_taken(port):
            raise PartFailed(
                f"port {port}, which {part} needs, is taken{_by(port)}: "
                f"stop that program, or set {port_variable(part)} to a free port"
            )


def check_node() -> None:
    """Raises PartFailed when Node.js is missing or too old."""
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        raise PartFailed(f"Node.js is missing: install version {NODE_MAJOR} or newer, with npm")
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    version = re.match(r"v(\d+)\.", answer.stdout)
    if version is None or int(version[1]) < NODE_MAJOR:
        raise PartFailed(
            f"Node.js {answer.stdout.strip() or 'of unknown version'} is too old: "
            f"install version {NODE_MAJOR} or newer"
        )


def _by(port: int) -> str:
    """Who listens on a port, as far as this user may know."""
    import psutil

    try:
        for connection in psutil.net_connections("tcp"):
            at = connection.laddr
            if connection.status == psutil.CONN_LISTEN and at and at.port == port:
                return f" by {psutil.Process(connection.pid).name()} (process {connection.pid})"
    except (psutil.Error, OSError):
        pass
    return ""

"""Kills parts of a running product, by what their command lines say."""

from collections.abc import Iterator
from contextlib import suppress

import psutil

from stack.testing.product import Product

PARTS = {
    "postgresql": "bin/postgres",
    "valkey": "valkey-server",
    "api": "config.asgi:application",
    "worker": "celery -A config worker",
    "beat": "celery -A config beat",
    "generator": "generator.app:app",
    "web": "next-server",
}
SOLVER = "generator.solve_process"


def part(product: Product, name: str) -> psutil.Process | None:
    """The process of a part, None while it is down."""
    return next(_matching(psutil.Process(product.process.pid).children(), PARTS[name]), None)


def solvers(product: Product) -> list[psutil.Process]:
    """The processes that solve now."""
    generator = part(product, "generator")
    return [] if generator is None else list(_matching(_children(generator), SOLVER))


def worker_children(product: Product) -> list[psutil.Process]:
    """The processes in which the worker's tasks run."""
    worker = part(product, "worker")
    return [] if worker is None else _children(worker)


def kill(product: Product, name: str) -> None:
    """SIGKILL, as for want of memory. Raises AssertionError when the part is down."""
    process = part(product, name)
    assert process is not None, f"{name} does not run"
    process.kill()


def _children(process: psutil.Process) -> list[psutil.Process]:
    with suppress(psutil.NoSuchProcess):
        return process.children()
    return []


def _matching(processes: list[psutil.Process], text: str) -> Iterator[psutil.Process]:
    for process in processes:
        with suppress(psutil.NoSuchProcess, psutil.ZombieProcess):  # killed a moment ago
            if text in " ".join(process.cmdline()):
                yield process

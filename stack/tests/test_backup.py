"""A backup brings back what was there, row-level security and all."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from stack import backup, embedded
from stack.configuration import Configuration, configure
from stack.embedded import PostgresUrls
from stack.process import PartFailed
from stack.testing import apart

INSTITUTION = (
    "INSERT INTO accounts_institution"
    " (id, external_id, name, timezone, version, created_at, updated_at)"
    " VALUES (gen_random_uuid(), %s, %s, 'UTC', 1, now(), now())"
)


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Configuration:
    data = tmp_path_factory.mktemp("backup")
    for folder in (data, *data.parents):
        if str(folder).startswith(str(tmp_path_factory.getbasetemp().parent)):
            folder.chmod(0o711)  # PostgreSQL runs as another user
    return configure(apart(data))


@pytest.fixture(scope="module")
def url(machine: Configuration) -> Iterator[str]:
    with backup.server(machine) as url:
        backup.prepare(machine)
        yield url


def names(url: str) -> list[str]:
    with psycopg.connect(url) as connection:
        rows = connection.execute("SELECT name FROM accounts_institution ORDER BY name")
        return [str(name) for (name,) in rows.fetchall()]


def add(url: str, name: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute(INSTITUTION, [name, name])


def test_what_was_saved_is_there_again_and_the_applications_role_sees_as_little_as_before(
    machine: Configuration, url: str, tmp_path: Path
) -> None:
    add(url, "Saved")
    backup.save(url, tmp_path / "one.dump")
    add(url, "Later")
    backup.restore(url, tmp_path / "one.dump", machine)
    assert names(url) == ["Saved"]
    assert names(machine.environment["DATABASE_URL"]) == []
    assert names(machine.environment["DATABASE_OWNER_URL"]) == []
    assert names(backup.at(url, f"{embedded.DATABASE}_{backup.OLD}")) == ["Later", "Saved"]


def test_a_broken_file_changes_nothing(
    machine: Configuration, url: str, tmp_path: Path
) -> None:
    before = names(url)
    broken = tmp_path / "broken.dump"
    broken.write_bytes(b"PGDMP but no more")
    with pytest.raises(PartFailed, match="pg_restore"):
        backup.restore(url, broken, machine)
    assert names(url) == before


def test_nothing_is_restored_under_a_running_product(
    machine: Configuration, url: str, tmp_path: Path
) -> None:
    backup.save(url, tmp_path / "one.dump")
    with (
        psycopg.connect(machine.environment["DATABASE_URL"]),
        pytest.raises(PartFailed, match="stop the product"),
    ):
        backup.restore(url, tmp_path / "one.dump", machine)


def test_addresses_name_another_database_of_the_same_server() -> None:
    urls = PostgresUrls("postgresql://a:b@h:1/x", "")
    assert backup.at(urls.owner, "y") == "postgresql://a:b@h:1/y"

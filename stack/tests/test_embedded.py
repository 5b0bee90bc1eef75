"""The embedded servers are real, private, and keep what they were given."""

import stat
from pathlib import Path

import psycopg
import pytest
import redis

from stack import embedded
from stack.embedded import PostgresUrls
from stack.process import free_port


def test_the_application_role_is_bound_by_row_security(postgres_urls: PostgresUrls) -> None:
    with psycopg.connect(postgres_urls.app) as connection:
        row = connection.execute(
            "SELECT rolsuper, rolbypassrls, rolcreatedb FROM pg_roles "
            "WHERE rolname = current_user"
        ).fetchone()
    assert row == (False, False, False)


def test_the_owner_owns_the_database_without_being_superuser(
    postgres_urls: PostgresUrls,
) -> None:
    with psycopg.connect(postgres_urls.owner) as connection:
        row = connection.execute(
            "SELECT rolsuper, rolcreatedb, rolcreaterole, datdba = pg_roles.oid "
            "FROM pg_roles, pg_database "
            "WHERE rolname = current_user AND datname = current_database()"
        ).fetchone()
    assert row == (False, True, True, True)


def test_a_wrong_password_is_refused(postgres_urls: PostgresUrls, redis_url: str) -> None:
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(postgres_urls.app, password="guessed")
    host, port = redis_url.rsplit("@", 1)[1].split("/")[0].split(":")
    with pytest.raises(redis.AuthenticationError):
        redis.Redis(host=host, port=int(port)).ping()


def test_postgresql_keeps_its_data_and_passwords_over_a_restart(tmp_path: Path) -> None:
    with (
        embedded.postgres(tmp_path, free_port()) as urls,
        psycopg.connect(urls.owner) as connection,
    ):
        connection.execute("CREATE TABLE kept (word text)")
        connection.execute("INSERT INTO kept VALUES ('yes')")
    with (
        embedded.postgres(tmp_path, free_port()) as urls,
        psycopg.connect(urls.owner) as connection,
    ):
        assert connection.execute("SELECT word FROM kept").fetchone() == ("yes",)


def test_an_interrupted_first_start_is_begun_again(tmp_path: Path) -> None:
    half = tmp_path / "cluster.new"
    half.mkdir()
    (half / "PG_VERSION").write_text("18")
    with embedded.postgres(tmp_path, free_port(), durable=False) as urls:
        psycopg.connect(urls.app).close()
    assert not half.exists()


def test_valkey_keeps_its_data_over_a_restart(tmp_path: Path) -> None:
    with embedded.valkey(tmp_path, free_port()) as url:
        redis.Redis.from_url(url).set("kept", "yes")
    with embedded.valkey(tmp_path, free_port()) as url:
        assert redis.Redis.from_url(url).get("kept") == b"yes"


def test_valkey_appends_every_second_and_never_evicts(redis_url: str) -> None:
    with redis.Redis.from_url(redis_url) as client:
        settings = client.config_get("appendonly", "appendfsync", "maxmemory-policy")
    assert settings == {
        "appendonly": "yes",
        "appendfsync": "everysec",
        "maxmemory-policy": "noeviction",
    }


def test_passwords_are_readable_by_their_owner_only(tmp_path: Path) -> None:
    embedded.valkey_url(tmp_path, 1)
    embedded.postgres_urls(tmp_path, 1)
    assert stat.S_IMODE((tmp_path / "passwords.json").stat().st_mode) == 0o600


def test_a_data_folder_below_a_closed_one_works_too(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    with embedded.postgres(tmp_path / "below", free_port(), durable=False) as urls:
        psycopg.connect(urls.app).close()

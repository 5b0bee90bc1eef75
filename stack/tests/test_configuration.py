"""Addresses, ports and secrets of one machine."""

import stat
from pathlib import Path

import pytest

from stack import parts
from stack.configuration import HOST_NEEDS, configure
from stack.process import Part, PartFailed


def test_secrets_are_made_once_and_kept(tmp_path: Path) -> None:
    first = configure({"HORARIUM_DATA": str(tmp_path)})
    second = configure({"HORARIUM_DATA": str(tmp_path)})
    assert first.environment == second.environment
    assert len(first.environment["HORARIUM_SECRET_KEY"]) >= 50


def test_two_machines_share_no_secret(tmp_path: Path) -> None:
    one = configure({"HORARIUM_DATA": str(tmp_path / "one")}).environment
    other = configure({"HORARIUM_DATA": str(tmp_path / "other")}).environment
    secret = [name for name in one if name.endswith(("_KEY", "_SECRET", "_PASSWORD"))]
    assert len(secret) == 3
    assert all(one[name] != other[name] for name in secret)


def test_only_the_owner_may_read_the_secrets(tmp_path: Path) -> None:
    configure({"HORARIUM_DATA": str(tmp_path)})
    assert stat.S_IMODE((tmp_path / "horarium.env").stat().st_mode) == 0o600


def test_a_port_moves_every_address_that_names_it(tmp_path: Path) -> None:
    moved = configure({"HORARIUM_DATA": str(tmp_path), "HORARIUM_API_PORT": "18000"})
    assert moved.environment["HORARIUM_API_URL"] == "http://127.0.0.1:18000"
    assert "HORARIUM_API_URL=http://127.0.0.1:18000" in (tmp_path / "horarium.env").read_text()


@pytest.mark.parametrize("port", ["0", "65536", "web", "-1", "8000 "])
def test_what_is_no_port_is_refused_by_name(tmp_path: Path, port: str) -> None:
    with pytest.raises(PartFailed, match="HORARIUM_WEB_PORT"):
        configure({"HORARIUM_DATA": str(tmp_path), "HORARIUM_WEB_PORT": port})


def test_given_servers_replace_the_embedded_ones(tmp_path: Path) -> None:
    given = {
        "HORARIUM_DATA": str(tmp_path),
        "DATABASE_URL": "postgresql://app@db.example/horarium",
        "DATABASE_OWNER_URL": "postgresql://owner@db.example/horarium",
        "REDIS_URL": "redis://redis.example:6379/0",
    }
    configuration = configure(given)
    assert not configuration.embedded_postgres
    assert not configuration.embedded_valkey
    assert given.items() <= configuration.environment.items()


@pytest.mark.parametrize("name", ["DATABASE_URL", "DATABASE_OWNER_URL"])
def test_one_database_address_without_the_other_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(PartFailed, match="belong together"):
        configure({"HORARIUM_DATA": str(tmp_path), name: "postgresql://db.example/horarium"})


def test_a_data_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(PartFailed, match="cannot be written"):
        configure({"HORARIUM_DATA": str(tmp_path / "file" / "data")})


def test_a_machine_that_only_solves_is_told_what_it_lacks(tmp_path: Path) -> None:
    given = {name: f"http://10.0.0.1/{name}" for name in HOST_NEEDS}
    given["HORARIUM_DATA"] = str(tmp_path)
    environment = configure(given, only_solves=True).environment
    assert all(environment[name] == given[name] for name in HOST_NEEDS)
    with pytest.raises(PartFailed, match=r"needs REDIS_URL, HORARIUM_GENERATOR_URL$"):
        configure({**given, "REDIS_URL": "", "HORARIUM_GENERATOR_URL": ""}, only_solves=True)


def test_an_address_for_other_machines_is_where_every_part_they_need_is_found(
    tmp_path: Path,
) -> None:
    given = {"HORARIUM_DATA": str(tmp_path), "HORARIUM_ADDRESS": "10.0.0.1"}
    configuration = configure(given)
    environment = configuration.environment
    assert all("10.0.0.1" in environment[name] for name in HOST_NEEDS[:4])
    (postgres, valkey), _, (api, *_), *_ = parts.everything(configuration)
    assert isinstance(postgres, Part)
    assert "listen_addresses=127.0.0.1,10.0.0.1" in postgres.command
    assert isinstance(valkey, Part)
    valkey.prepare()
    assert "bind 127.0.0.1 10.0.0.1" in (tmp_path / "valkey" / "valkey.conf").read_text()
    assert isinstance(api, Part)
    assert "--host 10.0.0.1" in " ".join(api.command)


def test_the_generator_listens_where_the_other_machines_find_it(tmp_path: Path) -> None:
    given = dict.fromkeys(HOST_NEEDS, "redis://10.0.0.1")
    given |= {"HORARIUM_GENERATOR_URL": "http://10.0.0.2:8123", "HORARIUM_DATA": str(tmp_path)}
    drained = {"HORARIUM_DRAIN_SECONDS": "60"}
    (generator,), (worker,) = parts.host(configure({**given, **drained}, only_solves=True))
    assert isinstance(generator, Part)
    command = " ".join(generator.command)
    assert "--host 10.0.0.2 --port 8123" in command
    assert generator.grace > 60
    assert isinstance(worker, Part)
    assert worker.name == "worker"

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.environment import database, origins


def test_a_database_url_is_taken_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X_URL", "postgresql://me:p%40ss@db.example:5433/hor?sslmode=require")
    settings = database("X_URL", "")
    assert (settings["USER"], settings["PASSWORD"]) == ("me", "p@ss")
    assert (settings["HOST"], settings["PORT"], settings["NAME"]) == (
        "db.example",
        "5433",
        "hor",
    )
    assert settings["OPTIONS"] == {"sslmode": "require"}


@pytest.mark.parametrize("url", ["sqlite:///x.db", "postgresql://host", "nonsense"])
def test_any_other_database_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("X_URL", url)
    with pytest.raises(ImproperlyConfigured, match="X_URL must look like postgresql://"):
        database("X_URL", "")


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1", "[::1]"])
def test_a_machine_is_the_product_under_each_of_its_own_names(name: str) -> None:
    found = origins(f"http://{name}:3000/")
    assert found[0] == f"http://{name}:3000"
    assert sorted(found) == [
        "http://127.0.0.1:3000",
        "http://[::1]:3000",
        "http://localhost:3000",
    ]


def test_any_other_address_is_the_only_one() -> None:
    assert origins("https://horarium.example.org/") == ["https://horarium.example.org"]
    assert origins("https://localhost.example.org:1") == ["https://localhost.example.org:1"]

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.environment import database


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

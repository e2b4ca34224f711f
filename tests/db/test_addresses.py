"""How PostgreSQL is addressed: one server, several of which one writes, a copy, a pooler."""

import pytest
from sqlalchemy import create_engine, make_url

from backend.cli.commands import run
from backend.config import Config, ConfigError, from_environment
from backend.db import postgresql
from tests.support.each import each

SECRET = "a-secret-for-the-tests-of-40-characters!"
ENVIRONMENT = {"WIJKMUNT_SECRETS": SECRET, "WIJKMUNT_ORIGIN": "https://munt.test"}


def config(database: str, **others: str) -> Config:
    return from_environment({**ENVIRONMENT, "WIJKMUNT_DATABASE": database, **others})


def told(database: str, **others: str) -> dict[str, str]:
    """What libpq is told in the end, by name."""
    settings = config(database, **others)
    engine = create_engine(make_url(settings.database_url))
    pairs = postgresql.conninfo(engine, postgresql.arguments(settings)).split(" ")
    return dict(pair.split("=", 1) for pair in pairs)


def test_one_server_is_reached_as_it_is_named() -> None:
    found = told("postgresql://wijk@10.0.0.1:5433/munt")
    assert (found["host"], found["port"], found["dbname"]) == ("10.0.0.1", "5433", "munt")
    assert (found["user"], found["connect_timeout"]) == ("wijk", "10")
    assert "target_session_attrs" not in found
    assert "options" not in found, "a pooler would refuse it"


@each(
    "address",
    [
        "postgres://wijk@10.0.0.1:5433,10.0.0.2:5434/munt",
        "postgresql://wijk@/munt?host=10.0.0.1:5433&host=10.0.0.2:5434",
        "postgresql://wijk@/munt?host=10.0.0.1,10.0.0.2&port=5433,5434",
    ],
)
def test_of_several_servers_the_one_that_writes_is_looked_for(address: str) -> None:
    found = told(address)
    assert (found["host"], found["port"]) == ("10.0.0.1,10.0.0.2", "5433,5434")
    assert (found["dbname"], found["user"]) == ("munt", "wijk")
    assert (found["target_session_attrs"], found["connect_timeout"]) == ("read-write", "2")


def test_what_the_address_says_goes_before() -> None:
    found = told("postgresql://a,b/munt?target_session_attrs=primary&connect_timeout=7")
    assert (found["target_session_attrs"], found["connect_timeout"]) == ("primary", "7")


def test_stricter_isolation_is_asked_for_at_the_start() -> None:
    found = postgresql.arguments(config("postgresql://a/b", WIJKMUNT_ISOLATION="SERIALIZABLE"))
    assert found["options"] == "-c default_transaction_isolation=serializable"


def test_a_copy_is_preferred_among_several_and_only_postgresql_has_one() -> None:
    settings = config("postgresql://a/b", WIJKMUNT_REPLICA="postgresql://c,d/b")
    assert postgresql.replica_arguments(settings)["target_session_attrs"] == "prefer-standby"
    with pytest.raises(ConfigError, match="WIJKMUNT_REPLICA"):
        config("sqlite:///munt.sqlite", WIJKMUNT_REPLICA="postgresql://c/b")


def test_a_pooler_keeps_nothing_prepared_and_is_not_migrated_through(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings = config("postgresql://a/b", WIJKMUNT_POOLER="1")
    assert settings.pooled
    assert postgresql.driver_arguments(settings) == {"prepare_threshold": None}
    for name, value in {**ENVIRONMENT, "WIJKMUNT_POOLER": "1"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("WIJKMUNT_DATABASE", "postgresql://nowhere.invalid/b")
    with pytest.raises(SystemExit, match="WIJKMUNT_POOLER"):
        run(["migrate"])

"""Settings from the environment. In production a missing secret stops the start."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

LOOPBACK_HOSTS = frozenset({"127.0.0.1", "::1", "localhost"})


class ConfigError(Exception):
    """The environment does not make sense; the text says what to change."""


@dataclass(frozen=True)
class Config:
    """Everything that differs between two installations.

    ``origin`` is the app's own origin, such as ``https://munt.example``; ``secrets`` are
    newest first, and each is at least 32 characters; ``pwa`` is the folder of the built app;
    ``proxies`` is how many reverse proxies stand before the server and name the client's address.
    """

    origin: str
    database_url: str
    secrets: tuple[str, ...] = field(repr=False)
    example: bool = False
    pwa: Path = Path(__file__).parent.parent / "pwa" / "dist"
    pool_size: int = 16
    isolation_level: str = "READ COMMITTED"
    proxies: int = 0

    def __post_init__(self) -> None:
        if any(len(secret) < 32 for secret in self.secrets) or not self.secrets:
            raise ConfigError("WIJKMUNT_SECRETS: each secret needs 32 characters or more")
        parts = urlsplit(self.origin)
        if not parts.hostname or self.origin != f"{parts.scheme}://{parts.netloc}":
            raise ConfigError(f"WIJKMUNT_ORIGIN: not an origin: {self.origin}")
        if parts.scheme != "https" and not self.is_local:
            raise ConfigError("WIJKMUNT_ORIGIN: passkeys need https outside this machine")
        if self.example and not self.is_local:
            raise ConfigError("the example neighbourhood runs on localhost only")

    @property
    def host(self) -> str:
        """The host name without port; the WebAuthn relying party id."""
        return urlsplit(self.origin).hostname or ""

    @property
    def is_local(self) -> bool:
        """Whether the origin is this machine itself."""
        return self.host == "localhost" or self.host.endswith(".localhost")

    @property
    def uses_sqlite(self) -> bool:
        """Whether the embedded database is used."""
        return self.database_url.startswith("sqlite")


def from_environment(environment: Mapping[str, str] = os.environ) -> Config:
    """The settings of this process; raises ``ConfigError`` naming the variable that is wrong."""
    example = environment.get("WIJKMUNT_EXAMPLE") == "1"
    instance = Path(environment.get("WIJKMUNT_INSTANCE", "instance")).absolute()
    given = environment.get("WIJKMUNT_SECRETS", "") or _secrets_from_file(environment)
    if not given and not example:
        raise ConfigError(
            "WIJKMUNT_SECRETS or WIJKMUNT_SECRETS_FILE is missing; make one with: wijkmunt secret"
        )
    return Config(
        origin=environment.get("WIJKMUNT_ORIGIN", "http://localhost:8000").rstrip("/"),
        database_url=database_url(environment.get("WIJKMUNT_DATABASE", ""), instance),
        secrets=tuple(given.split()) or (_example_secret(instance),),
        example=example,
        pwa=Path(environment.get("WIJKMUNT_PWA", str(Config.pwa))),
        pool_size=_number(environment, "WIJKMUNT_POOL_SIZE", 16),
        isolation_level=environment.get("WIJKMUNT_ISOLATION", "READ COMMITTED"),
        proxies=_number(environment, "WIJKMUNT_PROXIES", 0),
    )


def _number(environment: Mapping[str, str], name: str, otherwise: int) -> int:
    given = environment.get(name, str(otherwise))
    if not given.isdecimal():
        raise ConfigError(f"{name}: not a whole number: {given}")
    return int(given)


def database_url(given: str, instance: Path) -> str:
    """A SQLAlchemy address: the embedded database by default, psycopg for PostgreSQL."""
    if not given:
        instance.mkdir(parents=True, exist_ok=True)
        return f"sqlite:///{instance / 'wijkmunt.sqlite'}"
    scheme, separator, rest = given.partition("://")
    if separator and scheme in {"postgres", "postgresql"}:
        return f"postgresql+psycopg://{rest}"
    return given


def _secrets_from_file(environment: Mapping[str, str]) -> str:
    name = environment.get("WIJKMUNT_SECRETS_FILE")
    return Path(name).read_text(encoding="utf-8") if name else ""


def _example_secret(instance: Path) -> str:
    """A secret of the example's own, kept so that a restart does not sign everybody out."""
    instance.mkdir(parents=True, exist_ok=True)
    path = instance / "example-secret"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48), encoding="utf-8")
    return path.read_text(encoding="utf-8")

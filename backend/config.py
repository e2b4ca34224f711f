"""Settings from the environment. In production a missing secret stops the start."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from backend.environment import ConfigError, file_of, given, number

__all__ = ["Config", "ConfigError", "check_secrets", "database_url", "from_environment"]

SHORTEST_SECRET = 32
LOOPBACK_HOSTS = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True)
class Config:
    """Everything that differs between two installations.

    ``origin`` is the app's own origin, such as ``https://munt.example``; ``secrets`` are
    newest first, and each is at least 32 characters; ``pwa`` is the folder of the built app;
    ``proxies`` is how many reverse proxies stand before the server and name the client's address.
    ``replica_url`` is a copy of the database to read statements and figures from; ``pooled`` says
    that a pooler stands before PostgreSQL and gives a server for one transaction only.
    ``secrets_file`` is where the secrets stand, to be read again when it changes; ``access_log``
    asks for a line per request; ``metrics_token`` opens ``/metrics`` to other machines.
    """

    origin: str
    database_url: str
    secrets: tuple[str, ...] = field(repr=False)
    example: bool = False
    pwa: Path = Path(__file__).parent.parent / "pwa" / "dist"
    pool_size: int = 16
    isolation_level: str = "READ COMMITTED"
    proxies: int = 0
    replica_url: str = ""
    pooled: bool = False
    secrets_file: Path | None = None
    access_log: bool = False
    metrics_token: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        check_secrets(self.secrets)
        parts = urlsplit(self.origin)
        if not parts.hostname or self.origin != f"{parts.scheme}://{parts.netloc}":
            raise ConfigError(f"WIJKMUNT_ORIGIN: not an origin: {self.origin}")
        if parts.scheme != "https" and not self.is_local:
            raise ConfigError("WIJKMUNT_ORIGIN: passkeys need https outside this machine")
        if self.example and not self.is_local:
            raise ConfigError("the example neighbourhood runs on localhost only")
        if self.replica_url and self.uses_sqlite:
            raise ConfigError("WIJKMUNT_REPLICA: only PostgreSQL has replicas")

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
    secret = given(environment, "WIJKMUNT_SECRETS")
    if not secret and not example:
        raise ConfigError(
            "WIJKMUNT_SECRETS or WIJKMUNT_SECRETS_FILE is missing; make one with: wijkmunt secret"
        )
    return Config(
        origin=environment.get("WIJKMUNT_ORIGIN", "http://localhost:8000").rstrip("/"),
        database_url=database_url(given(environment, "WIJKMUNT_DATABASE"), instance),
        secrets=tuple(secret.split()) or (_example_secret(instance),),
        example=example,
        pwa=Path(environment.get("WIJKMUNT_PWA", str(Config.pwa))),
        pool_size=number(environment, "WIJKMUNT_POOL_SIZE", 16),
        isolation_level=environment.get("WIJKMUNT_ISOLATION", "READ COMMITTED"),
        proxies=number(environment, "WIJKMUNT_PROXIES", 0),
        replica_url=_postgresql_url(environment.get("WIJKMUNT_REPLICA", "")),
        pooled=environment.get("WIJKMUNT_POOLER") == "1",
        secrets_file=file_of(environment, "WIJKMUNT_SECRETS"),
        access_log=environment.get("WIJKMUNT_ACCESS_LOG") == "1",
        metrics_token=given(environment, "WIJKMUNT_METRICS_TOKEN"),
    )


def check_secrets(secrets: tuple[str, ...]) -> None:
    """Raise ConfigError when there is no secret, or one that could be guessed."""
    if not secrets or any(len(secret) < SHORTEST_SECRET for secret in secrets):
        raise ConfigError(
            f"WIJKMUNT_SECRETS: each secret needs {SHORTEST_SECRET} characters or more"
        )


def database_url(given: str, instance: Path) -> str:
    """A SQLAlchemy address: the embedded database by default, psycopg for PostgreSQL."""
    if not given:
        instance.mkdir(parents=True, exist_ok=True)
        return f"sqlite:///{instance / 'wijkmunt.sqlite'}"
    return _postgresql_url(given)


def _postgresql_url(given: str) -> str:
    """libpq's spelling in SQLAlchemy's; several servers (``a:5432,b``) become parameters."""
    scheme, separator, rest = given.partition("://")
    if not separator or scheme not in {"postgres", "postgresql", "postgresql+psycopg"}:
        return given
    servers, slash, path = rest.partition("/")
    user, at, hosts = servers.rpartition("@")
    if "," in hosts:
        named = "&".join(f"host={host}" for host in hosts.split(","))
        path += ("&" if "?" in path else "?") + named
        servers = user + at
    return f"postgresql+psycopg://{servers}{slash}{path}"


def _example_secret(instance: Path) -> str:
    """A secret of the example's own, kept so that a restart does not sign everybody out."""
    instance.mkdir(parents=True, exist_ok=True)
    path = instance / "example-secret"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48), encoding="utf-8")
    return path.read_text(encoding="utf-8")

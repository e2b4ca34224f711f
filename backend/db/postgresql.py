"""How PostgreSQL is reached: one server or several of which one writes, directly or by a pooler."""

import select
from typing import Any

from psycopg.conninfo import make_conninfo
from sqlalchemy import URL, Engine, ExceptionContext, event, make_url
from sqlalchemy.exc import DisconnectionError

from backend.config import Config
from backend.db.failures import is_lost

DEFAULT_ISOLATION = "READ COMMITTED"
WRITES = "read-write"
READS = "prefer-standby"

# A server that vanished without a word is noticed after these seconds, not after TCP's quarter of
# an hour; a name with several servers gets the shortest try that libpq knows for each.
_SIGNS_OF_LIFE = {
    "keepalives_idle": 1,
    "keepalives_interval": 1,
    "keepalives_count": 3,
    "tcp_user_timeout": 3_000,
}
_SECONDS_TO_CONNECT = 10
_SECONDS_TO_CONNECT_TO_ONE_OF_SEVERAL = 2


def arguments(config: Config) -> dict[str, Any]:
    """What libpq is told beside the address of the database that is written to."""
    chosen = _of(make_url(config.database_url), WRITES)
    if config.isolation_level != DEFAULT_ISOLATION:
        # Not always: a pooler accepts no ``options``.
        level = config.isolation_level.lower().replace(" ", "\\ ")
        chosen["options"] = f"-c default_transaction_isolation={level}"
    return chosen


def driver_arguments(config: Config) -> dict[str, Any]:
    """What psycopg is told beside that: a pooler's connections forget what was prepared."""
    return {"prepare_threshold": None} if config.pooled else {}


def replica_arguments(config: Config) -> dict[str, Any]:
    """What the connections to a replica are told; it refuses whatever would write."""
    chosen = _of(make_url(config.replica_url), READS)
    return {**chosen, "connect_timeout": _SECONDS_TO_CONNECT_TO_ONE_OF_SEVERAL}


def conninfo(engine: Engine, extra: dict[str, Any]) -> str:
    """How libpq itself reaches the database of ``engine``."""
    _, given = engine.dialect.create_connect_args(engine.url)
    # What is left is for psycopg's own objects, not for libpq.
    given.pop("context", None)
    return make_conninfo(**given, **extra, client_encoding="UTF8")


def watch_over(engine: Engine) -> None:
    """Never hand out a connection that has hung up, nor keep one to a server that cannot write."""

    @event.listens_for(engine, "checkout")
    def look(connection: Any, _record: object, _proxy: object) -> None:
        if has_hung_up(connection.fileno()):
            raise DisconnectionError

    @event.listens_for(engine, "handle_error")
    def notice(context: ExceptionContext) -> None:
        if context.original_exception and is_lost(context.original_exception):
            context.is_disconnect = True


def has_hung_up(socket: int) -> bool:
    """Whether an idle connection has something to say: nobody asked it, so it is a farewell."""
    looking = select.poll()
    looking.register(socket, select.POLLIN)
    return bool(looking.poll(0))


def _of(url: URL, wanted: str) -> dict[str, Any]:
    several = _names_several(url)
    seconds = _SECONDS_TO_CONNECT_TO_ONE_OF_SEVERAL if several else _SECONDS_TO_CONNECT
    chosen: dict[str, Any] = {
        "application_name": "wijkmunt",
        "connect_timeout": seconds,
        **_SIGNS_OF_LIFE,
    }
    if several:
        chosen["target_session_attrs"] = wanted
    return {name: value for name, value in chosen.items() if name not in url.query}


def _names_several(url: URL) -> bool:
    hosts = url.query.get("host", "")
    return not isinstance(hosts, str) or "," in hosts

"""The command that serves: granian's workers, each with an application of its own."""

import os
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server import MPServer

from backend.cli.telling import tell
from backend.cli.workplace import at_work, own_origin
from backend.config import Config, ConfigError, from_environment
from backend.example.service import check_start
from backend.health.counts import FOLDER
from backend.web import logs
from backend.web.version import VERSION

WORKERS_AND_THREADS = {"example": (1, 16), "sqlite": (2, 8), "postgresql": (2, 16)}
"""Few processes with many threads: what waits in one process is written together (decision 0024).
Those of the embedded database write in turns (decision 0031). The example is there for one person,
who waits for its start."""

OTHER_CONNECTIONS = 3
"""Per worker beside one a thread: an embedded database's writer, who pushes, and a spare one."""

SECONDS_TO_FINISH = 10
BACKLOG = 1024

SECONDS_FOR_HEADERS = 10
BYTES_OF_HEADERS = 64 * 1024
"""Of a request's headers: who sends them slower or more of them is hung up on."""


def _usual(which: int) -> str:
    """The number of workers or threads when none is asked for, in words."""
    usual = {name: both[which] for name, both in WORKERS_AND_THREADS.items()}
    return (
        f"{usual['postgresql']} on PostgreSQL, else {usual['sqlite']}, example {usual['example']}"
    )


def _kind(config: Config) -> str:
    if not config.uses_sqlite:
        return "postgresql"
    return "example" if config.example else "sqlite"


SOCKET_PERMISSIONS = 0o660
"""A proxy that belongs to the server's group may use the socket, nobody else."""


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--unix", type=click.Path(path_type=Path), help="A socket in place of a port.")
@click.option("--workers", type=click.IntRange(1), help=f"Processes; {_usual(0)}.")
@click.option("--threads", type=click.IntRange(1), help=f"A worker's; {_usual(1)}.")
@click.option("--memory", type=click.IntRange(100), help="MiB; a larger worker is replaced.")
@click.option("--example", is_flag=True, help="Serve the example neighbourhood, to this machine.")
def serve(
    host: str,
    port: int,
    unix: Path | None,
    workers: int | None,
    threads: int | None,
    memory: int | None,
    example: bool,
) -> None:
    """Serve the app and its API until interrupted; SIGHUP replaces the workers one by one."""
    if example:
        os.environ["WIJKMUNT_EXAMPLE"] = "1"
    style = _prepare_environment(port, example=os.environ.get("WIJKMUNT_EXAMPLE") == "1")
    config = from_environment()
    usual = WORKERS_AND_THREADS[_kind(config)]
    threads = threads or usual[1]
    os.environ.setdefault("WIJKMUNT_POOL_SIZE", str(threads + OTHER_CONNECTIONS))
    with at_work(config):
        check_start(config, "localhost" if unix else host)
    if unix:
        _clear(unix)
    with _counts():
        tell("start", f"Wijkmunt is served on {config.origin} (stop with Ctrl-C)", version=VERSION)
        MPServer(
            "backend.cli.wsgi:load",
            factory=True,
            address=host,
            port=port,
            uds=unix,
            uds_permissions=SOCKET_PERMISSIONS if unix else None,
            interface=Interfaces.WSGI,
            workers=workers or usual[0],
            blocking_threads=threads,
            backlog=BACKLOG,
            http=HTTPModes.http1,
            http1_settings=HTTP1Settings(
                header_read_timeout=SECONDS_FOR_HEADERS * 1000, max_buffer_size=BYTES_OF_HEADERS
            ),
            websockets=False,
            log_level=LogLevels.error,
            log_dictconfig=logs.settings(style),
            respawn_failed_workers=not config.example,
            workers_kill_timeout=SECONDS_TO_FINISH,
            workers_max_rss=memory,
        ).serve()


def _prepare_environment(port: int, *, example: bool) -> str:
    """What the workers read too; returns the style of the logs."""
    os.environ["WIJKMUNT_ORIGIN"] = own_origin(port)
    style = os.environ.setdefault("WIJKMUNT_LOG", "text" if example else "json")
    os.environ.setdefault("WIJKMUNT_ACCESS_LOG", "0" if example else "1")
    if style not in logs.STYLES:
        raise ConfigError(f"WIJKMUNT_LOG: {' or '.join(logs.STYLES)}, not {style}")
    return style


@contextmanager
def _counts() -> Iterator[None]:
    """A folder for the workers' counts while they serve (``backend.health.counts``)."""
    near = os.environ.get("RUNTIME_DIRECTORY", "").partition(":")[0]
    with tempfile.TemporaryDirectory(prefix="wijkmunt-", dir=near or None) as folder:
        os.environ[FOLDER] = folder
        yield


def _clear(path: Path) -> None:
    """Remove the socket that a server left which was killed. Raises ConfigError for one in use."""
    if not path.is_socket():
        return
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(path))
        except ConnectionRefusedError:
            path.unlink()
        else:
            raise ConfigError(f"another server answers at {path}")


COMMANDS = (serve,)

"""The command that serves: granian's workers, each with an application of its own."""

import os

import click
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import MPServer

from backend.cli.workplace import at_work, own_origin
from backend.config import Config, from_environment
from backend.example.service import check_start

WORKERS_AND_THREADS = {"sqlite": (1, 16), "postgresql": (4, 2)}
"""Few threads a process: those of one process take turns, and each turn costs. The embedded
database has one writer, so there one process collects what is written together."""

OTHER_CONNECTIONS = 3
"""Per worker beside one a thread: an embedded database's writer, who pushes, and a spare one."""

SECONDS_TO_FINISH = 10
BACKLOG = 1024


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", type=click.IntRange(1), help="Processes; 4 on PostgreSQL, else 1.")
@click.option("--threads", type=click.IntRange(1), help="A worker's; 2 on PostgreSQL, else 16.")
@click.option("--example", is_flag=True, help="Serve the example neighbourhood, to this machine.")
def serve(host: str, port: int, workers: int | None, threads: int | None, example: bool) -> None:
    """Serve the app and its API until interrupted."""
    os.environ["WIJKMUNT_ORIGIN"] = own_origin(port)
    if example:
        os.environ["WIJKMUNT_EXAMPLE"] = "1"
    config = from_environment()
    usual = WORKERS_AND_THREADS["sqlite" if config.uses_sqlite else "postgresql"]
    threads = threads or usual[1]
    os.environ.setdefault("WIJKMUNT_POOL_SIZE", str(threads + OTHER_CONNECTIONS))
    with at_work(config):
        check_start(config, host)
    click.echo(f"Wijkmunt is served on {config.origin} (stop with Ctrl-C)")
    _server(config, host, port, workers or usual[0], threads).serve()


def _server(config: Config, host: str, port: int, workers: int, threads: int) -> MPServer:
    return MPServer(
        "backend.cli.wsgi:load",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        backlog=BACKLOG,
        websockets=False,
        log_level=LogLevels.error,
        respawn_failed_workers=not config.example,
        workers_kill_timeout=SECONDS_TO_FINISH,
    )


COMMANDS = (serve,)

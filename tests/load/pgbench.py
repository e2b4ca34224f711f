"""pgbench's TPC-B as the yardstick, on a database of its own beside ours."""

import re
import subprocess

from tests.support.postgres import PostgresServer

CLIENTS = 8
SCALE = 10
_TPS = re.compile(r"^tps = ([0-9.]+)", re.MULTILINE)


class PgBench:
    """TPC-B on the given server."""

    def __init__(self, postgres: PostgresServer) -> None:
        self._program = str(postgres.programs / "pgbench")
        self._folder = str(postgres.folder)
        postgres.create("tpcb")
        self._call("-i", "-q", "-s", str(SCALE))

    def run(self, seconds: float) -> float:
        """Transactions a second with eight clients."""
        said = self._call("-c", str(CLIENTS), "-j", "2", "-T", str(round(seconds)))
        found = _TPS.search(said)
        if not found:
            raise RuntimeError(f"pgbench said no tps: {said}")
        return float(found[1])

    def _call(self, *options: str) -> str:
        command = [self._program, "-h", self._folder, "-U", "postgres", *options, "tpcb"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        return done.stdout

"""A wire that we hold in the hand: a TCP proxy that cuts connections in the middle of an answer."""

import asyncio
import random
import threading
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any

_PART = 65_536

Dial = Callable[[], Coroutine[Any, Any, tuple[asyncio.StreamReader, asyncio.StreamWriter]]]


class Wires:
    """All wires of a storm, served by one thread."""

    def __init__(self) -> None:
        self._wires: list[Wire] = []
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="wires", daemon=True)
        self._thread.start()

    def lay(self, dial: Dial) -> "Wire":
        """A new wire from a free port of the loopback to what ``dial`` opens."""
        wire = Wire(dial)
        self._wires.append(wire)
        asyncio.run_coroutine_threadsafe(wire.listen(), self._loop).result(10)
        return wire

    def close(self) -> None:
        """Cut them all and stop."""
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    async def _end(self) -> None:
        for wire in self._wires:
            wire.hang_up()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        await asyncio.sleep(0)


class Wire:
    """One listening port. ``cut(n)`` lets the next ``n`` answers (or questions) break off."""

    def __init__(self, dial: Dial) -> None:
        self._dial = dial
        self._cuts = {"question": 0, "answer": 0}
        self._chance = random.Random()  # noqa: S311 - where in the bytes, not whether
        self._server: asyncio.Server | None = None
        self.made = 0

    @property
    def port(self) -> int:
        """Where it listens on the loopback."""
        assert self._server is not None
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    def cut(self, count: int, which: str = "answer") -> None:
        """Break off the next ``count`` answers, or questions, somewhere in their bytes."""
        self._cuts[which] = count

    def mend(self) -> None:
        """Cut nothing more."""
        self._cuts = dict.fromkeys(self._cuts, 0)

    async def listen(self) -> None:
        """Begin."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)

    def hang_up(self) -> None:
        """Take no more calls."""
        if self._server:
            self._server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            far_reader, far_writer = await self._dial()
        except OSError:
            writer.transport.abort()
            return
        ways = ("question", reader, far_writer), ("answer", far_reader, writer)
        pumps = [asyncio.create_task(self._pump(*way)) for way in ways]
        try:
            await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for pump in pumps:
                pump.cancel()
            writer.transport.abort()
            far_writer.transport.abort()

    async def _pump(
        self, which: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        with suppress(OSError):
            while data := await reader.read(_PART):
                if self._cuts[which]:
                    self._cuts[which] -= 1
                    self.made += 1
                    writer.write(data[: self._chance.randrange(len(data))])
                    await writer.drain()
                    return
                writer.write(data)
                await writer.drain()


def to_port(port: int) -> Dial:
    """Dials a port of the loopback."""
    return lambda: asyncio.open_connection("127.0.0.1", port)


def to_socket(path: str) -> Dial:
    """Dials a Unix socket."""
    return lambda: asyncio.open_unix_connection(path)

"""The live channel: hundreds of phones that wait, two web workers, and how soon news arrive.

Every phone asks as the app does, on a connection that it keeps (a browser's does the same behind a
proxy): what became of its codes, and whether there is a notice. Meanwhile people are told things,
one after another, and each phone measures how long after the commit it knew. Nobody else pays.
"""

import asyncio
import random
import time
import uuid
from dataclasses import dataclass, field
from urllib.parse import urlencode

from flask import Flask

from backend.identity import service as identity
from backend.identity.cookies import ACCESS
from backend.notices import service as notices
from tests.factories.communities import make_community, make_member
from tests.load.effort import Effort
from tests.load.figures import Figure, percentile
from tests.load.place import app_of, postgresql
from tests.load.processes import processes_of
from tests.support import server as servers
from tests.support.server import Server

WORKERS = 2
SECONDS = 20.0
WARM_UP = 4.0
NEWS_EVERY = 0.2
PAUSE = 1.0
"""As pwa/src/data/live.ts waits between two questions."""
IDLE_PAUSE = 5.0
FLOODERS = 16
LAST = 4.0
"""Seconds for the last ones to learn it."""


@dataclass
class Phone:
    """Somebody whose screen waits; ``told_at`` is when something was committed for them."""

    person_id: uuid.UUID
    token: str
    topics: str
    known: str = ""
    told_at: float | None = None
    asked: int = 0
    learnt: list[float] = field(default_factory=list)


def measure(effort: Effort) -> list[Figure]:
    """How late news are with all phones waiting, and how many phones two workers bear."""
    with postgresql() as postgres:
        address = postgres.create("wijkmunt")
        options = ("--workers", str(WORKERS))
        with (
            servers.running(
                database=address, example=False, serve=options, program=servers.Program
            ) as server,
            app_of(server) as app,
        ):
            with app.app_context():
                community_id, phones = _phones(effort.waiting_phones)
            delays, used = asyncio.run(_wait(server, app, community_id, phones))
            return _figures(delays, used, asyncio.run(_flood(server, phones)))


def _figures(delays: list[float], used: float, most: float) -> list[Figure]:
    return [
        Figure("news_p99", percentile(delays, 99) * 1000),
        Figure("waiting_phones", most * PAUSE),
        Figure("news_p50", percentile(delays, 50) * 1000),
        Figure("waiting_share", used),
        Figure("questions", most),
        Figure("idle_phones", most * IDLE_PAUSE),
    ]


def _phones(count: int) -> tuple[uuid.UUID, list[Phone]]:
    community = make_community()
    phones = []
    for number in range(count):
        person_id = make_member(community.id)
        token = identity.open_session(person_id, "telefoon", None).access
        phones.append(Phone(person_id, token, f"notices,codes:{number:016x}.1"))
    return community.id, phones


async def _wait(
    server: Server, app: Flask, community_id: uuid.UUID, phones: list[Phone]
) -> tuple[list[float], float]:
    """All phones wait; returns the delays of what they learnt, and the share of one processor."""
    end = time.monotonic() + WARM_UP + SECONDS
    asking = [asyncio.create_task(_keep_asking(server, phone, end)) for phone in phones]
    await asyncio.sleep(WARM_UP)
    began, busy = time.monotonic(), _processor_seconds(server)
    while time.monotonic() < end - LAST:
        phone = random.choice(phones)  # noqa: S311
        if phone.told_at is None and phone.known:
            await asyncio.to_thread(_tell, app, community_id, phone)
        await asyncio.sleep(NEWS_EVERY)
    used = (_processor_seconds(server) - busy) / (time.monotonic() - began)
    await asyncio.gather(*asking)
    delays = [delay for phone in phones for delay in phone.learnt]
    if any(phone.told_at is not None for phone in phones) or not delays:
        raise RuntimeError("somebody never learnt what they were told")
    return delays, used


def _tell(app: Flask, community_id: uuid.UUID, phone: Phone) -> None:
    # Before the commit: a phone may well know before we hear that it is done.
    phone.told_at = time.monotonic()
    with app.app_context():
        notices.tell([phone.person_id], community_id, "due_coming", amount=1)


async def _keep_asking(server: Server, phone: Phone, end: float) -> None:
    await asyncio.sleep(random.uniform(0, PAUSE))  # noqa: S311
    line = await _connect(server)
    while time.monotonic() < end:
        if await _ask(line, server, phone) and phone.told_at is not None:
            phone.learnt.append(time.monotonic() - phone.told_at)
            phone.told_at = None
        await asyncio.sleep(PAUSE)
    line[1].close()


async def _flood(server: Server, phones: list[Phone], seconds: float = 6.0) -> float:
    """Questions a second when nobody pauses."""
    end = time.monotonic() + seconds
    asked = await asyncio.gather(
        *(_ask_until(server, phones[n::FLOODERS], end) for n in range(FLOODERS))
    )
    return sum(asked) / seconds


async def _ask_until(server: Server, phones: list[Phone], end: float) -> int:
    line, count = await _connect(server), 0
    while time.monotonic() < end:
        await _ask(line, server, phones[count % len(phones)])
        count += 1
    line[1].close()
    return count


Line = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def _connect(server: Server) -> Line:
    return await asyncio.open_connection("127.0.0.1", int(server.origin.rpartition(":")[2]))


async def _ask(line: Line, server: Server, phone: Phone) -> bool:
    """One question; true when there was news."""
    reader, writer = line
    query = urlencode({"topics": phone.topics, "known": phone.known})
    writer.write(
        f"GET /api/v1/live?{query} HTTP/1.1\r\nHost: {server.origin[7:]}\r\n"
        f"Cookie: {ACCESS}={phone.token}\r\n\r\n".encode()
    )
    head = await reader.readuntil(b"\r\n\r\n")
    phone.asked += 1
    if head.startswith(b"HTTP/1.1 204"):
        return False
    if not head.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(head.decode())
    length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
    body = await reader.readexactly(length)
    is_first = phone.known == ""
    phone.known = body.partition(b'"version":"')[2].partition(b'"')[0].decode()
    return not is_first


def _processor_seconds(server: Server) -> float:
    return sum(process.processor_seconds for process in processes_of(server))

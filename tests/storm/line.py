"""A client's connections: a question goes to one of the servers, and comes back or does not."""

import json
import random
from collections import Counter as Tally
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from http.client import HTTPConnection, HTTPException
from typing import Any

from flask import Flask

from backend import clock
from backend.identity import tokens
from backend.identity.cookies import ACCESS
from tests.storm.commands import Command
from tests.storm.world import Holder

SECONDS = 60
LATER = frozenset({401, 429, 500, 502, 503})
"""What is not an answer to the question: it is asked again."""


_TOKEN_FOR = timedelta(minutes=4)
_Key = tuple[Holder, bool]


@dataclass(frozen=True)
class Answer:
    """A whole answer."""

    status: int
    body: dict[str, Any]


class Lines:
    """Connections of one client to every server, and the tokens of whom it speaks for.

    ``hindered`` counts what came instead of an answer.
    """

    def __init__(
        self, app: Flask, ports: Sequence[int], chance: random.Random, hindered: Tally[str]
    ) -> None:
        self._app, self._chance, self._hindered = app, chance, hindered
        self._origin = app.config["WIJKMUNT"].origin
        self._lines = [HTTPConnection("127.0.0.1", port, timeout=SECONDS) for port in ports]
        self._tokens: dict[_Key, tuple[datetime, str]] = {}

    def ask(self, command: Command) -> Answer | None:
        """Ask one of the servers; None when no whole answer came."""
        line = self._chance.choice(self._lines)
        try:
            self._send(line, command)
            got = line.getresponse()
            answer = Answer(got.status, json.loads(got.read()))
        except (OSError, HTTPException, ValueError):
            line.close()
            self._hindered["no answer"] += 1
            return None
        if answer.status in LATER:
            self._hindered[f"{answer.status} {answer.body.get('code')}"] += 1
        if answer.status == 401:
            self._tokens.pop((command.who, command.fresh), None)
        return answer

    def send_only(self, command: Command) -> None:
        """Ask one of the servers and hang up at once, as when the phone goes into a tunnel."""
        line = self._chance.choice(self._lines)
        line.close()
        with suppress(OSError, HTTPException):
            self._send(line, command)
        line.close()

    def close(self) -> None:
        """Hang up."""
        for line in self._lines:
            line.close()

    def _send(self, line: HTTPConnection, command: Command) -> None:
        headers = {
            "Origin": self._origin,
            "Host": self._origin.removeprefix("http://"),
            "Cookie": f"{ACCESS}={self._token(command)}",
            "Content-Type": "application/json",
        }
        body = json.dumps(command.body).encode()
        line.request(command.method, f"/api/v1{command.path}", body, headers)

    def _token(self, command: Command) -> str:
        """A token such as the session's refresh gives, by the clock of the servers."""
        now, key = clock.now(), (command.who, command.fresh)
        made, token = self._tokens.get(key, (None, ""))
        if made is None or not made <= now < made + _TOKEN_FOR:
            with self._app.app_context():
                token = tokens.make_access(
                    command.who.person_id,
                    command.who.session_id,
                    now if command.fresh else None,
                    now=now,
                    ends_at=now + timedelta(hours=1),
                )
            self._tokens[key] = (now, token)
        return token
